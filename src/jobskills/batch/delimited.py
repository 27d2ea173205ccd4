"""Rows of a CSV file, one by one; a record that can't be read is a row with a problem.

A quote that never closes would swallow the rest of the file. Such a record
costs its first line only: reading goes on at the next one.
"""

import csv
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from jobskills.batch.lines import MOST_LINE, Line, Lines
from jobskills.errors import PostingError
from jobskills.scoring.columns import Columns
from jobskills.scoring.rows import Row, make_row

__all__ = ["DelimitedFile"]

_DELIMITERS: Final = (",", ";", "\t")


@dataclass(frozen=True, slots=True)
class _Record:
    """A record's fields, or what is wrong with it; `line` is where it starts."""

    line: int
    fields: list[str]
    problem: str | None = None


class DelimitedFile:
    """A CSV file with a header as a source of rows; comma, semicolon or tab between fields.

    Parameters
    ----------
    path : Path
        The file, plain or compressed.
    columns : Columns
        The columns that hold id, title and description.
    """

    id_type: str | None = "VARCHAR"
    #: Only reading the file can tell.
    n_rows: int | None = None

    def __init__(self, path: Path, columns: Columns) -> None:
        self.path = path
        self._lines = Lines(path)
        self._columns = columns

    def rows(self) -> Iterator[Row]:
        """Yield one row per record after the header."""
        # The limit is the interpreter's and small (131,072); it is only ever raised.
        csv.field_size_limit(max(csv.field_size_limit(), MOST_LINE))
        feed = _Feed(iter(self._lines))
        header, delimiter, places = self._header(feed)
        while (record := _next_record(feed, delimiter, len(header))) is not None:
            if record.fields or record.problem:
                yield _row(record, places)

    @property
    def fraction(self) -> float:
        """How much of the file has been read, 0-1."""
        return self._lines.fraction

    def _header(self, feed: "_Feed") -> tuple[list[str], str, dict[str, int | None]]:
        first = feed.next()
        if first is None:
            raise PostingError(f"{self.path}: is empty; a header was expected")
        feed.put_back([first])
        delimiter = max(_DELIMITERS, key=first.text().count)
        record = _next_record(feed, delimiter, None)
        names = [name.strip() for name in record.fields] if record else []
        try:
            return names, delimiter, self._columns.find(names)
        except PostingError as error:
            raise PostingError(f"{self.path}: {error}") from None


class _Feed:
    """Lines, with room to put some back."""

    def __init__(self, lines: Iterator[Line]) -> None:
        self._lines = lines
        self._waiting: deque[Line] = deque()

    def next(self) -> Line | None:
        return self._waiting.popleft() if self._waiting else next(self._lines, None)

    def put_back(self, lines: list[Line]) -> None:
        self._waiting.extendleft(reversed(lines))


def _next_record(feed: _Feed, delimiter: str, expected: int | None) -> _Record | None:
    """Return the next record, or None at the file's end; a blank line has no fields."""
    taken: list[Line] = []

    def lines() -> Iterator[str]:
        size = 0
        while (line := feed.next()) is not None:
            taken.append(line)
            size += len(line.data)
            if not line.whole or size > MOST_LINE:
                raise csv.Error(f"longer than {MOST_LINE} bytes")
            yield line.text()

    try:
        fields = next(csv.reader(lines(), delimiter=delimiter, strict=True), None)
    except csv.Error as error:
        feed.put_back(taken[1:])
        return _mend(taken[0], delimiter, expected, str(error))
    if fields is None:
        return None
    return _counted(_Record(taken[0].number, fields), expected)


def _mend(line: Line, delimiter: str, expected: int | None, problem: str) -> _Record:
    """Read a line whose quotes break the rules, if it makes sense on its own."""
    if line.whole:
        with suppress(csv.Error):
            fields = next(csv.reader([line.text()], delimiter=delimiter), [])
            # A line end inside the last field means that its quote never closed.
            if len(fields) == expected and not fields[-1].endswith(("\n", "\r")):
                return _Record(line.number, fields)
    return _Record(line.number, [], f"line {line.number}: {problem}")


def _counted(record: _Record, expected: int | None) -> _Record:
    found = len(record.fields)
    if not found or expected is None or found == expected:
        return record
    problem = f"line {record.line}: {found} fields where the header has {expected}"
    return _Record(record.line, record.fields, problem)


def _row(record: _Record, places: dict[str, int | None]) -> Row:
    def value(field: str) -> str | bytes | None:
        place = places[field]
        return None if place is None else _decoded(record.fields[place])

    if record.problem is None:
        return make_row(value("id"), value("title"), value("description"))
    # With fields missing or too many only the first is sure to be in its place.
    row_id = value("id") if places["id"] == 0 and record.fields else None
    row = make_row(row_id, None, None)
    return Row(id=row.id, title=None, description="", problem=record.problem)


def _decoded(field: str) -> str | bytes:
    try:
        field.encode()
    except UnicodeEncodeError:
        return field.encode(errors="surrogateescape")
    return field
