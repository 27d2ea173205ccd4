"""Correlation of graded ratings, pairwise complete: Pearson and Spearman.

Cramér's V for categories is in `contingency`: on 0/1 columns all three would be
one number three times.
"""

import itertools
from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from jobskills.errors import DatasetError
from jobskills.labels.matrix import rating_matrix

__all__ = ["pearson", "spearman"]

Matrix = NDArray[np.float64]


def pearson(ratings: ArrayLike) -> Matrix:
    """Return Pearson's correlation of every two columns.

    Each pair uses the rows where both columns are rated.

    Parameters
    ----------
    ratings : array_like of float, shape (n_occupations, n_labels)
        NaN where an occupation is not rated; infinity is refused.

    Returns
    -------
    ndarray of float64, shape (n_labels, n_labels)
        Symmetric, in [-1, 1]; NaN where a pair shares fewer than two rows or
        one of its columns is constant there.

    Raises
    ------
    DatasetError
        If `ratings` is not a matrix of finite numbers and NaN.

    Examples
    --------
    >>> import numpy as np
    >>> pearson(np.array([[1.0, 2.0], [2.0, 4.0], [3.0, 6.0]])).tolist()
    [[1.0, 1.0], [1.0, 1.0]]
    """
    return _pairwise(_finite(ratings), lambda values: values)


def spearman(ratings: ArrayLike) -> Matrix:
    """Return Spearman's rank correlation of every two columns.

    Each pair is ranked anew on the rows where both columns are rated, ties
    sharing their mean rank, as `scipy.stats.spearmanr` does for one pair.

    Parameters
    ----------
    ratings : array_like of float, shape (n_occupations, n_labels)
        NaN where an occupation is not rated; infinity is refused.

    Returns
    -------
    ndarray of float64, shape (n_labels, n_labels)
        Symmetric, in [-1, 1]; NaN as in `pearson`.

    Raises
    ------
    DatasetError
        If `ratings` is not a matrix of finite numbers and NaN.

    Examples
    --------
    >>> import numpy as np
    >>> spearman(np.array([[1.0, 2.0], [2.0, 40.0], [3.0, 41.0]])).tolist()
    [[1.0, 1.0], [1.0, 1.0]]
    """
    return _pairwise(_finite(ratings), _ranks)


def _pairwise(ratings: Matrix, transform: Callable[[Matrix], Matrix]) -> Matrix:
    """Correlate every two columns on the rows where both are rated.

    Labels of one source miss the same occupations. So columns are taken in
    groups that miss the same rows; two groups need one transform each and one
    matrix product, and never more memory than a few copies of the ratings.
    """
    result = np.full((ratings.shape[1],) * 2, np.nan)
    patterns, group = np.unique(~np.isnan(ratings), axis=1, return_inverse=True)
    columns = [np.flatnonzero(group.ravel() == p) for p in range(patterns.shape[1])]
    for p, q in itertools.combinations_with_replacement(range(len(columns)), 2):
        rows = patterns[:, p] & patterns[:, q]
        if rows.sum() < 2:
            continue
        left, right = (
            _standardised(transform(ratings[np.ix_(rows, columns[side])])) for side in (p, q)
        )
        strip = np.clip(left.T @ right, -1.0, 1.0)
        result[np.ix_(columns[p], columns[q])] = strip
        result[np.ix_(columns[q], columns[p])] = strip.T
    return _symmetric(result)


def _finite(ratings: ArrayLike) -> Matrix:
    """Return the ratings as a float matrix without infinities."""
    values = rating_matrix(ratings)
    if np.isinf(values).any():
        row, column = np.argwhere(np.isinf(values))[0]
        raise DatasetError(f"ratings must be finite or NaN, but row {row}, column {column} is not")
    return values


def _standardised(values: Matrix) -> Matrix:
    """Return columns of mean 0 and length 1, NaN where constant (no NaN inside)."""
    # Divided first, so that squares of huge or tiny numbers stay in range.
    size = np.abs(values).max(axis=0)
    scaled = values / np.where(size > 0, size, 1.0)
    scaled -= scaled.mean(axis=0)
    length = np.linalg.norm(scaled, axis=0)
    length[(values == values[0]).all(axis=0)] = np.nan
    standardised: Matrix = scaled / length
    return standardised


def _ranks(values: Matrix) -> Matrix:
    """Rank each column from 1, ties sharing their mean rank (no NaN inside)."""
    n = len(values)
    order = np.argsort(values, axis=0, kind="stable")
    ordered = np.take_along_axis(values, order, axis=0)
    position = np.broadcast_to(np.arange(n)[:, None], values.shape)
    new = np.ones(values.shape, dtype=bool)
    new[1:] = ordered[1:] != ordered[:-1]
    last = np.ones(values.shape, dtype=bool)
    last[:-1] = new[1:]
    first_of_tie = np.maximum.accumulate(np.where(new, position, 0), axis=0)
    last_of_tie = np.minimum.accumulate(np.where(last, position, n)[::-1], axis=0)[::-1]
    ranks = np.empty(values.shape)
    np.put_along_axis(ranks, order, (first_of_tie + last_of_tie) / 2 + 1, axis=0)
    return ranks


def _symmetric(correlation: Matrix) -> Matrix:
    """Take the lower half from the upper one; a column agrees with itself exactly."""
    upper = np.triu(correlation, 1)
    result: Matrix = upper + upper.T
    np.fill_diagonal(result, np.where(np.isnan(np.diag(correlation)), np.nan, 1.0))
    return result
