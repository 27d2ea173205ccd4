"""Turns a raw table into its canonical, typed form, and refuses a broken one by its cell."""

from collections.abc import Callable
from typing import Final

import polars as pl

from jobskills.onet.layouts import Column, Kind, Table
from jobskills.onet.raw import HEADER, RawTable

__all__ = ["OCCUPATION_CODE", "typed"]

OCCUPATION_CODE: Final = r"^\d{2}-\d{4}\.\d{2}$"
_ELEMENT_ID: Final = r"^\d(\.[A-Za-z0-9]+)*$"
_MONTH: Final = r"^(0[1-9]|1[0-2])/\d{4}$"

_WANTED: Final[dict[Kind, str]] = {
    "code": "an O*NET-SOC code such as 15-1252.00",
    "element": "an element ID such as 2.A.1.a",
    "text": "text",
    "number": "a number",
    "count": "a whole number",
    "flag": "Y or N",
    "month": "a month such as 08/2023",
}


def typed(raw: RawTable, table: Table) -> pl.DataFrame:
    """Return the canonical columns of a table, in its order, with their types.

    Raises
    ------
    ReleaseError
        A required column is missing, or a cell is empty or of the wrong kind.
    """
    return pl.DataFrame([_converted(raw, column).alias(column.name) for column in table.columns])


def _converted(raw: RawTable, column: Column) -> pl.Series:
    header = next((h for h in column.headers if h in raw.columns), None)
    if header is None:
        if column.required:
            found = ", ".join(raw.columns)
            wanted = " or ".join(repr(h) for h in column.headers)
            problem = f"the column {wanted} is missing; found {found}"
            raise raw.error(problem, column.headers[0], HEADER)
        return pl.Series(values=[None] * len(raw), dtype=_DTYPES[column.kind])
    cells = raw.columns[header]
    values = _CONVERT[column.kind](cells)
    _refuse(raw, header, column, cells, values)
    return values


def _refuse(
    raw: RawTable, header: str, column: Column, cells: pl.Series, values: pl.Series
) -> None:
    """Raise for the first cell that did not convert, or is empty where it may not be."""
    wrong = values.is_null() if not column.empty else values.is_null() & cells.is_not_null()
    index = wrong.arg_max() if wrong.any() else None
    if index is None:
        return
    came = "nothing" if cells[index] is None else repr(cells[index])
    raise raw.error(f"expected {_WANTED[column.kind]}, found {came}", header, index)


def _words(cells: pl.Series) -> pl.Series:
    """Return text, null where a cell holds nothing but blanks."""
    text = _text(cells)
    return text.set((text.str.strip_chars() == "").fill_null(False), None)


def _text(cells: pl.Series) -> pl.Series:
    if cells.dtype != pl.String:  # Excel holds identifiers such as 43232202 as numbers
        whole = (cells == cells.round()).fill_null(True).all()
        return cells.cast(pl.Int64 if whole else pl.Float64).cast(pl.String)
    return cells


def _number(cells: pl.Series) -> pl.Series:
    values = cells.cast(pl.Float64, strict=False)
    return values.set(~values.is_finite().fill_null(True), None)


def _count(cells: pl.Series) -> pl.Series:
    values = _number(cells)
    return values.set((values != values.round()).fill_null(False), None).cast(pl.Int64)


def _flag(cells: pl.Series) -> pl.Series:
    text = _text(cells)
    return (text == "Y").set(~text.is_in(["Y", "N"]).fill_null(False), None)


def _month(cells: pl.Series) -> pl.Series:
    return ("01/" + _matching(cells, _MONTH)).str.to_date("%d/%m/%Y", strict=False)


def _matching(cells: pl.Series, pattern: str) -> pl.Series:
    text = _text(cells)
    return text.set(~text.str.contains(pattern).fill_null(True), None)


_CONVERT: Final[dict[Kind, Callable[[pl.Series], pl.Series]]] = {
    "code": lambda cells: _matching(cells, OCCUPATION_CODE),
    "element": lambda cells: _matching(cells, _ELEMENT_ID),
    "text": _words,
    "number": _number,
    "count": _count,
    "flag": _flag,
    "month": _month,
}
_DTYPES: Final[dict[Kind, type[pl.DataType]]] = {
    "code": pl.String,
    "element": pl.String,
    "text": pl.String,
    "number": pl.Float64,
    "count": pl.Int64,
    "flag": pl.Boolean,
    "month": pl.Date,
}
