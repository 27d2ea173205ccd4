from pathlib import Path

import duckdb
import pytest

from jobskills.batch.columns import Columns
from jobskills.batch.sources import open_source
from jobskills.errors import PostingError


def test_a_folder_of_parquet_is_read_in_the_order_of_names(tmp_path: Path) -> None:
    for name in ("b", "a", "c"):
        duckdb.connect().execute(
            f"COPY (SELECT '{name}' AS id, 'Cook' AS title) TO '{tmp_path}/{name}.parquet'"
        )
    (tmp_path / "_SUCCESS").touch()

    assert [row.id for row in open_source(tmp_path, Columns()).rows()] == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("postings.xlsx", "expected a .parquet, .csv"),
        ("postings.parquet.gz", "expected a .parquet, .csv"),
        ("missing.csv", "no such file or folder"),
    ],
)
def test_what_cannot_be_read_is_refused(tmp_path: Path, name: str, message: str) -> None:
    if not name.startswith("missing"):
        (tmp_path / name).touch()

    with pytest.raises(PostingError, match=message):
        open_source(tmp_path / name, Columns())


def test_a_folder_without_parquet_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PostingError, match=r"a folder without \.parquet files"):
        open_source(tmp_path, Columns())
