"""Compare readings of the classic recipe with the data set that was published.

    python benchmarks/classic_readings.py ../shared/data

Prints, for each reading, how many rated labels it keeps, which published ones
it lacks and how many extra it has; then the share of equal cells by family for
the reading in use. The figures of docs/decisions/0003-classic-labels.md.
"""

import argparse
import itertools
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from jobskills.dataset import Dataset, build_dataset
from jobskills.dataset.columns import Columns, element_columns
from jobskills.dataset.recipes import RECIPES
from jobskills.labels import binarise, cramers_v, spearman, thresholds

Matrix = NDArray[np.float64]

BASE = "db_24_2_text.zip"
SUPPLEMENTS = (
    "db_23_2_excel.zip",
    "supplement_23_2_excel.zip",
    "supplement_18_1_work_context.zip",
)


def kept(association: Matrix, against_kept_only: bool) -> list[int]:
    """Apply the rule to a matrix, counting dropped labels or not."""
    stay: list[int] = []
    for j in range(len(association)):
        earlier = stay if against_kept_only else range(j)
        if not any(association[i, j] >= 0.85 for i in earlier):
            stay.append(j)
    return stay


def readings(columns: Columns) -> dict[str, list[str]]:
    complete = columns.values[~np.isnan(columns.values).any(axis=1)]
    association = spearman(columns.values)
    families = np.array(columns.groups)
    same = families[:, None] == families
    matrices = {
        "all families, pairwise": association,
        "all families, rows rated throughout": spearman(complete),
        "each family alone": np.where(same, association, np.nan),
        "all families, size of rho": np.abs(association),
        "all families, unrated as 0": spearman(np.nan_to_num(columns.values)),
    }
    return {
        f"{name}; against {'kept' if only else 'all earlier'}": [
            columns.names[i] for i in kept(matrix, only)
        ]
        for (name, matrix), only in itertools.product(matrices.items(), (False, True))
    }


def print_readings(columns: Columns, theirs: list[str]) -> None:
    for name, names in readings(columns).items():
        lacking, extra = set(theirs) - set(names), set(names) - set(theirs)
        print(f"{name}: keeps {len(names)}, extra {len(extra)}, lacking {sorted(lacking)}")


def print_extra(columns: Columns, theirs: list[str]) -> None:
    association = spearman(columns.values)
    for j in kept(association, against_kept_only=False):
        if columns.names[j] not in theirs:
            i = int(np.argmax(association[:j, j]))
            print(f"extra: {columns.names[j]}: {association[i, j]:.3f} with {columns.names[i]}")


def print_cells(columns: Columns, published: pl.DataFrame, theirs: list[str]) -> None:
    rows = []
    for name in theirs:
        one = columns.take([columns.names.index(name)])
        values, truth = one.values[:, 0], published[name].to_numpy()
        cuts = thresholds(one.values)
        equal, rated = binarise(one.values, cuts)[:, 0] == truth, ~np.isnan(values)
        above = ((values > cuts[0]) == truth).mean()
        rows.append((one.groups[0], equal.mean(), equal[rated].mean(), above))
    schema = ["family", "equal", "equal where rated", "equal if above, not at, the median"]
    table = pl.DataFrame(rows, schema=schema, orient="row")
    for part in (table, *table.partition_by("family", maintain_order=True)):
        family = part["family"][0] if part["family"].n_unique() == 1 else "all"
        means = {name: round(part[name].mean(), 4) for name in schema[1:]}  # type: ignore[arg-type]
        print(f"{family}: {part.height} labels, {means}")


def print_categories(built: Dataset, published: pl.DataFrame) -> None:
    names = published.columns[110:]
    held = built.labels.select(names).to_numpy()
    association = np.triu(cramers_v(held), 1)
    i, j = np.unravel_index(np.argmax(association), association.shape)
    print(f"largest V of categories: {association[i, j]:.3f}, {names[i]} and {names[j]}")
    equal = (held == published.select(names).to_numpy()).mean(axis=0)
    print(f"equal cells by category: {equal.min():.4f} to {equal.max():.4f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    data = parser.parse_args().data
    published = pl.read_csv(data / "seed" / "dataset_finale.csv")
    codes, theirs = published["O*NET-SOC Code"].to_list(), published.columns[2:110]
    built = build_dataset(
        data / "onet" / BASE, [data / "onet" / name for name in SUPPLEMENTS], recipe="seed"
    )
    print(f"same occupations: {built.labels['code'].to_list() == codes}")
    columns = element_columns(built.ratings, RECIPES["seed"].domains, codes)
    print_readings(columns, theirs)
    print_extra(columns, theirs)
    print_cells(columns, published, theirs)
    print_categories(built, published)


if __name__ == "__main__":
    main()
