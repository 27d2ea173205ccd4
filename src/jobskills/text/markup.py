"""HTML to pieces of visible text that know where they stand; knows no sentences.

Written on regular expressions rather than `html.parser`, which has taken
quadratic time on broken tags in several Python releases and reports positions
by line. Every pattern here looks no further than the next ``<``.
"""

import re
from typing import Final

from jobskills.text.piece import Piece
from jobskills.text.wordset import word_set

__all__ = ["is_markup", "strip_markup"]

_BLOCKS: Final = word_set(
    """
    address article aside blockquote body br caption center dd div dl dt fieldset figure
    figcaption footer form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol option p pre
    section select summary details table tbody tfoot thead title tr ul
    """
)
_CELLS: Final = frozenset(("td", "th"))
_SILENT: Final = word_set("script style template noscript svg iframe object textarea head")
_INLINE: Final = word_set(
    """
    a abbr acronym b bdi bdo big button cite code data del dfn em embed font i img input ins kbd
    label link map mark meta meter param picture q s samp small source span strike strong sub
    sup time tt u var wbr video audio canvas col colgroup base area o:p
    """
)
_KNOWN: Final = _BLOCKS | _CELLS | _SILENT | _INLINE

_NAME: Final = r"(?P<close>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]{0,15}(?::[pP])?)"
# A quoted attribute may hold ">"; a stray quote falls back to the first ">".
_TAG: Final = re.compile(
    rf"<(?:{_NAME}(?=[\s/>])(?:(?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*+|[^<>]*+)>"
    r"|(?P<comment>!--)|[!?][^<>]*+>)"
)
_ESCAPED: Final = re.compile(rf"&lt;{_NAME}(?=[\s/&])(?:(?!&[lg]t;)[^<>]){{0,1000}}?&gt;")
_SIGN: Final = re.compile(
    r"(?i)</?(?:p|br|div|span|ul|ol|li|strong|em|b|h[1-6]|table|tr|td|html|body|font)(?=[\s/>])"
    r"[^<>]*+>"
)
_ESCAPED_SIGN: Final = re.compile(r"&lt;/?(?:p|br|div|span|ul|ol|li|strong|em|b|h[1-6]|table)\W")
_REFERENCE_MARK: Final = "&lt;"


def is_markup(source: str) -> bool:
    """Whether the text is HTML, raw or escaped, rather than plain text with angle brackets.

    Examples
    --------
    >>> is_markup("<p>Bake bread.</p>"), is_markup("revenue < 5M for <COMPANY>")
    (True, False)
    """
    if "<" in source and _SIGN.search(source):
        return True
    return _REFERENCE_MARK in source and _ESCAPED_SIGN.search(source) is not None


def strip_markup(source: str) -> list[Piece]:
    """Return the visible text of HTML as pieces.

    Blocks become line breaks, list items bullets, table cells tabs; scripts,
    styles and comments vanish. Character references are left to
    `jobskills.text.mojibake.repair`.

    Examples
    --------
    >>> strip_markup("<b>Bake</b> bread")
    [Piece(text='Bake', start=3, end=7), Piece(text=' bread', start=11, end=17)]
    """
    return _Stripper(source).pieces()


class _Stripper:
    """One pass over one source."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._out: list[Piece] = []
        self._soft_breaks = _breaks_are_soft(source)

    def pieces(self) -> list[Piece]:
        """Return the pieces of the visible text."""
        source = self._source
        tag = _TAG if _SIGN.search(source) else _ESCAPED
        position, search_from = 0, 0
        ends = _EndFinder(source)
        while match := tag.search(source, search_from):
            name = (match.groupdict().get("name") or "").lower()
            if name and name not in _KNOWN:
                # A placeholder such as <COMPANY>: text, not markup.
                search_from = match.end()
                continue
            self._keep(position, match.start())
            position = search_from = ends.after(match, name)
            self._mark(name, closing=bool(match.groupdict().get("close")), at=match)
        self._keep(position, len(source))
        return self._out or [Piece("", 0, 0)]

    def _keep(self, start: int, end: int) -> None:
        """Add ``source[start:end]`` as visible text."""
        if start < end:
            text = self._source[start:end]
            if self._soft_breaks:
                text = text.replace("\n", " ").replace("\r", " ")
            self._out.append(Piece(text, start, end))

    def _mark(self, name: str, *, closing: bool, at: re.Match[str]) -> None:
        """Add what a tag looks like."""
        seen = ""
        if name == "li" and not closing:
            seen = "\n• "
        elif name in _BLOCKS:
            seen = "\n"
        elif name in _CELLS and closing:
            seen = "\t"
        if seen:
            # An empty range after the tag: a replaced piece is never split.
            self._out.append(Piece(seen, at.start(), at.start()))


class _EndFinder:
    """Where silent elements and comments end, each missing end looked for only once."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._missing: set[str] = set()

    def after(self, match: re.Match[str], name: str) -> int:
        """Return the position after a tag and the invisible content that it opens."""
        found = match.groupdict()
        if found.get("comment"):
            return self._past("--", match.end())
        if name in _SILENT and not found.get("close") and not match[0].endswith("/>"):
            return self._past(f"</{name}", match.end())
        return match.end()

    def _past(self, end: str, start: int) -> int:
        """Return the position after an end mark, or the start where there is none."""
        if end in self._missing:
            return start
        found = re.compile(re.escape(end) + "[^<>]*+>", re.IGNORECASE).search(self._source, start)
        if found is None:
            self._missing.add(end)
            return start
        return found.end()


def _breaks_are_soft(source: str) -> bool:
    """Whether line breaks of the source mean nothing because tags do the breaking."""
    blocks = len(re.findall(r"(?i)(?:<|&lt;)(?:p|br|div|li|h[1-6]|tr)\b", source))
    lines = sum(1 for line in source.splitlines() if line.strip())
    return blocks * 3 >= lines
