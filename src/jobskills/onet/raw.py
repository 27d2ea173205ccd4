"""One file as it stands: headers and cells, not yet interpreted; both formats end here."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import polars as pl

from jobskills.errors import ReleaseError

__all__ = ["FIRST_ROW", "HEADER", "RawTable", "check_headers"]

#: The row of the first data line as a person sees it; the header is row 1.
FIRST_ROW: Final = 2
#: The header line, counted as `RawTable.error` counts data lines.
HEADER: Final = -1


@dataclass(frozen=True, slots=True)
class RawTable:
    """Columns of String (or, from Excel, Float64) with missing cells as null, in file order."""

    file: str
    sheet: str | None
    columns: Mapping[str, pl.Series]

    def __len__(self) -> int:
        return len(next(iter(self.columns.values())))

    def error(
        self, problem: str, column: str | None = None, index: int | None = None
    ) -> ReleaseError:
        """Return the error that points at a cell of this file; `index` counts from 0."""
        row = None if index is None else index + FIRST_ROW
        return ReleaseError(problem, file=self.file, sheet=self.sheet, column=column, row=row)


def check_headers(headers: list[str], file: str, sheet: str | None) -> None:
    """Refuse a header line that is empty or names a column twice."""
    named = [h for h in headers if h]
    if not named:
        raise ReleaseError(
            "row 1 should hold the column names, it is empty", file=file, sheet=sheet
        )
    twice = sorted({h for h in named if named.count(h) > 1})
    if twice:
        raise ReleaseError(
            "the column is there twice", file=file, sheet=sheet, column=twice[0], row=1
        )
