"""A stream of rows cut into parts: what is scored, stored and resumed at once."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import ceil
from typing import Final

from jobskills.scoring.rows import Row
from jobskills.shares import even_share

__all__ = ["Part", "cut", "rows_per_part"]

_FEWEST: Final = 256
_MOST: Final = 1024
#: Even parts come by so many, and none smaller than this for it.
_SHARERS: Final = 4
_LEAST: Final = 64
#: A file of this size makes one part of the fewest rows for each of several cores.
_BYTES: Final = 1 << 16
#: Characters of text after which a part ends early, so that long texts can't fill the memory.
_MOST_TEXT: Final = 1 << 24


@dataclass(frozen=True, slots=True)
class Part:
    """A slice of the input; `first` is the number of its first row, from 0."""

    number: int
    first: int
    rows: list[Row]


def rows_per_part(n_bytes: int, n_rows: int | None = None) -> int:
    """Return into how many rows an input of a size is cut.

    Small files have small parts, so that every core gets some; large files have large ones,
    which cost less and make larger row groups of the output. Where the number of rows is known,
    there are as many even parts: a small last one would be waited for by all cores but one.

    Examples
    --------
    >>> rows_per_part(3_000_000), rows_per_part(30_000_000), rows_per_part(10**10)
    (256, 512, 1024)
    >>> rows_per_part(3_000_000, 2100), rows_per_part(10**10, 1_000_000)
    (525, 1025)
    """
    if n_rows:
        return max(even_share(ceil(n_rows / _SHARERS), _MOST), min(_LEAST, _MOST))
    return min(max(1 << (n_bytes // _BYTES).bit_length(), _FEWEST), _MOST)


def cut(rows: Iterable[Row], most: int) -> Iterator[Part]:
    """Yield parts of so many rows, fewer where their texts are very long."""
    number = first = size = 0
    some: list[Row] = []
    for row in rows:
        some.append(row)
        size += len(row.description)
        if len(some) == most or size >= _MOST_TEXT:
            yield Part(number, first, some)
            number, first, size, some = number + 1, first + len(some), 0, []
    if some:
        yield Part(number, first, some)
