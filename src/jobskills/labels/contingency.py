"""Association of categories: Cramér's V, bias-corrected, for every two columns.

The contingency tables of all pairs come out of matrix products on indicator
columns, a strip at a time: beside the answer only strips are in memory.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import ArrayLike, NDArray

from jobskills.errors import DatasetError

__all__ = ["cramers_v"]

Matrix = NDArray[np.float64]
Sizes = NDArray[np.float64] | float

#: Indicator columns held against all others at once; bounds the working memory.
_STRIP = 256


def cramers_v(categories: ArrayLike, *, bias_corrected: bool = True) -> Matrix:
    """Return Cramér's V of every two categorical columns.

    Each pair uses the rows where both columns are known, and the categories
    that occur there.

    Parameters
    ----------
    categories : array_like of int or bool, shape (n_occupations, n_columns)
        Category codes; any non-negative integers, as 0/1 for "held". Negative
        means unknown.
    bias_corrected : bool
        Use Bergsma's correction, under which independent columns come out near
        0 whatever their number of categories; else the plain V.

    Returns
    -------
    ndarray of float64, shape (n_columns, n_columns)
        Symmetric, in [0, 1]; NaN where a pair shares fewer than two rows (under
        the correction: three) or one of its columns is constant there.

    Raises
    ------
    DatasetError
        If `categories` is not a matrix of integers.

    References
    ----------
    W. Bergsma (2013), "A bias-correction for Cramér's V and Tschuprow's T",
    Journal of the Korean Statistical Society 42(3), 323-328.

    Examples
    --------
    >>> import numpy as np
    >>> held = np.array([[1, 1, 0], [0, 0, 0], [1, 1, 1], [0, 0, 1]])
    >>> cramers_v(held).tolist()
    [[1.0, 1.0, 0.0], [1.0, 1.0, 0.0], [0.0, 0.0, 1.0]]
    """
    codes = _codes(categories)
    if codes.size == 0:
        return np.full((codes.shape[1],) * 2, np.nan)
    binary = codes.min() >= 0 and codes.max() <= 1
    result = (_binary_strips if binary else _general_strips)(codes, bias_corrected)
    _mirror(result)
    return result


def _mirror(result: Matrix) -> None:
    """Make the lower half equal the upper one and known diagonal cells 1, in place."""
    for start in range(0, len(result), _STRIP):
        stop = start + _STRIP
        result[stop:, start:stop] = result[start:stop, stop:].T
        upper = np.triu(result[start:stop, start:stop], 1)
        own = np.diag(result)[start:stop]
        result[start:stop, start:stop] = (
            upper + upper.T + np.diag(np.where(np.isnan(own), own, 1.0))
        )


def _codes(categories: ArrayLike) -> NDArray[np.int64]:
    """Return the category codes as an integer matrix."""
    codes = np.asarray(categories)
    if codes.ndim != 2:
        raise DatasetError(
            f"categories must be occupations x columns, got {codes.ndim} dimension(s)"
        )
    if codes.dtype.kind not in "bui":
        raise DatasetError(f"category codes must be integers or booleans, got {codes.dtype}")
    return codes.astype(np.int64)


def _binary_strips(codes: NDArray[np.int64], bias_corrected: bool) -> Matrix:
    """Return V of 0/1 columns: phi squared of the 2 x 2 table from one product."""
    held = codes.T.astype(np.float32)
    k, n = held.shape
    totals = codes.sum(axis=0).astype(np.float64)
    result = np.empty((k, k))
    for start in range(0, k, _STRIP):
        stop = min(start + _STRIP, k)
        both = _counts(held[start:stop], held)
        own = totals[start:stop, None]
        with np.errstate(invalid="ignore", divide="ignore"):
            phi2 = (n * both - own * totals) ** 2 / (own * (n - own) * (totals * (n - totals)))
        result[start:stop] = _v(phi2, float(n), 2.0, 2.0, bias_corrected)
    return result


def _general_strips(codes: NDArray[np.int64], bias_corrected: bool) -> Matrix:
    """Return V of any columns, from indicators of every (column, category)."""
    indicators = [_indicators(codes[:, j]) for j in range(codes.shape[1])]
    widths = np.array([len(part) for part in indicators])
    first = np.concatenate([[0], np.cumsum(widths)])
    everything = np.vstack(indicators)  # [S, n]: S categories of all columns
    known = (codes >= 0).T.astype(np.float32)  # [k, n]
    result = np.empty((len(widths),) * 2)
    for mine in _runs(widths):
        rows = everything[first[mine.start] : first[mine.stop]]  # [R, n]
        mine_totals = _counts(rows, known)  # [R, k]: where the other is known
        their_totals = _counts(known[mine], everything)  # [m, S]: where mine is known
        expected = np.repeat(mine_totals, widths, axis=1)
        expected *= np.repeat(their_totals, widths[mine], axis=0)
        share = _counts(rows, everything) ** 2  # [R, S]
        np.divide(share, expected, out=share, where=expected > 0)
        mine_first = first[mine] - first[mine.start]
        phi2 = np.add.reduceat(np.add.reduceat(share, mine_first), first[:-1], axis=1) - 1
        r = np.add.reduceat(mine_totals > 0, mine_first, dtype=np.float64)
        c = np.add.reduceat(their_totals > 0, first[:-1], axis=1, dtype=np.float64)
        shared = _counts(known[mine], known)
        result[mine] = _v(np.maximum(phi2, 0.0), shared, r, c, bias_corrected)
    return result


def _indicators(column: NDArray[np.int64]) -> NDArray[np.float32]:
    """Return one 0/1 row for each category; at least one, so that no column is lost."""
    values = np.unique(column[column >= 0])
    if values.size == 0:
        return np.zeros((1, len(column)), dtype=np.float32)
    rows: NDArray[np.bool_] = values[:, None] == column
    return rows.astype(np.float32)


def _runs(widths: NDArray[np.int64]) -> Iterator[slice]:
    """Cut the columns into runs of about a strip of categories each."""
    start = 0
    while start < len(widths):
        fits = int(np.searchsorted(np.cumsum(widths[start:]), _STRIP, side="right"))
        yield slice(start, start + max(fits, 1))
        start += max(fits, 1)


def _counts(left: NDArray[np.float32], right: NDArray[np.float32]) -> Matrix:
    """Count the rows that two sets of indicators share.

    Counts below 2**24 are exact in float32, at half the memory and time.
    """
    return (left @ right.T).astype(np.float64)


def _v(phi2: Matrix, n: Sizes, r: Sizes, c: Sizes, bias_corrected: bool) -> Matrix:
    """Return V from phi squared and the sizes of the table, NaN where undefined."""
    rows, columns = np.asarray(r, dtype=np.float64), np.asarray(c, dtype=np.float64)
    with np.errstate(invalid="ignore", divide="ignore"):
        if bias_corrected:
            phi2 = np.maximum(phi2 - (rows - 1) * (columns - 1) / (n - 1), 0.0)
            rows, columns = (side - (side - 1) ** 2 / (n - 1) for side in (rows, columns))
        smaller = np.minimum(rows, columns) - 1
        v = np.sqrt(phi2 / np.where(smaller > 0, smaller, np.nan))
    clipped: Matrix = np.clip(v, 0.0, 1.0)
    return clipped
