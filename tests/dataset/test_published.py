"""The classic recipe, end to end, against the data set that was published with it."""

from pathlib import Path

import numpy as np
import polars as pl
import pytest

from jobskills.dataset import Dataset, build_dataset
from jobskills.dataset.columns import element_columns
from jobskills.dataset.recipes import RECIPES
from jobskills.labels import spearman

BASE = "db_24_2_text.zip"
SUPPLEMENTS = (
    "db_23_2_excel.zip",
    "supplement_23_2_excel.zip",
    "supplement_18_1_work_context.zip",
)
N_RATED = 108

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def published(shared: Path) -> pl.DataFrame:
    table = pl.read_csv(shared / "seed" / "dataset_finale.csv")
    return table.rename({"O*NET-SOC Code": "code"}).drop("Description")


@pytest.fixture(scope="module")
def rebuilt(shared: Path) -> Dataset:
    onet = shared / "onet"
    return build_dataset(onet / BASE, [onet / name for name in SUPPLEMENTS], recipe="seed")


def rated(labels: list[str], rebuilt: Dataset) -> list[str]:
    """Those of the labels that are elements, not categories."""
    return [name for name in labels if "domain" in rebuilt.label_report["labels"][name]]


def agreement(published: pl.DataFrame, rebuilt: Dataset, labels: list[str]) -> np.ndarray:
    """The share of equal cells of each label, over the published occupations."""
    mine = published.select("code").join(
        rebuilt.labels, on="code", how="left", maintain_order="left"
    )
    equal = published.select(labels).to_numpy() == mine.select(labels).to_numpy()
    share: np.ndarray = equal.mean(axis=0)
    return share


def test_occupations_are_the_published_ones(published: pl.DataFrame, rebuilt: Dataset) -> None:
    assert rebuilt.labels["code"].to_list() == published["code"].to_list()


def test_rated_labels_are_the_published_ones_but_for_a_few(
    published: pl.DataFrame, rebuilt: Dataset
) -> None:
    theirs = published.columns[1 : 1 + N_RATED]
    mine = rated(rebuilt.label_report["kept"], rebuilt)
    assert len(set(mine) & set(theirs)) >= 107
    assert len(set(mine) - set(theirs)) <= 6
    assert [name for name in mine if name in theirs] == [name for name in theirs if name in mine]


def test_rated_cells_agree(published: pl.DataFrame, rebuilt: Dataset) -> None:
    theirs = published.columns[1 : 1 + N_RATED]
    common = [name for name in theirs if name in rebuilt.label_report["kept"]]
    assert agreement(published, rebuilt, common).mean() >= 0.90


def test_only_the_old_work_context_ratings_disagree_much(
    published: pl.DataFrame, rebuilt: Dataset
) -> None:
    """The other families are of releases near the published one."""
    report = rebuilt.label_report["labels"]
    theirs = published.columns[1 : 1 + N_RATED]
    near = [n for n in theirs if n in report and report[n]["domain"] != "work_context"]
    assert len(near) == 59
    assert agreement(published, rebuilt, near).mean() >= 0.965


def test_category_labels_and_their_cells_are_the_published_ones(
    published: pl.DataFrame, rebuilt: Dataset
) -> None:
    theirs = published.columns[1 + N_RATED :]
    kept = rebuilt.label_report["kept"]
    assert kept[len(rated(kept, rebuilt)) :] == theirs
    assert (agreement(published, rebuilt, theirs) >= 0.995).all()


def test_extra_labels_are_close_calls(published: pl.DataFrame, rebuilt: Dataset) -> None:
    """Each label kept beyond the published ones misses the threshold by at most 0.02."""
    columns = element_columns(
        rebuilt.ratings, RECIPES["seed"].domains, rebuilt.labels["code"].to_list()
    )
    association = spearman(columns.values)
    extra = set(rated(rebuilt.label_report["kept"], rebuilt)) - set(published.columns)
    for name in extra:
        column = columns.names.index(name)
        assert 0.83 <= association[:column, column].max() < 0.85, name
