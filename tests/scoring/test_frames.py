"""Tables in memory: the same kind comes back, and it says what the batch door says."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from jobskills.batch import score_file
from jobskills.errors import JobskillsError, PostingError
from jobskills.scoring.columns import output_columns
from jobskills.scoring.frames import predict_frame
from jobskills.scoring.kernel import Scorer, Shape
from jobskills.selection import Selection

ROWS: dict[str, list[Any]] = {
    "id": [3, 1, None, 2],
    "title": ["Line cook", "", None, "Crêpe maker 🥞"],
    "description": ["Stir soups.", " ", "Fix pipes; read plans.", None],
}


def polars(rows: dict[str, list[Any]]) -> pl.DataFrame:
    return pl.DataFrame(rows)


def arrow(rows: dict[str, list[Any]]) -> pa.Table:
    return pa.table(rows)


def pandas(rows: dict[str, list[Any]]) -> pd.DataFrame:
    return pa.table(rows).to_pandas(types_mapper={pa.int64(): pd.Int64Dtype()}.get)


Make = Callable[[dict[str, list[Any]]], Any]
KINDS: list[Make] = [polars, arrow, pandas]


def values(frame: Any) -> list[dict[str, Any]]:
    """Return a frame's rows as plain values."""
    if isinstance(frame, pd.DataFrame):
        frame = pa.Table.from_pandas(frame, preserve_index=False)
    rows: list[dict[str, Any]] = pa.table(frame).to_pylist()
    return rows


@pytest.mark.parametrize("shape", [Shape(), Shape(wide=True), Shape(Selection(top=1))])
@pytest.mark.parametrize("make", KINDS)
def test_the_same_kind_comes_back_with_what_a_file_would_hold(
    scorer: Scorer, tmp_path: Path, make: Make, shape: Shape
) -> None:
    frame = make(ROWS)
    scored = predict_frame(scorer, frame, shape=shape)
    source = tmp_path / "p.jsonl"
    source.write_text(
        "".join(
            json.dumps(dict(zip(ROWS, row, strict=True))) + "\n"
            for row in zip(*ROWS.values(), strict=True)
        )
    )
    from jobskills.batch import BatchOptions

    options = BatchOptions(top=shape.selection.top, wide=shape.wide)
    score_file(scorer, source, tmp_path / "s.parquet", options)
    expected = duckdb.read_parquet(str(tmp_path / "s.parquet")).to_arrow_table().to_pylist()

    assert type(scored) is type(frame)
    assert values(scored) == expected


@pytest.mark.parametrize("make", KINDS)
def test_ids_keep_their_type_and_columns_may_have_other_names(scorer: Scorer, make: Make) -> None:
    frame = make({"ref": ["a", "b"], "text": ["Stir.", "Bake."], "more": [1, 2]})
    scored = predict_frame(scorer, frame, {"id": "ref", "description": "text"})

    assert [row["id"] for row in values(scored)] == ["a", "b"]
    assert kind_of(scored, "id") == kind_of(frame, "ref")


def kind_of(frame: Any, column: str) -> Any:
    """Return the type of a frame's column."""
    if isinstance(frame, pa.Table):
        return frame.schema.field(column).type
    return frame[column].dtype


@pytest.mark.parametrize("make", KINDS)
def test_more_rows_than_are_scored_at_once_stay_in_order(
    scorer: Scorer, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jobskills.scoring.frames._ROWS_AT_ONCE", 3)
    frame = make({"id": list(range(10)), "description": ["word " * n for n in range(10)]})
    scored = values(predict_frame(scorer, frame))

    assert [row["n_words"] for row in scored] == [None, *range(1, 10)]
    assert [row["id"] for row in scored] == list(range(10))


@pytest.mark.parametrize("make", KINDS)
def test_no_rows_give_no_rows_with_all_columns(scorer: Scorer, make: Make) -> None:
    scored = predict_frame(scorer, make({"title": ["Cook"]})[:0])

    assert len(scored) == 0
    assert list(getattr(scored, "column_names", scored.columns)) == list(output_columns())


def test_an_index_of_pandas_stays(scorer: Scorer) -> None:
    frame = pd.DataFrame({"title": ["Cook", float("nan"), 12]}, index=["x", "y", "z"])
    scored = predict_frame(scorer, frame)

    assert list(scored.index) == ["x", "y", "z"]
    assert scored["error"].to_dict() == {
        "x": None,
        "y": "title and description are both empty",
        "z": "title: expected text, got int",
    }


def test_what_speaks_arrow_and_is_nothing_else_comes_back_as_a_pyarrow_table(
    scorer: Scorer,
) -> None:
    scored = predict_frame(scorer, duckdb.sql("SELECT 7 AS id, 'Cook' AS title"))

    assert isinstance(scored, pa.Table)
    assert [(row["id"], row["status"]) for row in scored.to_pylist()] == [(7, "ok")]


@pytest.mark.parametrize(
    ("frame", "said"),
    [
        ({"title": ["Cook"]}, "got builtins.dict"),
        (pl.LazyFrame({"title": ["Cook"]}), r"got polars.LazyFrame; collect\(\) it first"),
        (pl.DataFrame({"job": ["Cook"]}), "no column 'title' and none 'description'"),
    ],
)
def test_what_is_no_table_of_postings_is_refused(scorer: Scorer, frame: Any, said: str) -> None:
    with pytest.raises(PostingError, match=said):
        predict_frame(scorer, frame)


def test_a_column_of_another_field_is_refused(scorer: Scorer) -> None:
    with pytest.raises(PostingError, match="expected some of id, title and description, got body"):
        predict_frame(scorer, pl.DataFrame({"title": ["Cook"]}), {"body": "title"})


def test_polars_needs_no_pyarrow_and_what_does_says_so(
    scorer: Scorer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)

    assert predict_frame(scorer, pl.DataFrame({"title": ["Cook"]}))["status"].to_list() == ["ok"]
    with pytest.raises(JobskillsError, match="pip install pyarrow"):
        predict_frame(scorer, pd.DataFrame({"title": ["Cook"]}))
