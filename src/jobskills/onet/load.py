"""Reads one table of a release from its files and checks it, cell by cell and as a whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import PurePosixPath

import polars as pl

from jobskills.onet.archive import Archive
from jobskills.onet.checks import ROW, Blame, Known, check_rows, check_unique
from jobskills.onet.layouts import SPLIT_FILES, Table
from jobskills.onet.raw import FIRST_ROW, HEADER, RawTable
from jobskills.onet.tabbed import read_tabbed
from jobskills.onet.typed import typed
from jobskills.onet.workbook import read_workbook

__all__ = ["SourceFile", "load_table"]


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that was read: its path inside the release, its SHA-256, and the rows used of it."""

    file: str
    sha256: str
    rows: int


def load_table(
    archive: Archive, files: Sequence[str], table: Table, known: Known
) -> tuple[pl.DataFrame, tuple[SourceFile, ...]]:
    """Return a typed table, put together from its files, and these.

    Raises
    ------
    ReleaseError
        A file is broken; it, the sheet, column and row are named.
    """
    frames, sources = [], []
    for file in files:
        data = archive.read(file)
        read = read_workbook if file.lower().endswith(".xlsx") else read_tabbed
        raw = read(data, archive.place(file))
        frame = _own_rows(raw, table, PurePosixPath(file).stem)
        blame = _blame(raw, table)
        check_rows(frame, table, known, blame)
        frames.append(frame)
        check_unique(pl.concat(frames), table, blame)
        sources.append(SourceFile(file, sha256(data).hexdigest(), frame.height))
    whole = pl.concat(frames).drop(ROW)
    if len(frames) > 1:  # the order that the table has where it is published in one piece
        whole = whole.sort("code", maintain_order=True)
    return whole, tuple(sources)


def _own_rows(raw: RawTable, table: Table, stem: str) -> pl.DataFrame:
    """Return the typed rows, each with its place in the file, without those of another table."""
    frame = typed(raw, table).with_row_index(ROW, FIRST_ROW)
    if stem not in SPLIT_FILES:
        return frame
    header, values = SPLIT_FILES[stem]
    if header not in raw.columns:
        raise raw.error(f"the column {header!r} is missing", header, HEADER)
    kinds = raw.columns[header]
    wrong = ~kinds.is_in(list(values.values())).fill_null(False)
    if wrong.any():
        index = wrong.arg_max() or 0
        wanted = " or ".join(sorted(values.values()))
        raise raw.error(f"expected {wanted}, found {kinds[index]!r}", header, index)
    return frame.filter(kinds == values[table.name])


def _blame(raw: RawTable, table: Table) -> Blame:
    """Return what makes an error of a canonical column and a row of the file."""
    headers: Mapping[str, str | None] = {
        c.name: next((h for h in c.headers if h in raw.columns), None) for c in table.columns
    }
    return lambda problem, column, row: raw.error(problem, headers[column], row - FIRST_ROW)
