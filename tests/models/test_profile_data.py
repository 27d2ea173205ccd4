from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from jobskills.dataset import Dataset, build_dataset
from jobskills.models.profile_data import profile_data

Tables = dict[str, list[list[str | float | None]]]


@pytest.fixture
def dataset(tables: Tables, write_release: Callable[..., Path]) -> Dataset:
    return build_dataset(write_release(tables))


def test_rows_are_occupations_and_columns_are_elements(dataset: Dataset) -> None:
    data = profile_data(dataset, min_holders=1)
    assert data.codes == ("11-1011.00", "15-1254.00", "29-1141.00")
    assert data.occupations[1].tasks == ("Write pages.", "Test pages.")
    assert [e.domain for e in data.elements] == [
        "abilities",
        "abilities",
        "skills",
        "skills",
        "knowledge",
        "work_activities",
        "work_context",
        "work_styles",
    ]
    assert data.importance.dtype == np.float32
    assert data.importance[:, 2].tolist()[:2] == [2.25, 3.25]
    assert np.isnan(data.importance[2]).all()
    np.testing.assert_array_equal(data.thresholds()[:4], [2.75, 3.25, 2.75, 3.25])


def test_level_and_standard_error_stand_in_their_elements_column(dataset: Dataset) -> None:
    data = profile_data(dataset)
    names = [e.name for e in data.elements]
    assert data.level[1, names.index("Programming")] == 3.75
    assert np.isnan(data.level[:, names.index("Achievement/Effort")]).all()
    assert data.standard_error[0, names.index("Programming")] == 0.25


def test_nobody_looked_is_not_the_same_as_not_held(dataset: Dataset) -> None:
    data = profile_data(dataset, min_holders=1)
    assert [(c.kind, c.name) for c in data.categories] == [
        ("technology", "Spreadsheet software"),
        ("technology", "Web platform development software"),
        ("tool", "Electronic thermometers"),
    ]
    expected = [[1, 0, np.nan], [0, 1, np.nan], [np.nan, np.nan, 1]]
    np.testing.assert_array_equal(data.held, expected)
    assert profile_data(dataset, min_holders=2).held.shape == (3, 0)


@pytest.mark.parametrize(
    ("domain", "change", "ends"),
    [
        ("work_styles", {"importance": -1.5}, (-3.0, 3.0)),
        ("work_context", {"element_id": "4.C.3.d.4"}, (1.0, 3.0)),
        ("skills", {}, (1.0, 5.0)),
    ],
)
def test_each_element_has_the_ends_of_its_scale(
    dataset: Dataset, domain: str, change: dict[str, str | float], ends: tuple[float, float]
) -> None:
    of_domain = pl.col("domain") == domain
    for column, value in change.items():
        changed = pl.when(of_domain).then(pl.lit(value)).otherwise(column).alias(column)
        dataset = replace(dataset, ratings=dataset.ratings.with_columns(changed))
    elements = [e for e in profile_data(dataset).elements if e.domain == domain]
    assert {(e.scale_low, e.scale_high) for e in elements} == {ends}
