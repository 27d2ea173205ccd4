"""From a path to a stream of rows; which reader a file gets is decided here and nowhere else."""

import glob
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, Protocol

from jobskills.batch.compression import ENDINGS, plain_name
from jobskills.batch.delimited import DelimitedFile
from jobskills.batch.jsonl import JsonLines
from jobskills.batch.parquet import ParquetFile
from jobskills.errors import PostingError
from jobskills.scoring.columns import Columns
from jobskills.scoring.rows import Row

__all__ = ["Source", "open_source"]

_PARQUET: Final = {".parquet", ".pq"}
_DELIMITED: Final = {".csv", ".tsv"}
_JSON_LINES: Final = {".jsonl", ".ndjson"}
_EXPECTED: Final = (
    "expected .parquet, .csv, .tsv, .jsonl or .ndjson files (text also compressed: "
    f"{', '.join(ENDINGS)})"
)


class File(Protocol):
    """One file as a stream of rows, in its order."""

    @property
    def path(self) -> Path:
        """The file."""
        ...

    @property
    def id_type(self) -> str | None:
        """The DuckDB type of its ids; None where they have no one type."""
        ...

    @property
    def n_rows(self) -> int | None:
        """How many rows it has; None where only reading it can tell."""
        ...

    @property
    def fraction(self) -> float:
        """How much of it has been read, 0-1."""
        ...

    def rows(self) -> Iterator[Row]:
        """Yield every row once."""
        ...


class Source:
    """Files, one after the other, as one stream of rows.

    Parameters
    ----------
    readers : sequence of File
    """

    def __init__(self, readers: Sequence[File]) -> None:
        self._readers = tuple(readers)
        self._sizes = [max(reader.path.stat().st_size, 1) for reader in readers]
        self._read = 0

    @property
    def files(self) -> tuple[Path, ...]:
        """The files, in the order in which they are read."""
        return tuple(reader.path for reader in self._readers)

    @property
    def id_type(self) -> str | None:
        """The DuckDB type of all ids: text if files differ, None if only the ids can tell."""
        types = {reader.id_type for reader in self._readers}
        return types.pop() if len(types) == 1 else "VARCHAR"

    @property
    def n_rows(self) -> int | None:
        """How many rows there are; None where only reading the files can tell."""
        counts = [reader.n_rows for reader in self._readers]
        return None if None in counts else sum(filter(None, counts))

    def rows(self) -> Iterator[Row]:
        """Yield every row once."""
        for reader in self._readers:
            for row in reader.rows():
                self._read += 1
                yield row

    def expected(self) -> int:
        """Return how many rows there may be in all, judged by how much has been read."""
        read: float = sum(
            reader.fraction * size for reader, size in zip(self._readers, self._sizes, strict=True)
        )
        return round(self._read * sum(self._sizes) / read) if read else self._read


def open_source(path: Path, columns: Columns) -> Source:
    """Return the rows of a file, of a folder's files or of those that a pattern matches.

    Raises
    ------
    PostingError
        If there is no such file, one is of an unknown kind, or one lacks a column.
    """
    return Source([_open(file, columns) for file in _files(path)])


def _files(path: Path) -> list[Path]:
    """Return the files that a path stands for; a file's own name is never a pattern."""
    if path.is_file():
        return [path]
    if path.is_dir():
        files = sorted(file for file in path.rglob("*") if _is_data(file, path))
        if not files:
            raise PostingError(f"{path}: a folder without postings; {_EXPECTED}")
        return files
    files = sorted(map(Path, glob.glob(str(path), recursive=True)))  # noqa: PTH207 - may be absolute
    files = [file for file in files if file.is_file()]
    if not files:
        raise PostingError(f"{path}: no such file or folder, and no file of such a pattern")
    return files


def _is_data(file: Path, folder: Path) -> bool:
    """Return whether a folder's file holds postings: not hidden, no mark of a finished job."""
    names = file.relative_to(folder).parts
    return _kind(file) is not None and file.is_file() and not any(n[0] in "._" for n in names)


def _kind(path: Path) -> str | None:
    """Return the ending that tells a file's kind; None where it is not one that can be read."""
    plain = plain_name(path)
    ending = plain.suffix.lower()
    if ending in _PARQUET:
        return ".parquet" if plain == path else None
    return ending if ending in _DELIMITED | _JSON_LINES else None


def _open(path: Path, columns: Columns) -> File:
    kind = _kind(path)
    if kind == ".parquet":
        return ParquetFile.open(path, columns)
    if kind in _DELIMITED:
        return DelimitedFile(path, columns)
    if kind in _JSON_LINES:
        return JsonLines(path, columns)
    raise PostingError(f"{path}: {_EXPECTED}")
