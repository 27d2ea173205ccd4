"""Matrix products of several postings' rows, in which no posting's figures depend on another's.

The linear algebra library multiplies rows in tiles and rounds otherwise at their edges: one
product of all rows would give a posting other last digits than it has alone. Serves with numpy
alone.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

__all__ = ["Range", "product"]

FloatArray = NDArray[np.float32]

#: Rows that the library multiplies at once: a tile with rows missing takes longer than a whole one.
_TILE: Final = 4

#: Where a posting's rows begin and end.
Range = tuple[int, int]


def product(
    rows: FloatArray, table: FloatArray, ranges: Sequence[Range] | None = None
) -> FloatArray:
    """Return rows [m, k] @ table [k, n], the rows of each range together, or else each by itself.

    Examples
    --------
    >>> rows, table = np.eye(3, dtype=np.float32), np.ones((3, 2), np.float32)
    >>> product(rows, table).shape, product(rows, table, [(0, 1), (1, 3)]).shape
    ((3, 2), (3, 2))
    """
    if ranges is None:
        each: FloatArray = np.matmul(rows[:, None], table)[:, 0]
        return each
    found = np.empty((len(rows), table.shape[1]), np.float32)
    whole = max((_tiled(end - start) for start, end in ranges), default=0)
    tiles = np.zeros((whole, rows.shape[1]), np.float32)
    for start, end in ranges:
        n_rows = end - start
        tiles[:n_rows] = rows[start:end]
        # What is left of the range before stands behind them, and is left out.
        found[start:end] = np.matmul(tiles[: _tiled(n_rows)], table)[:n_rows]
    return found


def _tiled(n_rows: int) -> int:
    return -(-n_rows // _TILE) * _TILE
