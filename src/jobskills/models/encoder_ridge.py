"""Kernel ridge regression on an encoder's vectors and on TF-IDF, for the classic task.

The encoder is handed in and stays as it is; all else is learned and chosen among the
training texts. Training side only (the `train` extra).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any, Final, Protocol, Self

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.model_selection import KFold

from jobskills.models.linear import tfidf
from jobskills.models.multilabel import LabelMatrix, require_fitted, require_rows

__all__ = ["EncoderRidge", "EncoderRidgeConfig", "TextEncoder"]

FloatArray = NDArray[np.float64]
#: A penalty and how many of the labels' principal components are kept.
_Setting = tuple[float, int]

#: Share of the kernel that counts common n-grams; the rest compares vectors.
_COUNTED: Final = 0.3


class TextEncoder(Protocol):
    """What the model needs of an encoder."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one unit vector per text."""
        ...


@dataclass(frozen=True, slots=True)
class EncoderRidgeConfig:
    """Settings; of `penalties` and `components` the most accurate pair in `folds` folds wins.

    `sharpness` is the RBF kernel's: how fast likeness falls with the cosine.
    """

    penalties: tuple[float, ...] = (1.5, 1.0, 0.7, 0.5, 0.3)
    components: tuple[int, ...] = (25, 35, 50)
    sharpness: float = 2.0
    folds: int = 5
    seed: int = 0


class EncoderRidge:
    """Ridge regression on the 0/1 labels, its answers projected on what labels have in common.

    Labels move together, so the small principal components of their matrix
    are mostly noise: predictions keep the large ones.

    Parameters
    ----------
    encoder : TextEncoder
        Must not have seen labels, ratings or occupation codes.
    config : EncoderRidgeConfig
    """

    def __init__(
        self, encoder: TextEncoder, config: EncoderRidgeConfig = EncoderRidgeConfig()
    ) -> None:
        self.encoder, self.config = encoder, config
        self.classes_: tuple[str, ...] = ()

    def fit(self, texts: Sequence[str], labels: LabelMatrix) -> Self:
        """Choose the setting by cross-validation, then fit on all the training texts."""
        require_rows(texts, labels, least=self.config.folds)
        self.classes_ = labels.names
        self.setting_ = self._choose(texts, labels.values)
        self._kernel = _Kernel(self.encoder, texts, self.config.sharpness)
        self._mean = labels.values.mean(axis=0)
        ridge = _Ridge(self._kernel.among_known(), labels.values - self._mean)
        self._duals = ridge.duals(*self.setting_)
        return self

    def predict_proba(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return the probability of every label for every text, float32 [n, k]."""
        require_fitted(self)
        if not texts:
            return np.empty((0, len(self.classes_)), dtype=np.float32)
        answer = self._kernel.to_known(texts) @ self._duals + self._mean
        return np.asarray(np.clip(answer, 0, 1), dtype=np.float32)

    def _choose(self, texts: Sequence[str], values: NDArray[np.uint8]) -> _Setting:
        config = self.config
        settings = list(product(config.penalties, config.components))
        right = np.zeros(len(settings))
        folds = KFold(config.folds, shuffle=True, random_state=config.seed)
        for inner, outer in folds.split(values):
            kernel = _Kernel(self.encoder, [texts[i] for i in inner], config.sharpness)
            mean = values[inner].mean(axis=0)
            ridge = _Ridge(kernel.among_known(), values[inner] - mean)
            near = kernel.to_known([texts[i] for i in outer])
            for i, answer in enumerate(ridge.answers(near, settings)):
                right[i] += np.mean((answer + mean >= 0.5) == values[outer])
        return settings[int(np.argmax(right))]


class _Kernel:
    """How like texts are: n-grams in common, and nearness of the encoder's vectors."""

    def __init__(self, encoder: TextEncoder, known: Sequence[str], sharpness: float) -> None:
        self._encoder, self._sharpness = encoder, sharpness
        self._features = tfidf()
        self._counts = csr_matrix(self._features.fit_transform(known))
        self._vectors = encoder.encode(known).astype(np.float64)

    def among_known(self) -> FloatArray:
        """Return the kernel of the known texts with themselves, [n, n]."""
        return self._mixed(self._counts, self._vectors)

    def to_known(self, texts: Sequence[str]) -> FloatArray:
        """Return the kernel of texts with the known ones, [m, n]."""
        counts = csr_matrix(self._features.transform(texts))
        return self._mixed(counts, self._encoder.encode(texts).astype(np.float64))

    def _mixed(self, counts: csr_matrix, vectors: FloatArray) -> FloatArray:
        shared: NDArray[Any] = (counts @ self._counts.T).toarray()
        near = np.exp(self._sharpness * (vectors @ self._vectors.T - 1))
        return np.asarray(_COUNTED * shared + (1 - _COUNTED) * near, np.float64)


class _Ridge:
    """Kernel ridge regression under many settings: the kernel is decomposed once."""

    def __init__(self, kernel: FloatArray, targets: FloatArray) -> None:
        self._values, self._vectors = np.linalg.eigh(kernel)
        self._rotated = self._vectors.T @ targets
        self._directions = np.linalg.svd(targets, full_matrices=False)[2]

    def duals(self, penalty: float, components: int) -> FloatArray:
        """Return the weights of the known texts in each label, [n, k]."""
        return np.asarray(self._vectors @ self._shrunk(penalty, components))

    def answers(self, kernel: FloatArray, settings: Sequence[_Setting]) -> Iterator[FloatArray]:
        """Yield centred answers [m, k] for the kernel's m texts, one per setting."""
        turned = kernel @ self._vectors
        for setting in settings:
            yield turned @ self._shrunk(*setting)

    def _shrunk(self, penalty: float, components: int) -> FloatArray:
        kept = self._directions[:components]
        shrunk = self._rotated / (self._values + penalty)[:, None]
        return np.asarray(shrunk @ kept.T @ kept)
