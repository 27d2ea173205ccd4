"""Lines of a text file, plain or compressed, each bounded in length; bytes only, no meaning.

A file without line ends must not fill the memory, so a line longer than the
limit is cut, and says so.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from jobskills.batch.compression import BROKEN, unpacked
from jobskills.errors import PostingError

__all__ = ["MOST_LINE", "Line", "Lines"]

#: The longest line that is read whole, in bytes.
MOST_LINE: Final = 16 * 1024 * 1024
_BOM: Final = b"\xef\xbb\xbf"
_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Line:
    """A line with its line end; `whole` is False when it was cut.

    `number` counts from 1; it is 0 where an engine can't know it.
    """

    number: int
    data: bytes
    whole: bool

    def text(self) -> str:
        """Return the line as text; bytes that are not UTF-8 become lone surrogates."""
        return self.data.decode(errors="surrogateescape")


class Lines:
    """The lines of a file, read once from start to end.

    Parameters
    ----------
    path : Path
        The file; its ending says whether it is compressed.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._raw: IO[bytes] | None = None
        self._size = 0

    @property
    def fraction(self) -> float:
        """How much of the file has been read, 0-1."""
        if self._raw is None:
            return 0.0
        if self._raw.closed or not self._size:
            return 1.0
        return min(self._raw.tell() / self._size, 1.0)

    def __iter__(self) -> Iterator[Line]:
        try:
            with self._path.open("rb") as raw:
                self._raw, self._size = raw, self._path.stat().st_size
                yield from _lines(unpacked(raw, self._path), self._path)
        except BROKEN as error:
            raise PostingError(f"{self._path}: can't be read: {error}") from error


def _lines(file: IO[bytes], path: Path) -> Iterator[Line]:
    number = 0
    while data := file.readline(MOST_LINE):
        number += 1
        whole = data.endswith(b"\n") or len(data) < MOST_LINE
        if number == 1:
            if data.startswith(_UTF16):
                raise PostingError(f"{path}: is UTF-16; save it as UTF-8")
            data = data.removeprefix(_BOM)
        rest = data
        while not rest.endswith(b"\n") and rest:
            rest = file.readline(MOST_LINE)
        yield Line(number, data, whole)
