import json
from dataclasses import replace
from pathlib import Path

import noisy_esco
import numpy as np
import pytest
import unlisted

from jobskills.evaluation.gold_file import GoldFile, GoldPosting
from jobskills.evaluation.recipe_texts import RecipeTexts
from jobskills.models.profile import Element, Occupation, ProfileData, ProfileModel
from jobskills.models.profile_baselines import TfidfProfile
from jobskills.models.reader.synthetic import Noise
from jobskills.models.reader.tuning import LabelledPosting
from jobskills.prediction import Posting

_DUTIES = ("Bake bread.", "Drive trucks.", "Write software.", "Meet clients.")


@pytest.fixture
def occupations() -> ProfileData:
    """Twenty occupations, each a SOC group; the duty decides the rating, the last is not rated."""
    importance = np.array([[1.0 + i % 4] for i in range(20)], dtype=np.float32)
    importance[-1] = np.nan
    return ProfileData(
        occupations=tuple(
            Occupation(f"11-{1000 + i}.00", f"Workers {i}", _DUTIES[i % 4]) for i in range(20)
        ),
        elements=(Element("2.B.3.e", "Programming", "skills"),),
        importance=importance,
        level=importance + 1,
        standard_error=np.full_like(importance, 0.1),
        categories=(),
        held=np.empty((20, 0), dtype=np.float32),
    )


class _Settings(unlisted.Settings):
    """Fits TF-IDF in both places, and remembers on what."""

    fitted: list[set[str]] = []  # noqa: RUF012

    def models(self) -> dict[str, ProfileModel]:
        fitted = self.fitted

        class Spy(TfidfProfile):
            def fit(self, train: ProfileData) -> "Spy":
                fitted.append(set(train.codes))
                return super().fit(train)

        return {"default": Spy(), "tfidf": Spy()}


def test_what_is_read_was_taken_out_before(
    occupations: ProfileData, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_Settings, "fitted", [])
    gold = [
        GoldPosting(i, None, "", f"{one.description} Day {i}.", one.code, {})
        for i, one in enumerate(occupations.occupations[:-1])
    ]
    answers = unlisted.pooled(occupations, gold, _Settings(RecipeTexts(), 1, "default"), 5)
    assert len(_Settings.fitted) == 10
    assert all(len(codes) == 16 for codes in _Settings.fitted)
    held_out = [set(occupations.codes) - codes for codes in _Settings.fitted[::2]]
    assert set.union(*held_out) == set(occupations.codes)
    # Every text was read once, held to its own occupation's rating, which its duty gives away.
    assert sorted(answers["default"].truth[:, 0]) == sorted(occupations.importance[:-1, 0])
    assert unlisted.scores(answers["default"])["domains"]["skills"]["r"] > 0.9


def test_texts_of_unrated_occupations_are_not_read(
    occupations: ProfileData, tmp_path: Path
) -> None:
    for name in unlisted.FILES:
        rows = [
            {"title": "Worker", "onet_best": code, "onet_codes": ["11-1000.00"]}
            for code in ("11-1000.00", "11-1019.00", "99-9999.00", None)
        ]
        (tmp_path / f"{name}.jsonl").write_text("\n".join(map(json.dumps, rows)))
    found = unlisted.rated(occupations, tmp_path)
    assert [one.code for one in found] == ["11-1000.00"] * len(unlisted.FILES)


def test_known_titles_and_texts_tuned_on_are_left_out(tmp_path: Path) -> None:
    row = {"description": "Bake.", "onet_best": "51-3011.00", "onet_codes": ["51-3011.00"]}
    rows = [
        {**row, "id": "new", "title": "Crumb Master", "title_in_onet_alt": False},
        {**row, "id": "old", "title": "Baker", "title_in_onet_alt": True},
        {**row, "id": "tuned", "title": "Dough Poet", "title_in_onet_alt": False},
        {**row, "id": "many", "title": "Oven Hand", "title_in_onet_alt": False, "onet_best": None},
    ]
    path = tmp_path / "esco.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)))
    tuned = RecipeTexts(
        labelled=(LabelledPosting(Posting("Dough Poet", "Bake."), ("51-3011.00",)),)
    )
    assert [one.id for one in noisy_esco.new_titles(path, tuned).postings] == ["new"]


def test_noise_stands_around_the_text_and_is_always_the_same(occupations: ProfileData) -> None:
    texts = tuple(f"We have a canteen {i}." for i in range(2000))
    noise = Noise(
        vectors=np.zeros((2000, 2), np.float32),
        sections=np.zeros(2000, np.intp),
        runs=np.array([[i, i + 1] for i in range(2000)]),
        texts=texts,
    )
    one = GoldPosting(1, "a", "Baker", "Bake bread.", "51-3011.00", {})
    gold = GoldFile("x.jsonl", "0", tuple(replace(one, id=str(i)) for i in range(9)))
    hidden, again = noisy_esco.hidden(gold, noise), noisy_esco.hidden(gold, noise)
    assert hidden == again
    lines = [posting.description.split("\n") for posting in hidden.postings]
    assert all(posting.count("Bake bread.") == 1 for posting in lines)
    assert {line for posting in lines for line in posting} <= {"Bake bread.", *texts}
    assert max(map(len, lines)) > 10
