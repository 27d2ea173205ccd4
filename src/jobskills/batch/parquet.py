"""Rows of Parquet files through DuckDB: only the columns that are needed, as a stream."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from glob import escape
from pathlib import Path
from typing import Final

import duckdb

from jobskills.batch.columns import Columns
from jobskills.batch.rows import Row, make_row
from jobskills.errors import PostingError

__all__ = ["ParquetFiles", "connect", "name_sql", "text_sql"]

_FETCH: Final = 512
_INTEGERS: Final = {
    f"{sign}{size}INT" for sign in ("", "U") for size in ("TINY", "SMALL", "BIG", "HUGE")
} | {"INTEGER", "UINTEGER"}
#: Id types that come back unchanged from their text.
_KEPT: Final = _INTEGERS | {"VARCHAR", "UUID", "DATE", "TIMESTAMP", "BOOLEAN", "BLOB", "DOUBLE"}


def connect() -> duckdb.DuckDBPyConnection:
    """Return an in-memory database that stays small and never downloads anything."""
    return duckdb.connect(
        config={
            "threads": 1,
            "memory_limit": "1GB",
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
        }
    )


@dataclass(frozen=True, slots=True)
class _Inspected:
    """One file: its three columns as SQL, its id's type and its number of rows."""

    path: Path
    selected: str
    id_type: str | None
    n_rows: int


class ParquetFiles:
    """One Parquet file, or several in order, as a source of rows; made by `open`."""

    def __init__(self, inspected: Sequence[_Inspected]) -> None:
        self._inspected = tuple(inspected)
        self.files = tuple(file.path for file in inspected)
        types = {file.id_type for file in inspected}
        self.id_type: str | None = types.pop() if len(types) == 1 else "VARCHAR"

    @classmethod
    def open(cls, files: Sequence[Path], columns: Columns) -> "ParquetFiles":
        """Check that each file can be read and has the columns that are asked for.

        Raises
        ------
        PostingError
            If one of them can't, or hasn't.
        """
        with connect() as database:
            return cls([_inspect(database, path, columns) for path in files])

    def rows(self) -> Iterator[Row]:
        """Yield one row per row of each file."""
        for file in self._inspected:
            with _reading(file.path), connect() as database:
                database.execute(f"SELECT {file.selected} FROM {_table(file.path)}")  # noqa: S608
                while some := database.fetchmany(_FETCH):
                    for row_id, title, description in some:
                        yield make_row(row_id, title, description)

    def expected(self, read: int) -> int:
        """Return how many rows there are in all."""
        return max(read, sum(file.n_rows for file in self._inspected))


def _inspect(database: duckdb.DuckDBPyConnection, path: Path, columns: Columns) -> _Inspected:
    with _reading(path):
        described = database.execute(f"DESCRIBE SELECT * FROM {_table(path)}").fetchall()  # noqa: S608
        counted = database.execute(f"SELECT count(*) FROM {_table(path)}").fetchone()  # noqa: S608
    names = [str(column[0]) for column in described]
    types = [str(column[1]) for column in described]
    try:
        found = columns.find(names)
    except PostingError as error:
        raise PostingError(f"{path}: {error}") from None
    sql = {
        field: "NULL" if place is None else name_sql(names[place]) for field, place in found.items()
    }
    id_type = "VARCHAR" if found["id"] is None else types[found["id"]]
    if id_type not in _INTEGERS:
        sql["id"] = f"CAST({sql['id']} AS VARCHAR)"
    return _Inspected(
        path=path,
        selected=f"{sql['id']}, {sql['title']}, {sql['description']}",
        id_type=id_type if id_type in _KEPT else "VARCHAR",
        n_rows=counted[0] if counted else 0,
    )


def _table(path: Path) -> str:
    # Escaped, for DuckDB takes a path with *, ? or [ as a pattern.
    return f"read_parquet({text_sql(escape(str(path)))}, hive_partitioning = false)"


@contextmanager
def _reading(path: Path) -> Iterator[None]:
    try:
        yield
    except duckdb.Error as error:
        first_line = str(error).strip().splitlines()[0]
        raise PostingError(f"{path}: can't be read as Parquet: {first_line}") from error


def text_sql(text: str) -> str:
    """Return a text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def name_sql(name: str) -> str:
    """Return a column name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'
