"""Rows of a JSON Lines file; a broken line is a row with a problem."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NoReturn

from jobskills.batch.columns import Columns
from jobskills.batch.lines import Line, Lines
from jobskills.batch.rows import Row, make_row

__all__ = ["JsonLines"]

# What surrogateescape makes of a byte that is not UTF-8.
_ESCAPED: Final = re.compile("[\udc80-\udcff]")


class JsonLines:
    """A JSON Lines file as a source of rows.

    Parameters
    ----------
    path : Path
        The file, plain or ``.gz``.
    columns : Columns
        The keys that hold id, title and description.
    """

    #: JSON ids have no one type; the sink decides when it has seen them all.
    id_type: str | None = None

    def __init__(self, path: Path, columns: Columns) -> None:
        self.files: tuple[Path, ...] = (path,)
        self._lines = Lines(path)
        self._columns = columns

    def rows(self) -> Iterator[Row]:
        """Yield one row per line that is not blank."""
        for line in self._lines:
            if line.data.strip():
                yield self._row(line)

    def expected(self, read: int) -> int:
        """Return how many rows there may be in all, given those read so far."""
        return self._lines.expected(read)

    def _row(self, line: Line) -> Row:
        if not line.whole:
            return _broken(line, f"longer than {len(line.data)} bytes")
        text = line.text()
        try:
            record = json.loads(text, parse_constant=_refuse)
        except (ValueError, RecursionError) as error:
            return _broken(line, f"not JSON: {_reason(error)}")
        if not isinstance(record, dict):
            return _broken(line, f"expected a JSON object, got {_json_name(record)}")
        if not text.isascii() and _ESCAPED.search(text):
            record = {key: _undecoded(value) for key, value in record.items()}
        return self._from_record(record)

    def _from_record(self, record: Mapping[str, Any]) -> Row:
        return make_row(
            record.get(self._columns.name("id")),
            record.get(self._columns.name("title")),
            record.get(self._columns.name("description")),
        )


def _broken(line: Line, problem: str) -> Row:
    return Row(id=None, title=None, description="", problem=f"line {line.number}: {problem}")


def _undecoded(value: object) -> object:
    """Return text as bytes again, so that the row's check names the byte that is not UTF-8."""
    if not isinstance(value, str):
        return value
    try:
        return value.encode(errors="surrogateescape")
    except UnicodeEncodeError:
        return value.encode(errors="surrogatepass")


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not a JSON value")


def _reason(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg} at character {error.pos + 1}"
    return "nested too deeply" if isinstance(error, RecursionError) else str(error)


def _json_name(value: object) -> str:
    names = {str: "a string", list: "an array", bool: "a boolean", type(None): "null"}
    return names.get(type(value), "a number")
