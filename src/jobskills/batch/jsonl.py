"""Rows of a JSON Lines file; a broken line is a row with a problem."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any, Final, NoReturn

from jobskills.batch.columns import Columns
from jobskills.batch.lines import Line, Lines
from jobskills.batch.rows import Row, make_row
from jobskills.errors import PostingError

__all__ = ["JsonLines"]

# What surrogateescape makes of a byte that is not UTF-8.
_ESCAPED: Final = re.compile("[\udc80-\udcff]")
#: A key that was asked for must be in one of so many first rows; any row may lack it.
_FIRST: Final = 16


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
        """Yield one row per line that is not blank.

        Raises
        ------
        PostingError
            If none of the first rows has a key that was asked for.
        """
        lines = (line for line in self._lines if line.data.strip())
        yield from map(self._row, self._with_keys(lines))

    def expected(self, read: int) -> int:
        """Return how many rows there may be in all, given those read so far."""
        return self._lines.expected(read)

    def _with_keys(self, lines: Iterator[Line]) -> Iterable[Line]:
        """Return the same lines, after a look at the first: a mistyped key would score nothing."""
        missing = self._columns.given()
        first: list[Line] = []
        seen: set[str] = set()
        while missing and len(first) < _FIRST and (line := next(lines, None)) is not None:
            first.append(line)
            seen |= _keys(line)
            missing -= seen
        if missing and seen:
            raise PostingError(
                f"{self.files[0]}: no key {min(missing)!r} in the first {len(first)} row(s); "
                f"they have {', '.join(map(repr, sorted(seen)[:20]))}"
            )
        return chain(first, lines)

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


def _keys(line: Line) -> set[str]:
    """Return the keys of a line; none of a broken one, which is reported where it stands."""
    try:
        record = json.loads(line.text())
    except (ValueError, RecursionError):
        return set()
    return set(record) if isinstance(record, dict) else set()


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
