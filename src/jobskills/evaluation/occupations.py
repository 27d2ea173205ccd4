"""New occupations: folds of whole 6-digit SOC groups; a held-out occupation is read as a text.

The model is fitted again in every fold on the other occupations only. What it is
then shown of a held-out one is its description and tasks, never its title.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from jobskills.dataset import grouped_folds
from jobskills.errors import DatasetError
from jobskills.evaluation.ratings import RatedAnswers
from jobskills.evaluation.registry import PROFILE_BASELINES, profile_model
from jobskills.models.multilabel import OnProgress
from jobskills.models.profile import FloatArray, ProfileData, ProfileModel, Profiles
from jobskills.models.profile_baselines import posting_of

__all__ = ["Answers", "OccupationsRun", "evaluate_occupations"]

_ARRAYS = ("importance", "importance_low", "importance_high", "probability", "category_probability")


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """What one model answered for the held-out occupations of all folds together.

    Attributes
    ----------
    ratings : RatedAnswers
        Rows as in `OccupationsRun.judged`.
    category_probability : float32 [n, c]
    categories_informed : bool [c]
        False where the model answered alike for all occupations of each fold.
    """

    ratings: RatedAnswers
    category_probability: FloatArray
    categories_informed: NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class OccupationsRun:
    """All that the report is made of.

    Attributes
    ----------
    judged : ProfileData
        The occupations with any rating, each held out once.
    fold : int [n]
        In which fold each of them was held out.
    answers : Mapping of model to Answers
    seconds : Mapping of model to float
        Time to fit and predict, all folds together.
    """

    subject: str
    judged: ProfileData
    n_all: int
    n_folds: int
    seed: int
    fold: NDArray[np.int64]
    answers: Mapping[str, Answers]
    seconds: Mapping[str, float]


def evaluate_occupations(
    data: ProfileData,
    subject: str,
    n_folds: int = 10,
    seed: int = 0,
    on_progress: OnProgress | None = None,
    make: Callable[[], ProfileModel] | None = None,
) -> OccupationsRun:
    """Hold out every occupation once; fit the subject and the baselines on the others.

    Parameters
    ----------
    data : ProfileData
        Every occupation; those without ratings are never judged, but hold their fold's place.
    subject : str
        A name of `jobskills.evaluation.registry.PROFILE_MODELS`.
    n_folds, seed : int
        See `jobskills.dataset.grouped_folds`.
    on_progress : callable, optional
        Called with (models fitted, models in all).
    make : callable, optional
        Returns the subject, not fitted; for one that needs more than its name says.

    Returns
    -------
    OccupationsRun

    Raises
    ------
    DatasetError
        No model has the subject's name, nothing is rated, or a model breaks its contract.
    """
    make = make or partial(profile_model, subject)
    make()  # an unknown name fails now, not after the baselines
    names = (*(name for name in PROFILE_BASELINES if name != subject), subject)
    fold = grouped_folds(data.codes, n_folds, seed)
    rated = ~np.isnan(data.importance).all(axis=1)
    if not rated.any():
        raise DatasetError("the data set has no ratings to judge by; build it from rated tables")
    judged, judged_fold = data.take(np.flatnonzero(rated)), fold[rated]
    pooled = {name: _empty(judged) for name in names}
    thresholds = np.empty(judged.importance.shape, dtype=np.float32)
    seconds = dict.fromkeys(names, 0.0)
    for k in range(n_folds):
        train, held_out = data.take(np.flatnonzero(fold != k)), judged_fold == k
        thresholds[held_out] = train.thresholds()
        for j, name in enumerate(names):
            started = time.perf_counter()
            model = make() if name == subject else profile_model(name)
            answer = _answer(name, model.fit(train), judged.take(np.flatnonzero(held_out)))
            seconds[name] += time.perf_counter() - started
            for array in _ARRAYS:
                pooled[name][array][held_out] = getattr(answer, array)
            if on_progress:
                on_progress(k * len(names) + j + 1, n_folds * len(names))
    on = np.where(np.isnan(judged.importance), np.nan, judged.importance >= thresholds)
    answers = {name: _pooled(judged, on, pooled[name], judged_fold) for name in names}
    return OccupationsRun(
        subject, judged, len(data.codes), n_folds, seed, judged_fold, answers, seconds
    )


def _answer(name: str, model: ProfileModel, held_out: ProfileData) -> Profiles:
    """Return what a freshly fitted model says, after checking that it keeps its contract."""
    answer = model.predict([posting_of(occupation) for occupation in held_out.occupations])
    if model.elements_ != held_out.elements or model.categories_ != held_out.categories:
        raise DatasetError(f"the model {name!r} answers for other elements than it was given")
    for array in _ARRAYS:
        values = getattr(answer, array)
        columns = len(held_out.categories if array == "category_probability" else held_out.elements)
        if values.shape != (len(held_out.codes), columns) or np.isnan(values).any():
            raise DatasetError(
                f"the model {name!r} gave {array} of shape {values.shape}, or NaN in it; "
                f"expected {(len(held_out.codes), columns)}"
            )
    return answer


def _empty(judged: ProfileData) -> dict[str, FloatArray]:
    arrays = {name: np.empty(judged.importance.shape, dtype=np.float32) for name in _ARRAYS}
    return {**arrays, "category_probability": np.empty(judged.held.shape, dtype=np.float32)}


def _pooled(
    judged: ProfileData,
    on: NDArray[np.floating],
    answer: Mapping[str, FloatArray],
    fold: NDArray[np.int64],
) -> Answers:
    ratings = RatedAnswers(
        domains=tuple(element.domain for element in judged.elements),
        truth=judged.importance,
        on=on,
        importance=answer["importance"],
        low=answer["importance_low"],
        high=answer["importance_high"],
        probability=answer["probability"],
        informed=_informed(answer["importance"], fold),
    )
    category = answer["category_probability"]
    return Answers(ratings, category, _informed(category, fold))


def _informed(answer: FloatArray, fold: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return per column whether any fold's answers differ among themselves.

    A mean repeated for a whole fold differs from fold to fold, in the wrong
    direction: what is held out is missing from it. That is no knowledge.
    """
    informed = np.zeros(answer.shape[1], dtype=np.bool_)
    for k in np.unique(fold):
        informed |= np.ptp(answer[fold == k], axis=0) > 0
    return informed
