"""The official crosswalk between O*NET-SOC 2010 and 2019, and what it does to a table."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import polars as pl

from jobskills.errors import ReleaseError
from jobskills.onet.archive import digest
from jobskills.onet.taxonomy import Taxonomy
from jobskills.onet.typed import OCCUPATION_CODE

__all__ = ["Crosswalk", "read_crosswalk"]

_HEADERS: Final = {"O*NET-SOC 2010 Code": "2010", "O*NET-SOC 2019 Code": "2019"}


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """Which occupations of 2010 became which of 2019.

    Attributes
    ----------
    pairs : DataFrame
        Columns "2010" and "2019", one row per pair of codes.
    file, sha256 : str
        Where it was read from.

    Examples
    --------
    >>> pairs = pl.DataFrame({"2010": ["15-1131.00"], "2019": ["15-1251.00"]})
    >>> walk = Crosswalk(pairs, "walk.csv", "")
    >>> walk.carry(pl.DataFrame({"code": ["15-1131.00"], "task": ["Write code."]}), "2019")
    shape: (1, 2)
    ┌────────────┬─────────────┐
    │ code       ┆ task        │
    │ ---        ┆ ---         │
    │ str        ┆ str         │
    ╞════════════╪═════════════╡
    │ 15-1251.00 ┆ Write code. │
    └────────────┴─────────────┘
    """

    pairs: pl.DataFrame
    file: str
    sha256: str

    def carry(self, frame: pl.DataFrame, to: Taxonomy) -> pl.DataFrame:
        """Give the rows of each occupation to every occupation it maps to, in the order they had.

        A split occupation hands its rows to all its successors; where several
        merge, their rows lie side by side for the caller to average or unite.
        Rows of a code that the crosswalk does not list are left out.
        Backwards (`to="2010"`), the same pairs are read from right to left.
        """
        source: Taxonomy = "2010" if to == "2019" else "2019"
        codes = self.pairs.select(code=pl.col(source), _to=pl.col(to))
        joined = frame.join(codes, on="code", how="inner", maintain_order="left_right")
        return joined.with_columns(code=pl.col("_to")).drop("_to")


def read_crosswalk(path: Path) -> Crosswalk:
    """Read the crosswalk as O*NET publishes it (CSV).

    Raises
    ------
    ReleaseError
        No such file, another file, a cell that is no O*NET-SOC code, a pair twice.
    """
    try:
        with path.open("rb") as file:
            sha256 = digest(file)
        frame = pl.read_csv(path, infer_schema=False)
    except (OSError, pl.exceptions.PolarsError) as error:
        first_line = str(error).partition("\n")[0]  # what follows is advice on Polars
        raise ReleaseError(f"can't be read as CSV: {first_line}", file=path.name) from error
    for header in _HEADERS:
        if header not in frame.columns:
            raise ReleaseError(
                "the column is missing; take the CSV of the O*NET-SOC 2010 to 2019 crosswalk",
                file=path.name,
                column=header,
                row=1,
            )
        _refuse(frame, ~pl.col(header).str.contains(OCCUPATION_CODE).fill_null(False), header, path)
    _refuse(frame, ~pl.struct(*_HEADERS).is_first_distinct(), "O*NET-SOC 2019 Code", path)
    return Crosswalk(frame.select(*_HEADERS).rename(_HEADERS), path.name, sha256)


def _refuse(frame: pl.DataFrame, wrong: pl.Expr, header: str, path: Path) -> None:
    bad = frame.with_row_index("_row", 2).filter(wrong)
    if bad.height:
        row = bad.row(0, named=True)
        raise ReleaseError(
            f"expected an O*NET-SOC code, listed once per pair; found {row[header]!r}",
            file=path.name,
            column=header,
            row=row["_row"],
        )
