"""Matrix products of several postings' rows, in which no posting's figures depend on another's.

The linear algebra library multiplies rows in tiles and rounds otherwise at their edges: one
product of all rows would give a posting other last digits than it has alone. Serves with numpy
alone.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

__all__ = ["Range", "product"]

FloatArray = NDArray[np.float32]

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
    for start, end in ranges:
        np.matmul(rows[start:end], table, out=found[start:end])
    return found
