"""A line to headings and the statements under them; headings inside a line included."""

import re
from collections.abc import Iterator
from itertools import starmap
from typing import Final, NamedTuple

from jobskills.text.headings import Heading, read_heading
from jobskills.text.lines import Line
from jobskills.text.phrases import RUN_ON, RUN_ON_HINTS
from jobskills.text.sentences import split_sentences
from jobskills.text.wordset import holds_any

__all__ = ["Statement", "split_statements"]


class Statement(NamedTuple):
    """A sentence or heading; `opens` tells what a known heading opens."""

    start: int
    end: int
    heading: bool = False
    opens: Heading | None = None


_MAX_WORDS: Final = 9
_MAX_LENGTH: Final = 80
_MAX_CAPS: Final = 6
_MIN_CAPS: Final = 5
_BEFORE_COLON: Final = r"[\w)>'’”\"]"
# The colon comes first, so that the search can leap to it.
_COLON: Final = re.compile(rf":(?:(?<={_BEFORE_COLON}:)|(?<={_BEFORE_COLON} :)):*(?![\d/])")
#: A colon, or the end of a table's cell.
_COLON_OR_CELL: Final = re.compile(rf"(?<={_BEFORE_COLON}) ?:+(?![\d/])|(?<=\S)(?=[ ]*+\t)")
_STOP: Final = re.compile(r"[.!?…;•]")
_RUN_ON_LENGTH: Final = 150


def split_statements(text: str, line: Line) -> Iterator[Statement]:
    """Yield the headings and sentences of one line.

    Examples
    --------
    >>> text = "Responsibilities: Bake bread. Greet guests. Requirements: Must lift 50 lbs."
    >>> for start, end, heading, _ in split_statements(text, Line(0, len(text), False)):
    ...     print(heading, text[start:end])
    True Responsibilities:
    False Bake bread.
    False Greet guests.
    True Requirements:
    False Must lift 50 lbs.
    """
    whole = _whole_line(text, line)
    if whole is not None:
        yield whole
        return
    position = line.start
    for start, end, opens in _inner_headings(text, line):
        yield from _sentences(text, position, start)
        yield Statement(start, end, heading=True, opens=opens)
        position = end
    yield from _sentences(text, position, line.end)


def _sentences(text: str, start: int, end: int) -> Iterator[Statement]:
    """Return the sentences of a range as statements."""
    while start < end and text[start].isspace():
        start += 1
    return starmap(Statement, split_sentences(text, start, end))


def _whole_line(text: str, line: Line) -> Statement | None:
    """Return the line as a heading, where it is one."""
    if line.end - line.start > _MAX_LENGTH:
        return None
    content = text[line.start : line.end]
    last = content[-1]
    colon = last == ":"
    if not colon and (": " in content or "\t" in content):
        # "Duties: bake bread" is a heading and what stands under it.
        return None
    if last in ".,;" or (line.bullet and not colon):
        return None
    opens = read_heading(content, marked=colon or content.isupper())
    words = len(content.split())
    # A short line in capitals or before a colon is a heading, known or not.
    capitals = content.isupper() and words <= _MAX_CAPS and len(content) > _MIN_CAPS
    if opens is None and not capitals and not (colon and words <= _MAX_WORDS):
        return None
    return Statement(line.start, line.end, heading=True, opens=opens)


def _inner_headings(text: str, line: Line) -> list[tuple[int, int, Heading]]:
    """Return the headings within a line: ``(start, end, what it opens)``."""
    content = text[line.start : line.end]
    found: list[tuple[int, int, Heading]] = []
    if "\t" in content:
        found += _headings_before(text, line, _cells(text, line))
    elif ":" in content:
        found += _headings_before(text, line, _colons(text, line))
    if len(content) > _RUN_ON_LENGTH and holds_any(content, RUN_ON_HINTS):
        found += _run_on(text, line)
        found.sort()
    return _apart(found) if len(found) > 1 else found


def _run_on(text: str, line: Line) -> Iterator[tuple[int, int, Heading]]:
    """Yield the headings that lost their line."""
    # Each stands behind a space, which may be the one before the line.
    for match in RUN_ON.finditer(text, max(line.start - 1, 0), line.end):
        opens = read_heading(match[1])
        if opens is not None:
            yield (*match.span(1), opens)


def _apart(found: list[tuple[int, int, Heading]]) -> list[tuple[int, int, Heading]]:
    """Return the headings that begin after the end of the one before them."""
    kept = found[:1]
    for heading in found[1:]:
        if heading[0] >= kept[-1][1]:
            kept.append(heading)
    return kept


def _colons(text: str, line: Line) -> Iterator[tuple[int, int]]:
    """Yield the ranges of a line's colons, each with the space before it."""
    for colon in _COLON.finditer(text, line.start, line.end):
        start = colon.start() - text[colon.start() - 1].isspace()
        if start >= line.start:
            yield start, colon.end()


def _cells(text: str, line: Line) -> Iterator[tuple[int, int]]:
    """Yield the ranges of a table row's colons, and where its cells end."""
    return (match.span() for match in _COLON_OR_CELL.finditer(text, line.start, line.end))


def _headings_before(
    text: str, line: Line, marks: Iterator[tuple[int, int]]
) -> Iterator[tuple[int, int, Heading]]:
    """Yield the known headings that end in one of the marks."""
    position = line.start
    for mark_start, mark_end in marks:
        window = max(position, mark_start - _MAX_LENGTH)
        for start in _heading_starts(text, window, mark_start):
            opens = read_heading(text[start:mark_start])
            # A field such as "Location:" counts only where a line begins with it.
            if opens is not None and (opens.carries or start == line.start):
                yield start, mark_end, opens
                break
        position = mark_end


def _heading_starts(text: str, start: int, end: int) -> Iterator[int]:
    """Yield where a heading that ends at `end` may begin, longest first."""
    for stop in _STOP.finditer(text, start, end):
        start = stop.end()
    words = [match.start() for match in re.finditer(r"\S+", text[start:end])]
    if len(words) <= _MAX_WORDS and words:
        yield start + words[0]
    for offset in words[-5:]:
        if text[start + offset].isupper():
            yield start + offset
