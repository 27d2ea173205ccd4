"""Probabilities and their log-odds, there and back; numpy only, because it serves."""

import numpy as np
from numpy.typing import NDArray

__all__ = ["log_odds", "logistic"]

FloatArray = NDArray[np.float32]


def logistic(score: FloatArray) -> FloatArray:
    """Return 1 / (1 + exp(-score)), written so that it can't overflow.

    Examples
    --------
    >>> logistic(np.array([-1000.0, 0.0, 1000.0])).tolist()
    [0.0, 0.5, 1.0]
    """
    return np.asarray((1 + np.tanh(score / 2)) / 2, np.float32)


def log_odds(probability: FloatArray) -> FloatArray:
    """Return log(p / (1 - p)), kept within what 1 % and 99 % would give.

    Examples
    --------
    >>> log_odds(np.array([0.0, 0.5])).round(2).tolist()
    [-4.599999904632568, 0.0]
    """
    kept = np.clip(probability, 0.01, 0.99)
    return np.asarray(np.log(kept / (1 - kept)), np.float32)
