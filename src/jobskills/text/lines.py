"""Visible text to lines without their list marks; knows no sentences and no sections."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

__all__ = ["Line", "split_lines"]

_SIGNS: Final = "•·●▪◦‣⁃∙○■□➢➤►▶▸✓✔✅★☆*–—−§¨»›→❖♦◆⮚⚫🔹\uf0a7\uf0b7\uf0d8\uf076\uf0fc-"
_MARK: Final = re.compile(
    rf"(?:(?:[{_SIGNS}]|[+>~o](?=\s))+\s*|\(?(?:\d{{1,2}}|[a-zA-Z])\)\s+|(?:\d{{1,2}}|"
    rf"[a-hA-H])\.\s+"
    r"(?=[A-Z(]))"
)
#: "## Duties" and "**Duties**".
_MARKDOWN: Final = ("#", "*", "_")
_WRITTEN: Final = re.compile(
    r"#{1,6}\s+(?!of\b)(?P<heading>[^#\n]*[^#\s])[\s#]*|(?P<signs>\*{1,3}|_{1,3})(?P<emphasis>[^*_\s]"
    r"(?:[^*_\n]*[^*_\s])?)(?P=signs):?"
)
# Bullets inside a line: signs that nobody writes for anything else, or a run of
# spaced stars or hyphens, or numbers in brackets. No pattern begins with a repeat:
# on a long run of its characters that would take quadratic time.
_INNER_SIGN: Final = re.compile(r"[•●▪◦‣⁃∙■□➢➤►✓✔❖◆\uf0a7\uf0b7\uf0d8]|(?<=\s)·(?=\s+[A-Z])")
_INNER_STAR: Final = re.compile(r"(?<=\s)(?:\*{1,2}(?=\s)|-{1,2}\s(?=[A-Z]))")
_INNER_NUMBER: Final = re.compile(r"(?<=\s)(?=\(?\d{1,2}\)\s)")
_CELL: Final = re.compile(r"\t|\|(?=\s)")
# What one of these may begin with; a set of characters is all that the search leaps to.
_INNER: Final = re.compile(
    r"[•●▪◦‣⁃∙■□➢➤►✓✔❖◆\uf0a7\uf0b7\uf0d8\t|·*)-](?:(?<![·*)-])|(?<=\s[·*-])|(?<=\d\))(?=\s))"
)
_MIN_WRAP, _MAX_WRAP = 40, 120
_MIN_PARTED: Final = 20
_ENDS: Final = frozenset(".!?:;")


class Line(NamedTuple):
    """A line, bullet or table cell: ``text[start:end]`` holds neither mark nor margin."""

    start: int
    end: int
    bullet: bool


def split_lines(text: str) -> Iterator[Line]:
    """Yield the lines of a text, hard-wrapped ones joined, inner bullets and tables apart.

    Examples
    --------
    >>> text = "Duties:\\n  - Bake bread\\n  2. Sell it"
    >>> [(text[line.start:line.end], line.bullet) for line in split_lines(text)]
    [('Duties:', False), ('Bake bread', True), ('Sell it', True)]
    """
    for line_start, line_end in _unwrapped(text):
        start, end = _strip(text, line_start, line_end)
        separators = _separators(text, start, end)
        parts = (
            _parts(text, start, end, separators) if separators else (_unmarked(text, start, end),)
        )
        for line in parts:
            if line.start < line.end:
                yield line


def _unmarked(text: str, start: int, end: int) -> Line:
    """Return a line that has no margin without its list mark."""
    if text[start : start + 1] in _MARKDOWN:
        start, end = _unwritten(text, start, end)
    mark = _MARK.match(text, start, end)
    if mark is None:
        return Line(start, end, bullet=False)
    after, end = _strip(text, mark.end(), end)
    if after >= end and any(map(str.isalnum, text[start:end])):
        return Line(start, end, bullet=False)
    return Line(after, end, bullet=True)


def _unwritten(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a line of Markdown without the signs of a heading or of emphasis around it."""
    written = _WRITTEN.fullmatch(text, start, end)
    return written.span(written.lastgroup or 0) if written else (start, end)


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a range without white space at its ends."""
    inner = text[start:end]
    stripped = inner.lstrip()
    start += len(inner) - len(stripped)
    return start, start + len(stripped.rstrip())


def _parts(text: str, start: int, end: int, separators: list[tuple[int, int]]) -> Iterator[Line]:
    """Yield the bullets or table cells within one line; what stands before them first."""
    position, marked = start, False
    for gap_start, gap_end in (*separators, (end, end)):
        line = _unmarked(text, *_strip(text, position, gap_start))
        yield line._replace(bullet=line.bullet or marked)
        position, marked = gap_end, True


def _separators(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the ranges that part a line into bullets or cells."""
    if end - start < _MIN_PARTED or _INNER.search(text, start + 1, end) is None:
        return []
    gaps = [match.span() for match in _INNER_SIGN.finditer(text, start + 1, end)]
    for pattern, least in ((_INNER_STAR, 3), (_INNER_NUMBER, 2)):
        found = [match.span() for match in pattern.finditer(text, start, end)]
        # Far apart: "9 am - 5 pm - weekends - nights" is one statement.
        if len(found) >= least and (end - start) / (len(found) + 1) >= 25:
            gaps += found
    cells = [match.span() for match in _CELL.finditer(text, start, end)]
    if cells and (end - start) / (len(cells) + 1) >= 25:
        gaps += cells
    return _disjoint(gaps)


def _disjoint(gaps: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the gaps in order, those that overlap an earlier one left out."""
    kept: list[tuple[int, int]] = []
    for gap in sorted(gaps):
        if not kept or gap[0] >= kept[-1][1]:
            kept.append(gap)
    return kept


def _unwrapped(text: str) -> Iterator[tuple[int, int]]:
    """Yield line ranges; lines broken at a fixed width, as in mails, are put together."""
    lines = _ranges(text)
    width = max([end - start for start, end in lines], default=0)
    if len(lines) < 4 or not _MIN_WRAP <= width <= _MAX_WRAP:
        yield from lines
        return
    joins = [_continues(text, lines[i], lines[i + 1], width) for i in range(len(lines) - 1)]
    if sum(joins) * 4 < len(lines):
        yield from lines
        return
    start, end = lines[0]
    for join, line in zip(joins, lines[1:], strict=True):
        if not join:
            yield start, end
            start = line[0]
        end = line[1]
    yield start, end


def _ranges(text: str) -> list[tuple[int, int]]:
    """Return the ranges of the lines that are not empty, without their ends."""
    ranges, position = [], 0
    for line, with_end in zip(text.splitlines(), text.splitlines(keepends=True), strict=True):
        if line:
            ranges.append((position, position + len(line)))
        position += len(with_end)
    return ranges


def _continues(text: str, line: tuple[int, int], after: tuple[int, int], width: int) -> bool:
    """Whether a line was broken only because its next word did not fit the width."""
    if text[line[1] : after[0]].count("\n") > 1:
        return False
    start, end = _strip(text, *after)
    if start >= end or text[line[1] - 1] in _ENDS or _MARK.match(text, start, end):
        return False
    space = text.find(" ", start, end)
    word = (space if space > 0 else end) - start
    return line[1] - line[0] + 1 + word > width - 2
