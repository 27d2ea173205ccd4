import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.stats import pearsonr
from sklearn.metrics import accuracy_score, brier_score_loss, roc_auc_score

from jobskills import metrics

_RNG = np.random.default_rng(0)
_TRUTH = (_RNG.random((60, 5)) < 0.5).astype(float)
_PROBABILITY = _RNG.random((60, 5))
_RATING = _RNG.normal(3, 1, (60, 5))
_GUESS = _RATING + _RNG.normal(0, 1, (60, 5))


def test_accuracy_and_auc_are_sklearns_per_label() -> None:
    for k in range(5):
        assert metrics.label_accuracy(_TRUTH, _PROBABILITY)[k] == pytest.approx(
            accuracy_score(_TRUTH[:, k], _PROBABILITY[:, k] >= 0.5)
        )
        assert metrics.label_auc(_TRUTH, _PROBABILITY)[k] == pytest.approx(
            roc_auc_score(_TRUTH[:, k], _PROBABILITY[:, k])
        )


def test_auc_leaves_unknown_truths_out() -> None:
    truth = np.array([[1.0], [0.0], [np.nan], [1.0]])
    assert metrics.label_auc(truth, [[0.9], [0.2], [0.0], [0.8]]).tolist() == [1.0]


def test_pearson_is_scipys_over_known_rows() -> None:
    rating = _RATING.copy()
    rating[:20, 0] = np.nan
    ours = metrics.pearson_by_column(rating, _GUESS)
    assert ours[0] == pytest.approx(pearsonr(rating[20:, 0], _GUESS[20:, 0]).statistic)
    assert ours[1] == pytest.approx(pearsonr(rating[:, 1], _GUESS[:, 1]).statistic)


@pytest.mark.parametrize("column", [[np.nan] * 3, [2.0, np.nan, np.nan], [0.1, 0.1, 0.1]])
def test_pearson_is_undefined_without_spread(column: list[float]) -> None:
    truth = np.array(column)[:, None]
    assert np.isnan(metrics.pearson_by_column(truth, [[1], [2], [3]])).all()
    assert np.isnan(metrics.pearson_by_column([[1], [2], [3]], np.full((3, 1), 0.1))).all()


@given(
    arrays(np.float64, (8, 3), elements=st.floats(-100, 100)),
    arrays(np.float64, (8, 3), elements=st.floats(-100, 100)),
    st.floats(0.1, 10),
    st.floats(-5, 5),
)
def test_pearson_ignores_scale_and_stays_in_range(
    truth: np.ndarray, score: np.ndarray, factor: float, shift: float
) -> None:
    r = metrics.pearson_by_column(truth, score)
    moved = metrics.pearson_by_column(truth, np.round(score, 6) * factor + shift)
    plain = metrics.pearson_by_column(truth, np.round(score, 6))
    defined = ~np.isnan(moved) & ~np.isnan(plain)
    spread = np.minimum(truth.std(axis=0), np.round(score, 6).std(axis=0)) > 1e-3
    np.testing.assert_allclose(moved[defined & spread], plain[defined & spread], atol=1e-6)
    assert (np.abs(r[~np.isnan(r)]) <= 1 + 1e-9).all()


def test_rmse_of_a_shift_is_the_shift_and_nothing_known_is_undefined() -> None:
    truth = np.column_stack([_RATING[:, 0], np.full(60, np.nan)])
    rmse = metrics.rmse_by_column(truth, truth + 0.25)
    assert rmse[0] == pytest.approx(0.25)
    assert np.isnan(rmse[1])


def test_f1_counts_by_hand() -> None:
    truth, said = [[1, 0], [1, 1], [0, 0]], [[1.0, 0.0], [0.0, 1.0], [1.0, 0.0]]
    # label 1: tp 1, fp 1, fn 1 -> 0.5; label 2: perfect -> 1
    assert metrics.f1(truth, said, "macro") == pytest.approx(0.75)
    assert metrics.f1(truth, said, "micro") == pytest.approx(2 * 2 / (2 * 2 + 1 + 1))


def test_a_calibrated_forecast_has_no_calibration_error() -> None:
    said = np.repeat([0.25, 0.75], 400)
    truth = np.concatenate([np.arange(400) % 4 == 0, np.arange(400) % 4 != 0]).astype(float)
    assert metrics.expected_calibration_error(truth, said) == pytest.approx(0)
    assert metrics.expected_calibration_error(1 - truth, said) == pytest.approx(0.5)


@given(
    arrays(np.float64, 30, elements=st.sampled_from([0.0, 1.0, np.nan])),
    arrays(np.float64, 30, elements=st.floats(0, 1)),
    st.integers(1, 20),
)
def test_reliability_bins_hold_every_known_cell(
    truth: np.ndarray, said: np.ndarray, n_bins: int
) -> None:
    curve = metrics.reliability_curve(truth, said, n_bins)
    known = ~np.isnan(truth)
    assert curve.count.sum() == known.sum()
    assert np.dot(curve.observed, curve.count) == pytest.approx(truth[known].sum())
    assert np.dot(curve.predicted, curve.count) == pytest.approx(said[known].sum())
    error = metrics.expected_calibration_error(truth, said, n_bins)
    assert np.isnan(error) if not known.any() else 0 <= error <= 1


def test_brier_is_sklearns() -> None:
    assert metrics.brier(_TRUTH[:, 0], _PROBABILITY[:, 0]) == pytest.approx(
        brier_score_loss(_TRUTH[:, 0], _PROBABILITY[:, 0])
    )


def test_coverage_of_the_quantiles_of_a_normal() -> None:
    values = np.random.default_rng(1).normal(size=20_000)
    assert metrics.coverage(values, np.full(20_000, -1.645), np.full(20_000, 1.645)) == (
        pytest.approx(0.9, abs=0.01)
    )
    assert np.isnan(metrics.coverage([np.nan], [0], [1]))


def test_hits_look_at_the_first_k() -> None:
    ranked, gold = [["a", "b", "c"], ["a"], []], [frozenset("c"), frozenset("a"), frozenset("a")]
    assert metrics.hits(ranked, gold, 2).tolist() == [False, True, False]
    assert metrics.hits(ranked, gold, 3).tolist() == [True, True, False]


def test_lrap_skips_rows_without_a_label() -> None:
    assert metrics.label_ranking_precision([[0, 1], [0, 0]], [[0.1, 0.9], [0.9, 0.1]]) == 1.0
    assert np.isnan(metrics.label_ranking_precision([[0, 0]], [[0.1, 0.9]]))


def test_the_noise_ceiling_is_what_a_perfect_predictor_reaches() -> None:
    generator = np.random.default_rng(2)
    true = generator.normal(3, 1, (50_000, 1))
    published = true + generator.normal(0, 0.5, true.shape)
    ceiling = metrics.noise_ceiling(published, np.full(true.shape, 0.5))
    assert ceiling[0] == pytest.approx(metrics.pearson_by_column(published, true)[0], abs=0.01)
    assert metrics.noise_ceiling([[1.0], [1.1]], [[2.0], [2.0]]).tolist() == [0.0]
    assert np.isnan(metrics.noise_ceiling([[1.0], [3.0]], [[np.nan], [0.1]])).all()


def test_bootstrap_covers_the_mean_and_repeats_itself() -> None:
    values = np.random.default_rng(3).normal(5, 2, 400)
    low, high = metrics.bootstrap(lambda rows: values[rows].mean(), 400, n_samples=400)
    standard_error = 2 / np.sqrt(400)
    assert high - low == pytest.approx(2 * 1.96 * standard_error, rel=0.2)
    assert low < values.mean() < high
    again = metrics.bootstrap(lambda rows: values[rows].mean(), 400, n_samples=400)
    assert (low, high) == again


def test_bootstrap_of_an_array_keeps_its_shape_and_undefined_columns() -> None:
    values = np.column_stack([np.arange(50.0), np.full(50, np.nan)])
    low, high = metrics.bootstrap(lambda rows: values[rows].mean(axis=0), 50, n_samples=20)
    assert low.shape == high.shape == (2,)
    assert np.isnan(low[1])
    assert np.isnan(metrics.bootstrap(lambda rows: 0.0, 0)[0])
