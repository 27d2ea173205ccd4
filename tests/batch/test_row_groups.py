from pathlib import Path

import duckdb
import pytest

from jobskills.batch.row_groups import copy_as_bytes, join_row_groups
from jobskills.errors import JobskillsError

QUERY = """
SELECT range + {0} AS id, 'word ' || range AS text, range % 3 = 0 AS flag,
       [{{'a': range / 3, 'b': NULL::VARCHAR, 'c': [range, {0}]}}, NULL] AS lines
FROM range({1})
"""


def write(path: Path, first: int, n: int, options: str = "") -> Path:
    duckdb.connect().execute(
        f"COPY ({QUERY.format(first, n)}) TO '{path}' (FORMAT parquet {options})"
    )
    return path


def read(paths: list[Path], where: str = "true") -> list[tuple[object, ...]]:
    listed = ", ".join(f"'{path}'" for path in paths)
    query = f"SELECT * FROM read_parquet([{listed}]) WHERE {where}"
    return duckdb.connect().execute(query).fetchall()


def test_the_whole_reads_as_its_parts_do(tmp_path: Path) -> None:
    parts = [
        write(tmp_path / "0.parquet", 0, 5000, ", COMPRESSION zstd, ROW_GROUP_SIZE 2048"),
        write(tmp_path / "1.parquet", 5000, 1),
        write(tmp_path / "2.parquet", 6000, 700, ", PARQUET_VERSION v2"),
    ]
    whole = tmp_path / "whole.parquet"
    join_row_groups(parts, whole)

    assert read([whole]) == read(parts)
    # What a reader skips by statistics and Bloom filters is skipped in the right place.
    assert read([whole], "id = 6003") == read(parts, "id = 6003") != []
    assert read([whole], "text = 'word 17'") == read(parts, "text = 'word 17'") != []
    groups = duckdb.connect().execute(
        f"SELECT DISTINCT row_group_id FROM parquet_metadata('{whole}')"
    )
    assert len(groups.fetchall()) == 5


def test_one_part_is_the_whole(tmp_path: Path) -> None:
    part = write(tmp_path / "0.parquet", 0, 10)
    join_row_groups([part], tmp_path / "whole.parquet")

    assert read([tmp_path / "whole.parquet"]) == read([part])


def test_parts_of_other_columns_are_refused(tmp_path: Path) -> None:
    part = write(tmp_path / "0.parquet", 0, 10)
    other = tmp_path / "1.parquet"
    duckdb.connect().execute(f"COPY (SELECT 1 AS id) TO '{other}' (FORMAT parquet)")

    with pytest.raises(JobskillsError, match=r"1\.parquet: has other columns than .*0\.parquet"):
        join_row_groups([part, other], tmp_path / "whole.parquet")


@pytest.mark.parametrize(
    "content",
    [b"", b"PAR1", b"PAR1\xff\xff\xff\xffPAR1", b"x" * 40, b"PAR1\x15\x80\x02\0\0\0PAR1"],
)
def test_what_is_no_parquet_is_refused(tmp_path: Path, content: bytes) -> None:
    part = tmp_path / "0.parquet"
    part.write_bytes(content)

    with pytest.raises(
        JobskillsError, match=r"0\.parquet: (is no Parquet file|the footer ends within a value)"
    ):
        join_row_groups([part], tmp_path / "whole.parquet")


def test_a_copy_as_bytes_holds_the_same_bytes(tmp_path: Path) -> None:
    source = write(tmp_path / "0.parquet", 0, 5000, ", ROW_GROUP_SIZE 2048")
    copy_as_bytes(source, tmp_path / "copy.parquet")

    rows = duckdb.connect().execute(f"SELECT id, text, typeof(text) FROM '{tmp_path}/copy.parquet'")
    assert rows.fetchall() == [(n, f"word {n}".encode(), "BLOB") for n in range(5000)]
