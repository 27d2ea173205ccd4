"""The label recipes: from a data set's ratings and categories to its 0/1 columns.

What is decided here is which labels there are; how a threshold, an association
or a reduction is computed lives in `jobskills.labels`.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

import numpy as np
import polars as pl
from numpy.typing import NDArray

from jobskills.dataset.columns import (
    Columns,
    category_columns,
    element_columns,
    with_unique_names,
)
from jobskills.errors import DatasetError
from jobskills.labels import Reduction, binarise, cramers_v, reduce, spearman, thresholds
from jobskills.prediction import DOMAINS, Domain

__all__ = ["RECIPES", "Recipe", "RecipeName", "apply_recipe", "rated_codes"]

RecipeName = Literal["seed", "full"]
Rows = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Recipe:
    """The choices that make a label set.

    Attributes
    ----------
    domains : tuple of str
        The rated families, in the order of the columns.
    minimum_occupations : int
        A technology or tool category is a label from this many occupations on.
    drop_from : float or None
        The association from which the later label of a pair is dropped:
        Spearman's over all rated families together, Cramér's V over the
        categories. None keeps all.
    """

    domains: tuple[Domain, ...]
    minimum_occupations: int
    drop_from: float | None


#: Why these numbers: docs/decisions/0003-classic-labels.md.
RECIPES: Final[dict[RecipeName, Recipe]] = {
    "seed": Recipe(("abilities", "work_context", "work_styles", "skills"), 250, 0.85),
    "full": Recipe(DOMAINS, 10, None),
}


def rated_codes(ratings: pl.DataFrame, domains: Collection[Domain]) -> list[str]:
    """Return, sorted, the occupations with an importance rating in one of the domains.

    Examples
    --------
    >>> import polars as pl
    >>> ratings = pl.DataFrame({
    ...     "code": ["15-1252.00", "11-1011.00"], "domain": "skills", "importance": [4.0, None],
    ... })
    >>> rated_codes(ratings, ["skills"])
    ['15-1252.00']
    """
    rated = pl.col("domain").is_in(list(domains)) & pl.col("importance").is_not_null()
    codes: list[str] = ratings.filter(rated)["code"].unique().sort().to_list()
    return codes


def apply_recipe(
    recipe: RecipeName,
    ratings: pl.DataFrame,
    categories: pl.DataFrame,
    codes: Sequence[str],
    train_codes: Collection[str] | None = None,
) -> tuple[pl.DataFrame, dict[str, Any]]:
    """Return the labels of some occupations, and the report on how they came about.

    A rated label is 1 from the median occupation on, a category is 1 where the
    occupation has an example of it. An occupation that an element is not rated
    for gets 0; the report counts these cells, `ratings` tells which they are.

    Parameters
    ----------
    recipe : {"seed", "full"}
        ``"seed"``: the classic construction. ``"full"``: every element and
        every category that at least 10 occupations hold.
    ratings, categories : DataFrame
        As in a data set's ``ratings.parquet`` and ``categories.parquet``.
    codes : sequence of str
        The occupations to label: the rows, in this order.
    train_codes : collection of str, optional
        Thresholds, reductions and counts are fitted on these; default `codes`.

    Returns
    -------
    labels : DataFrame
        ``code``, then one UInt8 column of 0 and 1 for each kept label, named as
        the element or category. A name that occurs in two domains gets the
        domain added, as in ``Mathematics (skills)``.
    report : dict
        JSON-ready: ``kept`` (names in column order), ``dropped`` (name to its
        ``representative``, the ``association`` and ``value`` that decided, and
        with which label it was reached: ``decided_by``), ``thresholds`` (name to
        rating), ``labels`` (name to id and domain), ``not_fitted`` (elements
        without a rating in the training occupations), ``unrated_cells``, and the
        recipe's choices.

    Raises
    ------
    DatasetError
        If the recipe is unknown, there is nothing to label or to fit on, a code
        repeats, a training code is not among the codes, or a value is there twice.

    Examples
    --------
    >>> import polars as pl
    >>> from jobskills.dataset.schema import CATEGORIES
    >>> ratings = pl.DataFrame({
    ...     "code": ["11-1011.00", "15-1252.00"], "element_id": "2.B.3.e",
    ...     "element_name": "Programming", "domain": "skills", "importance": [1.9, 4.0],
    ... })
    >>> categories = CATEGORIES.to_frame()
    >>> labels, report = apply_recipe("seed", ratings, categories, ["11-1011.00", "15-1252.00"])
    >>> labels["Programming"].to_list()
    [0, 1]
    >>> report["thresholds"]
    {'Programming': 2.95}
    """
    if recipe not in RECIPES:
        raise DatasetError(f"recipe must be one of {', '.join(RECIPES)}, not {recipe!r}")
    rules, fit = RECIPES[recipe], _fit_rows(codes, train_codes)
    elements, held = with_unique_names(
        element_columns(ratings, rules.domains, codes), category_columns(categories, codes)
    )
    rated, not_fitted = _split(elements, ~np.isnan(elements.values[fit]).all(axis=0))
    holders = held.values[fit].sum(axis=0, dtype=np.int64)
    common, _ = _split(held, holders >= rules.minimum_occupations)
    if not rated.names and not common.names:
        raise _no_label(recipe, len(fit))
    rated, rated_dropped = _reduced(rated, fit, rules, "spearman")
    common, common_dropped = _reduced(common, fit, rules, "cramers_v")
    cuts = thresholds(rated.values, rows=fit)
    labels = _frame(codes, rated, binarise(rated.values, cuts), common)
    report = {
        "recipe": recipe,
        "occupations": len(codes),
        "fitted_on": len(fit),
        "domains": [domain for domain in rules.domains if domain in rated.groups],
        "minimum_occupations": rules.minimum_occupations,
        "drop_from": rules.drop_from,
        "kept": labels.columns[1:],
        "dropped": rated_dropped | common_dropped,
        "thresholds": dict(zip(rated.names, cuts.tolist(), strict=True)),
        "labels": _identities(rated, "domain") | _identities(common, "kind"),
        "not_fitted": list(not_fitted.names),
        "unrated_cells": _unrated(rated),
    }
    return labels, report


def _no_label(recipe: RecipeName, occupations: int) -> DatasetError:
    """Return the error for data that a recipe finds nothing in."""
    rules = RECIPES[recipe]
    return DatasetError(
        f"recipe {recipe!r} finds no label: the {occupations} occupation(s) to fit on have no "
        f"rating in {', '.join(rules.domains)}, and no category is held by "
        f"{rules.minimum_occupations} of them; add the tables as supplements"
    )


def _frame(
    codes: Sequence[str], rated: Columns, labels: NDArray[np.uint8], common: Columns
) -> pl.DataFrame:
    """Return the occupations' codes and their 0/1 columns."""
    columns = {
        name: pl.Series(name, values[:, i], pl.UInt8)
        for names, values in ((rated.names, labels), (common.names, common.values))
        for i, name in enumerate(names)
    }
    return pl.DataFrame({"code": pl.Series("code", list(codes), pl.String), **columns})


def _fit_rows(codes: Sequence[str], train_codes: Collection[str] | None) -> Rows:
    """Return the rows to fit on."""
    position = {code: row for row, code in enumerate(codes)}
    if len(position) < len(codes):
        twice = next(code for row, code in enumerate(codes) if position[code] != row)
        raise DatasetError(f"occupation {twice} is to be labelled twice; give each code once")
    train = position.keys() if train_codes is None else set(train_codes)
    if unknown := sorted(train - position.keys()):
        raise DatasetError(
            f"{len(unknown)} training occupation(s) are not among the {len(codes)} to be labelled, "
            f"the first is {unknown[0]}"
        )
    if not train:
        raise DatasetError(
            "no occupation to fit labels on: none is rated, or none was given for training; "
            "add the rating tables as supplements, or give at least one training occupation"
        )
    return np.array(sorted(position[code] for code in train), dtype=np.intp)


def _split(columns: Columns, chosen: NDArray[np.bool_]) -> tuple[Columns, Columns]:
    """Return the chosen columns and the others."""
    return columns.take(np.flatnonzero(chosen)), columns.take(np.flatnonzero(~chosen))


def _reduced(
    columns: Columns, fit: Rows, rules: Recipe, association: Literal["spearman", "cramers_v"]
) -> tuple[Columns, dict[str, dict[str, Any]]]:
    """Return the columns that stay, and for each other one who stands for it and why."""
    if rules.drop_from is None:
        return columns, {}
    associate = spearman if association == "spearman" else cramers_v
    reduction: Reduction = reduce(associate(columns.values[fit]), columns.names, rules.drop_from)
    dropped = {
        name: {
            "representative": why.representative,
            "association": association,
            "value": why.value,
            "decided_by": why.decided_by,
        }
        for name, why in reduction.dropped.items()
    }
    return columns.take([columns.names.index(name) for name in reduction.kept]), dropped


def _identities(columns: Columns, group: Literal["domain", "kind"]) -> dict[str, dict[str, str]]:
    """Return each label's identifier and its domain or kind."""
    return {
        name: {"id": identifier, group: of}
        for name, identifier, of in zip(columns.names, columns.ids, columns.groups, strict=True)
    }


def _unrated(columns: Columns) -> dict[str, int]:
    """Count, for each label that has some, the occupations that it is not rated for."""
    counts = np.isnan(columns.values).sum(axis=0).tolist()
    return {name: count for name, count in zip(columns.names, counts, strict=True) if count}
