"""What stands beside a reader of postings: the average occupation, and models of profiles."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from jobskills import metrics
from jobskills.dataset import Dataset
from jobskills.errors import DatasetError
from jobskills.evaluation.ratings import RatedAnswers
from jobskills.models.profile import ProfileData, ProfileModel
from jobskills.models.profile_data import profile_data
from jobskills.prediction import Posting

__all__ = ["ProfileReader", "average_answers", "noise_ceiling", "published"]

_TAILS: Final = (0.05, 0.95)  # the ends of a 90 % interval


class RatedElement(Protocol):
    """An element as the reader names it."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def domain(self) -> str: ...
    @property
    def scale_low(self) -> float: ...
    @property
    def scale_high(self) -> float: ...


def published(data: Path, release: str) -> ProfileData:
    """Return what a built data set has published of every occupation.

    Parameters
    ----------
    data : Path
        What `jobskills data build` wrote.
    release : str
        The O*NET release whose ratings the postings are held to.

    Raises
    ------
    DatasetError
        If it can't be read or is of another release: what learns from it would learn other
        ratings than it is held to.
    """
    dataset = Dataset.load(data)
    built = str(dataset.manifest["release"] or "unknown")
    if built != release:
        raise DatasetError(
            f"{data}: built from O*NET {built}, but the bundle's ratings are of {release}; "
            f"build the data set from {release}"
        )
    return profile_data(dataset)


def noise_ceiling(data: ProfileData, codes: Sequence[str]) -> Mapping[str, float]:
    """Return per domain the highest mean r that is possible for texts of these occupations.

    Published standard errors say how much of a rating is noise; see `jobskills.metrics`.
    """
    row_of = {code: row for row, code in enumerate(data.codes)}
    rows = [row_of[code] for code in codes if code in row_of]
    ceiling = metrics.noise_ceiling(data.importance[rows], data.standard_error[rows])
    return metrics.mean_by_group(ceiling, [element.domain for element in data.elements])


class ProfileReader:
    """A fitted model of profiles, answering on the elements of another reader.

    Parameters
    ----------
    name : str
        What messages call it.
    model : ProfileModel
        Fitted.
    elements : sequence of RatedElement
        Those to answer on, in the order of the columns of every answer.

    Raises
    ------
    DatasetError
        The model does not rate an element, or rates it on another scale.
    """

    def __init__(self, name: str, model: ProfileModel, elements: Sequence[RatedElement]) -> None:
        self._model = model
        column_of = {(e.id, e.scale_low, e.scale_high): c for c, e in enumerate(model.elements_)}
        wanted = [(e.id, e.scale_low, e.scale_high) for e in elements]
        lacking = [element for element in wanted if element not in column_of]
        if lacking:
            identifier, low, high = lacking[0]
            raise DatasetError(
                f"{name}: {len(lacking)} of the bundle's {len(wanted)} elements are not in the "
                f"data set, or are on another scale (the first: {identifier}, {low:g} to "
                f"{high:g}); build it from the sources that 'jobskills card' names"
            )
        self._columns = np.array([column_of[element] for element in wanted], dtype=np.intp)

    def answers(self, held_to: RatedAnswers, postings: Sequence[Posting]) -> RatedAnswers:
        """Return what the model says of m postings, held to the same ratings [m, e]."""
        said = self._model.predict(postings)
        return replace(
            held_to,
            importance=said.importance[:, self._columns],
            low=said.importance_low[:, self._columns],
            high=said.importance_high[:, self._columns],
            probability=said.probability[:, self._columns],
        )


def average_answers(
    held_to: RatedAnswers, ratings: NDArray[np.float32], thresholds: NDArray[np.floating]
) -> RatedAnswers:
    """Return what one gets without reading: means, quantiles and shares of the rating table."""
    on = np.where(np.isnan(ratings), np.nan, ratings >= thresholds)
    low, high = np.nanquantile(ratings, _TAILS, axis=0)
    shape = held_to.truth.shape
    return replace(
        held_to,
        importance=np.broadcast_to(np.nanmean(ratings, axis=0), shape),
        low=np.broadcast_to(low, shape),
        high=np.broadcast_to(high, shape),
        probability=np.broadcast_to(np.nanmean(on, axis=0), shape),
        informed=np.zeros(shape[1], dtype=np.bool_),
    )
