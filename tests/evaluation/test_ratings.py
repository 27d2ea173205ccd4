from dataclasses import replace

import numpy as np
import pytest

from jobskills.evaluation.ratings import RatedAnswers, score_domains

_RNG = np.random.default_rng(0)
_TRUTH = _RNG.normal(3, 1, (200, 3))


@pytest.fixture
def answers() -> RatedAnswers:
    """Skills are guessed with noise of 1, so r is about 0.71; work styles perfectly."""
    importance = _TRUTH + _RNG.normal(0, 1, _TRUTH.shape) * [1, 1, 0]
    return RatedAnswers(
        domains=("skills", "skills", "work_styles"),
        truth=_TRUTH,
        on=(_TRUTH >= 3).astype(float),
        importance=importance,
        low=importance - 1.645,
        high=importance + 1.645,
        probability=(importance >= 3).astype(float),
        informed=np.ones(3, dtype=bool),
    )


def test_scores_are_means_over_the_elements_of_a_domain(answers: RatedAnswers) -> None:
    scores = score_domains(answers)
    assert list(scores) == ["skills", "work_styles"]
    skills, styles = scores.values()
    assert skills.r == pytest.approx(np.mean(answers.r()[:2]))
    assert skills.rmse == pytest.approx(1, abs=0.1)
    assert skills.coverage == pytest.approx(0.9, abs=0.05)
    assert skills.width == pytest.approx(2 * 1.645)
    assert skills.ece > 0.1
    assert (styles.elements, styles.rmse, styles.ece) == (1, 0, 0)
    assert styles.r == pytest.approx(1)


def test_intervals_surround_the_value_and_shrink_with_more_rows(answers: RatedAnswers) -> None:
    fewer = replace(
        answers,
        **{
            name: getattr(answers, name)[:25]
            for name in ("truth", "on", "importance", "low", "high", "probability")
        },
    )
    many, few = score_domains(answers)["skills"], score_domains(fewer)["skills"]
    assert many.r_interval[0] < many.r < many.r_interval[1]
    assert np.ptp(few.r_interval) > 1.5 * np.ptp(many.r_interval)


def test_an_uninformed_answer_has_no_correlation(answers: RatedAnswers) -> None:
    scores = score_domains(replace(answers, informed=np.array([False, False, True])))
    assert np.isnan(scores["skills"].r)
    assert np.isnan(scores["skills"].r_interval).all()
    assert scores["skills"].rmse > 0
    assert scores["work_styles"].r == pytest.approx(1)


def test_unknown_ratings_are_left_out(answers: RatedAnswers) -> None:
    truth = _TRUTH.copy()
    truth[:150, 0] = np.nan
    scores = score_domains(replace(answers, truth=truth, on=np.where(np.isnan(truth), np.nan, 1.0)))
    assert scores["skills"].rmse == pytest.approx(1, abs=0.15)
