import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from jobskills.errors import DatasetError
from jobskills.evaluation.gold_file import GoldFile, GoldPosting
from jobskills.evaluation.postings import READINGS, PostingsRun, evaluate_postings
from jobskills.evaluation.postings_report import postings_predictions, postings_report
from jobskills.evaluation.report import write_report
from jobskills.models.profile import Element
from jobskills.prediction import (
    ElementScore,
    ModelInfo,
    OccupationScore,
    Posting,
    Prediction,
)

_WORDS = tuple(f"job{chr(ord('a') + i)}" for i in range(12))


class WordReader:
    """Knows one word per occupation; reads titles well and descriptions for nothing."""

    info = ModelInfo("words", "1", "29.3")
    elements = (
        Element("2.B.3.e", "Programming", "skills"),
        Element("1.C.3.a", "Cooperation", "work_styles"),
    )
    occupations = tuple((f"11-{i:04}.00", word) for i, word in enumerate(_WORDS))
    ratings = np.vstack(
        [np.random.default_rng(0).uniform(1, 5, (11, 2)), np.full((1, 2), np.nan)]
    ).astype(np.float32)

    def predict(self, postings: Sequence[Posting]) -> list[Prediction]:
        return [self._prediction(posting) for posting in postings]

    def _prediction(self, posting: Posting) -> Prediction:
        row = _WORDS.index(posting.title) if posting.title in _WORDS else 0
        order = [row, *(i for i in range(12) if i != row)][:10]
        means = np.nan_to_num(self.ratings[row], nan=3.0)
        return Prediction(
            model=self.info,
            id=posting.id,
            title=posting.title,
            n_words=1,
            truncated=False,
            warnings=(),
            occupations=tuple(
                OccupationScore(*self.occupations[i], 0.5 / (rank + 1))
                for rank, i in enumerate(order)
            ),
            # In another order than `elements`, as a prediction sorts by probability.
            elements=tuple(
                ElementScore(
                    e.id, e.name, e.domain, m, m - 0.5, m + 0.5, None, float(m >= 3), 0.0, ()
                )
                for e, m in reversed(list(zip(self.elements, map(float, means), strict=True)))
            ),
            technologies=(),
            tools=(),
        )


class Forgetful(WordReader):
    """Leaves an element out."""

    def _prediction(self, posting: Posting) -> Prediction:
        whole = super()._prediction(posting)
        return replace(whole, elements=whole.elements[1:])


def _posting(line: int, title: str, code: str | None, description: str = "Text.") -> GoldPosting:
    sets = {"gold_union": frozenset([code])} if code else {}
    return GoldPosting(line, f"id{line}", title, description, code, sets)


_GOLD = GoldFile(
    "gold.jsonl",
    "0" * 64,
    (
        *(_posting(i + 1, word, f"11-{i:04}.00") for i, word in enumerate(_WORDS)),
        _posting(13, "joba", "11-0001.00", description=""),
        _posting(14, "", "11-0000.00"),
        _posting(15, "joba", None),
        _posting(16, "joba", "99-9999.00"),
    ),
)


@pytest.fixture(scope="module")
def run() -> PostingsRun:
    return evaluate_postings(_GOLD, WordReader())


def test_a_reading_skips_postings_without_the_part_it_shows(run: PostingsRun) -> None:
    assert list(run.readings) == list(READINGS)
    full, title, description = run.readings.values()
    assert (len(full.postings), len(title.postings), len(description.postings)) == (16, 15, 15)


def test_only_postings_of_rated_occupations_count_for_r(run: PostingsRun) -> None:
    full = run.readings["title and description"]
    lines = {full.postings[i].line for i in full.rated}
    assert lines == {*range(1, 12), 13, 14}  # 12 is not rated, 15 has no code, 16 is not listed


def test_the_answers_stand_under_their_own_element(run: PostingsRun) -> None:
    full = run.readings["title and description"]
    np.testing.assert_allclose(full.importance[:11], WordReader.ratings[:11], rtol=1e-6)


def test_hits_and_agreement_are_those_made_here(run: PostingsRun) -> None:
    numbers = postings_report(run).numbers
    hits = numbers["hits"]["gold_union"]
    # Right: 12 titles of their own and the posting without a title; wrong: lines 13 and 16.
    assert hits["title and description"]["postings"] == 15
    assert hits["title and description"]["hit@1"] == pytest.approx(13 / 15)
    assert hits["title and description"]["hit@3"] == pytest.approx(14 / 15)
    assert hits["description only"]["hit@1"] == pytest.approx(2 / 14)
    low, high = hits["title only"]["hit@1_interval"]
    assert low <= hits["title only"]["hit@1"] <= high
    readings = numbers["readings"]
    assert readings["title only"]["domains"]["skills"]["r"] > 0.8
    assert np.isnan(readings["description only"]["domains"]["skills"]["r"])
    assert readings["title only"]["domains"]["skills"]["rmse_ratio"] < 0.8
    assert numbers["data"]["gold_code_not_listed"] == 1


def test_what_is_written(run: PostingsRun, tmp_path: Path) -> None:
    write_report(postings_report(run), postings_predictions(run), tmp_path)
    predictions = pl.read_parquet(tmp_path / "predictions.parquet")
    assert predictions.height == (16 + 15 + 15) * 2
    one = predictions.filter(reading="title only", line=3, element_id="1.C.3.a")
    assert one["importance"].item() == pytest.approx(float(WordReader.ratings[2, 1]), rel=1e-6)
    report = json.loads((tmp_path / "report.json").read_text())
    assert report["subject"] == {"name": "words", "version": "1", "onet_release": "29.3"}
    assert "O*NET 29.3" in (tmp_path / "report.html").read_text()


def test_gold_sets_without_any_rated_code_still_give_a_report(tmp_path: Path) -> None:
    gold = replace(_GOLD, postings=(_posting(1, "joba", "99-9999.00"),))
    report = postings_report(evaluate_postings(gold, WordReader()))
    assert report.numbers["readings"]["title only"]["domains"] == {}
    assert report.numbers["hits"]["gold_union"]["title only"]["hit@10"] == 0
    write_report(report, pl.DataFrame(), tmp_path)


def test_progress_counts_every_reading() -> None:
    calls: list[tuple[int, int]] = []
    evaluate_postings(_GOLD, WordReader(), lambda done, total: calls.append((done, total)))
    assert calls == [(16, 46), (31, 46), (46, 46)]


def test_a_reader_that_leaves_elements_out_is_refused() -> None:
    with pytest.raises(DatasetError, match="left elements out"):
        evaluate_postings(_GOLD, Forgetful())
