"""Keep one label of each group that says the same, and record who stands for whom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from jobskills.errors import DatasetError

__all__ = ["Dropped", "Reduction", "reduce"]


@dataclass(frozen=True, slots=True)
class Dropped:
    """Why a label is gone.

    Attributes
    ----------
    representative : str
        The kept label that stands for it.
    decided_by : str
        The earlier label whose association dropped it: the representative
        itself or, under the classic rule, a label that was dropped before.
    value : float
        The association with `decided_by`, at or above the threshold.
    """

    representative: str
    decided_by: str
    value: float


@dataclass(frozen=True, slots=True)
class Reduction:
    """The labels that stay, in order, and for each other one the reason.

    Attributes
    ----------
    kept : tuple of str
    dropped : mapping of str to Dropped
    threshold : float
    """

    kept: tuple[str, ...]
    dropped: Mapping[str, Dropped]
    threshold: float


def reduce(association: ArrayLike, names: Sequence[str], threshold: float) -> Reduction:
    """Drop the later label of every pair associated at or above the threshold.

    This is the classic rule: a label goes as soon as *any* earlier label,
    dropped or not, reaches the threshold with it. So no two kept labels reach
    it, and groups chain: the representative of a label that was dropped because
    of a dropped one is found by following the chain to its kept end. Where
    several earlier labels qualify, a kept one decides before a dropped one, then
    the strongest, then the first.

    Parameters
    ----------
    association : array_like of float, shape (n_labels, n_labels)
        Symmetric; NaN (undefined) counts as not associated. Signed values are
        taken as they are: an opposite is not a duplicate.
    names : sequence of str
        The labels in the order of the columns.
    threshold : float

    Returns
    -------
    Reduction

    Raises
    ------
    DatasetError
        If the matrix is not square, symmetric and of the names' length, a name
        occurs twice, or the threshold is not a number.

    Examples
    --------
    >>> association = [[1.0, 0.9, 0.1], [0.9, 1.0, 0.88], [0.1, 0.88, 1.0]]
    >>> reduction = reduce(association, ["listening", "speaking", "writing"], 0.85)
    >>> reduction.kept
    ('listening',)
    >>> reduction.dropped["writing"]
    Dropped(representative='listening', decided_by='speaking', value=0.88)
    """
    values = _checked(association, names, threshold)
    chosen: dict[int, tuple[int, int]] = {}  # dropped column -> (representative, decided by)
    for column in range(len(names)):
        earlier = np.flatnonzero(values[:column, column] >= threshold)
        if earlier.size:
            decider = _decider(earlier, values[earlier, column], chosen)
            chosen[column] = (chosen.get(decider, (decider, 0))[0], decider)
    dropped = {
        names[column]: Dropped(names[head], names[decider], float(values[decider, column]))
        for column, (head, decider) in chosen.items()
    }
    return Reduction(
        tuple(name for column, name in enumerate(names) if column not in chosen),
        dropped,
        float(threshold),
    )


def _decider(
    earlier: NDArray[np.intp], values: NDArray[np.float64], dropped: Mapping[int, object]
) -> int:
    """Return the earlier column that best explains why a column goes."""
    ranked = (
        (int(column) in dropped, -float(v), int(column))
        for column, v in zip(earlier, values, strict=True)
    )
    return min(ranked)[2]


def _checked(association: ArrayLike, names: Sequence[str], threshold: float) -> NDArray[np.float64]:
    """Return the association as a matrix that fits the names."""
    values = np.asarray(association, dtype=np.float64)
    if values.shape != (len(names), len(names)):
        raise DatasetError(
            f"expected a {len(names)} x {len(names)} association matrix for {len(names)} labels, "
            f"got shape {values.shape}"
        )
    if len(set(names)) < len(names):
        twice = next(name for name in names if list(names).count(name) > 1)
        raise DatasetError(f"label {twice!r} occurs twice; names must be unique")
    if not np.isfinite(threshold):
        raise DatasetError(f"the threshold must be a finite number, not {threshold}")
    if not np.array_equal(values, values.T, equal_nan=True):
        raise DatasetError("the association matrix must be symmetric")
    return values
