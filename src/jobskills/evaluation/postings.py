"""Real text: what ships reads postings it never saw, and is held to their gold occupation.

The average occupation always stands beside it, and any model of profiles that is given.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from jobskills.errors import DatasetError
from jobskills.evaluation.gold_file import GoldFile, GoldPosting
from jobskills.evaluation.posting_baselines import (
    ProfileReader,
    RatedElement,
    average_answers,
)
from jobskills.evaluation.ratings import RatedAnswers
from jobskills.models.multilabel import OnProgress
from jobskills.models.profile import ProfileModel
from jobskills.prediction import ModelInfo, Posting, Prediction

__all__ = ["READINGS", "PostingReader", "PostingsRun", "Reading", "evaluate_postings"]

_CHUNK: Final = 16  # postings per call, so that progress shows
_NO_MODELS: Final[Mapping[str, ProfileModel]] = MappingProxyType({})

#: What of a posting is shown to the model.
READINGS: Final[Mapping[str, Callable[[GoldPosting], Posting]]] = {
    "title and description": lambda p: Posting(p.title, p.description, p.id),
    "title only": lambda p: Posting(title=p.title, id=p.id),
    "description only": lambda p: Posting(description=p.description, id=p.id),
}


class PostingReader(Protocol):
    """What is evaluated: `jobskills.predictor.Predictor` is one."""

    @property
    def info(self) -> ModelInfo:
        """Return which model reads."""
        ...

    @property
    def elements(self) -> Sequence[RatedElement]:
        """Return the elements behind the columns of `ratings`."""
        ...

    @property
    def occupations(self) -> Sequence[tuple[str, str]]:
        """Return code and title of the occupations behind the rows of `ratings`."""
        ...

    @property
    def ratings(self) -> NDArray[np.float32]:
        """Return the published importance, [o, e]; NaN where an occupation is not rated."""
        ...

    def predict(self, postings: Sequence[Posting]) -> list[Prediction]:
        """Read the postings."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """What was answered when one part of the postings was shown.

    Attributes
    ----------
    postings : tuple of GoldPosting, length n
        Those whose shown part is not empty.
    ranked : tuple of tuples of str
        Per posting the codes of the most probable occupations, best first.
    chances : tuple of tuples of float
        Their probabilities.
    rated : int [m]
        Which of the postings have a gold occupation with ratings.
    answers : RatedAnswers [m, e]
        The reader's, for the postings in `rated`.
    baselines : Mapping of name to RatedAnswers [m, e]
        For the same postings: the average occupation's ("majority"), then those of the models
        that were given.
    importance, low, high, probability : float32 [n, e]
        The reader's answers for every posting.
    """

    postings: tuple[GoldPosting, ...]
    ranked: tuple[tuple[str, ...], ...]
    chances: tuple[tuple[float, ...], ...]
    rated: NDArray[np.intp]
    answers: RatedAnswers
    baselines: Mapping[str, RatedAnswers]
    importance: NDArray[np.float32]
    low: NDArray[np.float32]
    high: NDArray[np.float32]
    probability: NDArray[np.float32]

    def by_model(self, subject: str) -> dict[str, RatedAnswers]:
        """Return all answers by who gave them, the reader's first, under the name `subject`."""
        return {subject: self.answers, **self.baselines}


@dataclass(frozen=True, slots=True, eq=False)
class PostingsRun:
    """All that the report is made of; `titles` are those of the reader's occupations by code."""

    gold: GoldFile
    info: ModelInfo
    elements: tuple[RatedElement, ...]
    titles: Mapping[str, str]
    readings: Mapping[str, Reading]
    seconds: float

    @property
    def subject(self) -> str:
        """What the reader is called beside the baselines; no baseline's name has a space."""
        return f"{self.info.name} {self.info.version}"


def evaluate_postings(
    gold: GoldFile,
    reader: PostingReader,
    on_progress: OnProgress | None = None,
    *,
    models: Mapping[str, ProfileModel] = _NO_MODELS,
) -> PostingsRun:
    """Let the reader read every posting in full, by its title and by its description.

    Parameters
    ----------
    gold : GoldFile
    reader : PostingReader
        Such as a loaded `jobskills.predictor.Predictor`.
    on_progress : callable, optional
        Called with (postings read, postings in all); a posting counts once per reading.
    models : Mapping of name to ProfileModel, optional
        Fitted models that read the same postings as baselines; their ratings are compared, on
        the reader's elements.

    Returns
    -------
    PostingsRun

    Raises
    ------
    DatasetError
        A model lacks an element of the reader's, or the reader leaves one out of an answer.
    """
    started = time.perf_counter()
    beside = {
        name: ProfileReader(name, model, reader.elements).answers for name, model in models.items()
    }
    shown = {
        name: tuple(p for p in gold.postings if _has_text(show(p)))
        for name, show in READINGS.items()
    }
    total = sum(map(len, shown.values()))
    readings: dict[str, Reading] = {}
    done = 0
    for name, postings in shown.items():
        predictions: list[Prediction] = []
        for start in range(0, len(postings), _CHUNK):
            chunk = postings[start : start + _CHUNK]
            predictions += reader.predict([READINGS[name](p) for p in chunk])
            done += len(chunk)
            if on_progress:
                on_progress(done, total)
        reading = _reading(postings, predictions, reader)
        rated = [READINGS[name](postings[i]) for i in reading.rated]
        said = {other: answer(reading.answers, rated) for other, answer in beside.items()}
        readings[name] = replace(reading, baselines={**reading.baselines, **said})
    return PostingsRun(
        gold=gold,
        info=reader.info,
        elements=tuple(reader.elements),
        titles=dict(reader.occupations),
        readings=readings,
        seconds=time.perf_counter() - started,
    )


def _has_text(posting: Posting) -> bool:
    return bool(posting.title.strip() or posting.description.strip())


def _reading(
    postings: tuple[GoldPosting, ...], predictions: Sequence[Prediction], reader: PostingReader
) -> Reading:
    row_of = {code: row for row, (code, _) in enumerate(reader.occupations)}
    has_ratings = np.asarray((~np.isnan(reader.ratings)).any(axis=1))
    gold_row = np.array([row_of.get(p.code or "", -1) for p in postings], dtype=np.intp)
    rated = np.flatnonzero((gold_row >= 0) & has_ratings[gold_row])
    importance, low, high, probability = _arrays(predictions, reader)
    truth = reader.ratings[gold_row[rated]]
    thresholds = np.nanmedian(reader.ratings, axis=0)
    answers = RatedAnswers(
        domains=tuple(element.domain for element in reader.elements),
        truth=truth,
        on=np.where(np.isnan(truth), np.nan, truth >= thresholds),
        importance=importance[rated],
        low=low[rated],
        high=high[rated],
        probability=probability[rated],
        informed=np.ones(truth.shape[1], dtype=np.bool_),
    )
    return Reading(
        postings=postings,
        ranked=tuple(tuple(o.code for o in p.occupations) for p in predictions),
        chances=tuple(tuple(o.probability for o in p.occupations) for p in predictions),
        rated=rated,
        answers=answers,
        baselines={"majority": average_answers(answers, reader.ratings, thresholds)},
        importance=importance,
        low=low,
        high=high,
        probability=probability,
    )


def _arrays(predictions: Sequence[Prediction], reader: PostingReader) -> NDArray[np.float32]:
    """Return importance, low, high and probability, [4, n, e], in the reader's element order."""
    column_of = {element.id: column for column, element in enumerate(reader.elements)}
    values = np.full((4, len(predictions), len(column_of)), np.nan, dtype=np.float32)
    for row, prediction in enumerate(predictions):
        for score in prediction.elements:
            values[:, row, column_of[score.id]] = (
                score.importance,
                score.importance_low,
                score.importance_high,
                score.probability,
            )
    if np.isnan(values).any():
        raise DatasetError("the reader left elements out; all of them are needed to judge it")
    return values
