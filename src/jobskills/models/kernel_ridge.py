"""Kernel ridge regression whose penalty is chosen for each target by leaving each row out once.

Knows arrays alone.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

__all__ = ["leave_one_out_duals"]

FloatArray = NDArray[np.float64]


def leave_one_out_duals(
    kernel: FloatArray, targets: FloatArray, penalties: Sequence[float]
) -> FloatArray:
    """Return the weights of the known rows in each target, [n, t].

    The leave-one-out errors of kernel ridge regression are its weights over the diagonal of the
    inverse (Rifkin and Lippert 2007), so that nothing is fitted twice.

    Parameters
    ----------
    kernel : float64 [n, n]
        Symmetric, no eigenvalue below zero but for rounding.
    targets : float64 [n, t]
    penalties : sequence of float
        Positive; each target takes the one with the least leave-one-out error.

    Examples
    --------
    >>> duals = leave_one_out_duals(np.eye(2), np.array([[1.0], [-1.0]]), [1.0, 3.0])
    >>> duals.tolist()
    [[0.5], [-0.5]]
    """
    values, vectors = np.linalg.eigh(kernel)
    rotated, squares = vectors.T @ targets, np.square(vectors)
    least = np.full(targets.shape[1], np.inf)
    duals = np.zeros_like(targets)
    for penalty in penalties:
        inverse = 1 / (values + penalty)
        weights = vectors @ (inverse[:, None] * rotated)
        error = np.square(weights / (squares @ inverse)[:, None]).mean(axis=0)
        better = error < least
        least[better], duals[:, better] = error[better], weights[:, better]
    return duals
