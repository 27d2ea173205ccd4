"""A posting's title without what is not the job: pay, ids, shifts, places, hiring words."""

import re
from typing import Final

from jobskills.text import title_patterns as patterns

__all__ = ["clean_title"]

_MAX_LENGTH: Final = 300
_MAX_ROUNDS: Final = 9
_SPACES: Final = re.compile(r"\s+")
_DECORATIONS: Final = (
    patterns.GENDER, patterns.MONEY, patterns.IDS, patterns.SHIFT, patterns.COUNT,
)  # fmt: skip
#: Those of them that hold none of the signs of the others.
_WORDED: Final = (patterns.GENDER, patterns.SHIFT)
_FIGURE: Final = re.compile(r"[\d*$£€]")


def clean_title(title: str) -> str:
    """Return the job in a title; the title itself where nothing would be left.

    Seniority stays: it says something about the job.

    Examples
    --------
    >>> clean_title("RN - Night Shift - $45/hr - Austin, TX (Req #88213)")
    'RN'
    >>> clean_title("NOW HIRING!! WAREHOUSE ASSOCIATE (FULL-TIME)")
    'Warehouse Associate'
    >>> clean_title("Senior Data Engineer (m/f/d) | Remote at Acme Corp")
    'Senior Data Engineer'
    """
    before, after = "", title[:_MAX_LENGTH]
    # Taking one thing away can bring another to the end; few rounds settle it.
    for _ in range(_MAX_ROUNDS):
        before, after = after, _once(after)
        if after == before:
            break
    return after


def _once(title: str) -> str:
    """Return a title after one round of cleaning."""
    plain = patterns.REPEATS.sub(r"\1", _SPACES.sub(" ", title)).strip()
    text = patterns.LABEL.sub("", plain)
    for pattern in _DECORATIONS if _FIGURE.search(text) else _WORDED:
        text = pattern.sub(" ", text)
    text = patterns.HIRING_TAIL.sub("", patterns.HIRING.sub("", text))
    text = patterns.BRACKETS.sub(_bracket, text)
    text = patterns.EMPTY_BRACKETS.sub(" ", text)
    text = patterns.PLACE.sub("", patterns.COMPANY.sub("", text))
    text = _segments(text)
    text = patterns.STATUS_HEAD.sub("", patterns.STATUS_TAIL.sub("", text))
    text = patterns.EDGES.sub("", _SPACES.sub(" ", text).replace(" ,", ","))
    if sum(map(str.isalpha, text)) < 2:
        text = patterns.EDGES.sub("", plain) or plain
    return _calm(text)


def _bracket(match: re.Match[str]) -> str:
    """Return what stays of a bracket: nothing of a status, all of a specialty."""
    return " " if patterns.STATUS_ONLY.fullmatch(match[1]) else f" ({match[1].strip()}) "


def _segments(text: str) -> str:
    """Return a title without the parts between dashes and bars that hold only a status."""
    parts = patterns.SEPARATOR.split(text)
    if len(parts) == 1:
        return text
    kept = [part for part in parts if part and not patterns.STATUS_ONLY.fullmatch(part)]
    return " - ".join(kept)


def _calm(text: str) -> str:
    """Return a title written in capitals in the usual mixed case."""
    if not text.isupper():
        return text
    n_letters = sum(map(str.isalpha, text))
    if n_letters < 5 or (" " not in text and n_letters == 5):
        return text
    return re.sub(r"[^\W\d_]+(?:['’][^\W\d_]+)?", _capital, text)


def _capital(match: re.Match[str]) -> str:
    """Return a word of a capitalised title in mixed case, known acronyms as they are."""
    word = match[0]
    if word in patterns.ACRONYMS:
        return word
    if word.lower() in patterns.LOWER and match.start() > 0:
        return word.lower()
    return word[0] + word[1:].lower()
