import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from jobskills.errors import DatasetError
from jobskills.labels import binarise, thresholds

RATINGS = np.array([[1.0, 4.0], [2.0, np.nan], [3.0, 2.0], [4.0, 3.0]])

matrices = arrays(
    np.float64, (7, 3), elements=st.integers(100, 500).map(lambda hundredths: hundredths / 100)
)


def test_median_ignores_unrated_occupations() -> None:
    assert thresholds(RATINGS).tolist() == [2.5, 3.0]


def test_rating_equal_to_the_threshold_counts_as_present() -> None:
    labels = binarise(RATINGS, [3.0, 3.0])
    assert labels.tolist() == [[0, 1], [0, 0], [1, 0], [1, 1]]
    assert labels.dtype == np.uint8


def test_cut_point_is_the_same_for_every_label() -> None:
    assert thresholds(RATINGS, 3.5).tolist() == [3.5, 3.5]


@pytest.mark.parametrize("rows", [[0, 2], np.array([True, False, True, False])])
def test_thresholds_see_only_the_given_rows(rows: object) -> None:
    assert thresholds(RATINGS, rows=rows).tolist() == [2.0, 3.0]  # type: ignore[arg-type]


@given(matrices, st.lists(st.integers(0, 6), min_size=1, unique=True))
def test_ratings_of_other_rows_change_nothing(ratings: np.ndarray, rows: list[int]) -> None:
    changed = ratings.copy()
    others = np.setdiff1d(np.arange(len(ratings)), rows)
    changed[others] = 99.0
    assert np.array_equal(thresholds(ratings, rows=rows), thresholds(changed, rows=rows))


@given(matrices)
def test_at_least_half_of_the_fitted_occupations_reach_the_median(ratings: np.ndarray) -> None:
    labels = binarise(ratings, thresholds(ratings))
    assert (labels.mean(axis=0) >= 0.5).all()


@given(matrices)
def test_labels_survive_a_change_of_unit(ratings: np.ndarray) -> None:
    labels = binarise(ratings, thresholds(ratings))
    doubled = 2 * ratings + 8  # exact in binary floating point for an odd number of rows
    assert np.array_equal(labels, binarise(doubled, thresholds(doubled)))


def test_label_without_a_rating_in_the_rows_is_named() -> None:
    with pytest.raises(DatasetError, match=r"label column\(s\) \[1\] have no rating in the 1 row"):
        thresholds(RATINGS, rows=[1])


@pytest.mark.parametrize(
    ("ratings", "rule", "rows", "message"),
    [
        (RATINGS[0], "median", None, "occupations x labels"),
        (RATINGS, "mean", None, "must be 'median' or a number"),
        (RATINGS, float("nan"), None, "finite"),
        (RATINGS, "median", [], "no row to fit"),
        (RATINGS, "median", [4], "rows do not fit the 4 occupations"),
        ([["high", "low"]], "median", None, "must be numbers"),
    ],
)
def test_wrong_input_is_refused(ratings: object, rule: object, rows: object, message: str) -> None:
    with pytest.raises(DatasetError, match=message):
        thresholds(ratings, rule, rows=rows)  # type: ignore[arg-type]


def test_thresholds_must_fit_the_labels() -> None:
    with pytest.raises(DatasetError, match="one threshold for each of 2 labels"):
        binarise(RATINGS, [1.0])
