"""The columns of a data set's tables; the one place that fixes them (DESIGN, section 4)."""

from typing import Final

import polars as pl

__all__ = ["CATEGORIES", "FORMAT", "RATINGS", "TEXTS"]

#: Number of the directory's layout, written to `manifest.json`.
FORMAT: Final = 1

TEXTS: Final = pl.Schema(
    [
        ("code", pl.String),
        ("title", pl.String),
        ("description", pl.String),
        ("tasks", pl.List(pl.String)),
        ("job_titles", pl.List(pl.String)),
    ]
)

RATINGS: Final = pl.Schema(
    {
        "code": pl.String,
        "element_id": pl.String,
        "element_name": pl.String,
        "domain": pl.String,
        "importance": pl.Float64,
        "level": pl.Float64,
        "standard_error": pl.Float64,
        "n": pl.Int64,
    }
)

CATEGORIES: Final = pl.Schema(
    {
        "code": pl.String,
        "kind": pl.String,
        "category_id": pl.String,
        "category": pl.String,
        "example": pl.String,
        "hot": pl.Boolean,
        "in_demand": pl.Boolean,
    }
)
