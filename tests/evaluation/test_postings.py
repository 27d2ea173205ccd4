import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Self

import numpy as np
import polars as pl
import pytest

from jobskills.errors import DatasetError
from jobskills.evaluation.gold_file import GoldFile, GoldPosting
from jobskills.evaluation.postings import READINGS, PostingsRun, evaluate_postings
from jobskills.evaluation.postings_report import postings_predictions, postings_report
from jobskills.evaluation.report import write_report
from jobskills.models.profile import Category, Element, Occupation, ProfileData, Profiles
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


class KnowsTheRatings:
    """A fitted model of profiles with more elements, in another order; wrong by `offset`."""

    elements_: tuple[Element, ...] = (
        Element("9.Z", "Not asked for", "skills"),
        *reversed(WordReader.elements),
    )
    categories_: tuple[Category, ...] = ()
    occupations_: tuple[str, ...] = ()

    def __init__(self, offset: float = 0.0) -> None:
        self.offset = offset

    def fit(self, train: ProfileData) -> Self:
        return self

    def predict(self, postings: Sequence[Posting]) -> Profiles:
        rows = [_WORDS.index(p.title) if p.title in _WORDS else 0 for p in postings]
        true = np.nan_to_num(WordReader.ratings[rows], nan=3.0)[:, ::-1] + self.offset
        importance = np.column_stack([np.full(len(rows), 9.0), true]).astype(np.float32)
        nothing = np.empty((len(rows), 0), dtype=np.float32)
        return Profiles(
            importance=importance,
            importance_low=importance - 0.25,
            importance_high=importance + 0.25,
            level=np.full_like(importance, np.nan),
            probability=np.clip(importance / 5, 0, 1),
            category_probability=nothing,
            occupation_probability=nothing,
        )


@pytest.fixture(scope="module")
def run() -> PostingsRun:
    return evaluate_postings(_GOLD, WordReader())


@pytest.fixture(scope="module")
def beside() -> PostingsRun:
    return evaluate_postings(_GOLD, WordReader(), models={"tfidf": KnowsTheRatings(0.5)})


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


def test_a_model_beside_the_reader_answers_under_the_readers_elements(beside: PostingsRun) -> None:
    said = beside.readings["title and description"].baselines["tfidf"]
    held_to = beside.readings["title and description"].answers
    np.testing.assert_array_equal(said.truth, held_to.truth)
    np.testing.assert_allclose(said.importance[:11], WordReader.ratings[:11] + 0.5, rtol=1e-6)
    np.testing.assert_allclose(said.low, said.importance - 0.25, rtol=1e-6)


def test_every_reading_has_the_same_numbers_for_all_models(beside: PostingsRun) -> None:
    for reading in postings_report(beside).numbers["readings"].values():
        assert list(reading["baselines"]) == ["majority", "tfidf"]
        for one in reading["baselines"].values():
            assert one["domains"].keys() == reading["domains"].keys()
            assert one["domains"]["skills"].keys() == reading["domains"]["skills"].keys()
            assert {"ece", "coverage"} < one.keys()


def test_the_numbers_of_a_model_beside_are_its_own(beside: PostingsRun) -> None:
    titles = postings_report(beside).numbers["readings"]["title only"]
    said = titles["baselines"]["tfidf"]["domains"]["skills"]
    # Both know the title's word; adding a half leaves r, and moves every rating out of reach.
    assert said["r"] == pytest.approx(titles["domains"]["skills"]["r"])
    assert said["rmse"] > titles["domains"]["skills"]["rmse"]
    assert said["coverage"] < 0.1 < titles["domains"]["skills"]["coverage"]
    assert np.isnan(titles["baselines"]["majority"]["domains"]["skills"]["r"])


def test_the_page_shows_the_model_beside_or_says_how_to(
    run: PostingsRun, beside: PostingsRun
) -> None:
    alone, both = postings_report(run), postings_report(beside)
    assert any("--data DIR" in note for note in alone.notes)
    assert not any("--data DIR" in note for note in both.notes)
    [table] = [table for table in both.tables if table.title == "From title only"]
    assert [row[2] for row in table.rows] == ["words 1", "majority", "tfidf"] * 2
    added = {figure.title for figure in both.figures} - {figure.title for figure in alone.figures}
    # Neither tells texts without a title apart, so there is no r to draw.
    assert added == {"Beside TF-IDF: title and description", "Beside TF-IDF: title only"}


@pytest.mark.parametrize(
    ("elements", "match"),
    [
        (WordReader.elements[:1], "tfidf: 1 of the bundle's 2 elements .*1.C.3.a, 1 to 5"),
        (
            (WordReader.elements[0], replace(WordReader.elements[1], scale_low=-3.0)),
            "another scale",
        ),
    ],
)
def test_a_model_of_other_elements_is_refused_before_anything_is_read(
    elements: tuple[Element, ...], match: str
) -> None:
    class Reads(WordReader):
        def predict(self, postings: Sequence[Posting]) -> list[Prediction]:
            raise AssertionError("read before the check")

    model = KnowsTheRatings()
    model.elements_ = elements
    with pytest.raises(DatasetError, match=match):
        evaluate_postings(_GOLD, Reads(), models={"tfidf": model})


def test_groups_are_the_gold_codes_first_two_digits(beside: PostingsRun) -> None:
    [group] = postings_report(beside).numbers["groups"]
    assert (group["group"], group["postings"]) == ("11-0000", 13)
    # Of the 13, line 13 alone is taken for another occupation, and that one is in the ten.
    assert group["hit@1"] == pytest.approx(12 / 13)
    assert group["hit@10"] == 1
    assert list(group["rmse"]) == ["words 1", "majority", "tfidf"]
    assert group["rmse"]["tfidf"] > group["rmse"]["words 1"]


def test_the_worst_miss_is_named_by_id_title_and_codes_alone(run: PostingsRun) -> None:
    worst, *others = postings_report(run).numbers["misses"]
    expected = np.sqrt(np.mean((WordReader.ratings[0] - WordReader.ratings[1]) ** 2))
    assert worst == {
        "line": 13,
        "id": "id13",
        "title": "joba",
        "gold": "11-0001.00",
        "gold_title": "jobb",
        "gold_rank": 2,
        "answered": "11-0000.00",
        "answered_title": "joba",
        "chance": 0.5,
        "rmse": pytest.approx(expected, rel=1e-6),
    }
    assert all(other["rmse"] < 1e-6 for other in others)


def test_no_description_reaches_the_report(tmp_path: Path) -> None:
    gold = replace(_GOLD, postings=(_posting(1, "joba", "11-0001.00", "Onlyinthetext here."),))
    made = evaluate_postings(gold, WordReader())
    write_report(postings_report(made), postings_predictions(made), tmp_path)
    assert "joba" in (tmp_path / "report.html").read_text()
    for name in ("report.html", "report.json"):
        assert "Onlyinthetext" not in (tmp_path / name).read_text()


def test_the_first_occupations_probability_is_held_to_how_often_it_is_right(
    run: PostingsRun,
) -> None:
    chances = postings_report(run).numbers["chances"]["gold_union"]["title and description"]
    # A half is said of every first one, and 13 of the 15 are right.
    assert (chances["postings"], chances["said"]) == (15, 0.5)
    assert chances["ece"] == pytest.approx(13 / 15 - 0.5)
    assert 0 < chances["ece_by_chance"] < 0.2
    # A half for the first, a quarter for the second, ...: the right one is 13 times the first,
    # once the second (line 13, or line 16 that has none), and the other eight are wrong.
    listed = [13 / 15 - 1 / 2, 1 / 15 - 1 / 4, *(-0.5 / rank for rank in range(3, 11))]
    assert chances["ece_of_listed"] == pytest.approx(sum(map(abs, listed)) / 10, abs=0.03)
    assert chances["bins"] == [{"said": 0.5, "seen": pytest.approx(13 / 15), "count": 15}]


def test_a_lead_is_of_the_same_postings(beside: PostingsRun) -> None:
    titles = postings_report(beside).numbers["readings"]["title only"]
    lead = titles["leads"]["tfidf"]["skills"]
    # Both know the ratings but for a constant: neither is ahead on any draw.
    assert lead["r"] == pytest.approx(0, abs=1e-6)
    assert lead["r_interval"] == pytest.approx([0, 0], abs=1e-6)
    assert "majority" not in titles["leads"]


def test_published_errors_give_the_noise_ceiling_a_row(run: PostingsRun) -> None:
    ratings = WordReader.ratings[:11]
    published = ProfileData(
        occupations=tuple(Occupation(code, title) for code, title in WordReader.occupations[:11]),
        elements=WordReader.elements,
        importance=ratings,
        level=np.full_like(ratings, np.nan),
        standard_error=np.full_like(ratings, 0.3),
        categories=(),
        held=np.empty((11, 0), dtype=np.float32),
    )
    report = postings_report(run, published)
    assert 0.9 < report.numbers["noise_ceiling"]["skills"] < 1
    [table] = [table for table in report.tables if table.title == "Mean r per domain"]
    assert table.rows[-1][0] == "noise ceiling"
    assert postings_report(run).numbers["noise_ceiling"] == {}
