"""Baselines that count words: the majority, TF-IDF with ridge, TF-IDF with logistic regression.

Every choice between settings is made by cross-validation among the training
texts. Training side only (the `train` extra).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.kernel_ridge import KernelRidge
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import KFold
from sklearn.pipeline import FeatureUnion

from jobskills.models.multilabel import LabelMatrix, require_fitted, require_rows

__all__ = ["LinearConfig", "Majority", "TfidfLogistic", "TfidfRidge", "tfidf"]

FloatArray = NDArray[np.float32]
_Solver = Callable[[csr_matrix, NDArray[np.uint8], float], Callable[[csr_matrix], FloatArray]]


@dataclass(frozen=True, slots=True)
class LinearConfig:
    """Settings of the TF-IDF baselines.

    `penalties` are tried in `folds` folds of the training texts; the most
    accurate on average wins, the stronger one on a tie.
    """

    penalties: tuple[float, ...] = (3.0, 2.0, 1.0, 0.5, 0.3)
    folds: int = 5
    seed: int = 0


def tfidf() -> FeatureUnion:
    """Return the features: word 1-2-grams and character 2-5-grams, each row of length 1."""
    words = TfidfVectorizer(sublinear_tf=True, stop_words="english", ngram_range=(1, 2))
    characters = TfidfVectorizer(sublinear_tf=True, analyzer="char_wb", ngram_range=(2, 5))
    # Half of each block's squared length, so that the union's is 1.
    weight = float(np.sqrt(0.5))
    return FeatureUnion(
        [("words", words), ("characters", characters)],
        transformer_weights={"words": weight, "characters": weight},
    )


class Majority:
    """Answers with each label's share of the training texts, whatever the text.

    Examples
    --------
    >>> labels = LabelMatrix(("Science",), np.array([[1], [1], [0], [1]], np.uint8))
    >>> Majority().fit(["a", "b", "c", "d"], labels).predict_proba(["anything"])
    array([[0.75]], dtype=float32)
    """

    def __init__(self) -> None:
        self.classes_: tuple[str, ...] = ()

    def fit(self, texts: Sequence[str], labels: LabelMatrix) -> Self:
        """Count how often each label is on."""
        require_rows(texts, labels, least=1)
        self.classes_ = labels.names
        self._share = labels.values.mean(axis=0, dtype=np.float64).astype(np.float32)
        return self

    def predict_proba(self, texts: Sequence[str]) -> FloatArray:
        """Return the shares once per text, float32 [n, k]."""
        require_fitted(self)
        return np.tile(self._share, (len(texts), 1))


class _Tfidf:
    """TF-IDF features, a penalty chosen inside the training texts, a linear solver."""

    def __init__(self, config: LinearConfig, solve: _Solver) -> None:
        self.config = config
        self.classes_: tuple[str, ...] = ()
        self._solve = solve

    def fit(self, texts: Sequence[str], labels: LabelMatrix) -> Self:
        """Choose the penalty by cross-validation, then fit on all the training texts."""
        require_rows(texts, labels, least=self.config.folds)
        self.classes_ = labels.names
        self.penalty_ = self._choose(texts, labels.values)
        self._features = tfidf()
        features = csr_matrix(self._features.fit_transform(texts))
        self._predict = self._solve(features, labels.values, self.penalty_)
        return self

    def predict_proba(self, texts: Sequence[str]) -> FloatArray:
        """Return the probability of every label for every text, float32 [n, k]."""
        require_fitted(self)
        if not texts:
            return np.empty((0, len(self.classes_)), dtype=np.float32)
        return self._predict(csr_matrix(self._features.transform(texts)))

    def _choose(self, texts: Sequence[str], values: NDArray[np.uint8]) -> float:
        config = self.config
        accuracy = np.zeros(len(config.penalties))
        folds = KFold(config.folds, shuffle=True, random_state=config.seed)
        for inner, outer in folds.split(values):
            features = tfidf()
            seen = csr_matrix(features.fit_transform([texts[i] for i in inner]))
            unseen = csr_matrix(features.transform([texts[i] for i in outer]))
            for i, penalty in enumerate(config.penalties):
                predicted = self._solve(seen, values[inner], penalty)(unseen) >= 0.5
                accuracy[i] += np.mean(predicted == values[outer])
        return config.penalties[int(np.argmax(accuracy))]


class TfidfRidge(_Tfidf):
    """TF-IDF and ridge regression on the 0/1 labels, cut to the range of a probability."""

    def __init__(self, config: LinearConfig | None = None) -> None:
        super().__init__(config or LinearConfig(), _ridge)


class TfidfLogistic(_Tfidf):
    """TF-IDF and one logistic regression per label."""

    def __init__(self, config: LinearConfig | None = None) -> None:
        super().__init__(config or _LOGISTIC, _logistic)


#: Penalties of the logistic loss are on another scale; one is 1 / C.
_LOGISTIC: Final = LinearConfig(penalties=(1.0, 0.3, 0.1), folds=3)


def _ridge(
    features: csr_matrix, values: NDArray[np.uint8], penalty: float
) -> Callable[[csr_matrix], FloatArray]:
    # The dual form: hundreds of texts, tens of thousands of n-grams.
    mean = values.mean(axis=0)
    ridge = KernelRidge(alpha=penalty, kernel="linear").fit(features, values - mean)

    def predict(unseen: csr_matrix) -> FloatArray:
        return np.asarray(np.clip(ridge.predict(unseen) + mean, 0, 1), dtype=np.float32)

    return predict


def _logistic(
    features: csr_matrix, values: NDArray[np.uint8], penalty: float
) -> Callable[[csr_matrix], FloatArray]:
    # A label that is always (or never) on has nothing to separate: its share is the answer.
    share = values.mean(axis=0)
    models = {
        k: LogisticRegression(C=1 / penalty, solver="liblinear").fit(features, values[:, k])
        for k in np.flatnonzero((share > 0) & (share < 1))
    }

    def predict(unseen: csr_matrix) -> FloatArray:
        probability = np.tile(share.astype(np.float32), (unseen.shape[0], 1))
        for k, model in models.items():
            probability[:, k] = model.predict_proba(unseen)[:, 1]
        return probability

    return predict
