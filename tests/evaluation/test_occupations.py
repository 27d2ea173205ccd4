import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Self

import numpy as np
import polars as pl
import pytest

from jobskills.dataset import soc_group
from jobskills.errors import DatasetError
from jobskills.evaluation import registry
from jobskills.evaluation.occupations import OccupationsRun, evaluate_occupations
from jobskills.evaluation.occupations_report import occupations_predictions, occupations_report
from jobskills.evaluation.report import write_report
from jobskills.models.profile import ProfileData, Profiles
from jobskills.models.profile_baselines import MeanProfile
from jobskills.prediction import Posting


@pytest.fixture(scope="module")
def run(profiles: ProfileData) -> OccupationsRun:
    return evaluate_occupations(profiles, "tfidf", n_folds=5)


class Spy(MeanProfile):
    """Remembers what it was trained on and what it was shown."""

    seen: list[tuple[set[str], list[Posting]]] = []  # noqa: RUF012

    def fit(self, train: ProfileData) -> Self:
        self.trained = {soc_group(code) for code in train.codes}
        return super().fit(train)

    def predict(self, postings: Sequence[Posting]) -> Profiles:
        self.seen.append((self.trained, list(postings)))
        return super().predict(postings)


class Broken(MeanProfile):
    """Gives a probability for one element too few."""

    def predict(self, postings: Sequence[Posting]) -> Profiles:
        answer = super().predict(postings)
        return replace(answer, probability=answer.probability[:, 1:])


def test_no_near_duplicate_of_a_held_out_occupation_is_trained_on(
    profiles: ProfileData, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(registry.PROFILE_MODELS, "spy", f"{__name__}:Spy")
    monkeypatch.setattr(Spy, "seen", [])
    run = evaluate_occupations(profiles, "spy", n_folds=5)
    groups = [soc_group(code) for code in run.judged.codes]
    for k, (trained, postings) in enumerate(Spy.seen):
        held_out = {group for group, fold in zip(groups, run.fold, strict=True) if fold == k}
        assert held_out
        assert not held_out & trained
        assert len(postings) == (run.fold == k).sum()
        assert all(not posting.title for posting in postings)
    assert sum(len(postings) for _, postings in Spy.seen) == len(run.judged.codes) == 56


def test_the_reader_of_the_rule_finds_it_and_the_mean_has_no_r(run: OccupationsRun) -> None:
    numbers = occupations_report(run, "29.3").numbers
    tfidf, majority = numbers["models"]["tfidf"], numbers["models"]["majority"]
    assert list(tfidf["domains"]) == ["skills", "work_styles"]
    for score in tfidf["domains"].values():
        assert score["r"] > 0.8
        assert score["rmse_ratio"] < 0.7
        assert 0.75 < score["coverage"] <= 1
        assert score["r_interval"][0] < score["r"] < score["noise_ceiling"] <= 1
    assert np.isnan(majority["domains"]["skills"]["r"])
    assert majority["domains"]["skills"]["rmse_ratio"] == 1
    assert majority["ece"] < 0.1
    assert tfidf["categories"]["technology"]["macro_auc"] > 0.9
    assert tfidf["categories"]["technology"]["occupations"] == 55
    assert np.isnan(majority["categories"]["technology"]["macro_auc"])


def test_what_is_written(run: OccupationsRun, tmp_path: Path) -> None:
    write_report(occupations_report(run, "29.3"), occupations_predictions(run), tmp_path)
    predictions = pl.read_parquet(tmp_path / "predictions.parquet")
    assert predictions.columns[:5] == ["code", "element_id", "fold", "importance", "probability"]
    assert predictions.height == 56 * 3
    folds = predictions.group_by(pl.col("code").str.head(7)).agg(pl.col("fold").n_unique())
    assert folds["fold"].max() == 1
    cell = predictions.filter(element_id="1.C.3.a").row(7, named=True)
    answer = run.answers["tfidf"].ratings
    row = run.judged.codes.index(cell["code"])
    assert cell["importance"] == answer.importance[row, 2]
    assert cell["importance_low"] <= cell["importance"] <= cell["importance_high"]
    report = json.loads((tmp_path / "report.json").read_text())
    assert report["models"]["majority"]["domains"]["skills"]["r"] is None
    assert "O*NET 29.3" in (tmp_path / "report.html").read_text()


def test_what_cannot_be_judged_is_refused(
    profiles: ProfileData, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(DatasetError, match="no model is named 'none'"):
        evaluate_occupations(profiles, "none")
    with pytest.raises(DatasetError, match="no ratings"):
        evaluate_occupations(profiles.take([58, 59, 57]), "majority", n_folds=2)
    monkeypatch.setitem(registry.PROFILE_MODELS, "broken", f"{__name__}:Broken")
    with pytest.raises(DatasetError, match=r"'broken' gave probability of shape \(\d+, 2\)"):
        evaluate_occupations(profiles, "broken", n_folds=5)


def test_a_subject_that_is_made_otherwise_is_fitted_anew_in_every_fold(
    profiles: ProfileData,
) -> None:
    made: list[MeanProfile] = []

    def make() -> MeanProfile:
        made.append(MeanProfile())
        return made[-1]

    run = evaluate_occupations(profiles, "majority", n_folds=3, make=make)
    assert len([one for one in made if one.elements_]) == 3
    assert list(run.answers) == ["tfidf", "majority"]


def test_groups_and_misses_are_of_the_subject(run: OccupationsRun) -> None:
    numbers = occupations_report(run).numbers
    [group] = numbers["groups"]
    assert (group["group"], group["occupations"]) == ("11-0000", 56)
    assert group["rmse"]["tfidf"] < group["rmse"]["majority"]
    errors = [miss["rmse"] for miss in numbers["misses"]]
    assert errors == sorted(errors, reverse=True)
    worst = numbers["misses"][0]
    row = run.judged.codes.index(worst["code"])
    answers = run.answers["tfidf"].ratings
    off = answers.importance[row] - answers.truth[row]
    assert worst["too_high"]["by"] == pytest.approx(off.max())
    assert worst["too_low"]["by"] == pytest.approx(off.min())


def test_no_model_is_ahead_of_one_that_has_no_r(run: OccupationsRun, profiles: ProfileData) -> None:
    assert occupations_report(run).numbers["leads"] == {}
    majority = evaluate_occupations(profiles, "majority", n_folds=3)
    assert occupations_report(majority).numbers["leads"] == {}
