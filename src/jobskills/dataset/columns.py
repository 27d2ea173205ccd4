"""Ratings and categories of a data set as arrays: a row per occupation, a column per label."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from jobskills.errors import DatasetError
from jobskills.prediction import Domain

__all__ = ["Columns", "category_columns", "element_columns", "with_unique_names"]


@dataclass(frozen=True, slots=True)
class Columns:
    """Values of many labels for many occupations.

    Attributes
    ----------
    names, ids, groups : tuple of str
        Of each column: the name, O*NET's identifier, and the domain or kind.
    values : ndarray, shape (n_occupations, n_columns)
    """

    names: tuple[str, ...]
    ids: tuple[str, ...]
    groups: tuple[str, ...]
    values: NDArray[Any]

    def take(self, index: Sequence[int] | NDArray[np.intp]) -> "Columns":
        """Return some of the columns, in the order asked for."""
        chosen = [int(i) for i in index]
        names, ids, groups = (
            tuple(part[i] for i in chosen) for part in (self.names, self.ids, self.groups)
        )
        return Columns(names, ids, groups, self.values[:, chosen])


def element_columns(
    ratings: pl.DataFrame, domains: Sequence[Domain], codes: Sequence[str]
) -> Columns:
    """Return the importance of every element, NaN where an occupation is not rated.

    Columns go by domain in the order given, then in the order of the content
    model (element identifiers read part by part, numbers as numbers).
    """
    rows = ratings.filter(
        pl.col("domain").is_in(list(domains)) & pl.col("importance").is_not_null()
    )
    columns = _columns(
        rows.select("code", "element_id", "element_name", "domain", "importance"), codes, np.nan
    )
    rank = {domain: i for i, domain in enumerate(domains)}

    def order(i: int) -> tuple[int, list[tuple[int, str]]]:
        return rank[columns.groups[i]], [(len(p), p) for p in columns.ids[i].split(".")]  # type: ignore[index]

    return columns.take(sorted(range(len(columns.ids)), key=order))


def category_columns(categories: pl.DataFrame, codes: Sequence[str]) -> Columns:
    """Return 1 where an occupation has an example of a category, else 0.

    Columns go by kind, technologies first, then by the category's name.
    """
    held = categories.select("code", "category_id", "category", "kind").unique(
        ["code", "category_id", "kind"], keep="first", maintain_order=True
    )
    columns = _columns(held.with_columns(pl.lit(1, pl.UInt8)), codes, 0)
    keys = list(zip(columns.groups, columns.names, columns.ids, strict=True))
    return columns.take(sorted(range(len(keys)), key=keys.__getitem__))


def with_unique_names(*parts: Columns) -> tuple[Columns, ...]:
    """Rename the columns whose name also stands elsewhere, by adding the domain or kind.

    O*NET has, for one, Mathematics the skill and Mathematics the knowledge. The
    name of the column of occupation codes is taken, too.
    """
    count = Counter(["code", *(name for part in parts for name in part.names)])
    return tuple(_renamed(part, count) for part in parts)


def _renamed(part: Columns, count: Mapping[str, int]) -> Columns:
    """Add the domain or kind to the names that occur more than once."""
    seen: dict[tuple[str, str], str] = {}
    names = []
    for name, identifier, group in zip(part.names, part.ids, part.groups, strict=True):
        other = seen.setdefault((name, group), identifier)
        if other != identifier:
            raise DatasetError(
                f"{other} and {identifier} of {group} are both named {name!r}, so their labels "
                "can't be told apart; correct the name in the source"
            )
        names.append(f"{name} ({group.replace('_', ' ')})" if count[name] > 1 else name)
    return replace(part, names=tuple(names))


def _columns(rows: pl.DataFrame, codes: Sequence[str], missing: float) -> Columns:
    """Spread rows of (code, id, name, group, value) over occupations and labels.

    Rows of other occupations still make a column, so that the columns do not
    depend on which occupations are asked for.
    """
    code, identifier, name, group, value = rows.columns
    key = [group, identifier]
    labels = rows.select(*key, name).unique(key, keep="first", maintain_order=True)
    labels = labels.with_row_index("column")
    place = pl.DataFrame({code: list(codes)}, schema={code: pl.String}).with_row_index("row")
    cells = rows.join(place, on=code).join(labels.select("column", *key), on=key)
    repeated = cells.filter(pl.struct("row", "column").is_duplicated())
    if repeated.height:
        first = repeated.row(0, named=True)
        raise DatasetError(
            f"occupation {first[code]} has {first[name]!r} twice; a data set has one value for each"
        )
    dtype = np.uint8 if missing == 0 else np.float64
    values = np.full((len(codes), labels.height), missing, dtype=dtype)
    values[cells["row"].to_numpy(), cells["column"].to_numpy()] = cells[value].to_numpy()
    return Columns(tuple(labels[name]), tuple(labels[identifier]), tuple(labels[group]), values)
