"""The rated domains: from O*NET's one row per scale to one row per occupation and element."""

from typing import Final

import polars as pl

from jobskills.dataset.schema import RATINGS
from jobskills.errors import DatasetError
from jobskills.prediction import Domain

__all__ = ["IMPORTANCE_SCALES", "one_per_element", "rating_rows"]

#: The scales whose mean counts as importance. Work context is rated by how
#: often or how much (CX, 1-5; CT, 1-3); Work Styles by impact since 30.0 (WI, -3 to 3).
IMPORTANCE_SCALES: Final[dict[Domain, tuple[str, ...]]] = {
    "abilities": ("IM",),
    "skills": ("IM",),
    "knowledge": ("IM",),
    "work_activities": ("IM",),
    "work_context": ("CX", "CT"),
    "work_styles": ("IM", "WI"),
}


def rating_rows(table: pl.DataFrame, domain: Domain) -> pl.DataFrame:
    """Return one row per occupation and element: importance, its error and sample, and level."""
    scales = IMPORTANCE_SCALES[domain]
    importance = table.filter(pl.col("scale_id").is_in(scales))
    if table.height and not importance.height:
        found = ", ".join(table["scale_id"].unique().sort())
        raise DatasetError(
            f"{domain}: expected ratings on scale {' or '.join(scales)}, found only {found}"
        )
    level = table.filter(pl.col("scale_id") == "LV")
    joined = importance.join(
        level.select("code", "element_id", level="data_value"),
        on=["code", "element_id"],
        how="left",
        maintain_order="left",
    )
    renamed = joined.with_columns(domain=pl.lit(domain), importance=pl.col("data_value"))
    return renamed.select(RATINGS.names()).cast(RATINGS)


def one_per_element(rows: pl.DataFrame) -> pl.DataFrame:
    """Average the rows that a crosswalk has brought to one occupation and element.

    Each predecessor counts the same. The standard error is that of a mean of
    independent estimates, and null when one of them has none.
    """
    count = pl.len()
    squares = pl.col("standard_error").pow(2).sum().sqrt() / count
    return rows.group_by("code", "element_id", maintain_order=True).agg(
        pl.col("element_name", "domain").first(),
        pl.col("importance", "level").mean(),
        pl.when(pl.col("standard_error").null_count() == 0).then(squares).alias("standard_error"),
        pl.when(pl.col("n").null_count() == 0).then(pl.col("n").sum()).alias("n"),
    )
