"""The scoring kernel: rows in, rows out; the same for every engine.

It knows postings, predictions and the output's columns, but no file, no
process and no engine. A row that can't be scored comes out as a row.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from operator import attrgetter
from typing import Any, Final, Protocol

import numpy as np

from jobskills.batch import arrow
from jobskills.batch.arrow import Column
from jobskills.batch.columns import output_columns
from jobskills.batch.rows import Row
from jobskills.batch.selecting import selected
from jobskills.batch.tables import Element, Names, score_columns
from jobskills.prediction import (
    ElementScore,
    Evidence,
    ModelInfo,
    OccupationScore,
    Posting,
    Prediction,
    Span,
    TechnologyScore,
    ToolScore,
)
from jobskills.scores import Scores
from jobskills.selection import Selection

__all__ = ["ScoredBatch", "Scorer", "Shape", "score", "score_batch"]

# Small enough to keep few predictions alive, large enough to feed matrix products.
_ROWS_AT_ONCE: Final = 64


class Scorer(Protocol):
    """What the kernel needs of a `Predictor`."""

    @property
    def info(self) -> ModelInfo:
        """Which model speaks."""
        ...

    @property
    def digest(self) -> str:
        """Tells two models of one name and version apart."""
        ...

    @property
    def elements(self) -> Sequence[Element]:
        """Every element, in the model's order."""
        ...

    @property
    def occupations(self) -> Sequence[tuple[str, str]]:
        """Code and title of every occupation, in the model's order."""
        ...

    def predict(self, postings: Sequence[Posting], /) -> list[Prediction]:
        """Return one prediction per posting."""
        ...

    def scores(self, postings: Sequence[Posting], /) -> Scores:
        """Return the same as columns."""
        ...


@dataclass(frozen=True, slots=True)
class Shape:
    """What an output row looks like: which lines are kept, `elements` or wide columns."""

    selection: Selection = Selection()  # noqa: RUF009 - frozen and without state
    wide: bool = False

    def columns(self, scorer: Scorer) -> dict[str, str]:
        """Return the output columns and their types for this scorer."""
        return output_columns([element.id for element in scorer.elements] if self.wide else None)


class ScoredBatch:
    """Scored rows as an Arrow table, in the order of the rows they were made of.

    Any library that speaks Arrow's C interface takes it as a table: ``polars.DataFrame(batch)``,
    ``pyarrow.table(batch)``, DuckDB's ``FROM batch``.

    Parameters
    ----------
    columns : mapping of str to Arrow array
        The output columns in their order; `id` is JSON text, for the ids of an input
        have no one type until all of them are known.
    problems : sequence of str or None
        Why a row has no score, one per row.
    """

    def __init__(self, columns: Mapping[str, Column], problems: Sequence[str | None]) -> None:
        self._array = arrow.structs(columns, len(problems))
        self.problems = tuple(problems)

    def __len__(self) -> int:
        return len(self.problems)

    def __arrow_c_schema__(self) -> object:
        return self._array.schema.__arrow_c_schema__()

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        # A new stream each time: a reader may ask for one to see the schema only.
        return arrow.stream(self._array, requested_schema)


def score_batch(scorer: Scorer, rows: Sequence[Row], shape: Shape) -> ScoredBatch:
    """Return one output row per input row, in order.

    Parameters
    ----------
    scorer : Scorer
        A loaded `Predictor`.
    rows : sequence of Row
        As many as their scores fit in memory; some 30 kB each.
    shape : Shape
        Which lines and columns to write.
    """
    parts: list[Scores] = []
    problems = [row.problem for row in rows]
    fit = [place for place, problem in enumerate(problems) if problem is None]
    for first in range(0, len(fit), _ROWS_AT_ONCE):
        some = fit[first : first + _ROWS_AT_ONCE]
        found, unfit = _scores(scorer, [rows[place] for place in some])
        parts += found
        for place, problem in zip(some, unfit, strict=True):
            problems[place] = problem
    scores = Scores.join(parts) if parts else scorer.scores([])
    names = Names(scorer.elements, scorer.occupations)
    ok = np.array([problem is None for problem in problems], np.bool_)
    shown = selected(scores, shape.selection, names.domains)
    columns = {
        "id": arrow.texts([_json(row.id) for row in rows]),
        "status": arrow.texts_of((b"error", b"ok"), ok.tolist()),
        "error": arrow.texts(problems),
        "title": arrow.texts([row.title for row in rows]),
        **score_columns(scores, shown, ok, names, shape.wide),
        "model_version": arrow.texts([scorer.info.version] * len(rows)),
    }
    return ScoredBatch(columns, problems)


def _scores(scorer: Scorer, rows: Sequence[Row]) -> tuple[list[Scores], list[str | None]]:
    """Return the scores of the rows that have some, and each row's problem."""
    postings = [Posting(title=row.title or "", description=row.description) for row in rows]
    try:
        return [scorer.scores(postings)], [None] * len(rows)
    except Exception as error:
        # One odd row must not take its neighbours along, nor end the job.
        if len(rows) == 1:
            return [], [f"could not be scored: {type(error).__name__}: {error}"]
        half = len(rows) // 2
        (first, no), (second, nor) = _scores(scorer, rows[:half]), _scores(scorer, rows[half:])
        return first + second, no + nor


def _json(row_id: Any) -> str | None:
    if row_id is None:
        return None
    return json.dumps(row_id, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def score(scorer: Scorer, rows: Sequence[Row], shape: Shape) -> Iterator[dict[str, Any]]:
    """Yield one output row per input row, in order.

    Parameters
    ----------
    scorer : Scorer
        A loaded `Predictor`.
    rows : sequence of Row
        Any number of rows; they are scored a few at a time.
    shape : Shape
        Which lines and columns to write.

    Yields
    ------
    dict
        The output columns in their order; the values are JSON values.
    """
    blank: dict[str, Any] = dict.fromkeys(shape.columns(scorer))
    blank["model_version"] = scorer.info.version
    for first in range(0, len(rows), _ROWS_AT_ONCE):
        some = rows[first : first + _ROWS_AT_ONCE]
        fit = [row for row in some if row.problem is None]
        outcomes = iter(_predict(scorer, fit))
        for row in some:
            outcome = next(outcomes) if row.problem is None else row.problem
            yield {**blank, "id": row.id, "title": row.title, **_outcome_columns(outcome, shape)}


def _predict(scorer: Scorer, rows: Sequence[Row]) -> list[Prediction | str]:
    """Return for each row its prediction, or why there is none."""
    postings = [Posting(title=row.title or "", description=row.description) for row in rows]
    if not postings:
        return []
    try:
        return list(scorer.predict(postings))
    except Exception as error:
        # One odd row must not take its neighbours along, nor end the job.
        if len(rows) == 1:
            return [f"could not be scored: {type(error).__name__}: {error}"]
        return [outcome for row in rows for outcome in _predict(scorer, [row])]


def _outcome_columns(outcome: Prediction | str, shape: Shape) -> dict[str, Any]:
    if isinstance(outcome, str):
        return {"status": "error", "error": outcome}
    shown = shape.selection.apply(outcome)
    best = outcome.occupations[0] if outcome.occupations else None
    columns: dict[str, Any] = {
        "status": "ok",
        "n_words": outcome.n_words,
        "truncated": outcome.truncated,
        "occupation_code": best and best.code,
        "occupation_title": best and best.title,
        "occupation_probability": best and best.probability,
        "occupations": _structs(shown.occupations),
        "technologies": _structs(shown.technologies),
        "tools": _structs(shown.tools),
    }
    if shape.wide:
        # Wide columns are a matrix: a selection of lines has no say in it.
        return columns | {f"im_{score.id}": score.importance for score in outcome.elements}
    return columns | {"elements": _structs(shown.elements)}


def _values_of(kind: type) -> tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]]]:
    names = tuple(field.name for field in fields(kind))
    return names, attrgetter(*names)


# dataclasses.asdict copies deeply and costs more than the prediction itself.
_READERS: Final[dict[type, tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]]]]] = {
    kind: _values_of(kind)
    for kind in (ElementScore, Evidence, OccupationScore, Span, TechnologyScore, ToolScore)
}


def _structs(scores: Iterable[object]) -> list[dict[str, Any]]:
    """Return scores as JSON objects with the field names of the prediction schema."""
    found = []
    for item in scores:
        names, values = _READERS[type(item)]
        struct = dict(zip(names, values(item), strict=True))
        if "evidence" in struct:
            struct["evidence"] = _structs(struct["evidence"])
        found.append(struct)
    return found
