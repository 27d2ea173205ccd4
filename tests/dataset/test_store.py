"""A data set comes back as it was saved; anything else in its place is refused with a reason."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from jobskills.dataset import Dataset, build_dataset
from jobskills.errors import DatasetError

Tables = dict[str, list[list[str | float | None]]]

NAMES = ("texts", "ratings", "categories", "labels")


@pytest.fixture
def built(tables: Tables, write_release: Callable[..., Path]) -> Dataset:
    return build_dataset(write_release(tables))


@pytest.fixture
def saved(built: Dataset, tmp_path: Path) -> Path:
    built.save(tmp_path / "deep" / "data")
    return tmp_path / "deep" / "data"


def test_it_comes_back_as_it_was(built: Dataset, saved: Path) -> None:
    loaded = Dataset.load(saved)
    for name in NAMES:
        assert_frame_equal(getattr(loaded, name), getattr(built, name))
    assert loaded.manifest == built.manifest
    assert loaded.label_report == built.label_report
    files = {*(f"{n}.parquet" for n in NAMES), "labels.json", "manifest.json"}
    assert {p.name for p in saved.iterdir()} == files
    assert [p.name for p in saved.parent.iterdir()] == ["data"]


def test_a_data_set_is_replaced(built: Dataset, saved: Path) -> None:
    replace(built, manifest={**built.manifest, "recipe": "seed"}).save(saved)
    assert Dataset.load(saved).manifest["recipe"] == "seed"
    assert [p.name for p in saved.parent.iterdir()] == ["data"]


def test_an_empty_directory_is_used(built: Dataset, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    built.save(tmp_path / "empty")
    Dataset.load(tmp_path / "empty")


def test_another_directory_is_left_alone(built: Dataset, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("years of work")
    with pytest.raises(DatasetError, match="exists and is not a data set"):
        built.save(tmp_path / "mine")
    assert (tmp_path / "mine" / "thesis.txt").read_text() == "years of work"
    with pytest.raises(DatasetError, match="is a file; give a directory"):
        built.save(tmp_path / "mine" / "thesis.txt")


def test_a_failed_write_leaves_the_old_one(built: Dataset, saved: Path) -> None:
    broken = replace(built, label_report={"value": float("nan")})
    with pytest.raises(ValueError, match="JSON"):
        broken.save(saved)
    assert Dataset.load(saved).label_report == built.label_report
    assert [p.name for p in saved.parent.iterdir()] == ["data"]


def test_a_place_that_cannot_be_written_is_named(built: Dataset, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(DatasetError, match="can't be written"):
        built.save(tmp_path / "file" / "data")


@pytest.mark.parametrize("file", [*(f"{n}.parquet" for n in NAMES), "labels.json", "manifest.json"])
def test_a_missing_or_broken_file_is_named(saved: Path, file: str) -> None:
    (saved / file).write_bytes(b"PAR1 or {")
    with pytest.raises(DatasetError, match=rf"{file}: can't be read: .*build the data set again"):
        Dataset.load(saved)
    (saved / file).unlink()
    with pytest.raises(DatasetError, match=file):
        Dataset.load(saved)


def test_no_directory_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="make a data set with 'jobskills data build'"):
        Dataset.load(tmp_path / "nowhere")


@pytest.mark.parametrize("content", ["[]", '{"format": 2}', "{}"])
def test_another_format_is_refused(saved: Path, content: str) -> None:
    (saved / "manifest.json").write_text(content)
    with pytest.raises(DatasetError, match=r"expected (data set format 1|a JSON object)"):
        Dataset.load(saved)


def test_a_table_of_another_build_is_refused(built: Dataset, saved: Path) -> None:
    built.texts.head(1).write_parquet(saved / "texts.parquet")
    with pytest.raises(DatasetError, match="expected 3 rows as the manifest says, found 1"):
        Dataset.load(saved)


def test_other_columns_are_refused(built: Dataset, saved: Path) -> None:
    built.ratings.with_columns(pl.col("n").cast(pl.String)).write_parquet(saved / "ratings.parquet")
    with pytest.raises(DatasetError, match=r"ratings.parquet: expected columns"):
        Dataset.load(saved)
    built.labels.drop("code").write_parquet(saved / "labels.parquet")
    with pytest.raises(DatasetError, match="expected columns"):
        Dataset.load(saved)


def test_the_manifest_is_readable_json(saved: Path) -> None:
    manifest = json.loads((saved / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["sources"][0]["sha256"]
    assert not any(word in json.dumps(manifest) for word in ("/tmp", "time"))
