"""Scores answered ratings against published ones, domain by domain, with intervals."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from jobskills import metrics

__all__ = ["DomainScore", "RatedAnswers", "score_domains"]

Floats = NDArray[np.floating]

_SAMPLES: Final = 300  # draws of a bootstrap interval


@dataclass(frozen=True, slots=True, eq=False)
class RatedAnswers:
    """What a model answered for n texts, next to the ratings of their occupations.

    Attributes
    ----------
    domains : tuple of str, length e
        The domain of every element.
    truth : float [n, e]
        Published importance; NaN where there is none.
    on : float [n, e]
        1 where `truth` is at or above the threshold, 0 below, NaN where unknown.
    importance, low, high, probability : float [n, e]
    informed : bool [e]
        False where the model gave every text the same answer: then no
        correlation is defined, even if folds differ in what they repeat.
    """

    domains: tuple[str, ...]
    truth: Floats
    on: Floats
    importance: Floats
    low: Floats
    high: Floats
    probability: Floats
    informed: NDArray[np.bool_]

    def r(self, rows: NDArray[np.intp] | slice = slice(None)) -> NDArray[np.float64]:
        """Return Pearson's r per element over some rows, [e]."""
        r = metrics.pearson_by_column(self.truth[rows], self.importance[rows])
        return np.where(self.informed, r, np.nan)

    def rmse(self, rows: NDArray[np.intp] | slice = slice(None)) -> NDArray[np.float64]:
        """Return the root mean squared error per element over some rows, [e]."""
        return metrics.rmse_by_column(self.truth[rows], self.importance[rows])

    def error_by_row(self) -> NDArray[np.float64]:
        """Return the root mean squared error per text over its elements, [n]."""
        return metrics.rmse_by_column(self.truth.T, self.importance.T)


@dataclass(frozen=True, slots=True)
class DomainScore:
    """One model in one domain; r and RMSE are means over the domain's elements.

    `coverage` is the share of ratings inside the nominal 90 % interval, `width` the
    interval's mean width on the scale, `ece` the calibration error of the probabilities.
    """

    elements: int
    r: float
    r_interval: tuple[float, float]
    rmse: float
    rmse_interval: tuple[float, float]
    coverage: float
    width: float
    ece: float


def score_domains(answers: RatedAnswers) -> Mapping[str, DomainScore]:
    """Return the scores per domain, in the order in which domains first appear."""
    domains = tuple(dict.fromkeys(answers.domains))
    low, high = metrics.bootstrap(
        lambda rows: _means(answers, rows), len(answers.truth), n_samples=_SAMPLES
    )
    r, rmse = _means(answers, slice(None))
    return {
        domain: _score(
            answers,
            domain,
            (float(r[d]), (float(low[0, d]), float(high[0, d]))),
            (float(rmse[d]), (float(low[1, d]), float(high[1, d]))),
        )
        for d, domain in enumerate(domains)
    }


def _means(answers: RatedAnswers, rows: NDArray[np.intp] | slice) -> NDArray[np.float64]:
    """Return mean r and mean RMSE per domain, [2, domains]."""
    by_domain = (
        metrics.mean_by_group(values, answers.domains)
        for values in (answers.r(rows), answers.rmse(rows))
    )
    return np.array([list(means.values()) for means in by_domain])


def _score(
    answers: RatedAnswers,
    domain: str,
    r: tuple[float, tuple[float, float]],
    rmse: tuple[float, tuple[float, float]],
) -> DomainScore:
    inside = np.array([name == domain for name in answers.domains])
    truth, low, high = (a[:, inside] for a in (answers.truth, answers.low, answers.high))
    return DomainScore(
        elements=int(inside.sum()),
        r=r[0],
        r_interval=r[1],
        rmse=rmse[0],
        rmse_interval=rmse[1],
        coverage=metrics.coverage(truth, low, high),
        width=float(np.mean(high - low)) if truth.size else float("nan"),
        ece=metrics.expected_calibration_error(
            answers.on[:, inside], answers.probability[:, inside]
        ),
    )
