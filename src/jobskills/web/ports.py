"""What the web room asks of a predictor, and nothing more."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from jobskills.prediction import Domain, ModelInfo, Posting, Prediction

__all__ = ["ElementPort", "PredictorPort"]


class ElementPort(Protocol):
    """One rated element of the model: its names, its scale and the average occupation's rating."""

    @property
    def id(self) -> str: ...  # noqa: D102
    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def domain(self) -> Domain: ...  # noqa: D102
    @property
    def mean(self) -> float: ...  # noqa: D102
    @property
    def scale_low(self) -> float: ...  # noqa: D102
    @property
    def scale_high(self) -> float: ...  # noqa: D102


class PredictorPort(Protocol):
    """The part of `jobskills.predictor.Predictor` that the page and the API use."""

    @property
    def info(self) -> ModelInfo: ...  # noqa: D102
    @property
    def elements(self) -> Sequence[ElementPort]: ...  # noqa: D102
    @property
    def occupations(self) -> Sequence[tuple[str, str]]: ...  # noqa: D102
    @property
    def ratings(self) -> NDArray[np.float32]: ...  # noqa: D102
    @property
    def levels(self) -> NDArray[np.float32]: ...  # noqa: D102

    def predict(self, postings: Sequence[Posting]) -> list[Prediction]: ...  # noqa: D102
    def card(self) -> str: ...  # noqa: D102
