from pathlib import Path

import duckdb
import pytest

from jobskills.batch.columns import Columns
from jobskills.batch.parquet import ParquetFiles
from jobskills.batch.rows import Row
from jobskills.errors import PostingError


def write(path: Path, query: str) -> Path:
    quoted = str(path).replace("'", "''")
    duckdb.connect().execute(f"COPY ({query}) TO '{quoted}' (FORMAT parquet)")
    return path


def test_rows_come_in_order_across_row_groups_and_files(tmp_path: Path) -> None:
    files = [
        write(
            tmp_path / f"{k}.parquet",
            f"SELECT range + {k} * 5000 AS id, 'Cook' AS title FROM range(5000)",
        )
        for k in range(2)
    ]
    source = ParquetFiles.open(files, Columns())

    assert [row.id for row in source.rows()] == list(range(10_000))
    assert (source.expected(0), source.id_type) == (10_000, "BIGINT")


@pytest.mark.parametrize(
    ("value", "read", "kept"),
    [
        ("7::INTEGER", 7, "INTEGER"),
        ("7::UBIGINT", 7, "UBIGINT"),
        ("'007'", "007", "VARCHAR"),
        ("DATE '2026-01-31'", "2026-01-31", "DATE"),
        (
            "'550e8400-e29b-41d4-a716-446655440000'::UUID",
            "550e8400-e29b-41d4-a716-446655440000",
            "UUID",
        ),
        ("[1, 2]", "[1, 2]", "VARCHAR"),
    ],
)
def test_the_type_of_ids_is_kept_where_it_is_plain(
    tmp_path: Path, value: str, read: object, kept: str
) -> None:
    path = write(tmp_path / "p.parquet", f"SELECT {value} AS id, 'Cook' AS title")
    source = ParquetFiles.open([path], Columns())

    assert [row.id for row in source.rows()] == [read]
    assert source.id_type == kept


def test_ids_of_several_types_become_text(tmp_path: Path) -> None:
    files = [
        write(tmp_path / "a.parquet", "SELECT 1 AS id, 'Cook' AS title"),
        write(tmp_path / "b.parquet", "SELECT 'x' AS id, 'Cook' AS title"),
    ]

    assert ParquetFiles.open(files, Columns()).id_type == "VARCHAR"


def test_text_stored_as_bytes_is_read_and_bad_bytes_are_a_problem(tmp_path: Path) -> None:
    path = write(
        tmp_path / "p.parquet",
        r"SELECT * FROM (VALUES (1, 'Cook'::BLOB), (2, '\xFF'::BLOB)) AS t(id, title)",
    )
    rows = list(ParquetFiles.open([path], Columns()).rows())

    assert rows[0] == Row(1, "Cook", "")
    assert rows[1].problem == "title: byte 0xff at 0 is not UTF-8"


def test_a_column_of_numbers_is_a_problem_of_each_row(tmp_path: Path) -> None:
    path = write(tmp_path / "p.parquet", "SELECT 'Cook' AS title, 5 AS description")
    rows = list(ParquetFiles.open([path], Columns()).rows())

    assert [row.problem for row in rows] == ["description: expected text, got int"]


def test_odd_names_of_files_and_columns_are_taken_as_they_are(tmp_path: Path) -> None:
    folder = tmp_path / "it's [1]*"
    folder.mkdir()
    path = write(folder / "a[1]?.parquet", """SELECT 'Cook' AS "job ""title"" x" """)
    write(folder / "a1x.parquet", "SELECT 'another' AS title")
    source = ParquetFiles.open([path], Columns(title='job "title" x'))

    assert [row.title for row in source.rows()] == ["Cook"]


def test_a_file_that_is_not_parquet_is_named(tmp_path: Path) -> None:
    broken = tmp_path / "p.parquet"
    broken.write_bytes(b"PAR1 and no more")

    with pytest.raises(PostingError, match=r"p\.parquet: can't be read as Parquet"):
        ParquetFiles.open([broken], Columns())


def test_a_missing_column_names_the_file(tmp_path: Path) -> None:
    path = write(tmp_path / "p.parquet", "SELECT 1 AS id, 'x' AS text")

    with pytest.raises(PostingError, match=r"p\.parquet: no column 'title' and none 'description'"):
        ParquetFiles.open([path], Columns())
