"""What runs in the Python workers of the executors: Arrow batches in, Arrow batches out.

A worker is a process that Spark keeps from task to task, so the model is loaded
once in each. Nothing here may look at the driver's files or settings.
"""

import json
import re
from codecs import BOM_UTF8
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import pyarrow as pa
from pyspark import SparkFiles

from jobskills import __version__
from jobskills.batch.jsonl import read_line
from jobskills.batch.lines import MOST_LINE, Line
from jobskills.errors import BundleError
from jobskills.predictor import Predictor
from jobskills.scoring.columns import Columns
from jobskills.scoring.kernel import Shape, score_batch
from jobskills.scoring.rows import Row, make_row

__all__ = ["Batches", "Task", "parse_lines", "score_rows", "which_ids"]

Batches = Iterator[pa.RecordBatch]

#: Scored rows are some 40 kB each; a batch of them must stay small beside a worker's memory.
_ROWS_AT_ONCE: Final = 256
_WHOLE_NUMBER: Final = re.compile("-?[0-9]{1,18}")


@dataclass(frozen=True, slots=True)
class Task:
    """What a worker must know to score: which model, which lines, which columns."""

    archive: str
    version: str
    shape: Shape

    def predictor(self) -> Predictor:
        """Return this worker's predictor, loaded on first use."""
        if self.version != __version__:
            raise BundleError(
                f"the workers have jobskills {__version__} and the driver has {self.version}: "
                "install the same version on both"
            )
        return _predictor(self.archive)


@lru_cache(maxsize=1)
def _predictor(archive: str) -> Predictor:
    return Predictor.load(SparkFiles.get(archive))


def score_rows(task: Task) -> Callable[[Batches], Batches]:
    """Return a function that scores batches of `id`, `title`, `description`, `problem`."""

    def scored(batches: Batches) -> Batches:
        for batch in batches:
            for first in range(0, batch.num_rows, _ROWS_AT_ONCE):
                yield _scored(task, batch.slice(first, _ROWS_AT_ONCE))

    return scored


def _scored(task: Task, batch: pa.RecordBatch) -> pa.RecordBatch:
    ids, *texts = batch.columns
    # Only ids of text can be longer than what is kept; others pass as they are.
    textual = pa.types.is_string(ids.type)
    given = _values(ids) if textual else [None] * len(ids)
    rows = [_row(*values) for values in zip(given, *map(_values, texts), strict=True)]
    scored = pa.RecordBatchReader.from_stream(score_batch(task.predictor(), rows, task.shape))
    kept = pa.array([row.id for row in rows], ids.type) if textual else ids
    return scored.read_next_batch().set_column(0, "id", kept)


def _values(column: pa.Array) -> list[Any]:
    values: list[Any] = column.to_pylist()
    return values


def _row(row_id: object, title: object, description: object, problem: str | None) -> Row:
    made = make_row(row_id, title, description)
    return made if problem is None else Row(made.id, made.title, "", problem)


def parse_lines(columns: Columns, id_type: pa.DataType) -> Callable[[Batches], Batches]:
    """Return a function that makes rows of lines of JSON; blank lines are none."""

    def parsed(batches: Batches) -> Batches:
        for batch in batches:
            rows = list(_rows(batch, columns))
            ids = [_text_of(row.id) if id_type == pa.string() else row.id for row in rows]
            yield pa.record_batch(
                {
                    "id": pa.array(ids, id_type),
                    "title": pa.array([row.title for row in rows], pa.string()),
                    "description": pa.array([row.description for row in rows], pa.string()),
                    "problem": pa.array([row.problem for row in rows], pa.string()),
                }
            )

    return parsed


def which_ids(columns: Columns) -> Callable[[Batches], Batches]:
    """Return a function that says, per batch, whether ids are whole numbers, and whether not."""

    def found(batches: Batches) -> Batches:
        for batch in batches:
            ids = [row.id for row in _rows(batch, columns) if row.id is not None]
            whole = [_WHOLE_NUMBER.fullmatch(json.dumps(one)) is not None for one in ids]
            yield pa.record_batch({"whole": [any(whole)], "other": [not all(whole)]})

    return found


def _rows(batch: pa.RecordBatch, columns: Columns) -> Iterator[Row]:
    for data in _values(batch.column(0)):
        data = data.removeprefix(BOM_UTF8)
        if data.strip():
            # Which number a line has in its file nobody knows on a cluster.
            yield read_line(Line(0, data[:MOST_LINE], len(data) <= MOST_LINE), columns)


def _text_of(row_id: object) -> str | None:
    return row_id if row_id is None or isinstance(row_id, str) else json.dumps(row_id)
