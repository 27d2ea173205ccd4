import gzip
import json
from pathlib import Path

import pytest

from jobskills.batch.jsonl import JsonLines
from jobskills.errors import PostingError
from jobskills.scoring.columns import Columns
from jobskills.scoring.rows import Row


def rows_of(path: Path, content: bytes, columns: Columns | None = None) -> list[Row]:
    path.write_bytes(content)
    return list(JsonLines(path, columns or Columns()).rows())


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "postings.jsonl"


GOOD = b'{"id": 1, "title": "Cook", "description": "Stir."}\n'


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (b'{"id": 2, "title": "Cook"\n', "line 2: not JSON: Expecting ',' delimiter"),
        (b"[1, 2]\n", "line 2: expected a JSON object, got an array"),
        (b'"Cook"\n', "line 2: expected a JSON object, got a string"),
        (b'{"title": "Cook", "pay": NaN}\n', "line 2: not JSON: NaN is not a JSON value"),
        (b'{"title": ' + b"[" * 100_000 + b"\n", "line 2: not JSON: nested too deeply"),
        (b'{"title": "Cook", "id": ' + b"9" * 5000 + b"}\n", "line 2: not JSON: "),
        (b'{"id": 2, "title": "C\xffok"}\n', "title: byte 0xff at 1 is not UTF-8"),
        (b'{"id": 2, "salary": 3}\n', "title and description are both empty"),
        (b'{"id": 2, "description": ["Stir."]}\n', "description: expected text, got list"),
        (b"\x00\x01\x02\n", "line 2: not JSON: "),
    ],
)
def test_a_broken_line_is_a_row_with_a_problem_between_whole_ones(
    path: Path, line: bytes, problem: str
) -> None:
    rows = rows_of(path, GOOD + line + GOOD)

    assert [row.problem is None for row in rows] == [True, False, True]
    assert (rows[1].problem or "").startswith(problem)


def test_a_line_with_bad_bytes_keeps_its_id(path: Path) -> None:
    rows = rows_of(path, '{"id": "né", "title": "C'.encode() + b'\xff"}\n')

    assert rows[0].id == "né"


def test_bad_bytes_beside_half_a_surrogate_pair_are_a_problem_too(path: Path) -> None:
    rows = rows_of(path, b'{"id": 1, "title": "a\\ud800 \xff"}\n')

    assert "is not UTF-8" in (rows[0].problem or "")


def test_bad_bytes_in_a_column_that_nobody_reads_do_no_harm(path: Path) -> None:
    rows = rows_of(path, b'{"id": 1, "title": "Cook", "note": "\xff"}\n')

    assert rows == [Row(1, "Cook", "")]


def test_blank_lines_are_no_rows_and_the_last_line_needs_no_end(path: Path) -> None:
    assert len(rows_of(path, b"\n" + GOOD + b"  \r\n" + GOOD.strip())) == 2


def test_a_byte_order_mark_is_skipped(path: Path) -> None:
    assert rows_of(path, b"\xef\xbb\xbf" + GOOD)[0].title == "Cook"


def test_a_line_without_end_does_not_fill_the_memory(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jobskills.batch.lines.MOST_LINE", 100)
    rows = rows_of(path, b'{"title": "' + b"x" * 1000 + b'"}\n' + GOOD)

    assert [row.problem for row in rows] == ["line 1: longer than 100 bytes", None]


def test_ids_of_any_kind_are_kept(path: Path) -> None:
    ids = [1, "1", 1.5, True, None, 10**30]
    content = "".join(json.dumps({"id": i, "title": "Cook"}) + "\n" for i in ids).encode()

    assert [row.id for row in rows_of(path, content)] == ids


def test_columns_of_other_names_are_read(path: Path) -> None:
    columns = Columns.parse("id=ref,title=job,description=body")
    content = b'{"ref": 9, "job": "Cook", "body": "Stir.", "title": 5}\n'

    assert rows_of(path, content, columns) == [Row(9, "Cook", "Stir.")]


def test_a_key_that_no_first_row_has_is_refused(path: Path) -> None:
    said = r"jsonl, the first 16 row\(s\): no column 'text'; the columns are 'description', 'id'"
    with pytest.raises(PostingError, match=said):
        rows_of(path, GOOD * 20, Columns(description="text"))


def test_rows_without_title_and_description_are_refused_with_a_proposal(path: Path) -> None:
    with pytest.raises(PostingError, match="--columns title=job,description=body"):
        rows_of(path, b'{"job": "Cook"}\n{"body": "Stir."}\n' * 20)


def test_a_key_that_some_rows_lack_is_empty_there(path: Path) -> None:
    content = b'{"title": "Cook"}\n' * 2 + b'broken\n{"title": "Baker", "text": "Bake."}\n'
    rows = rows_of(path, content, Columns(description="text"))

    assert [row.description for row in rows] == ["", "", "", "Bake."]
    assert [row.problem is None for row in rows] == [True, True, False, True]


def test_broken_first_rows_prove_no_key_missing(path: Path) -> None:
    content = b"broken\n" * 20 + GOOD
    assert len(rows_of(path, content, Columns(title="title", id="ref"))) == 21


def test_a_gzipped_file_reads_the_same(tmp_path: Path) -> None:
    zipped = tmp_path / "postings.jsonl.gz"

    assert rows_of(zipped, gzip.compress(GOOD * 3)) == [Row(1, "Cook", "Stir.")] * 3


def test_a_truncated_gzip_is_an_error_that_names_the_file(tmp_path: Path) -> None:
    with pytest.raises(PostingError, match=r"postings\.jsonl\.gz: can't be read"):
        rows_of(tmp_path / "postings.jsonl.gz", gzip.compress(GOOD * 3)[:-12])


def test_utf16_is_refused_with_what_to_do(path: Path) -> None:
    with pytest.raises(PostingError, match="is UTF-16; save it as UTF-8"):
        rows_of(path, GOOD.decode().encode("utf-16"))


def test_how_much_was_read_is_known(path: Path) -> None:
    path.write_bytes(GOOD * 40)
    source = JsonLines(path, Columns())

    assert source.fraction == 0.0
    assert len(list(source.rows())) == 40
    assert source.fraction == 1.0
