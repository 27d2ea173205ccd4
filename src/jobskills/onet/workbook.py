"""Reads the Excel form of a table: one sheet named as the file, missing cells left empty."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import PurePosixPath
from typing import Final

import polars as pl
from python_calamine import CalamineError, CalamineWorkbook

from jobskills.errors import ReleaseError
from jobskills.onet.archive import check_inner_zip
from jobskills.onet.raw import RawTable, check_headers

__all__ = ["read_workbook"]

#: Excel allows no longer sheet names; O*NET cuts the file's name there.
_SHEET_NAME: Final = 31
#: A cell beyond column Z or row 999,999. Tables have 16 columns at most, and
#: the reader allots a full grid up to the furthest cell before we could look.
_FAR_CELL: Final = re.compile(rb"""<c\b[^>]*?\br\s*=\s*["'](?:[A-Za-z]{2}|[A-Za-z]\d{7})""")
_SHEET_PART: Final = "xl/worksheets/"

#: Empty as published; `n/a` where someone has made a workbook of the text form.
_MISSING: Final = frozenset(("", "n/a", None))

_Cell = str | float | int | bool | date | datetime | time | timedelta | None


def read_workbook(data: bytes, file: str) -> RawTable:
    """Read one `.xlsx` table; look-up columns that the text form lacks are ignored later."""
    _check_parts(data, file)
    sheet = PurePosixPath(file).stem[:_SHEET_NAME]
    rows = _rows(data, file, sheet)
    headers = ["" if cell is None else str(cell).strip() for cell in rows[0]] if rows else []
    check_headers(headers, file, sheet)
    body = list(rows[1:])
    while body and not any(cell not in _MISSING for cell in body[-1]):
        body.pop()
    cells = zip(*body, strict=True) if body else ([] for _ in headers)
    columns = {h: _column(list(c)) for h, c in zip(headers, cells, strict=True) if h}
    return RawTable(file, sheet, columns)


def _check_parts(data: bytes, file: str) -> None:
    parts = set()
    for name, content in check_inner_zip(data, file):
        parts.add(name)
        if name.startswith(_SHEET_PART) and _FAR_CELL.search(content):
            raise ReleaseError(
                "has cells beyond column Z or row 999,999; no table of O*NET is that large",
                file=file,
            )
    if "xl/workbook.xml" not in parts:
        raise ReleaseError("is a zip file but not an Excel workbook (.xlsx)", file=file)


def _rows(data: bytes, file: str, sheet: str) -> Sequence[Sequence[_Cell]]:
    try:
        with CalamineWorkbook.from_filelike(BytesIO(data)) as book:
            names = book.sheet_names
            if sheet not in names:
                found = ", ".join(repr(n) for n in names) or "none"
                raise ReleaseError(
                    f"there is no such sheet, only {found}; O*NET names it as the file",
                    file=file,
                    sheet=sheet,
                )
            return book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    except CalamineError as error:
        raise ReleaseError(f"is not a readable Excel workbook: {error}", file=file) from error


def _column(cells: list[_Cell]) -> pl.Series:
    """Return numbers as Float64 when nothing else is there, else everything as text."""
    empty_as_null = [None if cell in _MISSING else cell for cell in cells]
    kinds = set(map(type, empty_as_null))
    if kinds <= {float, int, type(None)}:
        return pl.Series(values=empty_as_null, dtype=pl.Float64)
    if not kinds <= {str, type(None)}:
        empty_as_null = [_text(cell) for cell in empty_as_null]
    return pl.Series(values=empty_as_null, dtype=pl.String)


def _text(cell: _Cell) -> str | None:
    """Write a cell as the text form of the table would."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, date):  # a datetime is one too
        return cell.strftime("%m/%Y")
    return None if cell is None else str(cell)
