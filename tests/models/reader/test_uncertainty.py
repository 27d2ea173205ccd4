"""Calibration figures: what they turn into shares, deviations and probabilities."""

from dataclasses import replace

import numpy as np
import pytest

from jobskills.models.reader.odds import log_odds
from jobskills.models.reader.signs import SIGNS
from jobskills.models.reader.uncertainty import Calibration, Roads

NEUTRAL = Calibration.neutral(3)
SIGNED = np.zeros((1, len(SIGNS)), np.float32)


def _roads(spread: float, apart: float = 0.0) -> Roads:
    zeros = np.zeros(3, np.float32)
    return Roads(zeros, zeros + np.float32(apart), zeros + np.float32(spread))


def test_neutral_figures_give_regression_a_fifth() -> None:
    assert NEUTRAL.regression_share(0, SIGNED)[0] == pytest.approx(0.2)


def test_signs_count_in_deviations_and_only_so_far() -> None:
    figures = replace(NEUTRAL, sign_mean=np.full_like(NEUTRAL.sign_mean, 2))
    signs = np.full((1, len(SIGNS)), 3, np.float32)
    assert figures.standardised(1, signs).tolist() == [[1] * len(SIGNS)]
    assert figures.standardised(1, 100 * signs).max() == 3


def test_products_of_signs_move_the_share() -> None:
    products = np.zeros_like(NEUTRAL.share_products)
    products[0, 1, 2] = 1
    figures = replace(NEUTRAL, share_products=products)
    both, one = SIGNED.copy(), SIGNED.copy()
    both[0, [1, 2]], one[0, 1] = 2, 2
    assert figures.regression_share(0, one)[0] == pytest.approx(0.2)
    assert figures.regression_share(0, both)[0] > 0.9
    assert figures.regression_share(1, both)[0] == pytest.approx(0.2)


def test_the_deviation_grows_with_every_part() -> None:
    figures = replace(NEUTRAL, variance=np.ones_like(NEUTRAL.variance))
    share, more = np.array(0.2, np.float32), np.array(0.9, np.float32)
    least = figures.deviation(0, SIGNED[0], share, _roads(0))
    for roads in (_roads(1), _roads(0, apart=1)):
        assert (figures.deviation(0, SIGNED[0], share, roads) > least).all()
    assert (figures.deviation(0, SIGNED[0], more, _roads(0)) > least).all()


def test_a_sure_rating_far_from_the_median_is_a_sure_label() -> None:
    label = np.tile(np.array([2, 0, 0, 0], np.float32), (3, 1))
    figures = replace(NEUTRAL, label=label)
    distance = np.array([-1, 0, 1], np.float32)
    sure, unsure = (
        figures.probability(0, distance, np.full(3, d, np.float32), np.zeros(3, np.float32))
        for d in (0.5, 2.0)
    )
    assert sure[1] == unsure[1] == pytest.approx(0.5)
    assert sure[0] < unsure[0] < 0.5 < unsure[2] < sure[2]


def test_a_saved_copy_has_the_same_figures() -> None:
    copy = Calibration.from_arrays(NEUTRAL.arrays())
    for name, array in NEUTRAL.arrays().items():
        np.testing.assert_array_equal(getattr(copy, name), array)


def test_log_odds_stay_finite() -> None:
    found = log_odds(np.array([0, 0.5, 1], np.float32))
    assert np.isfinite(found).all()
    assert found[1] == pytest.approx(0, abs=1e-6)
