"""Pure functions of (truth, score): arrays in, numbers out; no model, no file, no name of a field.

Rows are documents or occupations, columns are labels or elements. NaN in a
truth means "not known" and is left out; NaN in an answer means "undefined".
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.metrics import f1_score, label_ranking_average_precision_score, roc_auc_score

__all__ = [
    "Reliability",
    "bootstrap",
    "brier",
    "calibration_floor",
    "coverage",
    "expected_calibration_error",
    "f1",
    "hits",
    "label_accuracy",
    "label_auc",
    "label_ranking_precision",
    "mean_by_group",
    "noise_ceiling",
    "pearson_by_column",
    "reliability_curve",
    "rmse_by_column",
]

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


def label_accuracy(truth: ArrayLike, probability: ArrayLike, cut: float = 0.5) -> Floats:
    """Return the share of rows right per label, [k]; on means probability >= `cut`.

    Examples
    --------
    >>> label_accuracy([[1, 0], [1, 1]], [[0.9, 0.5], [0.2, 0.7]])
    array([0.5, 0.5])
    """
    right = (np.asarray(probability) >= cut) == (np.asarray(truth) >= 0.5)
    return np.asarray(right.mean(axis=0), dtype=np.float64)


def label_auc(truth: ArrayLike, score: ArrayLike) -> Floats:
    """Return the area under the ROC curve per label, [k]; NaN where only one class is there.

    Examples
    --------
    >>> label_auc([[1, 1], [0, 1]], [[0.9, 0.5], [0.2, 0.7]])
    array([ 1., nan])
    """
    on, scores = np.asarray(truth, dtype=np.float64), np.asarray(score, dtype=np.float64)
    area = np.full(on.shape[1], np.nan)
    for k in range(on.shape[1]):
        known = ~np.isnan(on[:, k])
        if np.unique(on[known, k]).size == 2:
            area[k] = roc_auc_score(on[known, k], scores[known, k])
    return area


def f1(
    truth: ArrayLike, probability: ArrayLike, average: Literal["micro", "macro"], cut: float = 0.5
) -> float:
    """Return the F1 score over all labels; a label never on and never predicted counts as 0.

    Examples
    --------
    >>> round(f1([[1, 0], [1, 1]], [[0.9, 0.5], [0.2, 0.7]], "micro"), 3)
    0.667
    """
    on, predicted = np.asarray(truth) >= 0.5, np.asarray(probability) >= cut
    return float(f1_score(on, predicted, average=average, zero_division=0))


def label_ranking_precision(truth: ArrayLike, score: ArrayLike) -> float:
    """Return the label ranking average precision (LRAP) over rows with a label on.

    Examples
    --------
    >>> label_ranking_precision([[1, 0, 0]], [[0.5, 0.7, 0.1]])
    0.5
    """
    on = np.asarray(truth) >= 0.5
    rows = on.any(axis=1)
    if not rows.any():
        return float("nan")
    return float(label_ranking_average_precision_score(on[rows], np.asarray(score)[rows]))


def pearson_by_column(truth: ArrayLike, score: ArrayLike) -> Floats:
    """Return Pearson's r per column over the rows whose truth is known, [e].

    NaN where fewer than two rows are known or where either side is constant.

    Examples
    --------
    >>> pearson_by_column([[1, 2], [2, np.nan], [3, 2]], [[1, 4], [2, 5], [5, 6]]).round(3)
    array([0.961,   nan])
    """
    x, y, known, n = _known_pairs(truth, score)
    x, y = (np.where(known, values - values.sum(axis=0) / n, 0.0) for values in (x, y))
    scale = np.sqrt((x * x).sum(axis=0) * (y * y).sum(axis=0))
    # Rounding leaves a constant column a spread of about 1e-16 of its size.
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(scale > 1e-12 * n, (x * y).sum(axis=0) / scale, np.nan)


def rmse_by_column(truth: ArrayLike, score: ArrayLike) -> Floats:
    """Return the root mean squared error per column over the rows whose truth is known, [e].

    Examples
    --------
    >>> rmse_by_column([[1.0], [3.0], [np.nan]], [[2.0], [2.0], [9.0]])
    array([1.])
    """
    x, y, _, n = _known_pairs(truth, score)
    return np.asarray(np.sqrt(((x - y) ** 2).sum(axis=0) / n), dtype=np.float64)


def coverage(truth: ArrayLike, low: ArrayLike, high: ArrayLike) -> float:
    """Return the share of known truths inside their interval, ends included.

    Examples
    --------
    >>> coverage([1.0, 2.0, np.nan, 9.0], [0, 2, 0, 0], [2, 3, 1, 8]).__round__(3)
    0.667
    """
    values = np.asarray(truth, dtype=np.float64)
    known = ~np.isnan(values)
    inside = (np.asarray(low) <= values) & (values <= np.asarray(high))
    return float(inside[known].mean()) if known.any() else float("nan")


@dataclass(frozen=True, slots=True, eq=False)
class Reliability:
    """How often it was so where the model said so: one entry per occupied bin."""

    predicted: Floats  # mean probability in the bin
    observed: Floats  # share of truths that are 1 in the bin
    count: NDArray[np.int64]


def reliability_curve(truth: ArrayLike, probability: ArrayLike, n_bins: int = 10) -> Reliability:
    """Return the reliability curve over `n_bins` bins of equal width; all cells are pooled.

    Examples
    --------
    >>> curve = reliability_curve([0, 1, 1, 1], [0.1, 0.15, 0.9, 1.0], n_bins=2)
    >>> curve.observed
    array([0.5, 1. ])
    """
    on = np.asarray(truth, dtype=np.float64).ravel()
    said = np.asarray(probability, dtype=np.float64).ravel()
    on, said = on[~np.isnan(on)], said[~np.isnan(on)]
    bins = np.minimum((said * n_bins).astype(np.int64), n_bins - 1)
    count = np.bincount(bins, minlength=n_bins)
    used = count > 0
    predicted = np.bincount(bins, said, n_bins)[used] / count[used]
    observed = np.bincount(bins, on, n_bins)[used] / count[used]
    return Reliability(predicted, observed, count[used])


def expected_calibration_error(truth: ArrayLike, probability: ArrayLike, n_bins: int = 10) -> float:
    """Return the mean distance of said from seen over the bins, weighted by their cells.

    Examples
    --------
    >>> round(expected_calibration_error([0, 1, 1, 1], [0.1, 0.2, 0.9, 1.0], n_bins=2), 3)
    0.2
    """
    curve = reliability_curve(truth, probability, n_bins)
    if not curve.count.size:
        return float("nan")
    return float(np.average(np.abs(curve.predicted - curve.observed), weights=curve.count))


def calibration_floor(
    probability: ArrayLike, n_bins: int = 10, n_samples: int = 200, seed: int = 0
) -> float:
    """Return the calibration error that true probabilities would show by chance alone.

    The mean error over outcomes drawn, each for itself, from the probabilities: with few rows
    it is far from 0, and no model can be expected to stay below it.

    Examples
    --------
    >>> calibration_floor([0.0, 1.0])
    0.0
    >>> bool(calibration_floor([0.7] * 10) > 3 * calibration_floor([0.7] * 1000))
    True
    """
    said = np.asarray(probability, dtype=np.float64).ravel()
    generator = np.random.default_rng(seed)
    draws = (generator.random(said.shape) < said for _ in range(n_samples))
    return float(np.mean([expected_calibration_error(on, said, n_bins) for on in draws]))


def brier(truth: ArrayLike, probability: ArrayLike) -> float:
    """Return the mean squared distance of probability from known truth.

    Examples
    --------
    >>> brier([1.0, 0.0, np.nan], [0.5, 0.5, 0.9])
    0.25
    """
    on = np.asarray(truth, dtype=np.float64)
    return float(np.nanmean((np.asarray(probability) - on) ** 2))


def hits(ranked: Sequence[Sequence[str]], gold: Sequence[frozenset[str]], k: int) -> Bools:
    """Return per row whether one of the first `k` answers is in the row's gold set, [n].

    Examples
    --------
    >>> hits([["a", "b"], ["c", "d"]], [frozenset("b"), frozenset("x")], k=2)
    array([ True, False])
    """
    pairs = zip(ranked, gold, strict=True)
    return np.array([not right.isdisjoint(answers[:k]) for answers, right in pairs], dtype=np.bool_)


def noise_ceiling(rating: ArrayLike, standard_error: ArrayLike) -> Floats:
    """Return the highest r a perfect predictor can reach per element, [e].

    The square root of the published ratings' reliability, 1 - mean(se^2) / var(rating), over the
    occupations with a published standard error (at least 2; else NaN); 0 where noise is all.

    Examples
    --------
    >>> noise_ceiling([[1.0], [3.0], [np.nan]], [[0.6], [0.6], [np.nan]])
    array([0.8])
    """
    x, error, _, n = _known_pairs(rating, standard_error, both=True)
    noise = (error**2).sum(axis=0) / n
    known_mean = x.sum(axis=0) / n
    variance = (x**2).sum(axis=0) / n - known_mean**2
    with np.errstate(invalid="ignore", divide="ignore"):
        ceiling = np.sqrt(np.clip(1 - noise / variance, 0, 1))
    return np.where(n >= 2, ceiling, np.nan)


def mean_by_group(values: ArrayLike, groups: Sequence[str]) -> Mapping[str, float]:
    """Return the mean per group over the defined values; NaN for a group without any.

    Examples
    --------
    >>> mean_by_group([0.8, 0.6, np.nan], ["skills", "skills", "abilities"])
    {'skills': 0.7, 'abilities': nan}
    """
    number = np.asarray(values, dtype=np.float64)
    index = np.asarray(groups)
    means = {}
    for group in dict.fromkeys(groups):
        members = number[index == group]
        defined = members[~np.isnan(members)]
        means[group] = float(defined.mean()) if defined.size else float("nan")
    return means


def bootstrap(
    statistic: Callable[[NDArray[np.intp]], ArrayLike],
    n_rows: int,
    n_samples: int = 500,
    seed: int = 0,
) -> tuple[Floats, Floats]:
    """Return the 2.5 % and 97.5 % bounds of a statistic when rows are drawn again.

    Parameters
    ----------
    statistic : callable
        Takes the drawn row numbers, [n_rows], and returns a number or an array of numbers.
    n_rows : int
        How many rows there are.
    n_samples, seed : int
        How many draws, and what they start from.

    Returns
    -------
    tuple of float64 arrays
        Low and high, in the shape of the statistic; NaN where it is never defined.

    Examples
    --------
    >>> values = np.arange(100.0)
    >>> low, high = bootstrap(lambda rows: values[rows].mean(), 100)
    >>> bool(low < 49.5 < high)
    True
    """
    generator = np.random.default_rng(seed)
    draws = (generator.integers(0, n_rows, n_rows) for _ in range(n_samples if n_rows else 0))
    samples = np.array([np.asarray(statistic(rows), dtype=np.float64) for rows in draws])
    if not samples.size:
        return np.asarray(np.nan), np.asarray(np.nan)
    return _quantile(samples, 0.025), _quantile(samples, 0.975)


def _quantile(samples: Floats, share: float) -> Floats:
    undefined = np.isnan(samples).all(axis=0)
    filled = np.where(undefined, 0.0, samples)
    return np.where(undefined, np.nan, np.nanquantile(filled, share, axis=0))


def _known_pairs(
    truth: ArrayLike, score: ArrayLike, *, both: bool = False
) -> tuple[Floats, Floats, Bools, Floats]:
    """Return truth and score with 0 where the truth (or either) is NaN, which are known, counts.

    A column without a known row counts NaN rows, so that its mean is NaN without a warning.
    """
    x, y = np.asarray(truth, dtype=np.float64), np.asarray(score, dtype=np.float64)
    known = ~np.isnan(x) & ~np.isnan(y) if both else ~np.isnan(x)
    n = known.sum(axis=0)
    counts = np.where(n > 0, n, np.nan)
    return np.where(known, x, 0.0), np.where(known, y, 0.0), known, counts
