"""What must hold of a table's values: unique keys, known codes and scales, ratings on these."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import polars as pl

from jobskills.errors import ReleaseError
from jobskills.onet.layouts import Table

__all__ = ["ROW", "Blame", "Known", "check_rows", "check_unique"]

#: The column that carries a row's place in its file while it is checked.
ROW: Final = "_row"

#: Makes the error for a problem in a canonical column of a row.
Blame = Callable[[str, str, int], ReleaseError]

#: Ends of the scales that ratings are read from (Scales Reference).
_SCALE_ENDS: Final = {"IM": (1, 5), "LV": (0, 7), "CX": (1, 5), "CT": (1, 3), "WI": (-3, 3)}
#: What can't be negative: the size of a sample and the error of its mean.
_FROM_ZERO: Final = ("n", "standard_error")

#: What a value is called in an error.
_CALLED: Final = {
    "code": "unknown occupation",
    "element_id": "unknown element",
    "scale_id": "unknown scale",
    "data_value": "rating",
    "n": "sample size",
    "standard_error": "standard error",
}


@dataclass(frozen=True, slots=True)
class Known:
    """What the release itself lists; None where it has no such table."""

    codes: pl.Series | None = None
    elements: pl.Series | None = None


def check_rows(frame: pl.DataFrame, table: Table, known: Known, blame: Blame) -> None:
    """Refuse what the release doesn't know, a rating off its scale, a number below its range."""
    if known.codes is not None:
        unknown = frame.filter(~pl.col("code").is_in(known.codes.implode()))
        _refuse(unknown, "code", "a code of Occupation Data", blame)
    if table.branches:
        branches = " or ".join(f"{b}.*" for b in table.branches)
        _refuse(frame.filter(~_inside(table.branches)), "element_id", branches, blame)
    if known.elements is not None:
        unknown = frame.filter(~pl.col("element_id").is_in(known.elements.implode()))
        _refuse(unknown, "element_id", "an element of Content Model Reference", blame)
    if table.scales:
        unknown = frame.filter(~pl.col("scale_id").is_in(table.scales))
        _refuse(unknown, "scale_id", " or ".join(table.scales), blame)
    for column in _FROM_ZERO:
        if column in frame.columns:
            _refuse(frame.filter(pl.col(column) < 0), column, "0 or more", blame)
    if "data_value" in frame.columns:
        for scale, (low, high) in _SCALE_ENDS.items():
            off = (pl.col("scale_id") == scale) & ~pl.col("data_value").is_between(low, high)
            _refuse(frame.filter(off), "data_value", f"{low} to {high} on scale {scale}", blame)


def check_unique(frame: pl.DataFrame, table: Table, blame: Blame) -> None:
    """Refuse the second row of a key."""
    twice = frame.filter(~pl.struct(table.key).is_first_distinct())
    if twice.height:
        row = twice.row(0, named=True)
        key = ", ".join(str(row[k]) for k in table.key if row[k] is not None)
        names = " + ".join(table.key)
        problem = f"duplicate key ({key}); {names} must be unique"
        raise blame(problem, table.key[0], row[ROW])


def _inside(branches: tuple[str, ...]) -> pl.Expr:
    element = pl.col("element_id")
    return pl.any_horizontal((element == b) | element.str.starts_with(f"{b}.") for b in branches)


def _refuse(wrong: pl.DataFrame, column: str, wanted: str, blame: Blame) -> None:
    if wrong.height:
        row = wrong.row(0, named=True)
        problem = f"{_CALLED[column]} {row[column]!r}, expected {wanted}"
        raise blame(problem, column, row[ROW])
