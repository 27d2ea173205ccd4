"""A scored file as a table of DuckDB's: Parquet or JSON Lines, long or wide, one file or many."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from glob import escape
from pathlib import Path
from typing import Final

import duckdb

from jobskills.errors import DataError

__all__ = ["Table", "connect", "name_sql", "open_scored", "open_table", "reading", "text_sql"]

_PARQUET: Final = (".parquet",)
_LINES: Final = (".jsonl", ".ndjson", ".json")
_DELIMITED: Final = (".csv", ".tsv")
_PACKED: Final = (".gz", ".zst")
_WIDE: Final = "im_"
#: What is read of the lists of a JSON Lines file, which has no types of its own.
_READ: Final = {
    "id": "VARCHAR",
    "status": "VARCHAR",
    "occupation_code": "VARCHAR",
    "occupation_title": "VARCHAR",
    "elements": "STRUCT(id VARCHAR, name VARCHAR, domain VARCHAR, importance DOUBLE)[]",
    "technologies": "STRUCT(name VARCHAR, mentioned BOOLEAN)[]",
    "tools": "STRUCT(name VARCHAR, mentioned BOOLEAN)[]",
}


def connect(folder: Path) -> duckdb.DuckDBPyConnection:
    """Return an in-memory database that puts what is too large for 2 GB into a folder."""
    return duckdb.connect(
        config={
            "memory_limit": "2GB",
            "temp_directory": str(folder),
            "preserve_insertion_order": "false",
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
        }
    )


@dataclass(frozen=True, slots=True)
class Table:
    """A file or folder: its name, the SQL that reads it, its columns and their types."""

    path: Path
    sql: str
    columns: Mapping[str, str]

    @property
    def wide(self) -> tuple[str, ...]:
        """The ids of the elements that have a column of their own."""
        return tuple(name[len(_WIDE) :] for name in self.columns if name.startswith(_WIDE))


def open_scored(database: duckdb.DuckDBPyConnection, path: Path) -> Table:
    """Return the table of a file that ``jobskills batch`` wrote.

    Raises
    ------
    DataError
        If it can't be read, or is no such file.
    """
    table = open_table(database, path)
    lacking = [
        name for name in ("id", "status", "technologies", "tools") if name not in table.columns
    ]
    if lacking or ("elements" not in table.columns and not table.wide):
        wanted = lacking[0] if lacking else "elements"
        raise DataError(
            f"{path}: has no column {wanted!r}: expected a file that jobskills batch wrote; "
            "give the file that was scored by --with"
        )
    return table


def open_table(database: duckdb.DuckDBPyConnection, path: Path) -> Table:
    """Return the table of a Parquet, CSV or JSON Lines file, or of a folder of them.

    Raises
    ------
    DataError
        If it can't be read.
    """
    files = _files(path)
    listed = "[" + ", ".join(text_sql(escape(str(file))) for file in files) + "]"
    ending = _ending(files[0])
    if ending in _PARQUET:
        sql = f"read_parquet({listed}, hive_partitioning = false)"
    elif ending in _DELIMITED:
        sql = f"read_csv({listed}, header = true, all_varchar = true, hive_partitioning = false)"
    else:
        sql = f"read_json({listed}, format = 'newline_delimited', hive_partitioning = false)"
    described = _describe(database, path, sql)
    if ending in _LINES and "status" in described:
        # Types that were guessed from the first rows would fit neither empty lists nor the rest.
        described |= {name: kind for name, kind in _READ.items() if name in described}
        described |= dict.fromkeys((name for name in described if name.startswith(_WIDE)), "DOUBLE")
        given = ", ".join(f"{text_sql(n)}: {text_sql(kind)}" for n, kind in described.items())
        sql = f"{sql[:-1]}, columns = {{{given}}})"
    return Table(path, sql, described)


def _files(path: Path) -> list[Path]:
    if path.is_file():
        if _ending(path) not in (*_PARQUET, *_LINES, *_DELIMITED):
            raise DataError(
                f"{path}: expected a .parquet, .jsonl or .csv file, or a folder of them"
            )
        return [path]
    if not path.is_dir():
        raise DataError(f"{path}: no such file or folder")
    for endings in (_PARQUET, _LINES, _DELIMITED):
        # Files such as _SUCCESS are Spark's own.
        files = sorted(file for file in path.iterdir() if _ending(file) in endings)
        if files := [file for file in files if not file.name.startswith(("_", "."))]:
            return files
    raise DataError(f"{path}: a folder without .parquet, .jsonl or .csv files")


def _ending(path: Path) -> str:
    packed = path.suffix.lower() in _PACKED
    return (path.with_suffix("") if packed else path).suffix.lower()


def _describe(database: duckdb.DuckDBPyConnection, path: Path, sql: str) -> dict[str, str]:
    with reading(path):
        found = database.execute(f"DESCRIBE SELECT * FROM {sql}").fetchall()  # noqa: S608
    return {str(row[0]): str(row[1]) for row in found}


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Say of what DuckDB can't do which file it was about."""
    try:
        yield
    except duckdb.Error as error:
        first_line = str(error).strip().partition("\n")[0]
        raise DataError(f"{path}: can't be read: {first_line}") from error


def text_sql(text: str) -> str:
    """Return a text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def name_sql(name: str) -> str:
    """Return a column name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'
