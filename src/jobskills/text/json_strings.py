"""The strings of a JSON document as pieces that know where they stand; knows no postings."""

import json
import re
from collections.abc import Iterator
from typing import Final

from jobskills.text.piece import Piece

__all__ = ["JsonStrings"]

_STRING: Final = re.compile(r'"((?:[^"\\]|\\.)*+)"', re.DOTALL)
_KEY: Final = re.compile(r"\s*+:")
_HEX: Final = "[0-9a-fA-F]"
_ESCAPE: Final = re.compile(
    rf"\\u[dD][89abAB]{_HEX}{{2}}\\u[dD][c-fC-F]{_HEX}{{2}}|\\u{_HEX}{{4}}|\\.", re.DOTALL
)


class JsonStrings:
    """Finds where the strings of a valid JSON document stand in its source.

    Parameters
    ----------
    source : str
        What was sent: the document or a page around it.
    start, end : int
        The document's range in it.

    Examples
    --------
    >>> JsonStrings('{"text": "Bake\\\\nbread"}', 0, 23).pieces("Bake\\nbread")
    [Piece(text='Bake', start=10, end=14), Piece(text='\\n', start=14, end=16),
     Piece(text='bread', start=16, end=21)]
    """

    def __init__(self, source: str, start: int, end: int) -> None:
        self._source = source
        self._places: dict[str, list[tuple[int, int]]] = {}
        for match in _STRING.finditer(source, start, end):
            if not _KEY.match(source, match.end()):
                self._places.setdefault(_decoded(match[0]), []).append(match.span(1))

    def pieces(self, value: str) -> list[Piece]:
        """Return a string's text as pieces, each time of the next place where it stands."""
        places = self._places.get(value)
        return list(self._split(*places.pop(0))) if places else []

    def _split(self, start: int, end: int) -> Iterator[Piece]:
        position = start
        for match in _ESCAPE.finditer(self._source, start, end):
            if match.start() > position:
                yield Piece(self._source[position : match.start()], position, match.start())
            yield Piece(_decoded(f'"{match[0]}"'), *match.span())
            position = match.end()
        if position < end:
            yield Piece(self._source[position:end], position, end)


def _decoded(literal: str) -> str:
    # Pages often break lines inside a string, which strict JSON forbids.
    return str(json.loads(literal, strict=False))
