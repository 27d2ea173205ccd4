"""Ratings to 0/1 labels: a threshold per label, fitted on given rows only."""

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from jobskills.errors import DatasetError
from jobskills.labels.matrix import rating_matrix

__all__ = ["binarise", "thresholds"]


def thresholds(
    ratings: ArrayLike,
    rule: Literal["median"] | float = "median",
    *,
    rows: ArrayLike | None = None,
) -> NDArray[np.float64]:
    """Return the value from which on each label counts as present.

    Parameters
    ----------
    ratings : array_like of float, shape (n_occupations, n_labels)
        Ratings on any scale; NaN where an occupation is not rated.
    rule : "median" or float
        ``"median"``: the median of the rated rows. A number: that cut point for
        every label, in the unit of the ratings.
    rows : array_like of int or bool, optional
        The rows to fit on (training occupations); default all.

    Returns
    -------
    ndarray of float64, shape (n_labels,)

    Raises
    ------
    DatasetError
        If `ratings` is no matrix, the rule is unknown, no row is given, or a
        label has no rating in the rows that the median is fitted on.

    Examples
    --------
    >>> import numpy as np
    >>> ratings = np.array([[1.0, 4.0], [2.0, np.nan], [5.0, 3.0]])
    >>> thresholds(ratings).tolist()
    [2.0, 3.5]
    >>> thresholds(ratings, rows=[0, 1]).tolist()
    [1.5, 4.0]
    >>> thresholds(ratings, 3.0).tolist()
    [3.0, 3.0]
    """
    values = rating_matrix(ratings)
    if isinstance(rule, str):
        if rule != "median":
            raise DatasetError(f"rule must be 'median' or a number, not {rule!r}")
        return _medians(values if rows is None else _take(values, rows))
    if not np.isfinite(rule):
        raise DatasetError(f"the cut point must be a finite number, not {rule}")
    return np.full(values.shape[1], float(rule))


def binarise(ratings: ArrayLike, cuts: ArrayLike) -> NDArray[np.uint8]:
    """Return 1 where a rating reaches its label's threshold, else 0.

    An occupation that is not rated (NaN) gets 0, as in the classic data set;
    who needs to tell "not rated" from "low" still has the ratings.

    Parameters
    ----------
    ratings : array_like of float, shape (n_occupations, n_labels)
    cuts : array_like of float, shape (n_labels,)
        From `thresholds`.

    Returns
    -------
    ndarray of uint8, shape (n_occupations, n_labels)

    Raises
    ------
    DatasetError
        If the shapes do not fit.

    Examples
    --------
    >>> import numpy as np
    >>> binarise(np.array([[1.0, 4.0], [2.0, np.nan]]), [1.5, 4.0]).tolist()
    [[0, 1], [1, 0]]
    """
    values, limits = rating_matrix(ratings), np.asarray(cuts, dtype=np.float64)
    if limits.shape != values.shape[1:]:
        raise DatasetError(
            f"expected one threshold for each of {values.shape[1]} labels, "
            f"got an array of shape {limits.shape}"
        )
    return (values >= limits).astype(np.uint8)


def _take(values: NDArray[np.float64], rows: ArrayLike) -> NDArray[np.float64]:
    """Return the rows to fit on."""
    index = np.asarray(rows)
    if index.size == 0:
        raise DatasetError("no row to fit thresholds on; give at least one training occupation")
    try:
        taken: NDArray[np.float64] = values[index]
    except IndexError as error:
        raise DatasetError(f"rows do not fit the {len(values)} occupations: {error}") from error
    return taken


def _medians(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the median of each column's rated rows."""
    unrated = np.flatnonzero(np.isnan(values).all(axis=0))
    if unrated.size:
        raise DatasetError(
            f"label column(s) {unrated.tolist()} have no rating in the {len(values)} row(s) that "
            "the median is fitted on; drop them or fit on more occupations"
        )
    medians: NDArray[np.float64] = np.nanmedian(values, axis=0)
    return medians
