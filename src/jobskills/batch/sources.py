"""From a path to a stream of rows; which reader a file gets is decided here and nowhere else."""

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from jobskills.batch.columns import Columns
from jobskills.batch.delimited import DelimitedFile
from jobskills.batch.jsonl import JsonLines
from jobskills.batch.parquet import ParquetFiles
from jobskills.batch.rows import Row
from jobskills.errors import PostingError

__all__ = ["Source", "open_source"]


class Source(Protocol):
    """A stream of rows, in the input's order."""

    files: tuple[Path, ...]
    id_type: str | None

    def rows(self) -> Iterator[Row]:
        """Yield every row once."""
        ...

    def expected(self, read: int) -> int:
        """Return how many rows there may be in all, given those read so far."""
        ...


def open_source(path: Path, columns: Columns) -> Source:
    """Return the reader for a file, by its ending, or for a folder of Parquet files.

    Raises
    ------
    PostingError
        If the path is missing, of an unknown kind, or lacks a column.
    """
    if not path.exists():
        raise PostingError(f"{path}: no such file or folder")
    if path.is_dir():
        files = tuple(sorted(path.glob("*.parquet")))
        if not files:
            raise PostingError(f"{path}: a folder without .parquet files")
        return ParquetFiles.open(files, columns)
    ending = (path.with_suffix("") if path.suffix == ".gz" else path).suffix.lower()
    if ending == ".parquet" and path.suffix != ".gz":
        return ParquetFiles.open([path], columns)
    if ending in {".csv", ".tsv"}:
        return DelimitedFile(path, columns)
    if ending in {".jsonl", ".ndjson"}:
        return JsonLines(path, columns)
    raise PostingError(
        f"{path}: expected a .parquet, .csv, .tsv, .jsonl or .ndjson file (text also as .gz), "
        "or a folder of .parquet files"
    )
