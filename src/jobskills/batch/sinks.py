"""From scored rows to part files, and from part files to the output; nothing of scoring."""

import json
import shutil
from collections.abc import Iterable, Mapping, Sequence
from glob import escape
from pathlib import Path
from typing import Any, Final, Protocol

from jobskills.batch.parquet import connect, name_sql, text_sql
from jobskills.errors import PostingError

__all__ = ["JsonLinesSink", "ParquetSink", "Sink", "open_sink"]

# DuckDB holds a row group in memory before it writes it, and a row with all
# its elements and evidence is some 60 kB.
_ROW_GROUP: Final = 2048


class Sink(Protocol):
    """A way to write parts and to join them."""

    #: The ending of part files.
    ending: str

    def write_part(self, rows: Iterable[Mapping[str, Any]], path: Path) -> None:
        """Write rows to a part file."""
        ...

    def join(self, parts: Sequence[Path], output: Path, id_type: str | None) -> None:
        """Write all parts, in the order given, to one file."""
        ...


class JsonLinesSink:
    """JSON Lines: one object per row, ids as the input has them."""

    ending = ".jsonl"

    def write_part(self, rows: Iterable[Mapping[str, Any]], path: Path) -> None:
        """Write rows to a part file."""
        with path.open("w", encoding="utf-8", newline="\n") as file:
            for row in rows:
                file.write(_line(row))

    def join(self, parts: Sequence[Path], output: Path, id_type: str | None) -> None:  # noqa: ARG002
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
    """

    ending = ".parquet"

    def __init__(self, columns: Mapping[str, str]) -> None:
        self._columns = dict(columns)

    def write_part(self, rows: Iterable[Mapping[str, Any]], path: Path) -> None:
        """Write rows to a part file; ids stay JSON text until all of them are known."""
        lines = path.with_name(f"{path.name}.jsonl")
        with lines.open("w", encoding="utf-8", newline="\n") as file:
            for row in rows:
                row_id = row["id"]
                file.write(_line({**row, "id": None if row_id is None else _json(row_id)}))
        types = ", ".join(f"{text_sql(n)}: {text_sql(t)}" for n, t in self._columns.items())
        table = (
            f"read_json({text_sql(escape(str(lines)))}, "
            f"format = 'newline_delimited', columns = {{{types}}})"
        )
        _copy(f"SELECT * FROM {table}", path)  # noqa: S608
        lines.unlink()

    def join(self, parts: Sequence[Path], output: Path, id_type: str | None) -> None:
        """Write all parts, in the order given, to one file; `id_type` None is found out."""
        if not parts:
            empty = ", ".join(f"NULL::{t} AS {name_sql(n)}" for n, t in self._columns.items())
            return _copy(f"SELECT {empty} LIMIT 0", output)
        listed = ", ".join(text_sql(escape(str(path))) for path in parts)
        table = f"read_parquet([{listed}], hive_partitioning = false)"
        kind = id_type or _id_type(table)
        read_id = f"CAST(json_extract_string(id, '$') AS {kind}) AS id"
        return _copy(f"SELECT * REPLACE ({read_id}) FROM {table}", output)  # noqa: S608


def open_sink(output: Path, columns: Mapping[str, str]) -> Sink:
    """Return the sink for an output file, by its ending.

    Raises
    ------
    PostingError
        If the ending is unknown or the folder is missing.
    """
    if not output.parent.is_dir():
        raise PostingError(f"{output}: the folder {output.parent} is missing; make it first")
    if output.is_dir():
        raise PostingError(f"{output}: is a folder; name a .parquet or .jsonl file in it")
    if output.suffix.lower() == ".parquet":
        return ParquetSink(columns)
    if output.suffix.lower() in {".jsonl", ".ndjson"}:
        return JsonLinesSink()
    raise PostingError(f"{output}: expected a name that ends in .parquet or .jsonl")


def _id_type(table: str) -> str:
    """Return BIGINT if every id is a whole number that fits, else VARCHAR."""
    with connect() as database:
        found = database.execute(
            f"SELECT bool_and(regexp_full_match(id, '-?[0-9]{{1,18}}')) FROM {table}"  # noqa: S608
        ).fetchone()
    return "BIGINT" if found and found[0] else "VARCHAR"


def _copy(query: str, path: Path) -> None:
    with connect() as database:
        database.execute(
            f"COPY ({query}) TO {text_sql(str(path))} "
            f"(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {_ROW_GROUP})"
        )


def _line(row: Mapping[str, Any]) -> str:
    return _json(row) + "\n"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
