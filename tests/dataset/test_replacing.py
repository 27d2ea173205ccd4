"""Where a data set may be written: over nothing, over an older one, through a link."""

from pathlib import Path

import polars as pl
import pytest

from jobskills.dataset import Dataset
from jobskills.dataset.schema import CATEGORIES, FORMAT, RATINGS, TEXTS
from jobskills.errors import DatasetError


@pytest.fixture
def empty() -> Dataset:
    labels = pl.DataFrame(schema={"code": pl.String})
    rows = dict.fromkeys(("texts", "ratings", "categories", "labels"), 0)
    manifest = {"format": FORMAT, "counts": {"rows": rows}}
    return Dataset(
        TEXTS.to_frame(), RATINGS.to_frame(), CATEGORIES.to_frame(), labels, {}, manifest
    )


def test_a_link_stays_a_link_and_its_target_is_filled(tmp_path: Path, empty: Dataset) -> None:
    (tmp_path / "elsewhere").mkdir()
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "elsewhere")
    empty.save(link)
    empty.save(link)
    assert link.is_symlink()
    assert Dataset.load(tmp_path / "elsewhere").manifest == empty.manifest


def test_the_working_directory_can_be_replaced(
    tmp_path: Path, empty: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty.save(tmp_path / "data")
    monkeypatch.chdir(tmp_path / "data")
    empty.save(Path())
    assert sorted(p.name for p in tmp_path.iterdir()) == ["data"]


def test_a_name_that_no_file_system_takes_is_an_error_of_ours(
    tmp_path: Path, empty: Dataset
) -> None:
    with pytest.raises(DatasetError, match="can't be looked at"):
        empty.save(tmp_path / ("x" * 300))


def test_labels_of_another_kind_are_refused(tmp_path: Path, empty: Dataset) -> None:
    empty.save(tmp_path / "data")
    empty.texts.write_parquet(tmp_path / "data" / "labels.parquet")
    with pytest.raises(DatasetError, match=r"labels\.parquet: expected columns code and one UInt8"):
        Dataset.load(tmp_path / "data")


def test_a_manifest_without_counts_is_refused(tmp_path: Path, empty: Dataset) -> None:
    empty.save(tmp_path / "data")
    (tmp_path / "data" / "manifest.json").write_text(f'{{"format": {FORMAT}, "counts": []}}')
    with pytest.raises(DatasetError, match=r"texts\.parquet: expected None rows"):
        Dataset.load(tmp_path / "data")


def test_a_link_to_itself_is_refused(tmp_path: Path, empty: Dataset) -> None:
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(DatasetError, match="loop: can't be"):
        empty.save(tmp_path / "loop")
