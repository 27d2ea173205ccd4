"""What speaks against relying on a reading, as sentences for the user."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from jobskills.text.language import is_english
from jobskills.text.likeness import reads_like_posting
from jobskills.text.reading import Section, Unit
from jobskills.text.wordset import holds_any

__all__ = [
    "DOUBTFUL",
    "EMPTY",
    "NOT_A_POSTING",
    "NOT_ENGLISH",
    "ONE_OF_SEVERAL",
    "SEVERAL_JOBS",
    "TOO_LONG",
    "TOO_SHORT",
    "tells_of_several_jobs",
    "text_doubts",
]

# What is compared may be a résumé too, so they speak of the text.
TOO_LONG: Final = "The description is too long; its end was not read."
TOO_SHORT: Final = "The text says very little; the answer is mostly a guess."
EMPTY: Final = "The text has no words."
NOT_ENGLISH: Final = "The text doesn't seem to be in English; the answer can't be relied on."
NOT_A_POSTING: Final = (
    "This does not read like a job posting; unless it is a résumé, the answer can't be relied on."
)
SEVERAL_JOBS: Final = "The text seems to advertise several jobs; the answer mixes them."
ONE_OF_SEVERAL: Final = "The document declares several postings; only the first was read."

#: Warnings after which no answer can be sure.
DOUBTFUL: Final = frozenset((TOO_SHORT, EMPTY, NOT_ENGLISH, NOT_A_POSTING))

_MIN_WORDS: Final = 12
_SAMPLE: Final = 3500
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_LETTERS_ONLY: Final = "".join(c if c.isalpha() else " " for c in map(chr, range(128)))

_NAME: Final = re.compile(
    r"(?:job |position |role )(?:title|name)|(?:job|position|vacancy) \d{1,2}"
)
_NUMBERED: Final = re.compile(r"(?:position|job|vacancy|role) (?:no\.? ?|# ?)?(\d{1,2})\b")
_PEOPLE: Final = r"(?:[\w-]+ ){0,2}\w+(?:ers|ors|ists|ians|ants)"
_SEVERAL: Final = re.compile(
    r"(?:following|multiple|several|various|two|three|four|five) (?:[\w-]+ ){0,2}"
    r"(?:positions|vacancies|roles|posts|jobs|openings)"
    r"(?::| (?:are |is |have )?(?:now |currently )?(?:available|open|vacant|to be filled))"
    rf"|(?:hiring|recruiting|looking for|seeking) {_PEOPLE}, {_PEOPLE},? (?:and|&) {_PEOPLE}\b"
)
_SEVERAL_HINTS: Final = (
    "positions", "vacancies", "roles", "posts", "jobs", "openings",
    "hiring", "recruiting", "looking for", "seeking",
)  # fmt: skip
_END: Final = Unit(0, 0, "")


def text_doubts(title: str, body: str, n_words: int) -> Iterator[str]:
    """Yield what a text says of itself: that it is short, foreign, or no posting."""
    if n_words == 0:
        yield EMPTY
        return
    titled = bool(title.strip())
    if n_words < _MIN_WORDS and not titled:
        yield TOO_SHORT
    title_words = _words(title.lower())
    words = _words(body[:_SAMPLE].lower())
    if not is_english([*title_words, *words]):
        yield NOT_ENGLISH
    elif n_words >= _MIN_WORDS and body and not reads_like_posting(title_words, words):
        yield NOT_A_POSTING


def _words(text: str) -> list[str]:
    """Return a text's runs of letters; of most texts at a quarter of the price of a search."""
    return text.translate(_LETTERS_ONLY).split() if text.isascii() else _LETTERS.findall(text)


def tells_of_several_jobs(units: Sequence[Unit]) -> bool:
    """Return whether a posting names more than one job to be filled.

    Examples
    --------
    >>> heading = Unit(0, 10, "Job title:", heading=True)
    >>> baker, cook = Unit(11, 16, "Baker"), Unit(30, 34, "Cook")
    >>> tells_of_several_jobs([heading, baker, heading, cook])
    True
    >>> tells_of_several_jobs([heading, baker, heading, baker])
    False
    """
    names: set[str] = set()
    heads: Counter[tuple[Section, str]] = Counter()
    last: tuple[Section, str] | None = None
    for unit, after in pairwise((*units, _END)):
        text = unit.text.lower()
        if not unit.heading:
            if holds_any(text, _SEVERAL_HINTS) and _SEVERAL.search(text):
                return True
            if numbered := _NUMBERED.match(text):
                names.add(numbered[1])
        elif _NAME.fullmatch(text.rstrip(" :")):
            names.add(after.text.lower().rstrip(" .,"))
        else:
            head = unit.section, text.rstrip(" :")
            # Forms often say the same heading twice, one under the other.
            heads[head] += head != last
            last = head
    # Two advertisements in one text tell the duties twice, and the requirements.
    twice = {section for (section, _), count in heads.items() if count > 1}
    return len(names) > 1 or twice.issuperset(("duties", "requirements"))
