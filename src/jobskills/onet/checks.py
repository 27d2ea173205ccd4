"""What must hold between the cells of a table: unique keys, known codes, ratings on their scale."""

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


@dataclass(frozen=True, slots=True)
class Known:
    """What the release itself lists; None where it has no such table."""

    codes: pl.Series | None = None
    elements: pl.Series | None = None


def check_rows(frame: pl.DataFrame, table: Table, known: Known, blame: Blame) -> None:
    """Refuse an occupation or element that the release doesn't know, and a rating off its scale."""
    if known.codes is not None:
        unknown = frame.filter(~pl.col("code").is_in(known.codes.implode()))
        _refuse(unknown, "code", "a code of Occupation Data", blame)
    if table.branches:
        branches = " or ".join(f"{b}.*" for b in table.branches)
        _refuse(frame.filter(~_inside(table.branches)), "element_id", branches, blame)
    if known.elements is not None:
        unknown = frame.filter(~pl.col("element_id").is_in(known.elements.implode()))
        _refuse(unknown, "element_id", "an element of Content Model Reference", blame)
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
        what = {"code": "unknown occupation", "element_id": "unknown element"}.get(column, "")
        problem = f"{what or 'rating'} {row[column]!r}, expected {wanted}"
        raise blame(problem, column, row[ROW])
