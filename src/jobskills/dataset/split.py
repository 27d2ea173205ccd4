"""Splits occupations so that near-duplicates, which share a 6-digit SOC code, stay together."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from jobskills.errors import DatasetError

__all__ = ["grouped_folds", "soc_group"]


def soc_group(code: str) -> str:
    """Return the 6-digit SOC code of an O*NET-SOC code.

    Examples
    --------
    >>> soc_group("15-1252.00")
    '15-1252'
    """
    return code[:7]


def grouped_folds(codes: Sequence[str], n_folds: int, seed: int) -> npt.NDArray[np.int64]:
    """Assign each occupation to a fold, whole 6-digit SOC groups at a time.

    The largest groups are dealt first, each to the smallest fold so far; ties
    are broken at random. The folds depend on the set of codes and the seed,
    not on the order in which the codes come.

    Parameters
    ----------
    codes : sequence of str
        O*NET-SOC codes, shape ``[n]``; a code may come more than once.
    n_folds : int
        At least 2 and at most the number of groups.
    seed : int
        Decides the shuffle.

    Returns
    -------
    ndarray of int64
        The fold of each code, shape ``[n]``, from 0 to ``n_folds - 1``.

    Raises
    ------
    DatasetError
        Fewer than 2 folds, or more folds than groups.

    Examples
    --------
    >>> grouped_folds(["15-1252.00", "29-1141.00", "15-1252.01"], n_folds=2, seed=0)
    array([0, 1, 0])
    """
    names, members = np.unique([soc_group(c) for c in codes], return_inverse=True)
    if not 2 <= n_folds <= len(names):
        raise DatasetError(
            f"expected between 2 folds and one per 6-digit SOC group ({len(names)}), got {n_folds}"
        )
    sizes = np.bincount(members, minlength=len(names))
    shuffled = np.random.default_rng(seed).permutation(len(names))
    largest_first = shuffled[np.argsort(-sizes[shuffled], kind="stable")]
    fold_of_group = np.empty(len(names), dtype=np.int64)
    filled = np.zeros(n_folds, dtype=np.int64)
    for group in largest_first:
        fold_of_group[group] = filled.argmin()
        filled[fold_of_group[group]] += sizes[group]
    return fold_of_group[members]
