"""A scored file to a summary: one line per group and element, technology or tool."""

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

import duckdb

from jobskills.bundle import Bundle
from jobskills.errors import DataError
from jobskills.prediction import DOMAINS
from jobskills.summarize.groups import Grouping, grouped_rows
from jobskills.summarize.measures import COLUMNS, NAMED, named_things, order_sql, ratings
from jobskills.summarize.scored import Table, connect, name_sql, open_scored, text_sql

__all__ = ["KINDS", "Summary", "check_table", "summarize"]

#: What can be summed up: the rated domains, and what texts name.
KINDS: Final = (*DOMAINS, *NAMED)
_DECIMALS: Final = 6
_FORMATS: Final = {".csv": "FORMAT csv, HEADER", ".parquet": "FORMAT parquet, COMPRESSION zstd"}


class Summary:
    """The lines of a summary, in order; they live in a database until it is closed.

    Its columns are those of the groups, then `COLUMNS`: domain, id, name, measure
    (``importance`` or ``share``), n (postings of the group), count (those of them that have
    a value, or name the technology), value (mean or share), its standard error and its
    95 % interval, low and high.
    """

    def __init__(self, folder: "tempfile.TemporaryDirectory[str]") -> None:
        self._folder = folder
        self.database = connect(Path(folder.name))
        self.grouping = Grouping()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give back the memory and the disk that it takes."""
        self.database.close()
        self._folder.cleanup()

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of a line."""
        return (*self.grouping.names, *COLUMNS)

    def lines(self) -> list[tuple[Any, ...]]:
        """Return all lines."""
        return self.database.execute("SELECT * FROM summary").fetchall()

    def groups(self) -> list[tuple[Any, ...]]:
        """Return the values of each group and the number of its postings, in order."""
        return self.database.execute("SELECT * FROM groups ORDER BY ALL").fetchall()

    def write(self, path: Path) -> None:
        """Write the lines to a file that ends in .csv or .parquet.

        Raises
        ------
        DataError
            If it has another ending or can't be written.
        """
        form = check_table(path)
        aside = path.with_name(f"{path.name}.tmp")
        try:
            self.database.execute(f"COPY summary TO {text_sql(str(aside))} ({form})")
            aside.replace(path)
        except (OSError, duckdb.Error) as error:
            raise DataError(f"{path}: can't be written: {error}") from error


def check_table(path: Path) -> str:
    """Return how DuckDB calls the form of a table's file.

    Raises
    ------
    DataError
        If it doesn't end in .csv or .parquet, or its folder isn't there.
    """
    if path.suffix.lower() not in _FORMATS:
        raise DataError(f"{path}: expected a name that ends in {' or '.join(_FORMATS)}")
    if not path.parent.is_dir():
        raise DataError(f"{path}: the folder {path.parent} is missing; make it first")
    return _FORMATS[path.suffix.lower()]


def summarize(
    scored: Path,
    grouping: Grouping | None = None,
    kinds: Sequence[str] = KINDS,
    least: int = 1,
    bundle: str | Path = "default",
) -> Summary:
    """Sum up what a scored file says, group by group.

    Parameters
    ----------
    scored : Path
        What ``jobskills batch`` wrote: a file, or Spark's folder of files.
    grouping : Grouping, optional
        By which columns; all postings are one group if left out.
    kinds : sequence of str
        Of `KINDS`: rated domains, technologies, tools.
    least : int
        Leave out groups of fewer postings.
    bundle : str or Path
        The model that scored: a file in the wide form has the elements' ids only, and
        their names are the model's.

    Returns
    -------
    Summary
        To be closed, or used in a ``with`` block.

    Raises
    ------
    DataError
        If the file can't be read, a column is nowhere, or the file has no ratings of all
        elements to take means of.
    """
    summary = Summary(tempfile.TemporaryDirectory(prefix="jobskills-"))
    try:
        grouping = grouping or Grouping()
        table = open_scored(summary.database, scored)
        rows = grouped_rows(summary.database, table, grouping, least)
        domains = [kind for kind in kinds if kind in DOMAINS]
        ratings(summary.database, rows, domains, _names(table, bundle))
        named_things(summary.database, rows, [kind for kind in kinds if kind in NAMED])
        summary.grouping = grouping
        _join(summary.database, rows.groups, grouping.names)
    except BaseException:
        summary.close()
        raise
    return summary


def _names(table: Table, bundle: str | Path) -> Mapping[str, tuple[str, str]]:
    """Return domain and name of the elements of a wide file."""
    if not table.wide:
        return {}
    elements = Bundle.load(bundle).reader.elements
    return {element.id: (element.domain, element.name) for element in elements}


def _join(
    database: duckdb.DuckDBPyConnection,
    groups: Sequence[str],
    names: Sequence[str],
) -> None:
    """Make the table `summary` of the lines of ratings and named things."""
    renamed = "".join(
        f"{group} AS {name_sql(name)}, " for group, name in zip(groups, names, strict=True)
    )
    rounded = ", ".join(
        f"round({column}, {_DECIMALS}) AS {column}"
        for column in ("value", "standard_error", "low", "high")
    )
    database.execute(
        f"CREATE TEMP TABLE summary AS SELECT {renamed}domain, id, name, measure, n, count, "  # noqa: S608
        f"{rounded} FROM (SELECT * FROM ratings UNION ALL SELECT * FROM named) "
        f"ORDER BY {order_sql(groups)}"
    )
