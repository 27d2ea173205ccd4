"""Reads the CSV of the classic task; says file, row and column of what is wrong."""

import csv
import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from jobskills.errors import DatasetError
from jobskills.models.multilabel import LabelMatrix

__all__ = ["CODE", "ROW", "TEXT", "SeedData", "read_seed"]

#: The two columns before the labels.
CODE: Final = "O*NET-SOC Code"
TEXT: Final = "Description"

#: Name of the row number in the written predictions; no label may be called so.
ROW: Final = "row"

_LEAST_ROWS: Final = 10


@dataclass(frozen=True, slots=True, eq=False)
class SeedData:
    """Occupations, their texts and their labels, in the order of the file."""

    file: str
    sha256: str
    codes: tuple[str, ...]
    texts: tuple[str, ...]
    labels: LabelMatrix


def read_seed(path: Path) -> SeedData:
    """Read a CSV with a code, a text and 0/1 labels per occupation.

    Parameters
    ----------
    path : Path
        UTF-8; the header is `O*NET-SOC Code`, `Description`, then one name per label.

    Returns
    -------
    SeedData

    Raises
    ------
    DatasetError
        With file, row (the header is row 1) and column of what is wrong.
    """
    raw = _bytes(path)
    rows = _rows(path, raw)
    names = _label_names(path, next(rows, []))
    codes, texts, values = [], [], []
    for number, row in enumerate(rows, start=2):
        if len(row) != len(names) + 2:
            raise DatasetError(
                f"{path}, row {number}: expected {len(names) + 2} cells, got {len(row)}"
            )
        if not row[1].strip():
            raise DatasetError(f"{path}, row {number}, column {TEXT!r}: the text is empty")
        codes.append(row[0])
        texts.append(row[1])
        values.append(_cells(path, number, names, row[2:]))
    if len(codes) < _LEAST_ROWS:
        raise DatasetError(f"{path}: expected at least {_LEAST_ROWS} rows, got {len(codes)}")
    labels = LabelMatrix(names, np.array(values, dtype=np.uint8))
    return SeedData(path.name, hashlib.sha256(raw).hexdigest(), tuple(codes), tuple(texts), labels)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise DatasetError(f"{path}: can't be read ({error.strerror or error})") from error


def _rows(path: Path, raw: bytes) -> Iterator[list[str]]:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DatasetError(
            f"{path}, byte {error.start}: not UTF-8; save the file as UTF-8"
        ) from error
    # Line ends are left to the csv reader: a quoted text may hold some.
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        yield from (row for row in reader if row)
    except csv.Error as error:
        raise DatasetError(f"{path}, line {reader.line_num}: broken CSV ({error})") from error


def _label_names(path: Path, header: list[str]) -> tuple[str, ...]:
    if header[:2] != [CODE, TEXT]:
        raise DatasetError(
            f"{path}, row 1: expected the columns {CODE!r}, {TEXT!r}, then labels; got {header[:2]}"
        )
    names = tuple(header[2:])
    if not names:
        raise DatasetError(f"{path}, row 1: no label columns after {TEXT!r}")
    for i, name in enumerate(names, start=3):
        if not name.strip() or name == ROW or name in names[: i - 3]:
            raise DatasetError(
                f"{path}, row 1, column {i}: label {name!r} is empty, reserved or repeated"
            )
    return names


def _cells(path: Path, number: int, names: tuple[str, ...], cells: list[str]) -> NDArray[np.uint8]:
    for name, cell in zip(names, cells, strict=True):
        if cell not in ("0", "1"):
            raise DatasetError(
                f"{path}, row {number}, column {name!r}: expected 0 or 1, got {cell!r}"
            )
    return np.array(cells, dtype=np.uint8)
