"""The classic task through its only door, the command."""

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
from click.testing import CliRunner, Result
from sklearn.model_selection import train_test_split

from jobskills.cli import cli
from jobskills.errors import DatasetError
from jobskills.evaluation.seed import SeedSettings

Write = Callable[..., Path]


def _run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, ["evaluate", "seed", *map(str, arguments)])


def _report(folder: Path) -> dict[str, Any]:
    report: dict[str, Any] = json.loads((folder / "report.json").read_text())
    return report


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Any]:
    """One run of the ridge regression with two further splits."""
    folder = tmp_path_factory.mktemp("seed")
    generator = np.random.default_rng(0)
    rows = ["O*NET-SOC Code,Description,Programming,Far Vision"]
    for i in range(80):
        a, b = generator.integers(0, 2, size=2)
        text = f"Worker {i}. {'Write software. ' * a}{'Drive trucks. ' * b}Keep records."
        rows.append(f"{i},{text},{a},{b}")
    csv = folder / "tiny.csv"
    csv.write_text("\n".join(rows))
    result = _run(csv, "--model", "tfidf", "--states", 2, "--out", folder / "out")
    assert result.exit_code == 0, result.output
    return {"csv": csv, "out": folder / "out", "report": _report(folder / "out"), "result": result}


def test_the_subject_stands_beside_every_baseline(done: Mapping[str, Any]) -> None:
    report = done["report"]
    assert list(report["models"]) == ["tfidf", "majority", "gru"]
    assert report["models"]["tfidf"]["median_accuracy"] > 0.95
    assert report["models"]["majority"]["macro_auc"] == 0.5
    assert report["settings"]["train"] == 64
    assert [label["name"] for label in report["labels"]] == ["Programming", "Far Vision"]
    assert "tfidf            median accuracy" in done["result"].output


def test_intervals_and_further_splits_surround_their_value(done: Mapping[str, Any]) -> None:
    for model in done["report"]["models"].values():
        low, high = model["median_accuracy_interval"]
        assert low <= model["median_accuracy"] <= high
        spread = model["over_random_states"]["median_accuracy"]
        assert len(spread["values"]) == 2
        assert spread["low"] <= spread["mean"] <= spread["high"]


def test_predictions_are_those_of_the_classic_split(done: Mapping[str, Any]) -> None:
    predictions = pl.read_parquet(done["out"] / "predictions.parquet")
    assert predictions.columns == ["row", "Programming", "Far Vision"]
    _, test = train_test_split(np.arange(80), test_size=0.2, random_state=42)
    assert predictions["row"].to_list() == sorted(test)
    values = predictions.drop("row").to_numpy()
    assert ((values >= 0) & (values <= 1)).all()
    truth = pl.read_csv(done["csv"])[predictions["row"].to_list()]
    right = (predictions["Programming"] >= 0.5).cast(int) == truth["Programming"]
    label = done["report"]["labels"][0]
    assert right.mean() == pytest.approx(label["accuracy"]["tfidf"])


def test_the_same_run_gives_the_same_report_but_for_the_time(
    done: Mapping[str, Any], tmp_path: Path
) -> None:
    assert _run(done["csv"], "--model", "tfidf", "--states", 2, "--out", tmp_path).exit_code == 0
    again = _report(tmp_path)
    assert again.pop("timing")["seconds"].keys() == done["report"]["timing"]["seconds"].keys()
    assert again == {key: value for key, value in done["report"].items() if key != "timing"}
    assert (tmp_path / "report.html").read_text() == (done["out"] / "report.html").read_text()


def test_the_page_stands_alone(done: Mapping[str, Any]) -> None:
    page = (done["out"] / "report.html").read_text()
    assert page.count("<svg ") == 4
    assert not re.search(r"<(script|link|img|iframe)\b", page)
    assert not re.search(r"(?:src|href)=\"(?!#)", page)
    assert "CC BY 4.0" in page
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_without_further_splits_the_report_has_none(seed_csv: Write, tmp_path: Path) -> None:
    result = _run(seed_csv(), "--model", "majority", "--states", 0, "--out", tmp_path / "out")
    assert result.exit_code == 0, result.output
    report = _report(tmp_path / "out")
    assert report["models"]["majority"]["over_random_states"] == {}
    always = report["labels"][3]
    assert (always["accuracy"]["majority"], always["auc"]["majority"]) == (1.0, None)


def test_the_further_states_leave_the_reported_one_out() -> None:
    assert SeedSettings(random_state=1, further_states=3).states() == (0, 2, 3)
    assert SeedSettings(random_state=42, further_states=10).states() == tuple(range(10))


def test_a_wrong_file_is_named_and_writes_nothing(seed_csv: Write, tmp_path: Path) -> None:
    path = seed_csv(lambda lines: [*lines, '1,"text",yes,0,0,1'])
    result = _run(path, "--model", "majority", "--out", tmp_path / "out")
    assert isinstance(result.exception, DatasetError)
    assert "classic.csv, row 62, column 'Programming'" in str(result.exception)
    assert not (tmp_path / "out").exists()


def test_a_file_in_the_way_of_the_folder_is_named(seed_csv: Write, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("in the way")
    arguments = ("--model", "majority", "--states", 0, "--out", tmp_path / "out")
    result = _run(seed_csv(), *arguments)
    assert isinstance(result.exception, DatasetError)
    assert "can't be written" in str(result.exception)


@pytest.mark.parametrize("option", [("--model", "none"), ("--states", "-1"), ()])
def test_wrong_usage_exits_with_2(seed_csv: Write, tmp_path: Path, option: tuple[str, ...]) -> None:
    assert _run(seed_csv(), *option, "--out", tmp_path).exit_code == 2


def test_the_default_model_says_what_its_word_table_saw(seed_csv: Write, tmp_path: Path) -> None:
    out = tmp_path / "out"
    result = _run(seed_csv(), "--model", "default", "--states", 0, "--out", out)
    assert result.exit_code == 0, result.output
    models = _report(out)["models"]
    assert models["default"]["median_accuracy"] > models["majority"]["median_accuracy"]
    assert "word table" in (out / "report.html").read_text("utf-8")
