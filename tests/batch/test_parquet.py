from pathlib import Path

import duckdb
import pytest

from jobskills.batch.parquet import ParquetFile
from jobskills.batch.row_groups import read_footer, write_footer
from jobskills.batch.thrift import Field
from jobskills.errors import PostingError
from jobskills.scoring.columns import Columns
from jobskills.scoring.rows import Row


def write(path: Path, query: str) -> Path:
    quoted = str(path).replace("'", "''")
    duckdb.connect().execute(f"COPY ({query}) TO '{quoted}' (FORMAT parquet)")
    return path


def test_rows_come_in_order_across_row_groups(tmp_path: Path) -> None:
    path = write(tmp_path / "p.parquet", "SELECT range AS id, 'Cook' AS title FROM range(200000)")
    source = ParquetFile.open(path, Columns())

    assert [row.id for row in source.rows()] == list(range(200_000))
    assert (source.fraction, source.id_type) == (1.0, "BIGINT")


def test_the_fraction_grows_with_the_rows(tmp_path: Path) -> None:
    path = write(tmp_path / "p.parquet", "SELECT range AS id, 'Cook' AS title FROM range(10)")
    source = ParquetFile.open(path, Columns())
    rows = source.rows()

    assert source.fraction == 0.0
    assert [(next(rows).id, source.fraction) for _ in range(3)] == [(0, 0.1), (1, 0.2), (2, 0.3)]


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
    source = ParquetFile.open(path, Columns())

    assert [row.id for row in source.rows()] == [read]
    assert source.id_type == kept


def test_text_stored_as_bytes_is_read_and_bad_bytes_are_a_problem(tmp_path: Path) -> None:
    path = write(
        tmp_path / "p.parquet",
        r"SELECT * FROM (VALUES (1, 'Cook'::BLOB), (2, '\xFF'::BLOB)) AS t(id, title)",
    )
    rows = list(ParquetFile.open(path, Columns()).rows())

    assert rows[0] == Row(1, "Cook", "")
    assert rows[1].problem == "title: byte 0xff at 0 is not UTF-8"


def test_text_that_is_not_utf8_is_a_problem_of_its_row(tmp_path: Path) -> None:
    path = bytes_as_text(tmp_path / "p.parquet", [b"Cook", b"Cr\xeape", None, "Bäcker".encode()])
    rows = list(ParquetFile.open(path, Columns(id="title")).rows())

    assert [row.problem for row in rows] == [
        None,
        "title: byte 0xea at 2 is not UTF-8",
        "title and description are both empty",
        None,
    ]
    assert [row.id for row in rows] == ["Cook", "Cr\ufffdpe", None, "Bäcker"]


def bytes_as_text(path: Path, titles: list[bytes | None]) -> Path:
    """Write a file that says its bytes are text, as other writers do without a look at them."""
    values = ", ".join("(NULL)" if title is None else f"('{_escaped(title)}')" for title in titles)
    write(path, f"SELECT title::BLOB AS title FROM (VALUES {values}) AS t(title)")
    declared = Field(6, 5, 0)  # ConvertedType: UTF8
    with path.open("r+b") as file:
        footer, begin = read_footer(file, path)
        kind, (root, column) = footer[2].value
        footer[2] = Field(2, 9, (kind, [root, sorted([*column, declared])]))
        file.seek(begin)
        write_footer(file, footer)
        file.truncate()
    return path


def _escaped(data: bytes) -> str:
    return "".join(f"\\x{byte:02X}" for byte in data)


def test_a_giant_text_is_a_problem_of_its_row(tmp_path: Path) -> None:
    path = write(
        tmp_path / "p.parquet",
        "SELECT range AS id, 'Cook' AS title, repeat('ä', range * 4000000) AS description "
        "FROM range(1, 4)",
    )
    rows = list(ParquetFile.open(path, Columns()).rows())

    assert [row.problem for row in rows] == [
        None,
        None,
        "description: 24000000 bytes, at most 16777216 are read",
    ]
    assert [len(row.description) for row in rows] == [4_000_000, 8_000_000, 0]


def test_a_column_of_numbers_is_a_problem_of_each_row(tmp_path: Path) -> None:
    path = write(tmp_path / "p.parquet", "SELECT 'Cook' AS title, 5 AS description")
    rows = list(ParquetFile.open(path, Columns()).rows())

    assert [row.problem for row in rows] == ["description: expected text, got int"]


def test_odd_names_of_files_and_columns_are_taken_as_they_are(tmp_path: Path) -> None:
    folder = tmp_path / "it's [1]*"
    folder.mkdir()
    path = write(folder / "a[1]?.parquet", """SELECT 'Cook' AS "job ""title"" x" """)
    write(folder / "a1x.parquet", "SELECT 'another' AS title")
    source = ParquetFile.open(path, Columns(title='job "title" x'))

    assert [row.title for row in source.rows()] == ["Cook"]


def test_a_file_that_is_not_parquet_is_named(tmp_path: Path) -> None:
    broken = tmp_path / "p.parquet"
    broken.write_bytes(b"PAR1 and no more")

    with pytest.raises(PostingError, match=r"p\.parquet: can't be read as Parquet"):
        ParquetFile.open(broken, Columns())


def test_a_missing_column_names_the_file(tmp_path: Path) -> None:
    path = write(tmp_path / "p.parquet", "SELECT 1 AS id, 'x' AS text")

    with pytest.raises(PostingError, match=r"p\.parquet: no column 'title' and none 'description'"):
        ParquetFile.open(path, Columns())
