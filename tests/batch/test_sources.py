import bz2
import gzip
import lzma
import sys
from pathlib import Path

import duckdb
import pytest

from jobskills.batch.sources import open_source
from jobskills.errors import PostingError
from jobskills.scoring.columns import Columns

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

CSV = b"id,title\n1,Cook\n2,Baker\n"
LINES = b'{"id": 1, "title": "Cook"}\n{"id": 2, "title": "Baker"}\n'


def parquet(path: Path, query: str) -> Path:
    path.parent.mkdir(exist_ok=True)
    duckdb.connect().execute(f"COPY ({query}) TO '{path}' (FORMAT parquet)")
    return path


def ids(path: Path, columns: Columns | None = None) -> list[object]:
    return [row.id for row in open_source(path, columns or Columns()).rows()]


@pytest.mark.parametrize(
    ("ending", "pack"),
    [
        ("", bytes),
        (".gz", gzip.compress),
        (".bz2", bz2.compress),
        (".xz", lzma.compress),
        (".zst", zstd.compress),
        (".ZST", zstd.compress),
    ],
)
@pytest.mark.parametrize(("name", "content"), [("p.csv", CSV), ("p.ndjson", LINES)])
def test_text_is_read_packed_or_not(
    tmp_path: Path, name: str, content: bytes, ending: str, pack: object
) -> None:
    path = tmp_path / f"{name}{ending}"
    assert callable(pack)
    # Two streams, one after the other, as parallel packers write them.
    path.write_bytes(pack(content[:20]) + pack(content[20:]))
    source = open_source(path, Columns())

    assert [row.title for row in source.rows()] == ["Cook", "Baker"]
    assert source.expected() == 2


@pytest.mark.parametrize("ending", [".gz", ".bz2", ".xz", ".zst"])
@pytest.mark.parametrize("content", [b"no such thing", b""])
def test_a_file_that_is_not_packed_as_it_says_is_named(
    tmp_path: Path, ending: str, content: bytes
) -> None:
    path = tmp_path / f"p.csv{ending}"
    path.write_bytes(content)

    with pytest.raises(PostingError, match=rf"p\.csv\{ending}: "):
        ids(path)


@pytest.mark.parametrize(
    ("ending", "pack"),
    [(".gz", gzip.compress), (".bz2", bz2.compress), (".zst", zstd.compress)],
)
def test_a_file_that_breaks_off_is_named(tmp_path: Path, ending: str, pack: object) -> None:
    assert callable(pack)
    path = tmp_path / f"p.csv{ending}"
    path.write_bytes(pack(CSV * 1000)[:-9])

    with pytest.raises(PostingError, match=rf"p\.csv\{ending}: can't be read"):
        ids(path)


def test_a_folder_is_read_in_the_order_of_names(tmp_path: Path) -> None:
    for name in ("b", "a", "month=2/c"):
        parquet(tmp_path / f"{name}.parquet", f"SELECT '{name}' AS id, 'Cook' AS title")
    (tmp_path / "b2.csv").write_bytes(CSV)
    (tmp_path / "b3.jsonl.gz").write_bytes(gzip.compress(LINES))
    for name in ("_SUCCESS", ".b.parquet.crc", "notes.txt", "_tmp.csv"):
        (tmp_path / name).touch()

    assert ids(tmp_path) == ["a", "b", "1", "2", 1, 2, "month=2/c"]


def test_a_pattern_is_read_in_the_order_of_names(tmp_path: Path) -> None:
    for name in ("ads-2", "ads-1", "other", "old/ads-0"):
        parquet(tmp_path / f"{name}.parquet", f"SELECT '{name}' AS id, 'Cook' AS title")

    assert ids(tmp_path / "ads-*.parquet") == ["ads-1", "ads-2"]
    assert ids(tmp_path / "**" / "ads-*.parquet") == ["ads-1", "ads-2", "old/ads-0"]


def test_a_file_whose_name_looks_like_a_pattern_is_that_file(tmp_path: Path) -> None:
    parquet(tmp_path / "ads[1].parquet", "SELECT 'this' AS id, 'Cook' AS title")
    parquet(tmp_path / "ads1.parquet", "SELECT 'other' AS id, 'Cook' AS title")

    assert ids(tmp_path / "ads[1].parquet") == ["this"]


def test_files_may_have_their_columns_in_any_order_and_others_beside(tmp_path: Path) -> None:
    parquet(tmp_path / "a.parquet", "SELECT 1 AS id, 'Cook' AS title, 'Stir.' AS description")
    parquet(tmp_path / "b.parquet", "SELECT 2.5 AS pay, 'Bake.' AS description, 2 AS id")

    rows = list(open_source(tmp_path, Columns()).rows())
    assert [(row.id, row.title, row.description) for row in rows] == [
        (1, "Cook", "Stir."),
        (2, None, "Bake."),
    ]


@pytest.mark.parametrize(
    ("first", "second", "kind"),
    [("1", "2", "INTEGER"), ("1", "2::BIGINT", "VARCHAR"), ("1", "'x'", "VARCHAR")],
)
def test_ids_of_several_types_become_text(
    tmp_path: Path, first: str, second: str, kind: str
) -> None:
    parquet(tmp_path / "a.parquet", f"SELECT {first} AS id, 'Cook' AS title")
    parquet(tmp_path / "b.parquet", f"SELECT {second} AS id, 'Cook' AS title")

    assert open_source(tmp_path, Columns()).id_type == kind


def test_the_file_of_a_folder_that_lacks_a_column_is_named(tmp_path: Path) -> None:
    parquet(tmp_path / "a.parquet", "SELECT 1 AS id, 'Cook' AS title")
    parquet(tmp_path / "b.parquet", "SELECT 1 AS ref, 'Cook' AS job_title, 'x' AS body")

    with pytest.raises(PostingError) as raised:
        open_source(tmp_path, Columns())
    assert str(raised.value) == (
        f"{tmp_path}/b.parquet: no column 'title' and none 'description'; the columns are "
        "'body', 'job_title', 'ref': say which with "
        "--columns id=ref,title=job_title,description=body"
    )


def test_the_rows_of_several_files_are_foreseen(tmp_path: Path) -> None:
    for name in "abcd":
        (tmp_path / f"{name}.csv").write_bytes(CSV)
    source = open_source(tmp_path, Columns())
    rows = source.rows()

    assert source.expected() == 0
    for _ in range(3):
        next(rows)
    assert 4 <= source.expected() <= 8
    assert len(list(rows)) == 5
    assert source.expected() == 8


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("postings.xlsx", r"expected \.parquet, \.csv"),
        ("postings.parquet.gz", r"expected \.parquet, \.csv"),
        ("missing.csv", "no such file or folder"),
    ],
)
def test_what_cannot_be_read_is_refused(tmp_path: Path, name: str, message: str) -> None:
    if not name.startswith("missing"):
        (tmp_path / name).touch()

    with pytest.raises(PostingError, match=message):
        open_source(tmp_path / name, Columns())


def test_a_folder_without_postings_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").touch()
    with pytest.raises(PostingError, match=r"a folder without postings; expected \.parquet"):
        open_source(tmp_path, Columns())
