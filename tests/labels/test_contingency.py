import warnings

import numpy as np
import pytest
import scipy.stats
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from jobskills.errors import DatasetError
from jobskills.labels import contingency, cramers_v, pearson

shapes = array_shapes(min_dims=2, max_dims=2, min_side=1, max_side=10)
binary = arrays(np.uint8, shapes, elements=st.integers(0, 1))
categorical = arrays(np.int64, shapes, elements=st.integers(-1, 3))


def table(left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """The contingency table of two columns, unknown values and empty lines left out."""
    known = (left >= 0) & (right >= 0)
    counts = np.zeros((4, 4), dtype=np.int64)
    np.add.at(counts, (left[known], right[known]), 1)
    rows, columns = counts.sum(axis=1) > 0, counts.sum(axis=0) > 0
    full: np.ndarray = counts[np.ix_(rows, columns)]
    return full


def plain(counts: np.ndarray) -> float:
    if min(counts.shape) < 2:
        return np.nan
    return float(scipy.stats.contingency.association(counts, method="cramer"))


def bergsma(counts: np.ndarray) -> float:
    """The corrected V written down from the paper, for one table."""
    n = counts.sum()
    if min(counts.shape) < 2 or n < 3:
        return np.nan
    r, c = counts.shape
    chi2 = scipy.stats.chi2_contingency(counts, correction=False).statistic
    phi2 = max(0.0, chi2 / n - (r - 1) * (c - 1) / (n - 1))
    smaller = min(r - (r - 1) ** 2 / (n - 1), c - (c - 1) ** 2 / (n - 1)) - 1
    return float(np.sqrt(phi2 / smaller)) if smaller > 1e-12 else np.nan


def pairwise(codes: np.ndarray, one_table: object) -> np.ndarray:
    k = codes.shape[1]
    codes = codes.astype(np.int64)
    pairs = [[one_table(table(codes[:, i], codes[:, j])) for j in range(k)] for i in range(k)]  # type: ignore[operator]
    return np.array(pairs)


@pytest.mark.parametrize(("corrected", "one_table"), [(False, plain), (True, bergsma)])
@given(codes=binary)
def test_binary_columns_equal_the_definition(
    corrected: bool, one_table: object, codes: np.ndarray
) -> None:
    result = cramers_v(codes, bias_corrected=corrected)
    np.testing.assert_allclose(result, pairwise(codes, one_table), atol=1e-7)


@pytest.mark.parametrize(("corrected", "one_table"), [(False, plain), (True, bergsma)])
@given(codes=categorical)
def test_categorical_columns_equal_the_definition(
    corrected: bool, one_table: object, codes: np.ndarray
) -> None:
    result = cramers_v(codes, bias_corrected=corrected)
    np.testing.assert_allclose(result, pairwise(codes, one_table), atol=1e-7)


@given(categorical)
def test_symmetric_and_bounded(codes: np.ndarray) -> None:
    values = cramers_v(codes)
    assert np.array_equal(values, values.T, equal_nan=True)
    defined = values[~np.isnan(values)]
    assert ((defined >= 0) & (defined <= 1)).all()


@given(categorical, st.permutations(range(4)))
def test_names_of_categories_do_not_matter(codes: np.ndarray, names: list[int]) -> None:
    relabelled = np.where(codes < 0, codes, 10 * np.array(names)[codes])
    np.testing.assert_allclose(cramers_v(codes), cramers_v(relabelled), atol=1e-7)


@given(binary)
def test_binary_route_equals_the_general_one(codes: np.ndarray) -> None:
    # Codes 0 and 2 go the general way, 0 and 1 the short one.
    general = cramers_v(2 * codes.astype(np.int64))
    np.testing.assert_allclose(cramers_v(codes), general, atol=1e-7)


@given(binary)
def test_plain_v_of_binary_columns_is_the_size_of_pearson(codes: np.ndarray) -> None:
    np.testing.assert_allclose(
        cramers_v(codes, bias_corrected=False), np.abs(pearson(codes)), atol=1e-7
    )


def test_strips_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(0)
    codes = rng.integers(-1, 5, (40, 23))
    held = codes > 2
    whole, whole_binary = cramers_v(codes), cramers_v(held)
    monkeypatch.setattr(contingency, "_STRIP", 7)
    np.testing.assert_array_equal(cramers_v(codes), whole)
    np.testing.assert_array_equal(cramers_v(held), whole_binary)


def test_correction_takes_independent_columns_towards_zero() -> None:
    codes = np.random.default_rng(0).integers(0, 8, (60, 30))
    off = ~np.eye(30, dtype=bool)
    assert cramers_v(codes, bias_corrected=False)[off].mean() > 0.25
    assert cramers_v(codes)[off].mean() < 0.1


def test_degenerate_columns_have_no_association() -> None:
    codes = np.array([[1, 0, -1, 0], [1, 1, -1, 1], [1, 0, -1, 2]])
    values = cramers_v(codes)
    assert np.isnan(values[0]).all()
    assert np.isnan(values[2]).all()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert cramers_v(np.zeros((0, 2), dtype=int)).shape == (2, 2)
        assert cramers_v(np.zeros((2, 0), dtype=int)).shape == (0, 0)


@pytest.mark.parametrize(
    ("codes", "message"),
    [([1, 0], "occupations x columns"), ([[0.5, 1.0]], "integers or booleans")],
)
def test_wrong_input_is_refused(codes: object, message: str) -> None:
    with pytest.raises(DatasetError, match=message):
        cramers_v(codes)  # type: ignore[arg-type]
