"""What must hold between the cells of a table: one row per key, and known elements only."""

from collections.abc import Callable
from typing import Final

import polars as pl

from jobskills.errors import ReleaseError
from jobskills.onet.layouts import Table

__all__ = ["ROW", "check_branches", "check_known", "check_unique"]

#: The column that carries a row's place while it is checked.
ROW: Final = "_row"

#: Makes the error for a problem in a column of a row.
Blame = Callable[[str, str, int], ReleaseError]


def check_unique(frame: pl.DataFrame, table: Table, blame: Blame) -> None:
    """Refuse the second row of a key."""
    twice = frame.filter(~pl.struct(table.key).is_first_distinct())
    if twice.height:
        row = twice.row(0, named=True)
        key = ", ".join(str(row[k]) for k in table.key if row[k] is not None)
        names = " + ".join(table.key)
        raise blame(f"({key}) is there before; {names} must be unique", table.key[0], row[ROW])


def check_branches(frame: pl.DataFrame, table: Table, blame: Blame) -> None:
    """Refuse an element of another domain."""
    if not table.branches:
        return
    inside = pl.any_horizontal(
        (pl.col("element_id") == b) | pl.col("element_id").str.starts_with(f"{b}.")
        for b in table.branches
    )
    _refuse(frame.filter(~inside), f"one of {' or '.join(table.branches)}.*", blame)


def check_known(frame: pl.DataFrame, elements: pl.Series, blame: Blame) -> None:
    """Refuse an element that the release's content model does not list."""
    unknown = frame.filter(~pl.col("element_id").is_in(elements.implode()))
    _refuse(unknown, "an element of Content Model Reference", blame)


def _refuse(wrong: pl.DataFrame, wanted: str, blame: Blame) -> None:
    if wrong.height:
        row = wrong.row(0, named=True)
        raise blame(
            f"unknown element {row['element_id']!r}, expected {wanted}", "element_id", row[ROW]
        )
