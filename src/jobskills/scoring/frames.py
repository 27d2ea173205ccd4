"""Postings in memory: a Polars, pandas or Arrow table in, one of the same kind out.

None of the three is imported here: whoever hands a table in has imported its library,
and the columns go over by Arrow's C interface, which all of them speak.
"""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from jobskills.errors import JobskillsError, PostingError
from jobskills.scoring.columns import Columns
from jobskills.scoring.kernel import ScoredBatch, Scorer, Shape, score_batch
from jobskills.scoring.rows import make_row

__all__ = ["predict_frame"]

#: Rows that are scored before they are laid out in the frame's own memory.
_ROWS_AT_ONCE: Final = 1024


@dataclass(frozen=True, slots=True)
class _Kind:
    """How one library's tables are read and made."""

    names: Callable[[Any], Sequence[str]]
    values: Callable[[Any, str], Sequence[Any]]
    #: From scored batches, the frame that they were made of, and its column of ids.
    made: Callable[[Sequence[ScoredBatch], Any, str | None], Any]


def predict_frame(
    scorer: Scorer, frame: Any, columns: Mapping[str, str] | None = None, shape: Shape | None = None
) -> Any:
    """Score a table of postings; see `jobskills.Predictor.predict_frame`."""
    kind, frame = _kind_of(frame)
    wanted = _columns(columns or {})
    names = kind.names(frame)
    found = {
        field: None if place is None else names[place]
        for field, place in wanted.find(names).items()
    }
    titles, descriptions = (_texts(kind, frame, found[name]) for name in ("title", "description"))
    # Ids are the frame's own and never go through Python.
    rows = [
        make_row(None, title, description)
        for title, description in zip(titles, descriptions, strict=True)
    ]
    shape = shape or Shape()
    starts = range(0, max(len(rows), 1), _ROWS_AT_ONCE)
    batches = [score_batch(scorer, rows[i : i + _ROWS_AT_ONCE], shape) for i in starts]
    return kind.made(batches, frame, found["id"])


def _columns(names: Mapping[str, str]) -> Columns:
    try:
        return Columns(**names)
    except TypeError:
        raise PostingError(
            f"columns: expected some of id, title and description, got {', '.join(names)}"
        ) from None


def _texts(kind: _Kind, frame: Any, name: str | None) -> Iterator[Any]:
    if name is None:
        return iter([None] * len(frame))
    return iter(kind.values(frame, name))


def _kind_of(frame: Any) -> tuple[_Kind, Any]:
    """Return how to handle a frame, and the frame, as a table of pyarrow's if it is of none else.

    Raises
    ------
    PostingError
        If it is no table.
    """
    home, name = type(frame).__module__.partition(".")[0], type(frame).__name__
    if (home, name) in _KINDS:
        return _KINDS[home, name], frame
    if not hasattr(frame, "__arrow_c_stream__"):
        raise PostingError(
            f"expected a Polars or pandas DataFrame or an Arrow table, got {home}.{name}"
            + ("; collect() it first" if name == "LazyFrame" else "")
        )
    return _ARROW, _pyarrow().table(frame)


def _pyarrow() -> Any:
    try:
        import pyarrow
    except ModuleNotFoundError:
        raise JobskillsError(
            "this kind of table goes through pyarrow: pip install pyarrow"
        ) from None
    return pyarrow


def _polars_frame(batches: Sequence[ScoredBatch], frame: Any, id_name: str | None) -> Any:
    polars = sys.modules["polars"]
    made = polars.concat([polars.DataFrame(batch) for batch in batches])
    return made if id_name is None else made.with_columns(frame[id_name].alias("id"))


def _arrow_table(batches: Sequence[ScoredBatch], frame: Any, id_name: str | None) -> Any:
    arrow = _pyarrow()
    made = arrow.concat_tables([arrow.table(batch) for batch in batches])
    return made if id_name is None else made.set_column(0, "id", frame.column(id_name))


def _pandas_frame(batches: Sequence[ScoredBatch], frame: Any, id_name: str | None) -> Any:
    arrow = _pyarrow()
    made = arrow.concat_tables([arrow.table(batch) for batch in batches]).to_pandas()
    made.index = frame.index
    if id_name is not None:
        made["id"] = frame[id_name]
    return made


def _pandas_values(frame: Any, name: str) -> Sequence[Any]:
    """Return a column's values; NaN, None and NA are what pandas has for missing ones."""
    column = frame[name]
    values: list[Any] = column.astype(object).where(column.notna(), None).tolist()
    return values


_ARROW: Final = _Kind(
    lambda table: table.column_names,
    lambda table, name: table.column(name).to_pylist(),
    _arrow_table,
)
_POLARS: Final = _Kind(
    lambda frame: frame.columns, lambda frame, name: frame[name].to_list(), _polars_frame
)
_PANDAS: Final = _Kind(
    lambda frame: [str(name) for name in frame.columns], _pandas_values, _pandas_frame
)
_KINDS: Final = {
    ("polars", "DataFrame"): _POLARS,
    ("pandas", "DataFrame"): _PANDAS,
    ("pyarrow", "Table"): _ARROW,
}
