import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobskills.errors import DatasetError
from jobskills.labels import Dropped, reduce


@st.composite
def associations(draw: st.DrawFn) -> np.ndarray:
    k = draw(st.integers(0, 8))
    values = st.one_of(st.just(np.nan), st.floats(-1, 1), st.sampled_from([0.85, 0.9]))
    upper = np.array(draw(st.lists(values, min_size=k * k, max_size=k * k))).reshape(k, k)
    upper = np.triu(upper, 1)
    matrix: np.ndarray = upper + upper.T
    np.fill_diagonal(matrix, 1.0)
    return matrix


@given(associations())
def test_no_two_kept_labels_reach_the_threshold(association: np.ndarray) -> None:
    names = [f"label {i}" for i in range(len(association))]
    kept = [names.index(name) for name in reduce(association, names, 0.85).kept]
    between = association[np.ix_(kept, kept)]
    assert not (between[np.triu_indices(len(kept), 1)] >= 0.85).any()


@given(associations())
def test_every_dropped_label_has_a_kept_representative_and_a_reason(
    association: np.ndarray,
) -> None:
    names = [f"label {i}" for i in range(len(association))]
    reduction = reduce(association, names, 0.85)
    assert sorted([*reduction.kept, *reduction.dropped]) == sorted(names)
    assert list(reduction.kept) == [name for name in names if name in reduction.kept]
    for name, why in reduction.dropped.items():
        assert why.representative in reduction.kept
        assert names.index(why.representative) <= names.index(why.decided_by) < names.index(name)
        assert why.value == association[names.index(why.decided_by), names.index(name)] >= 0.85
        if why.decided_by in reduction.kept:
            assert why.decided_by == why.representative
        else:
            assert reduction.dropped[why.decided_by].representative == why.representative


@given(associations())
def test_a_label_goes_if_and_only_if_an_earlier_one_reaches_the_threshold(
    association: np.ndarray,
) -> None:
    names = [f"label {i}" for i in range(len(association))]
    dropped = reduce(association, names, 0.85).dropped
    for j, name in enumerate(names):
        assert (name in dropped) == any(association[i, j] >= 0.85 for i in range(j))


def test_threshold_itself_drops_and_opposites_stay() -> None:
    reduction = reduce([[1, 0.85, -0.99], [0.85, 1, 0], [-0.99, 0, 1]], ["a", "b", "c"], 0.85)
    assert reduction.kept == ("a", "c")
    assert reduction.dropped == {"b": Dropped("a", "a", 0.85)}
    assert reduction.threshold == 0.85


def test_a_kept_label_explains_before_a_stronger_dropped_one() -> None:
    association = [[1, 0.9, 0.86], [0.9, 1, 0.99], [0.86, 0.99, 1]]
    assert reduce(association, ["a", "b", "c"], 0.85).dropped["c"] == Dropped("a", "a", 0.86)


@pytest.mark.parametrize(
    ("association", "names", "threshold", "message"),
    [
        ([[1.0, 0.5]], ["a", "b"], 0.85, "expected a 2 x 2"),
        (np.eye(2), ["a"], 0.85, "expected a 1 x 1"),
        (np.eye(2), ["a", "a"], 0.85, "'a' occurs twice"),
        (np.eye(2), ["a", "b"], float("nan"), "finite"),
        ([[1.0, 0.9], [0.1, 1.0]], ["a", "b"], 0.85, "symmetric"),
    ],
)
def test_wrong_input_is_refused(
    association: object, names: list[str], threshold: float, message: str
) -> None:
    with pytest.raises(DatasetError, match=message):
        reduce(association, names, threshold)  # type: ignore[arg-type]
