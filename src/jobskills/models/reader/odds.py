"""Probabilities and their log-odds, there and back; numpy only, because it serves."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

__all__ = ["log_odds", "logistic", "posterior"]

FloatArray = NDArray[np.float32]

#: Scores so far below the best add nothing, and -inf would make 0 times infinity.
_LEAST_SCORE: Final = np.float32(-100)


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


def posterior(scores: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return probabilities [m, o] from scores that may be -inf, and their entropy [m].

    Examples
    --------
    >>> probability, entropy = posterior(np.array([[0.0, 0.0, -np.inf]], np.float32))
    >>> probability.tolist(), entropy.round(2).tolist()
    ([[0.5, 0.5, 0.0]], [0.6899999976158142])
    """
    scores = scores - scores.max(axis=-1, keepdims=True)
    weights = np.exp(scores)
    total = weights.sum(axis=-1, keepdims=True)
    probability = np.asarray(weights / total, np.float32)
    kept = np.einsum("mo,mo->m", probability, np.maximum(scores, _LEAST_SCORE))
    return probability, np.asarray(np.log(total[:, 0]) - kept, np.float32)
