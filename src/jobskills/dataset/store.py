"""A data set in memory and as a directory of Parquet tables beside its manifest."""

import json
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import polars as pl

from jobskills.dataset.schema import CATEGORIES, FORMAT, RATINGS, TEXTS
from jobskills.errors import DatasetError

__all__ = ["Dataset", "check_writable"]

_MANIFEST: Final = "manifest.json"
_REPORT: Final = "labels.json"
_SCHEMAS: Final = {"texts": TEXTS, "ratings": RATINGS, "categories": CATEGORIES}


@dataclass(frozen=True)
class Dataset:
    """What O*NET says of every occupation, joined from one release and its supplements.

    Attributes
    ----------
    texts : DataFrame
        One row per occupation: code, title, description, tasks, job_titles (lists).
    ratings : DataFrame
        One row per occupation and element: code, element_id, element_name, domain,
        importance, level, standard_error, n. Importance is on the element's
        published scale: 1-5, some of work context 1-3, Work Styles of 30.x -3 to 3.
    categories : DataFrame
        One row per occupation and example: code, kind ("technology" or
        "tool"), category_id, category, example, hot, in_demand.
    labels : DataFrame
        One row per labelled occupation: code, then a 0/1 column per kept label.
    label_report : Mapping
        How the labels were made: kept, dropped, thresholds.
    manifest : Mapping
        Sources with their SHA-256, which domain came from where, counts.
    """

    texts: pl.DataFrame
    ratings: pl.DataFrame
    categories: pl.DataFrame
    labels: pl.DataFrame
    label_report: Mapping[str, Any]
    manifest: Mapping[str, Any]

    def save(self, directory: Path) -> None:
        """Write the data set aside and move it into place; one that is there is replaced.

        Raises
        ------
        DatasetError
            The directory holds something else than a data set, or can't be written.
        """
        check_writable(directory)
        try:
            directory = directory.resolve()  # a link stays one: its target is replaced
            directory.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(prefix=".", dir=directory.parent) as aside:
                self._write(Path(aside) / "new")
                if directory.exists():
                    directory.rename(Path(aside) / "old")
                (Path(aside) / "new").rename(directory)
        except OSError as error:
            raise DatasetError(f"{directory}: can't be written: {error}") from error

    def _write(self, directory: Path) -> None:
        directory.mkdir()
        for name in (*_SCHEMAS, "labels"):
            getattr(self, name).write_parquet(directory / f"{name}.parquet")
        for file, content in ((_REPORT, self.label_report), (_MANIFEST, self.manifest)):
            text = json.dumps(content, indent=1, ensure_ascii=False, allow_nan=False)
            (directory / file).write_text(text + "\n", encoding="utf-8")

    @classmethod
    def load(cls, directory: Path) -> "Dataset":
        """Read a data set that `save` or `jobskills data build` has written.

        Raises
        ------
        DatasetError
            A file is missing, broken, or not of the format this version reads.
        """
        manifest = _read_json(directory, _MANIFEST)
        if manifest.get("format") != FORMAT:
            raise DatasetError(
                f"{directory / _MANIFEST}: expected data set format {FORMAT}, "
                f"found {manifest.get('format')!r}; build it again with this version"
            )
        tables = {name: _read_table(directory, name) for name in (*_SCHEMAS, "labels")}
        counted = _object(_object(manifest, "counts"), "rows")
        for name, table in tables.items():
            rows = counted.get(name)
            if rows != table.height:
                raise DatasetError(
                    f"{directory / name}.parquet: expected {rows} rows as the manifest says, "
                    f"found {table.height}; build the data set again"
                )
        return cls(**tables, label_report=_read_json(directory, _REPORT), manifest=manifest)


def check_writable(directory: Path) -> None:
    """Refuse to overwrite what is not a data set, and a place where nothing can be written.

    To be asked before the work of building one, too. Permissions alone don't tell
    (a disk may be read-only, root may do anything): a try does, and leaves no trace.
    """
    _check_replaceable(directory)
    try:
        there = next(p for p in directory.resolve().parents if p.exists())
        with tempfile.TemporaryDirectory(prefix=".", dir=there):
            pass
    except (OSError, RuntimeError) as error:  # the latter: a link to itself, until Python 3.13
        raise DatasetError(f"{directory}: can't be written: {error}") from error


def _check_replaceable(directory: Path) -> None:
    """Refuse to overwrite what is not a data set."""
    try:
        is_directory, exists = directory.is_dir(), directory.exists()
        empty = is_directory and not any(directory.iterdir())
        ours = is_directory and (directory / _MANIFEST).is_file()
    except OSError as error:
        raise DatasetError(f"{directory}: can't be looked at: {error}") from error
    if is_directory and not (empty or ours):
        raise DatasetError(
            f"{directory}: exists and is not a data set (no {_MANIFEST}); give another directory"
        )
    if exists and not is_directory:
        raise DatasetError(f"{directory}: is a file; give a directory")


def _read_json(directory: Path, name: str) -> dict[str, Any]:
    path = directory / name
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise DatasetError(
            f"{path}: no such file; make a data set with 'jobskills data build'"
        ) from error
    except (OSError, ValueError) as error:
        raise DatasetError(f"{path}: can't be read: {error}; build the data set again") from error
    if not isinstance(content, dict):
        raise DatasetError(f"{path}: expected a JSON object; build the data set again")
    return content


def _object(content: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """Return an object inside another; empty if it is none."""
    inner = content.get(name)
    return inner if isinstance(inner, dict) else {}


def _read_table(directory: Path, name: str) -> pl.DataFrame:
    path = directory / f"{name}.parquet"
    try:
        table = pl.read_parquet(path)
    except (OSError, pl.exceptions.PolarsError) as error:
        raise DatasetError(f"{path}: can't be read: {error}; build the data set again") from error
    wanted = _SCHEMAS.get(name)
    labels = pl.Schema({"code": pl.String} | dict.fromkeys(table.columns[1:], pl.UInt8))
    if table.schema != (labels if wanted is None else wanted):
        expected = "code and one UInt8 per label" if wanted is None else dict(wanted)
        raise DatasetError(f"{path}: expected columns {expected}, found {dict(table.schema)}")
    return table
