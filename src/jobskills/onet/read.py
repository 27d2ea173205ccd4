"""Opens a release and reads its tables on first use; the front door of this room."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Final

import polars as pl

from jobskills.errors import ReleaseError
from jobskills.onet.archive import Archive
from jobskills.onet.checks import ROW, check_branches, check_known, check_unique
from jobskills.onet.layouts import SPLIT_FILES, TABLES, Table
from jobskills.onet.raw import FIRST_ROW, RawTable
from jobskills.onet.tabbed import read_tabbed
from jobskills.onet.taxonomy import Taxonomy, taxonomy_of, version_in
from jobskills.onet.typed import typed
from jobskills.onet.workbook import read_workbook

__all__ = ["Release", "SourceFile", "read_release"]

_READERS: Final = {".txt": read_tabbed, ".xlsx": read_workbook}


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that was read: its name, the SHA-256 of its bytes, and the rows used of it."""

    file: str
    sha256: str
    rows: int


class _Tables(Mapping[str, pl.DataFrame]):
    """The tables of a release; each is read when it is first asked for."""

    def __init__(self, archive: Archive, files: Mapping[str, tuple[str, ...]]) -> None:
        self._archive, self._files = archive, files
        self._read: dict[str, tuple[pl.DataFrame, tuple[SourceFile, ...]]] = {}

    def __getitem__(self, name: str) -> pl.DataFrame:
        return self.read(name)[0]

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)

    def __contains__(self, name: object) -> bool:
        return name in self._files

    def read(self, name: str) -> tuple[pl.DataFrame, tuple[SourceFile, ...]]:
        """Return a table and the files it came from."""
        if name not in self._read:
            table = TABLES[name]
            parts = [_part(self._archive, file, table) for file in self._files[name]]
            frame = _joined(parts, table, self._elements(table))
            self._read[name] = frame, tuple(p.source for p in parts)
        return self._read[name]

    def _elements(self, table: Table) -> pl.Series | None:
        known = table.branches and "content_model" in self._files
        return self["content_model"]["element_id"] if known else None


@dataclass(frozen=True)
class Release:
    """One O*NET release, or a supplement with some of its tables.

    Attributes
    ----------
    path : Path
        The zip or folder.
    version : str or None
        Such as "29.3"; None if neither a Read Me nor a name tells it.
    tables : Mapping[str, DataFrame]
        Canonical table name to typed table, read on first use.
    missing : Mapping[str, str]
        Canonical name of each table that is not there, to the reason.
    """

    path: Path
    version: str | None
    tables: Mapping[str, pl.DataFrame]
    missing: Mapping[str, str]
    _archive: Archive = field(repr=False)

    @property
    def name(self) -> str:
        """The file name of the zip or folder."""
        return self.path.resolve().name

    @cached_property
    def taxonomy(self) -> Taxonomy:
        """The O*NET-SOC taxonomy of the codes: "2010" (up to 25.0) or "2019".

        Raises
        ------
        ReleaseError
            The codes are of both, or nothing tells.
        """
        coded = (n for n in ("occupations", "job_zones", *TABLES) if n in self.tables)
        name = next((n for n in coded if TABLES[n].columns[0].kind == "code"), None)
        codes = [] if name is None else self.tables[name]["code"].unique().to_list()
        return taxonomy_of(codes, self.version, self.name)

    @cached_property
    def sha256(self) -> str | None:
        """SHA-256 of the zip; None for a folder."""
        return self._archive.sha256()

    def files_of(self, table: str) -> tuple[SourceFile, ...]:
        """Return the files that a table was read from."""
        assert isinstance(self.tables, _Tables)  # noqa: S101 - the only constructor is read_release
        return self.tables.read(table)[1]

    @property
    def sources(self) -> tuple[SourceFile, ...]:
        """Every file that holds a known table; reads them all."""
        found = {s.file: s for name in self.tables for s in self.files_of(name)}
        return tuple(found[f] for f in sorted(found))


def read_release(source: Path) -> Release:
    """Open a release as published: a zip or a folder, Excel or text, any of 18 to 31.

    Nothing but the listing is read yet; the tables are, one by one, when
    `Release.tables` is asked for them.

    Parameters
    ----------
    source : Path
        A downloaded zip, or the folder it was unpacked into.

    Raises
    ------
    ReleaseError
        Not a release, an unsafe or broken zip, a table that is there twice.
    """
    archive = Archive.open(source)
    files, missing = _find_tables(archive)
    if not files:
        raise ReleaseError(
            "holds no table of O*NET: expected files such as 'Skills.txt' or 'Skills.xlsx'",
            file=str(source),
        )
    return Release(source, _version(archive), _Tables(archive, files), missing, archive)


def _find_tables(archive: Archive) -> tuple[dict[str, tuple[str, ...]], dict[str, str]]:
    """Return the files of every table that is there, and why the others are not."""
    by_stem: dict[str, str] = {}
    for name in archive.names:
        path = PurePosixPath(name)
        stem = path.stem.casefold()
        known = any(stem == f.casefold() for t in TABLES.values() for alt in t.files for f in alt)
        if path.suffix.lower() not in _READERS or not known:
            continue
        if stem in by_stem:
            raise ReleaseError(
                f"the table is there twice, as {by_stem[stem]!r} too; keep one", file=name
            )
        by_stem[stem] = name
    files, missing = {}, {}
    for table in TABLES.values():
        whole, partial = _whole_alternative(table, by_stem)
        if whole:
            files[table.name] = whole
        else:
            missing[table.name] = partial or f"no file {table.files[0][0]}"
    return files, missing


def _whole_alternative(table: Table, by_stem: Mapping[str, str]) -> tuple[tuple[str, ...], str]:
    partial = ""
    found: list[tuple[str, ...]] = []
    for alternative in table.files:
        there = [f for f in alternative if f.casefold() in by_stem]
        if len(there) == len(alternative):
            found.append(tuple(by_stem[f.casefold()] for f in alternative))
        elif there:
            lacking = ", ".join(f for f in alternative if f not in there)
            partial = f"{', '.join(there)} without {lacking} is half of the table"
    if len(found) > 1:
        raise ReleaseError(
            f"is the same table as {found[1][0]!r} under another release's name; keep one",
            file=found[0][0],
        )
    return (found[0] if found else ()), partial


def _version(archive: Archive) -> str | None:
    """Return the version by the Read Me, else by the folder inside, else by the file's name."""
    readme = next(
        (n for n in archive.names if PurePosixPath(n).name.lower() == "read me.txt"), None
    )
    if readme:
        version = version_in(archive.read(readme).decode(errors="replace").partition("\n")[0])
        if version:
            return version
    inside = sorted({PurePosixPath(n).parts[0] for n in archive.names if "/" in n})
    versions = (version_in(text) for text in (*inside, archive.path.resolve().name))
    return next((v for v in versions if v), None)


@dataclass(frozen=True, slots=True)
class _Part:
    raw: RawTable
    frame: pl.DataFrame
    source: SourceFile


def _part(archive: Archive, file: str, table: Table) -> _Part:
    data = archive.read(file)
    path = PurePosixPath(file)
    raw = _READERS[path.suffix.lower()](data, path.name)
    frame = typed(raw, table).with_row_index(ROW, FIRST_ROW)
    if path.stem in SPLIT_FILES:
        frame = frame.filter(_own_rows(raw, table, *SPLIT_FILES[path.stem]))
    return _Part(raw, frame, SourceFile(file, sha256(data).hexdigest(), frame.height))


def _own_rows(raw: RawTable, table: Table, header: str, values: Mapping[str, str]) -> pl.Series:
    if header not in raw.columns:
        raise raw.error(f"the column {header!r} is missing", header, -1)
    kinds = raw.columns[header]
    known = kinds.is_in(list(values.values())).fill_null(False)
    if not known.all():
        index = known.arg_min()
        found = None if index is None else kinds[index]
        raise raw.error(
            f"expected one of {sorted(values.values())}, found {found!r}", header, index
        )
    return kinds == values[table.name]


def _joined(parts: list[_Part], table: Table, elements: pl.Series | None) -> pl.DataFrame:
    """Check every part and put them on top of each other."""
    for part in parts:
        blame = _blame(part.raw, table)
        check_branches(part.frame, table, blame)
        if elements is not None:
            check_known(part.frame, elements, blame)
    frame = pl.concat(p.frame for p in parts)
    check_unique(frame, table, _blame(parts[-1].raw, table))
    return frame.drop(ROW)


def _blame(raw: RawTable, table: Table):  # type: ignore[no-untyped-def]
    headers = {
        c.name: next((h for h in c.headers if h in raw.columns), None) for c in table.columns
    }
    return lambda problem, column, row: raw.error(problem, headers[column], row - FIRST_ROW)
