"""Kernel ridge regression on an encoder's vectors and on TF-IDF, for the classic task.

The encoder is handed in and stays as it is; all else is learned and chosen among the
training texts. Training side only (the `train` extra).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol, Self

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from jobskills.models.kernel_ridge import leave_one_out_duals
from jobskills.models.linear import tfidf
from jobskills.models.multilabel import LabelMatrix, require_fitted, require_rows

__all__ = ["EncoderRidge", "EncoderRidgeConfig", "TextEncoder"]

FloatArray = NDArray[np.float64]

#: A text of the classic task begins with its title: that many first words stand for it.
_HEADS: Final = (3, 5)
#: Shares of the kernel: common n-grams, nearness of the whole texts, nearness of their heads.
_COUNTED: Final = 0.3
_WHOLE: Final = 0.4
_HEAD: Final = 0.3


class TextEncoder(Protocol):
    """What the model needs of an encoder."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one unit vector per text."""
        ...


@dataclass(frozen=True, slots=True)
class EncoderRidgeConfig:
    """Settings.

    Attributes
    ----------
    penalties : tuple of float
        Of them each principal component of the labels takes the one with the least
        leave-one-out error.
    sharpness : float
        The RBF kernel's: how fast likeness falls with the cosine.
    """

    penalties: tuple[float, ...] = tuple(np.geomspace(0.05, 30, 14).round(3).tolist())
    sharpness: float = 2.0


class EncoderRidge:
    """Ridge regression on the 0/1 labels, with a penalty for each thing that labels share.

    Labels move together. What many of them have in common (the large principal
    components of their matrix) can be read from a text and needs little penalty; the
    small components are mostly noise, and their penalty makes them vanish.

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
        """Fit on all the training texts; penalties are chosen by leaving each out once."""
        require_rows(texts, labels, least=2)
        self.classes_ = labels.names
        self._kernel = _Kernel(self.encoder, texts, self.config.sharpness)
        self._mean = labels.values.mean(axis=0)
        centred = labels.values - self._mean
        directions = np.linalg.svd(centred, full_matrices=False)[2]
        duals = leave_one_out_duals(
            self._kernel.among_known(), centred @ directions.T, self.config.penalties
        )
        self._duals = duals @ directions
        return self

    def predict_proba(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return the probability of every label for every text, float32 [n, k]."""
        require_fitted(self)
        if not texts:
            return np.empty((0, len(self.classes_)), dtype=np.float32)
        answer = self._kernel.to_known(texts) @ self._duals + self._mean
        return np.asarray(np.clip(answer, 0, 1), dtype=np.float32)


class _Kernel:
    """How like texts are: n-grams in common, and nearness of the encoder's vectors."""

    def __init__(self, encoder: TextEncoder, known: Sequence[str], sharpness: float) -> None:
        self._encoder, self._sharpness = encoder, sharpness
        self._features = tfidf()
        self._counts = csr_matrix(self._features.fit_transform(known))
        self._vectors = self._views(known)

    def among_known(self) -> FloatArray:
        """Return the kernel of the known texts with themselves, [n, n]."""
        return self._mixed(self._counts, self._vectors)

    def to_known(self, texts: Sequence[str]) -> FloatArray:
        """Return the kernel of texts with the known ones, [m, n]."""
        counts = csr_matrix(self._features.transform(texts))
        return self._mixed(counts, self._views(texts))

    def _views(self, texts: Sequence[str]) -> list[FloatArray]:
        """Return the vectors of the whole texts, then of each head of them."""
        heads = [[" ".join(text.split()[:words]) for text in texts] for words in _HEADS]
        return [self._encoder.encode(view).astype(np.float64) for view in (texts, *heads)]

    def _mixed(self, counts: csr_matrix, vectors: Sequence[FloatArray]) -> FloatArray:
        shared: NDArray[Any] = (counts @ self._counts.T).toarray()
        near, *heads = (
            np.exp(self._sharpness * (view @ known.T - 1))
            for view, known in zip(vectors, self._vectors, strict=True)
        )
        head = sum(heads) / len(heads)
        return np.asarray(_COUNTED * shared + _WHOLE * near + _HEAD * head, np.float64)
