"""A data set's tables as the arrays that profile models learn from. Training side only."""

from typing import Final

import numpy as np
import polars as pl

from jobskills.dataset import Dataset
from jobskills.dataset.columns import category_columns, element_columns
from jobskills.models.profile import Category, Element, FloatArray, Occupation, ProfileData
from jobskills.prediction import DOMAINS

__all__ = ["profile_data"]

#: The two elements of work context that O*NET asks on a scale (CT) of three answers.
_THREE_ANSWERS: Final = frozenset({"4.C.3.d.4", "4.C.3.d.8"})


def profile_data(dataset: Dataset, min_holders: int = 15) -> ProfileData:
    """Return every occupation of the data set as one row of texts, ratings and categories.

    Parameters
    ----------
    dataset : Dataset
        As `jobskills data build` makes it.
    min_holders : int
        A category held by fewer occupations is left out: too few to learn from or to judge by.

    Returns
    -------
    ProfileData
        Rows in the order of the data set's texts.
    """
    codes = dataset.texts["code"].to_list()
    columns = element_columns(dataset.ratings, DOMAINS, codes)
    importance = columns.values.astype(np.float32)
    held, categories = _held(dataset.categories, codes, min_holders)
    return ProfileData(
        occupations=_occupations(dataset.texts),
        elements=_elements(columns.ids, columns.names, columns.groups, importance),
        importance=importance,
        level=_values(dataset.ratings, "level", codes, columns.ids),
        standard_error=_values(dataset.ratings, "standard_error", codes, columns.ids),
        categories=categories,
        held=held,
    )


def _occupations(texts: pl.DataFrame) -> tuple[Occupation, ...]:
    return tuple(
        Occupation(
            code=row["code"],
            title=row["title"],
            description=row["description"] or "",
            tasks=tuple(row["tasks"] or ()),
            job_titles=tuple(row["job_titles"] or ()),
        )
        for row in texts.iter_rows(named=True)
    )


def _elements(
    ids: tuple[str, ...], names: tuple[str, ...], groups: tuple[str, ...], importance: FloatArray
) -> tuple[Element, ...]:
    domain_of = {str(domain): domain for domain in DOMAINS}
    low = np.nanmin(importance, axis=0, initial=np.inf)
    elements = []
    for identifier, name, group, least in zip(ids, names, groups, low, strict=True):
        # Work Styles of 30.x are rated -3 to 3 ("impact"); everything else starts at 1.
        ends = (-3.0, 3.0) if least < 1 else (1.0, 3.0 if identifier in _THREE_ANSWERS else 5.0)
        elements.append(Element(identifier, name, domain_of[group], *ends))
    return _one_scale_per_domain(elements)


def _one_scale_per_domain(elements: list[Element]) -> tuple[Element, ...]:
    """Give all elements of a domain the low end found in any: one of them may never go so low."""
    negative = {element.domain for element in elements if element.scale_low < 1}
    return tuple(
        Element(e.id, e.name, e.domain, -3.0, 3.0) if e.domain in negative else e for e in elements
    )


def _values(
    ratings: pl.DataFrame, column: str, codes: list[str], ids: tuple[str, ...]
) -> FloatArray:
    """Spread one column of the ratings over occupations and elements, NaN where there is none."""
    row_of, column_of = ({name: i for i, name in enumerate(names)} for names in (codes, ids))
    known = ratings.filter(
        pl.col(column).is_not_null()
        & pl.col("code").is_in(codes)
        & pl.col("element_id").is_in(list(ids))
    )
    values = np.full((len(codes), len(ids)), np.nan, dtype=np.float32)
    rows = [row_of[code] for code in known["code"]]
    values[rows, [column_of[i] for i in known["element_id"]]] = known[column].to_numpy()
    return values


def _held(
    categories: pl.DataFrame, codes: list[str], min_holders: int
) -> tuple[FloatArray, tuple[Category, ...]]:
    columns = category_columns(categories, codes)
    columns = columns.take(np.flatnonzero(columns.values.sum(axis=0) >= min_holders))
    held = columns.values.astype(np.float32)
    groups = np.array(columns.groups, dtype=object)
    listed = categories.select("code", "kind").unique()
    for kind in ("technology", "tool"):
        codes_of_kind = set(listed.filter(pl.col("kind") == kind)["code"])
        nobody_looked = [code not in codes_of_kind for code in codes]
        held[np.ix_(nobody_looked, groups == kind)] = np.nan
    return held, tuple(
        Category(identifier, name, "technology" if group == "technology" else "tool")
        for identifier, name, group in zip(columns.ids, columns.names, columns.groups, strict=True)
    )
