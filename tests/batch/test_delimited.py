import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobskills.batch.delimited import DelimitedFile
from jobskills.errors import PostingError
from jobskills.scoring.columns import Columns
from jobskills.scoring.rows import Row

HEADER = b"id,title,description\n"


def rows_of(folder: Path, content: bytes, columns: Columns | None = None) -> list[Row]:
    path = folder / "postings.csv"
    path.write_bytes(content)
    return list(DelimitedFile(path, columns or Columns()).rows())


def test_quoted_commas_quotes_and_line_ends_are_text(tmp_path: Path) -> None:
    rows = rows_of(tmp_path, HEADER + b'007,"Cook, ""line""","Stir.\nChop.\r\n\nServe."\r\n')

    assert rows == [Row("007", 'Cook, "line"', "Stir.\nChop.\r\n\nServe.")]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (b"2,Cook\n", "line 3: 2 fields where the header has 3"),
        (b"2,Cook,Stir,Chop\n", "line 3: 4 fields where the header has 3"),
        (b"2,,\n", "title and description are both empty"),
        (b"2,C\xffok,Stir\n", "title: byte 0xff at 1 is not UTF-8"),
        (b'2,"Cook,Stir\n', "line 3: "),
        (b'2,Cook,"Stir\n', "line 3: "),
        (b"2,Co\rok,Stir\n", "line 3: new-line character seen in unquoted field"),
    ],
)
def test_a_broken_record_is_one_row_with_a_problem_and_costs_no_other(
    tmp_path: Path, line: bytes, problem: str
) -> None:
    good = b"1,Cook,Stir\n"
    rows = rows_of(tmp_path, HEADER + good + line + good * 2)

    assert [row.problem is None for row in rows] == [True, False, True, True]
    assert (rows[1].problem or "").startswith(problem)


def test_a_whole_record_over_several_lines_with_too_few_fields_is_one_row(tmp_path: Path) -> None:
    rows = rows_of(tmp_path, HEADER + b'1,"Stir\nand\nchop"\n2,Cook,Stir\n')

    assert [(row.id, row.problem is None) for row in rows] == [("1", False), ("2", True)]


def test_a_quote_that_never_closes_costs_its_line_only(tmp_path: Path) -> None:
    good = b'1,Cook,"Stir, chop."\n'
    rows = rows_of(tmp_path, HEADER + good + b'2,"Cook,Stir\n' + good * 50)

    assert [row.problem is None for row in rows] == [True, False] + [True] * 50


def test_sloppy_quotes_inside_one_line_are_read_as_they_stand(tmp_path: Path) -> None:
    rows = rows_of(tmp_path, HEADER + b'1,5" pipe fitter,"Fit" pipes\n')

    assert rows == [Row("1", '5" pipe fitter', "Fit pipes")]


def test_an_id_is_kept_where_a_wrong_field_count_cannot_have_moved_it(tmp_path: Path) -> None:
    first = rows_of(tmp_path, b"id,title\nx,a,b\n")[0]
    last = rows_of(tmp_path, b"title,id\na,b,x\n")[0]

    assert (first.id, last.id) == ("x", None)


def test_blank_lines_are_no_rows(tmp_path: Path) -> None:
    assert len(rows_of(tmp_path, HEADER + b"\n1,Cook,Stir\n\r\n")) == 1


def test_a_text_longer_than_the_csv_modules_own_limit_is_read(tmp_path: Path) -> None:
    text = "stir " * 60_000

    assert rows_of(tmp_path, HEADER + f"1,Cook,{text}\n".encode())[0].description == text


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_semicolon_and_tab_are_read(tmp_path: Path, delimiter: str) -> None:
    content = delimiter.join(["id", "title", "description"]) + "\n1"
    content += delimiter + "Cook, chef" + delimiter + "Stir\n"

    assert rows_of(tmp_path, content.encode()) == [Row("1", "Cook, chef", "Stir")]


def test_an_empty_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(PostingError, match=r"postings\.csv: is empty; a header was expected"):
        rows_of(tmp_path, b"")


def test_a_missing_column_is_an_error_that_lists_the_columns(tmp_path: Path) -> None:
    with pytest.raises(PostingError, match=r"postings\.csv: no column 'body'; the columns are"):
        rows_of(tmp_path, HEADER, Columns(description="body"))


_cells = st.text(
    alphabet=st.characters(codec="utf-8", exclude_characters="\x00\r"),
    min_size=1,
    max_size=20,
).filter(lambda text: bool(text.strip()))


@given(st.lists(st.tuples(_cells, _cells, _cells), max_size=8))
def test_what_the_csv_module_writes_comes_back(
    tmp_path_factory: pytest.TempPathFactory, records: list[tuple[str, str, str]]
) -> None:
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows([("id", "title", "description"), *records])
    rows = rows_of(tmp_path_factory.mktemp("csv"), written.getvalue().encode())

    assert rows == [Row(*record) for record in records]


@given(st.binary(max_size=200))
def test_no_bytes_end_the_reading(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    rows = rows_of(tmp_path_factory.mktemp("csv"), HEADER + content + b"\n9,Cook,Stir\n")

    assert rows
