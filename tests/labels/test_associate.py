import warnings
from collections.abc import Callable

import numpy as np
import pytest
import scipy.stats
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from jobskills.errors import DatasetError
from jobskills.labels import pearson, spearman

Correlate = Callable[[np.ndarray], np.ndarray]

hundredths = st.integers(100, 500).map(lambda value: value / 100)
gappy = arrays(
    np.float64,
    array_shapes(min_dims=2, max_dims=2, max_side=9),
    elements=st.one_of(hundredths, hundredths, st.just(np.nan)),
)


def by_scipy(ratings: np.ndarray, one_pair: Callable[..., tuple[float, float]]) -> np.ndarray:
    """The definition, one pair at a time."""
    k = ratings.shape[1]
    result = np.full((k, k), np.nan)
    for i in range(k):
        for j in range(k):
            both = ~np.isnan(ratings[:, i]) & ~np.isnan(ratings[:, j])
            if both.sum() >= 2:
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")  # constant columns: NaN, as here
                    result[i, j] = one_pair(ratings[both, i], ratings[both, j])[0]
    return result


@given(gappy)
def test_pearson_equals_scipy_on_every_pair(ratings: np.ndarray) -> None:
    expected = by_scipy(ratings, scipy.stats.pearsonr)
    np.testing.assert_allclose(pearson(ratings), expected, atol=1e-9)


@given(gappy)
def test_spearman_equals_scipy_on_every_pair(ratings: np.ndarray) -> None:
    expected = by_scipy(ratings, scipy.stats.spearmanr)
    np.testing.assert_allclose(spearman(ratings), expected, atol=1e-9)


@pytest.mark.parametrize("correlate", [pearson, spearman])
@given(ratings=gappy)
def test_symmetric_and_bounded(correlate: Correlate, ratings: np.ndarray) -> None:
    values = correlate(ratings)
    assert np.array_equal(values, values.T, equal_nan=True)
    defined = values[~np.isnan(values)]
    assert ((defined >= -1) & (defined <= 1)).all()
    diagonal = np.diag(values)
    assert (diagonal[~np.isnan(diagonal)] == 1).all()


@given(gappy)
def test_spearman_survives_monotone_maps(ratings: np.ndarray) -> None:
    np.testing.assert_array_equal(spearman(ratings), spearman(np.exp(ratings) - 100))


@given(gappy, st.sampled_from([-4.0, 0.5, 16.0]), st.integers(-100, 100))
def test_pearson_survives_changes_of_unit(ratings: np.ndarray, factor: float, offset: int) -> None:
    eighths = np.round(ratings * 8) / 8  # so that the change of unit is exact
    np.testing.assert_allclose(pearson(eighths), pearson(factor * eighths + offset), atol=1e-9)


@pytest.mark.parametrize("correlate", [pearson, spearman])
@given(ratings=gappy, data=st.data())
def test_order_of_rows_and_columns_does_not_matter(
    correlate: Correlate, ratings: np.ndarray, data: st.DataObject
) -> None:
    rows = data.draw(st.permutations(range(ratings.shape[0])))
    columns = data.draw(st.permutations(range(ratings.shape[1])))
    shuffled = correlate(ratings[rows][:, columns])
    np.testing.assert_allclose(shuffled, correlate(ratings)[columns][:, columns], atol=1e-9)


@pytest.mark.parametrize("scale", [1e-300, 1e300])
def test_pearson_of_extreme_numbers_is_exact(scale: float) -> None:
    ratings = np.array([[1.0, 3.0], [2.0, 2.0], [3.0, 1.0]]) * scale
    np.testing.assert_allclose(pearson(ratings), [[1, -1], [-1, 1]])


def test_a_constant_column_has_no_correlation() -> None:
    values = pearson(np.array([[0.1, 1.0], [0.1, 2.0], [0.1, 4.0]]))
    assert np.isnan(values[0]).all()
    assert values[1, 1] == 1


@pytest.mark.parametrize("correlate", [pearson, spearman])
@pytest.mark.parametrize("shape", [(0, 2), (1, 2)])
def test_too_few_rows_have_no_correlation(correlate: Correlate, shape: tuple[int, int]) -> None:
    assert np.isnan(correlate(np.ones(shape))).all()
    assert correlate(np.ones((3, 0))).shape == (0, 0)


@pytest.mark.parametrize("correlate", [pearson, spearman])
@pytest.mark.parametrize(
    ("ratings", "message"),
    [
        ([1.0, 2.0], "occupations x labels"),
        ([[1.0, 2.0], [np.inf, 1.0]], "row 1, column 0 is not"),
        ([["much"]], "must be numbers"),
    ],
)
def test_wrong_input_is_refused(correlate: Correlate, ratings: object, message: str) -> None:
    with pytest.raises(DatasetError, match=message):
        correlate(ratings)  # type: ignore[arg-type]
