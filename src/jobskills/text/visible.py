"""The text a person sees, tied to where it stands in what was sent; finds no sentences.

Everything after this room works on `Visible.text`; `Visible.span` brings a
range of it back to the source. Plain clean text is its own visible text and
costs nothing.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from jobskills.text.markup import is_markup, strip_markup
from jobskills.text.mojibake import repair
from jobskills.text.piece import Piece

__all__ = ["MAX_CHARACTERS", "Visible"]

#: Characters of a description that are looked at; 20 pages have about 70,000.
MAX_CHARACTERS: Final = 400_000


@dataclass(frozen=True, slots=True)
class Visible:
    """Visible text and the map back to its source.

    Parameters
    ----------
    text : str
        What a person sees.
    anchors : sequence of tuple
        ``(start in text, Piece)`` in order; empty when text and source agree.
    cut : bool
        Whether the source went on beyond `MAX_CHARACTERS`.

    Examples
    --------
    >>> visible = Visible.of("<p>Research &amp; sales</p>")
    >>> visible.text.strip()
    'Research & sales'
    >>> start = visible.text.index("&")
    >>> visible.span(start, start + 1)
    (12, 17)
    """

    text: str
    anchors: Sequence[tuple[int, Piece]] = ()
    cut: bool = False

    @classmethod
    def of(cls, source: str, pieces: Sequence[Piece] = ()) -> "Visible":
        """Return the visible text of plain text or HTML, or of pieces of a larger document."""
        if pieces:
            declared = cls._joined(pieces)
            inner = cls.of(declared.text)
            return cls._joined(list(declared._through(inner)), cut=inner.cut)
        cut = len(source) > MAX_CHARACTERS
        if cut:
            source = source[:MAX_CHARACTERS]
        seen = strip_markup(source) if is_markup(source) else [Piece(source, 0, len(source))]
        return cls._joined(repair(seen), cut=cut)

    @classmethod
    def _joined(cls, pieces: Sequence[Piece], *, cut: bool = False) -> "Visible":
        """Put pieces behind each other."""
        if len(pieces) == 1 and pieces[0].verbatim and pieces[0].start == 0:
            return cls(pieces[0].text, (), cut)
        anchors, position = [], 0
        for piece in pieces:
            anchors.append((position, piece))
            position += len(piece.text)
        return cls("".join(piece.text for piece in pieces), anchors, cut)

    def _through(self, inner: "Visible") -> Iterator[Piece]:
        """Yield the pieces of a text that was seen in this one as pieces of the source."""
        for _, piece in inner.anchors or [(0, Piece(inner.text, 0, len(inner.text)))]:
            if piece.start == piece.end:
                at = self.span(piece.start, piece.start + 1)[0]
                yield Piece(piece.text, at, at)
            elif not piece.verbatim:
                yield Piece(piece.text, *self.span(piece.start, piece.end))
            else:
                yield from self._parted(piece)

    def _parted(self, piece: Piece) -> Iterator[Piece]:
        """Yield a verbatim piece of this text, parted where the source's pieces part."""
        position = piece.start
        while position < piece.end:
            at, own = self._piece(position)
            end = min(piece.end, at + len(own.text))
            text = piece.text[position - piece.start : end - piece.start]
            if own.verbatim:
                yield Piece(text, own.start + position - at, own.start + end - at)
            else:
                yield Piece(text, own.start, own.end)
            position = end

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the source range behind ``text[start:end]``, which must not be empty."""
        if not self.anchors:
            return start, end
        at, first = self._piece(start)
        source_start = first.start + (start - at if first.verbatim else 0)
        at, last = self._piece(end - 1)
        source_end = last.start + (end - at) if last.verbatim else last.end
        return source_start, source_end

    def _piece(self, position: int) -> tuple[int, Piece]:
        """Return the piece that holds a position of the text, and where it begins."""
        found = bisect_right(self.anchors, position, key=lambda anchor: anchor[0]) - 1
        return self.anchors[found]
