"""Spark writes what one machine writes: every row, column, type and number."""

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb
import pytest

from jobskills import Predictor
from jobskills.batch import BatchOptions, Columns, score_file
from jobskills.batch.spark import SparkOptions, score_table
from jobskills.scoring.kernel import Shape
from jobskills.selection import Selection

pytestmark = pytest.mark.usefixtures("spark")

POSTINGS: list[dict[str, Any]] = [
    {"id": 7, "title": "Line cook", "description": "Prepare soups. Keep stock lists in Excel."},
    {"id": 3, "title": "", "description": " "},
    {"id": 5, "title": "Web developer", "description": "Build pages in JavaScript and React."},
    {"id": 1, "title": "Nurse", "description": None},
    {"id": 9, "title": 12, "description": "Bake."},
    {"id": 4, "title": "Crêpe maker 🥞", "description": "Flip crêpes – all day.\r\nSmile \ud83e"},
    {"id": None, "title": "Plumber", "description": "Fix pipes; read plans.\n\nOwn tools."},
]


@pytest.fixture(scope="module")
def predictor() -> Predictor:
    return Predictor.load()


def table(path: Path) -> tuple[list[str], list[str], list[tuple[Any, ...]]]:
    """Return a Parquet output's columns, their types and its rows, the rows in one order."""
    name = path if path.is_file() else path / "*.parquet"
    read = duckdb.connect().execute("SELECT * FROM read_parquet(?)", [str(name)])
    types = [str(column[1]) for column in read.description]
    return [column[0] for column in read.description], types, ordered(read.fetchall())


def ordered(rows: Sequence[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    return sorted(rows, key=lambda row: tuple(map(str, row[:4])))


def assert_equal(
    predictor: Predictor,
    source: Path,
    shape: Shape | None = None,
    columns: Columns | None = None,
) -> list[tuple[Any, ...]]:
    """Score a file with both engines and compare; return the rows."""
    shape, columns = shape or Shape(), columns or Columns()
    alone, spread = source.parent / "alone.parquet", source.parent / "spread.parquet"
    options = BatchOptions(columns=columns, top=shape.selection.top, wide=shape.wide)
    counted = score_file(predictor, source, alone, options)
    summary = score_table(str(source), str(spread), SparkOptions(columns=columns, shape=shape))

    assert (summary.rows, summary.errors) == (counted.rows, counted.errors)
    expected, found = table(alone), table(spread)
    assert found[:2] == expected[:2]
    assert len(found[2]) == counted.rows
    # Which line of its file a line is only one machine knows.
    bare = [
        (*row[:2], row[2] and re.sub(r"^line \d+: ", "", row[2]), *row[3:]) for row in expected[2]
    ]
    assert found[2] == ordered(bare)
    return found[2]


@pytest.mark.parametrize(
    "shape", [Shape(), Shape(Selection(top=2)), Shape(wide=True)], ids=["long", "top", "wide"]
)
def test_json_lines(predictor: Predictor, tmp_path: Path, shape: Shape) -> None:
    source = tmp_path / "postings.jsonl"
    lines = [json.dumps(row).encode() for row in POSTINGS]
    lines += [b"", b"{broken", b"[1]", b'{"id": 8, "title": "Caf\xe9 owner"}', b"  \r"]
    source.write_bytes(b"\xef\xbb\xbf" + b"\n".join(lines) + b"\r\n")
    rows = assert_equal(predictor, source, shape)

    assert [row[1] for row in rows].count("error") == 5


@pytest.mark.parametrize("ids", [[1, "1"], [None, None], [True, 10**20]])
def test_ids_of_json_lines(predictor: Predictor, tmp_path: Path, ids: list[Any]) -> None:
    source = tmp_path / "postings.ndjson"
    source.write_text("".join(json.dumps({"id": i, "title": "Cook"}) + "\n" for i in ids))

    assert_equal(predictor, source)


def test_parquet_with_ids_of_every_kept_type_and_columns_of_other_names(
    predictor: Predictor, tmp_path: Path
) -> None:
    kinds = {
        "INTEGER": "7",
        "VARCHAR": "'007'",
        "TIMESTAMP": "'2026-01-31 12:30:00'",
        "BLOB": r"'a\xFF'",
        "DECIMAL(4, 2)": "1.50",
    }
    for number, (kind, value) in enumerate(kinds.items()):
        folder = tmp_path / str(number)
        folder.mkdir()
        values = f"({value}, 'Cook', 'Stir.'), (NULL, 'Cook', NULL), ({value}, '', '')"
        duckdb.connect().execute(
            f'COPY (SELECT ref::{kind} AS "the.ref", job, body FROM (VALUES {values}) '
            f"v(ref, job, body)) TO '{folder / 'p.parquet'}'"
        )
        columns = Columns(id="the.ref", title="job", description="body")
        assert_equal(predictor, folder / "p.parquet", columns=columns)


@pytest.mark.parametrize("title", [r"'Caf\xE9'::BLOB", "12"])
def test_a_parquet_column_that_is_no_text(predictor: Predictor, tmp_path: Path, title: str) -> None:
    source = tmp_path / "p.parquet"
    duckdb.connect().execute(f"COPY (SELECT 1 AS id, {title} AS title) TO '{source}'")

    assert [row[1] for row in assert_equal(predictor, source)] == ["error"]


@pytest.mark.parametrize("delimiter", [",", "\t"])
def test_csv(predictor: Predictor, tmp_path: Path, delimiter: str) -> None:
    source = tmp_path / "postings.csv"
    records = [
        "id,title,description",
        '1,Line cook,"Prepare ""soups"", and sauces.\nKeep lists."',
        "2,,",
        "3,Web developer,Build pages.",
        '007,,"Crêpes – 🥞"',
    ]
    source.write_text("\n".join(records).replace(",", delimiter) + "\n", encoding="utf-8")

    rows = assert_equal(predictor, source)
    assert {row[0] for row in rows} == {"1", "2", "3", "007"}
