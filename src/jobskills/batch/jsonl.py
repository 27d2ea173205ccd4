"""Rows of a JSON Lines file; a broken line is a row with a problem."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import Any, Final, NoReturn

from jobskills.batch.lines import Line, Lines
from jobskills.errors import PostingError
from jobskills.scoring.columns import Columns
from jobskills.scoring.rows import Row, make_row

__all__ = ["FIRST", "JsonLines", "check_keys", "read_line"]

# What surrogateescape makes of a byte that is not UTF-8.
_ESCAPED: Final = re.compile("[\udc80-\udcff]")
#: A key that was asked for must be in one of so many first rows; any row may lack it.
FIRST: Final = 16


class JsonLines:
    """A JSON Lines file as a source of rows.

    Parameters
    ----------
    path : Path
        The file, plain or compressed.
    columns : Columns
        The keys that hold id, title and description.
    """

    #: JSON ids have no one type; the sink decides when it has seen them all.
    id_type: str | None = None
    #: Only reading the file can tell.
    n_rows: int | None = None

    def __init__(self, path: Path, columns: Columns) -> None:
        self.path = path
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
        for line in self._with_keys(lines):
            yield read_line(line, self._columns)

    @property
    def fraction(self) -> float:
        """How much of the file has been read, 0-1."""
        return self._lines.fraction

    def _with_keys(self, lines: Iterator[Line]) -> Iterable[Line]:
        """Return the same lines, after a look at the first: a mistyped key would score nothing."""
        first = list(islice(lines, FIRST))
        check_keys(first, self._columns, str(self.path))
        return chain(first, lines)


def check_keys(first: Sequence[Line], columns: Columns, name: str) -> None:
    """Refuse an input whose first lines have no key to read.

    Raises
    ------
    PostingError
        If a key that was asked for is in none of the lines, or neither title nor
        description is.
    """
    seen = sorted({key for line in first for key in _keys(line)})
    if not seen:
        return
    try:
        columns.find(seen)
    except PostingError as error:
        raise PostingError(f"{name}, the first {len(first)} row(s): {error}") from None


def read_line(line: Line, columns: Columns) -> Row:
    """Return the row that a line holds; what is wrong with the line is the row's problem."""
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
    return _from_record(record, columns)


def _from_record(record: Mapping[str, Any], columns: Columns) -> Row:
    return make_row(
        record.get(columns.name("id")),
        record.get(columns.name("title")),
        record.get(columns.name("description")),
    )


def _keys(line: Line) -> set[str]:
    """Return the keys of a line; none of a broken one, which is reported where it stands."""
    try:
        record = json.loads(line.text())
    except (ValueError, RecursionError):
        return set()
    return set(record) if isinstance(record, dict) else set()


def _broken(line: Line, problem: str) -> Row:
    where = f"line {line.number}: " if line.number else ""
    return Row(id=None, title=None, description="", problem=f"{where}{problem}")


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
