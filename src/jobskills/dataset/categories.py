"""Technologies and tools: one row per occupation and example, with the category it belongs to."""

from typing import Final, Literal

import polars as pl

from jobskills.dataset.schema import CATEGORIES

__all__ = ["KINDS", "CategoryKind", "category_rows"]

CategoryKind = Literal["technology", "tool"]

#: The table of a release that each kind comes from.
KINDS: Final[dict[CategoryKind, str]] = {"technology": "technology_skills", "tool": "tools_used"}


def category_rows(table: pl.DataFrame, kind: CategoryKind) -> pl.DataFrame:
    """Return a kind's rows, each example once per occupation and category.

    `hot` and `in_demand` are false for tools, which O*NET marks neither way,
    and null for a technology where the release has no such column.
    """
    flags = {"hot": pl.lit(False), "in_demand": pl.lit(False)}
    if kind == "technology":
        flags = {"hot": pl.col("hot_technology"), "in_demand": pl.col("in_demand")}
    rows = table.with_columns(pl.lit(kind).alias("kind"), **flags)
    key = ["code", "category_id", "example"]
    # After a crosswalk two predecessors may name the same example: any mark counts.
    merged = rows.group_by(key, maintain_order=True).agg(
        pl.col("kind", "category").first(), pl.col("hot", "in_demand").max()
    )
    return merged.select(CATEGORIES.names()).cast(CATEGORIES)
