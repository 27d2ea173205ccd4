"""Rows of a Parquet file through DuckDB: only the columns that are needed, as a stream."""

import json
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from glob import escape
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from typing import Final

import duckdb

from jobskills.batch.lines import MOST_LINE
from jobskills.batch.row_groups import copy_as_bytes
from jobskills.errors import PostingError
from jobskills.scoring.columns import Columns
from jobskills.scoring.rows import Row, make_row

__all__ = ["ParquetFile", "connect", "name_sql", "reason", "table_sql", "text_sql"]

_FETCH: Final = 512
_NOT_UTF8: Final = "Invalid string encoding"
_WRAPPED: Final = re.compile(r'"exception_message":("(?:[^"\\]|\\.)*")')
#: Text that is read as bytes: not a type of DuckDB's.
_BYTES: Final = "text as bytes"
#: How to measure a column of text in bytes; others hold none.
_SIZES: Final = {"VARCHAR": "strlen", "BLOB": "octet_length", _BYTES: "octet_length"}
#: A column's name, None where there is no such column, and its DuckDB type.
_Column = tuple[str | None, str]
_INTEGERS: Final = {
    f"{sign}{size}INT" for sign in ("", "U") for size in ("TINY", "SMALL", "BIG", "HUGE")
} | {"INTEGER", "UINTEGER"}
#: Id types that come back unchanged from their text.
_KEPT: Final = _INTEGERS | {"VARCHAR", "UUID", "DATE", "TIMESTAMP", "BOOLEAN", "BLOB", "DOUBLE"}


def connect() -> duckdb.DuckDBPyConnection:
    """Return a connection to this process's database, which costs as much as a small part to make.

    It is in memory, stays small and never downloads anything.
    """
    return _database(os.getpid()).cursor()


@cache
def _database(process: int) -> duckdb.DuckDBPyConnection:
    """Return the database of a process: one that was forked must not use its parent's."""
    return duckdb.connect(
        config={
            "threads": 1,
            "memory_limit": "1GB",
            # What is larger would else lie in whatever folder the job was started from.
            "temp_directory": str(Path(gettempdir(), f"jobskills-{process}")),
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
        }
    )


class ParquetFile:
    """A Parquet file as a source of rows; made by `open`.

    Parameters
    ----------
    path : Path
    columns : sequence of (str or None, str)
        Names and DuckDB types of the id's, the title's and the description's columns.
    n_rows : int
    """

    def __init__(self, path: Path, columns: Sequence[_Column], n_rows: int) -> None:
        self.path = path
        self._columns = tuple(columns)
        self.n_rows = n_rows
        self._read = 0

    @classmethod
    def open(cls, path: Path, columns: Columns) -> "ParquetFile":
        """Check that the file can be read and has the columns that are asked for.

        Raises
        ------
        PostingError
            If it can't, or hasn't.
        """
        with _reading(path), connect() as database:
            described = database.execute(f"DESCRIBE SELECT * FROM {table_sql(path)}").fetchall()  # noqa: S608
            counted = database.execute(f"SELECT count(*) FROM {table_sql(path)}").fetchone()  # noqa: S608
        there = [(str(column[0]), str(column[1])) for column in described]
        try:
            found = columns.find([name for name, _ in there])
        except PostingError as error:
            raise PostingError(f"{path}: {error}") from None
        chosen = [(None, "VARCHAR") if at is None else there[at] for at in found.values()]
        return cls(path, chosen, counted[0] if counted else 0)

    @property
    def id_type(self) -> str | None:
        """The ids' DuckDB type, text where another would not come back unchanged."""
        kind = self._columns[0][1]
        return kind if kind in _KEPT else "VARCHAR"

    @property
    def fraction(self) -> float:
        """How much of the file has been read, 0-1."""
        return self._read / self.n_rows if self.n_rows else 1.0

    def rows(self) -> Iterator[Row]:
        """Yield one row per row of the file."""
        with _reading(self.path):
            try:
                yield from self._rows(self.path, self._columns)
            except duckdb.InvalidInputException as error:
                if _NOT_UTF8 not in str(error):
                    raise
                yield from self._rows_of_bytes()

    def _rows(self, path: Path, columns: Sequence[_Column]) -> Iterator[Row]:
        """Yield the rows that have not been read yet."""
        row_id, title, description = columns
        selected = f"{_id_sql(*row_id)}, {_text_sql(*title)}, {_text_sql(*description)}"
        with connect() as database:
            database.execute(f"SELECT {selected} FROM {table_sql(path)} OFFSET {self._read}")  # noqa: S608
            while some := database.fetchmany(_FETCH):
                for values in some:
                    self._read += 1
                    yield _row(*values)

    def _rows_of_bytes(self) -> Iterator[Row]:
        """Yield the rest of the rows from a copy in which text is bytes.

        DuckDB refuses a file for one text that is not UTF-8; that is one row's problem.
        """
        columns = [(name, _BYTES if kind == "VARCHAR" else kind) for name, kind in self._columns]
        with TemporaryDirectory(prefix="jobskills-") as folder:
            copy = Path(folder, "bytes.parquet")
            copy_as_bytes(self.path, copy)
            yield from self._rows(copy, columns)


def _id_sql(name: str | None, kind: str) -> str:
    if name is None:
        return "NULL"
    return name_sql(name) if kind in _INTEGERS | {_BYTES} else f"CAST({name_sql(name)} AS VARCHAR)"


def _text_sql(name: str | None, kind: str) -> str:
    """Return a text and, where it is too long to read, its length instead."""
    if name is None:
        return "NULL, NULL"
    text = name_sql(name)
    if kind not in _SIZES:
        return f"{text}, NULL"
    size = f"{_SIZES[kind]}({text})"
    long = f"{size} > {MOST_LINE}"
    return f"CASE WHEN {long} THEN NULL ELSE {text} END, CASE WHEN {long} THEN {size} END"


def _row(
    row_id: object,
    title: object,
    title_bytes: int | None,
    description: object,
    description_bytes: int | None,
) -> Row:
    row = make_row(row_id, title, description)
    for field, size in (("title", title_bytes), ("description", description_bytes)):
        if size is not None:
            return replace(row, problem=f"{field}: {size} bytes, at most {MOST_LINE} are read")
    return row


@contextmanager
def _reading(path: Path) -> Iterator[None]:
    try:
        yield
    except duckdb.Error as error:
        raise PostingError(f"{path}: can't be read as Parquet: {reason(error)}") from error


def reason(error: Exception) -> str:
    """Return in one line why something failed; DuckDB wraps what the system said in JSON."""
    wrapped = _WRAPPED.search(str(error))
    text = json.loads(wrapped[1]) if wrapped else str(error)
    return next(iter(str(text).strip().splitlines()), type(error).__name__)


def table_sql(path: Path) -> str:
    """Return a Parquet file as an SQL table."""
    # Escaped, for DuckDB takes a path with *, ? or [ as a pattern.
    return f"read_parquet({text_sql(escape(str(path)))}, hive_partitioning = false)"


def text_sql(text: str) -> str:
    """Return a text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def name_sql(name: str) -> str:
    """Return a column name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'
