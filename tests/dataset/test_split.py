"""Folds keep 6-digit SOC groups whole, are balanced, and depend on the seed alone."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from jobskills.dataset import grouped_folds, soc_group
from jobskills.errors import DatasetError

codes = st.lists(
    st.tuples(st.integers(0, 12), st.integers(0, 9)).map(lambda p: f"15-12{p[0]:02}.0{p[1]}"),
    unique=True,
    min_size=2,
    max_size=60,
)


@given(codes, st.integers(2, 6), st.integers(0, 5))
def test_groups_stay_together_and_folds_are_balanced(
    codes: list[str], n_folds: int, seed: int
) -> None:
    groups = Counter(map(soc_group, codes))
    assume(n_folds <= len(groups))
    folds = grouped_folds(codes, n_folds, seed)
    for group in groups:
        own = {f for f, c in zip(folds.tolist(), codes, strict=True) if soc_group(c) == group}
        assert len(own) == 1
    sizes = np.bincount(folds, minlength=n_folds)
    assert sizes.min() > 0
    assert sizes.max() - sizes.min() <= max(groups.values())


@given(codes, st.randoms())
def test_the_order_of_the_codes_does_not_matter(
    codes: list[str], random: "np.random.Generator"
) -> None:
    assume(len(set(map(soc_group, codes))) >= 2)
    folds = dict(zip(codes, grouped_folds(codes, 2, 7).tolist(), strict=True))
    shuffled = list(codes)
    random.shuffle(shuffled)
    assert dict(zip(shuffled, grouped_folds(shuffled, 2, 7).tolist(), strict=True)) == folds


def test_another_seed_gives_other_folds() -> None:
    codes = [f"15-12{i:02}.00" for i in range(40)]
    first, second = (grouped_folds(codes, 4, seed).tolist() for seed in (0, 1))
    assert first != second
    assert first == grouped_folds(codes, 4, 0).tolist()


@pytest.mark.parametrize("n_folds", [0, 1, 3])
def test_impossible_folds_are_refused(n_folds: int) -> None:
    with pytest.raises(DatasetError, match="expected between 2 folds and one per"):
        grouped_folds(["15-1252.00", "15-1252.01", "29-1141.00"], n_folds, 0)
