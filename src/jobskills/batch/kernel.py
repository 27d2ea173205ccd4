"""The scoring kernel: rows in, rows out; the same for every engine.

It knows postings, predictions and the output's columns, but no file, no
process and no engine. A row that can't be scored comes out as a row.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from operator import attrgetter
from typing import Any, Final, Protocol

from jobskills.batch.columns import output_columns
from jobskills.batch.rows import Row
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
from jobskills.selection import Selection

__all__ = ["Element", "Scorer", "Shape", "score"]

# Small enough to keep few predictions alive, large enough to feed matrix products.
_ROWS_AT_ONCE: Final = 64


class Element(Protocol):
    """What the kernel needs of an element: its id."""

    @property
    def id(self) -> str:
        """The element's O*NET id."""
        ...


class Scorer(Protocol):
    """What the kernel needs of a `Predictor`."""

    @property
    def info(self) -> ModelInfo:
        """Which model speaks."""
        ...

    @property
    def elements(self) -> Sequence[Element]:
        """Every element, in the model's order."""
        ...

    def predict(self, postings: Sequence[Posting], /) -> list[Prediction]:
        """Return one prediction per posting."""
        ...


@dataclass(frozen=True, slots=True)
class Shape:
    """What an output row looks like: which lines are kept, `elements` or wide columns."""

    selection: Selection = Selection()  # noqa: RUF009 - frozen and without state
    wide: bool = False

    def columns(self, scorer: Scorer) -> dict[str, str]:
        """Return the output columns and their types for this scorer."""
        return output_columns([element.id for element in scorer.elements] if self.wide else None)


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
