"""The contract of models that read a text and answer with one probability per label.

Arrays and names only; the models themselves are in `gru` and `linear`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, Self

import numpy as np
from numpy.typing import NDArray

from jobskills.errors import DatasetError, JobskillsError

__all__ = ["LabelMatrix", "MultiLabelModel", "OnProgress", "require_fitted", "require_rows"]

#: Called with the steps done and the steps in all.
OnProgress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, eq=False)
class LabelMatrix:
    """Which labels are on: one row per text, one named column per label.

    Attributes
    ----------
    names : tuple of str, length k
        Unique; their order is the order of every probability matrix.
    values : uint8 [n, k]
        0 or 1.

    Raises
    ------
    DatasetError
        When names and columns disagree, a name repeats or a value is neither 0 nor 1.

    Examples
    --------
    >>> labels = LabelMatrix(("Near Vision", "Science"), np.array([[1, 0], [1, 1]], np.uint8))
    >>> labels.take([1]).values
    array([[1, 1]], dtype=uint8)
    """

    names: tuple[str, ...]
    values: NDArray[np.uint8]

    def __post_init__(self) -> None:
        if self.values.ndim != 2 or self.values.shape[1] != len(self.names):
            raise DatasetError(f"{len(self.names)} label names for values of {self.values.shape}")
        if len(set(self.names)) != len(self.names):
            raise DatasetError("label names must be unique")
        if not np.isin(self.values, (0, 1)).all():
            raise DatasetError("a label's value must be 0 or 1")

    def take(self, rows: Sequence[int] | NDArray[np.integer]) -> "LabelMatrix":
        """Return these rows alone, in this order."""
        return LabelMatrix(self.names, self.values[np.asarray(rows, dtype=np.intp)])


class MultiLabelModel(Protocol):
    """Learns labels from texts; every model of the classic task keeps this contract."""

    @property
    def classes_(self) -> tuple[str, ...]:
        """The label names, in the order of the probability columns; set by `fit`."""
        ...

    def fit(self, texts: Sequence[str], labels: LabelMatrix) -> Self:
        """Learn from these texts only: vocabulary, weights and every choice between settings."""
        ...

    def predict_proba(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return the probability of every label for every text, float32 [n, k] in 0-1."""
        ...


def require_rows(texts: Sequence[str], labels: LabelMatrix, least: int) -> None:
    """Raise DatasetError unless there is one row of labels per text, and `least` of them."""
    if len(texts) != len(labels.values):
        raise DatasetError(f"{len(texts)} texts, but {len(labels.values)} rows of labels")
    if len(texts) < least:
        raise DatasetError(f"{len(texts)} training texts; the model needs at least {least}")


def require_fitted(model: MultiLabelModel) -> None:
    """Raise JobskillsError when the model was not fitted (or loaded) yet."""
    if not model.classes_:
        raise JobskillsError(f"{type(model).__name__} has learnt nothing yet: call fit first")
