"""Profile models to be better than: the average occupation, and ridge regression on TF-IDF.

Training side only (the `train` extra); the shipped model never uses them.
"""

from collections.abc import Callable, Sequence
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.special import ndtr
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.kernel_ridge import KernelRidge

from jobskills.dataset import grouped_folds, soc_group
from jobskills.models.profile import (
    Category,
    Element,
    FloatArray,
    Occupation,
    ProfileData,
    Profiles,
)
from jobskills.prediction import Posting

__all__ = ["MeanProfile", "TfidfProfile", "posting_of"]

_TAILS: Final = (0.05, 0.95)  # the ends of a 90 % interval


def posting_of(occupation: Occupation) -> Posting:
    """Return an occupation as a text without a title: its description, then its tasks."""
    return Posting(description="\n".join((occupation.description, *occupation.tasks)))


class _Baseline:
    """The names every profile model carries; a baseline knows no occupations."""

    elements_: tuple[Element, ...] = ()
    categories_: tuple[Category, ...] = ()
    occupations_: tuple[str, ...] = ()

    def _learn_names(self, train: ProfileData) -> None:
        self.elements_, self.categories_ = train.elements, train.categories
        self._low = np.array([e.scale_low for e in train.elements], dtype=np.float32)
        self._high = np.array([e.scale_high for e in train.elements], dtype=np.float32)

    def _within_scale(self, importance: NDArray[np.floating]) -> FloatArray:
        return np.asarray(np.clip(importance, self._low, self._high), dtype=np.float32)


class MeanProfile(_Baseline):
    """Answers with the average training occupation, whatever the text."""

    def fit(self, train: ProfileData) -> Self:
        """Take means, quantiles and shares over the rated occupations."""
        self._learn_names(train)
        on = np.where(np.isnan(train.importance), np.nan, train.importance >= train.thresholds())
        low, high = np.nanquantile(train.importance, _TAILS, axis=0)
        self._answer = Profiles(
            importance=_row(_mean(train.importance)),
            importance_low=_row(low),
            importance_high=_row(high),
            level=_row(_mean(train.level)),
            probability=_row(_mean(on)),
            category_probability=_row(_mean(train.held)),
            occupation_probability=np.empty((1, 0), dtype=np.float32),
        )
        return self

    def predict(self, postings: Sequence[Posting]) -> Profiles:
        """Return the same row once per posting."""
        fields = Profiles.__dataclass_fields__
        repeated = {
            name: np.repeat(getattr(self._answer, name), len(postings), axis=0) for name in fields
        }
        return Profiles(**repeated)


class TfidfProfile(_Baseline):
    """Ridge regression on TF-IDF of description and tasks.

    Penalty, intervals and probabilities come from predictions for training occupations made by a
    model that saw none of their 6-digit SOC group.

    Parameters
    ----------
    penalties : tuple of float
        Tried in `folds` grouped folds; the lowest squared error wins.
    folds, seed : int
        The inner folds; fewer where there are fewer SOC groups.
    """

    def __init__(
        self, penalties: tuple[float, ...] = (0.1, 0.3, 1.0), folds: int = 5, seed: int = 0
    ) -> None:
        self.penalties, self.folds, self.seed = penalties, folds, seed

    def fit(self, train: ProfileData) -> Self:
        """Fit on the occupations with any rating and any text."""
        self._learn_names(train)
        rows = np.flatnonzero(~np.isnan(train.importance).all(axis=1))
        train = train.take(rows)
        texts = [posting_of(occupation).description for occupation in train.occupations]
        targets = np.hstack([train.importance, train.level, train.held])
        error, penalty = self._out_of_fold(texts, train)
        self._quantiles = np.nanquantile(error, _TAILS, axis=0)
        self._spread = np.sqrt(np.nanmean(error**2, axis=0))
        self._thresholds = train.thresholds()
        self._features = _vectorizer().fit(texts)
        self._answer = _regression(self._features.transform(texts), targets, penalty)
        self._rated = ~np.isnan(train.level).all(axis=0)
        return self

    def predict(self, postings: Sequence[Posting]) -> Profiles:
        """Read title and description as one text."""
        e = len(self.elements_)
        # scikit-learn refuses to read nothing; one row more costs nothing.
        texts = [f"{p.title}\n{p.description}" for p in postings] or [""]
        answer = self._answer(self._features.transform(texts))[: len(postings)]
        importance, level, held = np.split(answer, [e, 2 * e], axis=1)
        low, high = self._quantiles
        return Profiles(
            importance=self._within_scale(importance),
            importance_low=self._within_scale(importance + low),
            importance_high=self._within_scale(importance + high),
            level=np.where(self._rated, np.clip(level, 0, 7), np.nan).astype(np.float32),
            probability=ndtr((importance - self._thresholds) / self._spread).astype(np.float32),
            category_probability=np.clip(held, 0, 1).astype(np.float32),
            occupation_probability=np.empty((len(postings), 0), dtype=np.float32),
        )

    def _out_of_fold(
        self, texts: Sequence[str], train: ProfileData
    ) -> tuple[NDArray[np.float64], float]:
        """Return truth minus prediction for importance under the best penalty, and the penalty."""
        n_folds = min(self.folds, len({soc_group(code) for code in train.codes}))
        fold = grouped_folds(train.codes, n_folds, self.seed)
        errors = {penalty: np.empty(train.importance.shape) for penalty in self.penalties}
        for k in range(n_folds):
            vectorizer = _vectorizer().fit([t for t, f in zip(texts, fold, strict=True) if f != k])
            features = csr_matrix(vectorizer.transform(texts))
            seen, unseen = fold != k, fold == k
            for penalty, error in errors.items():
                answer = _regression(features[seen], train.importance[seen], penalty)
                error[unseen] = train.importance[unseen] - answer(features[unseen])
        best = min(errors, key=lambda penalty: float(np.nanmean(errors[penalty] ** 2)))
        return errors[best], best


def _vectorizer() -> TfidfVectorizer:
    return TfidfVectorizer(sublinear_tf=True, stop_words="english", ngram_range=(1, 2))


def _regression(
    features: csr_matrix, targets: FloatArray, penalty: float
) -> Callable[[csr_matrix], NDArray[np.float64]]:
    """Fit ridge regression; an unknown cell counts as its column's mean."""
    mean = np.nan_to_num(_mean(targets))
    filled = np.where(np.isnan(targets), mean, targets)
    ridge = KernelRidge(alpha=penalty).fit(features, filled - mean)
    return lambda unseen: np.asarray(ridge.predict(unseen) + mean, dtype=np.float64)


def _mean(values: FloatArray) -> NDArray[np.float64]:
    """Return the column means over known cells; NaN, without a warning, where none is known."""
    known = ~np.isnan(values)
    count = np.where(known.any(axis=0), known.sum(axis=0), np.nan)
    return np.asarray(np.where(known, values, 0).sum(axis=0) / count, dtype=np.float64)


def _row(values: NDArray[np.floating]) -> FloatArray:
    return np.asarray(values, dtype=np.float32)[None, :]
