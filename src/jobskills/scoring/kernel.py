"""The scoring kernel: rows in, rows out; the same for every engine.

It knows postings, predictions and the output's columns, but no file, no
process and no engine. A row that can't be scored comes out as a row.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

import numpy as np

from jobskills.prediction import ModelInfo, Posting
from jobskills.scores import Scores
from jobskills.scoring import arrow
from jobskills.scoring.arrow import Column
from jobskills.scoring.columns import output_columns
from jobskills.scoring.rows import Row
from jobskills.scoring.selecting import selected
from jobskills.scoring.tables import Element, Names, score_columns
from jobskills.selection import Selection
from jobskills.shares import even_share

__all__ = ["ScoredBatch", "Scorer", "Shape", "score_batch"]

# Small enough to keep few predictions alive, large enough to feed matrix products.
_ROWS_AT_ONCE: Final = 512


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

    def scores(self, postings: Sequence[Posting], /, *, explain: bool = True) -> Scores:
        """Return what the model says of postings, as columns; to explain, with evidence."""
        ...


@dataclass(frozen=True, slots=True)
class Shape:
    """What an output row looks like: which lines are kept, `elements` or wide columns.

    Without `evidence` elements don't say which sentences speak for them, which costs
    a fifth of the time; wide columns never do.
    """

    selection: Selection = Selection()  # noqa: RUF009 - frozen and without state
    wide: bool = False
    evidence: bool = True

    @property
    def explains(self) -> bool:
        """Whether the rows say which sentences speak for an element."""
        return self.evidence and not self.wide

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
    at_once = even_share(len(fit), _ROWS_AT_ONCE)
    for first in range(0, len(fit), at_once):
        some = fit[first : first + at_once]
        found, unfit = _scores(scorer, [rows[place] for place in some], shape.explains)
        parts += found
        for place, problem in zip(some, unfit, strict=True):
            problems[place] = problem
    scores = Scores.join(parts) if parts else scorer.scores([])
    names = Names(scorer.elements, scorer.occupations)
    ok = np.array([problem is None for problem in problems], np.bool_)
    shown = selected(scores, shape.selection, names.domains)
    columns = {
        "id": arrow.texts([_json(row.id) for row in rows]),
        "status": arrow.texts_of((b"error", b"ok"), ok.astype(np.intp)),
        "error": arrow.texts(problems),
        "title": arrow.texts([row.title for row in rows]),
        **score_columns(scores, shown, ok, names, shape.wide),
        "model_version": arrow.texts([scorer.info.version] * len(rows)),
    }
    return ScoredBatch(columns, problems)


def _scores(
    scorer: Scorer, rows: Sequence[Row], explain: bool
) -> tuple[list[Scores], list[str | None]]:
    """Return the scores of the rows that have some, and each row's problem."""
    postings = [Posting(title=row.title or "", description=row.description) for row in rows]
    try:
        return [scorer.scores(postings, explain=explain)], [None] * len(rows)
    except Exception as error:
        # One odd row must not take its neighbours along, nor end the job.
        if len(rows) == 1:
            return [], [f"could not be scored: {type(error).__name__}: {error}"]
        half = len(rows) // 2
        first, no = _scores(scorer, rows[:half], explain)
        second, nor = _scores(scorer, rows[half:], explain)
        return first + second, no + nor


def _json(row_id: Any) -> str | None:
    if row_id is None:
        return None
    return json.dumps(row_id, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
