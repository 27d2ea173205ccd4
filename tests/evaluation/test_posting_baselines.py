"""TF-IDF is fitted on a built data set, of the release that its answers are held to."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from jobskills.dataset import build_dataset
from jobskills.errors import DatasetError
from jobskills.evaluation.posting_baselines import (
    ProfileReader,
    average_answers,
    noise_ceiling,
    published,
)
from jobskills.evaluation.ratings import RatedAnswers
from jobskills.models.profile import ProfileData
from jobskills.models.profile_baselines import TfidfProfile
from jobskills.prediction import Posting

Tables = dict[str, list[list[str | float | None]]]


@pytest.fixture
def data(tables: Tables, write_release: Callable[..., Path], tmp_path: Path) -> Path:
    """Twelve occupations; those that cook are rated two points higher on every skill."""
    codes = [f"35-20{k:02}.00" for k in range(12)]
    header, task = tables["Task Statements"][:2]
    tasks = [[c, k, _task(k), *task[3:]] for k, c in enumerate(codes)]
    occupations: list[list[str | float | None]] = [
        [c, f"Worker {c}", "Do the work."] for c in codes
    ]
    scores, first, second = tables["Skills"][:3]
    value = scores.index("Data Value")
    skills = [
        [c, *row[1:value], 2.0 + 2 * _cooks(k), *row[value + 1 :]]
        for k, c in enumerate(codes)
        for row in (first, second)
    ]
    release: Tables = {
        "Occupation Data": [tables["Occupation Data"][0], *occupations],
        "Task Statements": [header, *tasks],
        "Skills": [scores, *skills],
    }
    build_dataset(write_release(release)).save(tmp_path / "data")
    return tmp_path / "data"


def _cooks(k: int) -> bool:
    return k % 2 == 1


def _task(k: int) -> str:
    return "Cook soups." if _cooks(k) else "Drive trucks."


def test_it_learns_from_every_occupation_of_the_data_set(data: Path) -> None:
    postings = [Posting("", "Cook soups."), Posting("", "Drive trucks.")]
    cook, driver = TfidfProfile().fit(published(data, "29.3")).predict(postings).importance
    assert (cook > driver + 0.5).all()


def test_a_data_set_of_another_release_is_refused(data: Path) -> None:
    with pytest.raises(DatasetError, match=r"built from O\*NET 29\.3, but .* of 18\.1; build"):
        published(data, "18.1")


def test_a_missing_data_set_is_named(data: Path) -> None:
    shutil.rmtree(data)
    with pytest.raises(DatasetError, match=str(data)):
        published(data, "29.3")


def _held_to(profiles: ProfileData, rows: list[int]) -> RatedAnswers:
    truth = profiles.importance[rows]
    nothing = np.zeros_like(truth)
    return RatedAnswers(
        domains=tuple(element.domain for element in profiles.elements),
        truth=truth,
        on=np.zeros_like(truth),
        importance=nothing,
        low=nothing,
        high=nothing,
        probability=nothing,
        informed=np.ones(truth.shape[1], dtype=np.bool_),
    )


def test_a_model_answers_on_a_part_of_its_elements_in_their_order(profiles: ProfileData) -> None:
    model = TfidfProfile().fit(profiles)
    wanted = (profiles.elements[2], profiles.elements[0])
    posting = Posting("", "write software. meet clients.")
    said = ProfileReader("tfidf", model, wanted).answers(_held_to(profiles, [0]), [posting])
    whole = model.predict([posting])
    np.testing.assert_array_equal(said.importance, whole.importance[:, [2, 0]])
    np.testing.assert_array_equal(said.high, whole.importance_high[:, [2, 0]])
    np.testing.assert_array_equal(said.probability, whole.probability[:, [2, 0]])


def test_the_average_occupation_answers_alike_for_every_text(profiles: ProfileData) -> None:
    thresholds = profiles.thresholds()
    answers = average_answers(_held_to(profiles, [3, 4]), profiles.importance, thresholds)
    np.testing.assert_allclose(answers.importance[0], np.nanmean(profiles.importance, axis=0))
    np.testing.assert_array_equal(answers.importance[0], answers.importance[1])
    assert (answers.low < answers.importance).all() and (answers.importance < answers.high).all()
    assert np.isnan(answers.r()).all()
    # Half of the rated occupations are at or above the median; those without ratings don't count.
    np.testing.assert_allclose(answers.probability[0], 0.5, atol=0.1)


def test_the_noise_ceiling_is_of_the_gold_occupations_alone(profiles: ProfileData) -> None:
    some = profiles.codes[:20]
    exact = replace(profiles, standard_error=np.zeros_like(profiles.standard_error))
    assert noise_ceiling(exact, some) == {"skills": 1, "work_styles": 1}
    error = exact.standard_error.copy()
    error[:20] = 0.5
    noisy = replace(profiles, standard_error=error)
    assert 0.5 < noise_ceiling(noisy, [*some, "99-9999.00"])["skills"] < 1
    assert noise_ceiling(noisy, profiles.codes[20:40])["skills"] == 1
