"""Real text: what ships reads postings it never saw, and is held to their gold occupation."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from jobskills.errors import DatasetError
from jobskills.evaluation.gold_file import GoldFile, GoldPosting
from jobskills.evaluation.ratings import RatedAnswers
from jobskills.models.multilabel import OnProgress
from jobskills.prediction import ModelInfo, Posting, Prediction

__all__ = ["READINGS", "PostingReader", "PostingsRun", "Reading", "evaluate_postings"]

_CHUNK: Final = 16  # postings per call, so that progress shows
_TAILS: Final = (0.05, 0.95)  # the ends of a 90 % interval

#: What of a posting is shown to the model.
READINGS: Final[Mapping[str, Callable[[GoldPosting], Posting]]] = {
    "title and description": lambda p: Posting(p.title, p.description, p.id),
    "title only": lambda p: Posting(title=p.title, id=p.id),
    "description only": lambda p: Posting(description=p.description, id=p.id),
}


class RatedElement(Protocol):
    """An element as the reader names it."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def domain(self) -> str: ...


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
    rated : int [m]
        Which of the postings have a gold occupation with ratings.
    answers, mean : RatedAnswers [m, e]
        The reader's, and those of the average occupation, for the postings in `rated`.
    importance, low, high, probability : float32 [n, e]
        The reader's answers for every posting.
    """

    postings: tuple[GoldPosting, ...]
    ranked: tuple[tuple[str, ...], ...]
    rated: NDArray[np.intp]
    answers: RatedAnswers
    mean: RatedAnswers
    importance: NDArray[np.float32]
    low: NDArray[np.float32]
    high: NDArray[np.float32]
    probability: NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class PostingsRun:
    """All that the report is made of."""

    gold: GoldFile
    info: ModelInfo
    elements: tuple[RatedElement, ...]
    known_codes: frozenset[str]
    readings: Mapping[str, Reading]
    seconds: float


def evaluate_postings(
    gold: GoldFile, reader: PostingReader, on_progress: OnProgress | None = None
) -> PostingsRun:
    """Let the reader read every posting in full, by its title and by its description.

    Parameters
    ----------
    gold : GoldFile
    reader : PostingReader
        Such as a loaded `jobskills.predictor.Predictor`.
    on_progress : callable, optional
        Called with (postings read, postings in all); a posting counts once per reading.

    Returns
    -------
    PostingsRun
    """
    started = time.perf_counter()
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
        readings[name] = _reading(postings, predictions, reader)
    return PostingsRun(
        gold=gold,
        info=reader.info,
        elements=tuple(reader.elements),
        known_codes=frozenset(code for code, _ in reader.occupations),
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
        rated=rated,
        answers=answers,
        mean=_average_occupation(answers, reader.ratings, thresholds),
        importance=importance,
        low=low,
        high=high,
        probability=probability,
    )


def _average_occupation(
    answers: RatedAnswers, ratings: NDArray[np.float32], thresholds: NDArray[np.floating]
) -> RatedAnswers:
    """Return what one gets without reading: means, quantiles and shares of the rating table."""
    on = np.where(np.isnan(ratings), np.nan, ratings >= thresholds)
    low, high = np.nanquantile(ratings, _TAILS, axis=0)
    shape = answers.truth.shape
    return replace(
        answers,
        importance=np.broadcast_to(np.nanmean(ratings, axis=0), shape),
        low=np.broadcast_to(low, shape),
        high=np.broadcast_to(high, shape),
        probability=np.broadcast_to(np.nanmean(on, axis=0), shape),
        informed=np.zeros(shape[1], dtype=np.bool_),
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
