"""From scored rows to part files, and from part files to the output; nothing of scoring."""

import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, Protocol

import duckdb

from jobskills.batch.parquet import connect, name_sql, table_sql, text_sql
from jobskills.batch.row_groups import join_row_groups
from jobskills.scoring.kernel import ScoredBatch

__all__ = ["ENDINGS", "JsonLinesSink", "ParquetSink", "Sink", "open_sink"]

#: What the name of an output may end in.
ENDINGS: Final = (".parquet", ".jsonl", ".ndjson")

# A part is one row group: DuckDB makes none smaller than this.
_ROW_GROUP: Final = 2048
#: More values than elements: names get a dictionary, numbers, which compress better, none.
_DICTIONARY: Final = 300
_ID: Final = "json_extract_string(id, '$')"
_WHOLE_NUMBER: Final = "'-?[0-9]{1,18}'"


class Sink(Protocol):
    """A way to write parts and to join them."""

    #: The ending of part files.
    ending: str

    def write_part(self, batch: ScoredBatch, path: Path) -> None:
        """Write scored rows to a part file."""
        ...

    def join(self, parts: Sequence[Path], output: Path) -> None:
        """Write all parts, in the order given, to one file."""
        ...


class JsonLinesSink:
    """JSON Lines: one object per row, ids as the input has them."""

    ending = ".jsonl"

    def write_part(self, batch: ScoredBatch, path: Path) -> None:
        """Write scored rows to a part file."""
        with _scored(batch) as database:
            _run(
                database,
                "COPY (SELECT * REPLACE (CAST(id AS JSON) AS id) FROM scored) "  # noqa: S608
                f"TO {text_sql(str(path))} (FORMAT json)",
            )

    def join(self, parts: Sequence[Path], output: Path) -> None:
        """Write all parts, in the order given, to one file."""
        with output.open("wb") as joined:
            for path in parts:
                with path.open("rb") as part:
                    shutil.copyfileobj(part, joined, 1 << 20)


class ParquetSink:
    """Parquet through DuckDB, so that the base install needs no second engine.

    Parameters
    ----------
    columns : mapping of str to str
        The output columns and their DuckDB types.
    id_type : str or None
        The type of the ids; None where it shows in the ids themselves: whole numbers
        become BIGINT if all of them are, else they are text.
    """

    ending = ".parquet"

    def __init__(self, columns: Mapping[str, str], id_type: str | None) -> None:
        self._columns = dict(columns)
        self._id_type = id_type

    def write_part(self, batch: ScoredBatch, path: Path) -> None:
        """Write scored rows to a part file."""
        with _scored(batch) as database:
            kind = self._id_type or _type_of_ids(database)
            query = f"SELECT * REPLACE (CAST({_ID} AS {kind}) AS id) FROM scored"  # noqa: S608
            _copy(database, query, path)

    def join(self, parts: Sequence[Path], output: Path) -> None:
        """Write all parts, in the order given, to one file."""
        if not parts:
            columns = self._columns | {"id": self._id_type or "VARCHAR"}
            empty = ", ".join(f"NULL::{t} AS {name_sql(n)}" for n, t in columns.items())
            return _copy(connect(), f"SELECT {empty} LIMIT 0", output)
        with _alike(parts, self._id_type) as alike:
            return join_row_groups(alike, output)


def open_sink(output: Path, columns: Mapping[str, str], id_type: str | None) -> Sink:
    """Return the sink for an output file, by its ending, one of `ENDINGS`."""
    if output.suffix.lower() == ParquetSink.ending:
        return ParquetSink(columns, id_type)
    return JsonLinesSink()


@contextmanager
def _scored(batch: ScoredBatch) -> Iterator[duckdb.DuckDBPyConnection]:
    """Give a database in which scored rows are the table `scored`."""
    with connect() as database:
        database.register("scored", batch)
        yield database


def _type_of_ids(database: duckdb.DuckDBPyConnection) -> str:
    """Return BIGINT if every id is a whole number that fits, else VARCHAR."""
    query = f"SELECT bool_and(regexp_full_match(id, {_WHOLE_NUMBER})) FROM scored"  # noqa: S608
    [(whole,)] = _run(database, query)
    return "BIGINT" if whole else "VARCHAR"


@contextmanager
def _alike(parts: Sequence[Path], id_type: str | None) -> Iterator[Sequence[Path]]:
    """Give parts whose ids have one type: those of another are written again, aside."""
    if id_type is not None:
        yield parts
        return
    database = connect()
    types = [_id_type(database, path) for path in parts]
    numbers = {"BIGINT"} == {kind for kind in types if kind is not None}
    kind = "BIGINT" if numbers else "VARCHAR"
    written = [path.with_name(f"{path.stem}.{kind}{path.suffix}") for path in parts]
    alike = []
    try:
        for path, found, again in zip(parts, types, written, strict=True):
            if (found or "VARCHAR") == kind:
                alike.append(path)
                continue
            query = f"SELECT * REPLACE (CAST(id AS {kind}) AS id) FROM {table_sql(path)}"  # noqa: S608
            _copy(database, query, again)
            alike.append(again)
        yield alike
    finally:
        for path in written:
            path.unlink(missing_ok=True)


def _id_type(database: duckdb.DuckDBPyConnection, path: Path) -> str | None:
    """Return the type of a part's ids; None if all of them are null."""
    query = f"SELECT typeof(id) FROM {table_sql(path)} WHERE id IS NOT NULL LIMIT 1"  # noqa: S608
    found = _run(database, query)
    return str(found[0][0]) if found else None


def _copy(database: duckdb.DuckDBPyConnection, query: str, path: Path) -> None:
    _run(
        database,
        f"COPY ({query}) TO {text_sql(str(path))} (FORMAT parquet, COMPRESSION zstd, "
        f"ROW_GROUP_SIZE {_ROW_GROUP}, DICTIONARY_SIZE_LIMIT {_DICTIONARY})",
    )


def _run(database: duckdb.DuckDBPyConnection, query: str) -> list[tuple[Any, ...]]:
    """Return all rows of a query: one with rows left unread would block the next."""
    return database.execute(query).fetchall()
