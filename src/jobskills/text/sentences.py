"""A line of text to sentences, and very long ones to clauses; knows no sections."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain, repeat
from typing import Final

from jobskills.text.wordset import word_set

__all__ = ["MAX_UNIT_WORDS", "VERBS", "split_sentences"]

#: A longer sentence is parted at a clause boundary.
MAX_UNIT_WORDS: Final = 60
_MAX_WORD: Final = 200
_BEST_WORDS: Final = 30
_MAX_CHARACTERS: Final = MAX_UNIT_WORDS * 15
_SURELY_SHORT: Final = MAX_UNIT_WORDS * 3

# The sign comes first, so that the search can leap to it.
_STOP: Final = re.compile(
    r"[.!?…;](?:(?<!;)(?<![.!?…].)[.!?…]*+[\"')\]”’»*]*+"
    r"(?:\s++|(?<=[a-z)]{3}[.!?])(?=[A-Z][a-z]+[ ,]))|(?<=\w;)\s+(?=[A-Z•]))"
)
_INITIALS: Final = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]")
_NEVER: Final = word_set(
    """
    e.g i.e eg ie mr mrs ms dr prof vs approx st mt no nos vol fig gen gov hon rep rev sr jr
    incl esp min max cf al
    """
)
_SOMETIMES: Final = word_set(
    """
    etc inc ltd co corp llc plc ave blvd rd dept govt univ assn assoc ext tel exp yr yrs hr hrs
    mo wk wks lb lbs oz ft jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri
    sat sun ph.d b.s m.s b.a
    """
)
_STARTERS: Final = word_set(
    """
    a able all also an and any applicants as at be benefits by candidates company do duties each
    employees experience for from have he how i if in is it join knowledge looking more must no
    of on one or other our please position qualifications requirements responsibilities
    responsible salary she skills some strong such that the their there these they this those to
    under we what when where who will with work working would you your
    """
)
_SITES: Final = word_set("Com Net Org Js Io Ai Gov Edu Us")
_WORD: Final = re.compile(rf"\S{{1,{_MAX_WORD}}}")
_NEXT: Final = re.compile(r"[\"'(\[“‘*]*(\w[\w'’]*)?")
#: Words that begin a new statement where advertisements that lost their bullets run on:
#: "... daily reports Manage the ...".
VERBS: Final = word_set(
    """
    ability achieve act adhere administer advise analyse analyze answer apply arrange assess
    assist attend bachelor build carry check clean collaborate collect communicate complete
    conduct contribute coordinate create deal define deliver demonstrate design determine
    develop direct document draft drive engage ensure establish evaluate excellent execute
    experience explain familiarity follow generate good greet guide handle help hire identify
    implement improve inspect install interact investigate keep knowledge lead liaise lift load
    maintain make manage maximise maximize meet mentor minimum monitor must negotiate operate
    order organise organize oversee own participate partner perform plan possess prepare present
    process produce proficiency proficient promote proven provide receive recommend record
    recruit report represent research resolve respond review run schedule sell serve set solid
    solve strong support supervise take teach test track train translate troubleshoot understand
    understanding undertake update use utilise utilize verify work write
    """
)

_RUN_ON_LENGTH: Final = 60
#: One capital alone may be a name; where bullets were lost, there are several.
_RUN_ON_BREAKS: Final = 2
# The capital comes first, so that the search can leap to it.
_RUN_ON: Final = re.compile(r"[A-Z](?<=[a-z),] [A-Z])[a-z]+(?= [a-z0-9(])")
#: "The Clean Air Act" and "Employee Purchase Plan" are names.
_RESTARTS: Final = VERBS - word_set("act plan report research order track run")
_BEFORE_NAMES: Final = word_set(
    """
    a an the our your their its this of in and to for with as by on at or from into using senior
    junior key lead team project technical head sales customer business account principal data
    """
)


def split_sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the ranges of the sentences in ``text[start:end]``, none over `MAX_UNIT_WORDS`.

    Examples
    --------
    >>> text = "Work with Dr. Smith, e.g. on 2.5 mg doses. Must hold a Ph.D. We pay well!"
    >>> [text[a:b] for a, b in split_sentences(text, 0, len(text))]
    ['Work with Dr. Smith, e.g. on 2.5 mg doses.', 'Must hold a Ph.D.', 'We pay well!']
    """
    position = start
    for match in _STOP.finditer(text, start, end):
        if match.end() >= end:
            break
        if _is_boundary(text, position, match):
            yield from _clauses(text, position, _rstrip(text, position, match.end()))
            position = match.end()
    yield from _clauses(text, position, _rstrip(text, position, end))


def _rstrip(text: str, start: int, end: int) -> int:
    """Return the end of a range without trailing white space."""
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def _is_boundary(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether a full stop and the like ends the sentence that began at `start`."""
    at = match.start()
    following = _NEXT.match(text, match.end())
    word = following[1] if following else None
    if word and word[0].islower():
        return False
    if text[at] != "." or match[0].startswith(".."):
        return True
    before = text[max(start, at - 30) : at].rsplit(None, 1)
    last = before[-1].lstrip("(\"'“‘[*") if before else ""
    if not last or (last.isdigit() and len(last) <= 2 and at - len(last) <= start + 1):
        return False
    lower = last.lower()
    if lower in _NEVER:
        return lower in ("no", "min", "max") and not (word and word[0].isdigit())
    if len(last) == 1 and last.isalpha():
        return lower in _STARTERS and last.islower()
    if lower in _SOMETIMES or _INITIALS.fullmatch(last):
        return word is None or word.lower() in _STARTERS
    glued = not match[0][-1].isspace()
    return not (glued and word in _SITES)


def _clauses(text: str, start: int, end: int) -> Iterable[tuple[int, int]]:
    """Return a sentence as it is, or in the statements that ran together in it."""
    if end - start <= _RUN_ON_LENGTH:
        return ((start, end),) if start < end else ()
    breaks = [
        match.start()
        for match in _RUN_ON.finditer(text, start, end)
        if match[0].lower() in _RESTARTS and not _names(text, start, match.start() - 1)
    ]
    if len(breaks) < _RUN_ON_BREAKS:
        return _split_long(text, start, end)
    starts, ends = (start, *breaks), (*[after - 1 for after in breaks], end)
    return chain.from_iterable(map(_split_long, repeat(text), starts, ends))


def _names(text: str, start: int, end: int) -> bool:
    """Whether the word before a capital makes it a name: "the", "Basic Life"."""
    before = text[text.rfind(" ", start, end) + 1 or start : end]
    return before[:1].isupper() or before in _BEFORE_NAMES


def _split_long(text: str, start: int, end: int) -> Iterable[tuple[int, int]]:
    """Return a range as it is, or in clauses where it is too long."""
    if end - start <= _SURELY_SHORT or _is_short(text[start:end]):
        return ((start, end),) if start < end else ()
    return _parted(text, start, end)


def _is_short(sentence: str) -> bool:
    """Whether a sentence needs no parting."""
    if len(sentence) > _MAX_CHARACTERS:
        return False
    words = sentence.split()
    return len(words) <= MAX_UNIT_WORDS and max(map(len, words), default=0) <= _MAX_WORD


def _parted(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the clauses of a long sentence."""
    words = [match.span() for match in _WORD.finditer(text, start, end)]
    first = 0
    while first < len(words):
        last = len(words)
        if last - first > MAX_UNIT_WORDS or words[-1][1] - words[first][0] > _MAX_CHARACTERS:
            last = _cut(text, words, first)
        yield words[first][0], words[last - 1][1]
        first = last


def _cut(text: str, words: list[tuple[int, int]], first: int) -> int:
    """Return the index of the word that begins the next clause of a long sentence."""
    best, best_score = min(first + MAX_UNIT_WORDS, len(words)), 0.0
    for i in range(first + 4, min(first + MAX_UNIT_WORDS, len(words) - 3)):
        strength = _strength(text, words[i - 1], words[i])
        # Strong boundaries win wherever they stand, weak ones near a good length.
        score = strength - abs(i - first - _BEST_WORDS) / MAX_UNIT_WORDS if strength else 0.0
        if score > best_score:
            best, best_score = i, score
    while best > first + 1 and words[best - 1][1] - words[first][0] > _MAX_CHARACTERS:
        best -= 1
    return best


def _strength(text: str, before: tuple[int, int], after: tuple[int, int]) -> float:
    """Return how natural a cut between two words is, 0 for not at all."""
    last = text[before[1] - 1]
    if last == ";":
        return 3.0
    if text[after[0]].isupper() and last.islower():
        return 3.0 if text[after[0] : after[1]].lower() in VERBS else 0.0
    if last in ":)–—":
        return 1.8
    if last == ",":
        return 1.5
    return 0.0
