"""Opens a release and reads its tables on first use; the front door of this room."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import polars as pl

from jobskills.errors import ReleaseError
from jobskills.onet.archive import Archive
from jobskills.onet.checks import Known
from jobskills.onet.find import find_tables, find_version
from jobskills.onet.layouts import TABLES, Table
from jobskills.onet.load import SourceFile, load_table
from jobskills.onet.taxonomy import Taxonomy, taxonomy_of

__all__ = ["Release", "read_release"]


class LazyTables(Mapping[str, pl.DataFrame]):
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
        return name in self._files  # Mapping would read the table to find out

    def read(self, name: str) -> tuple[pl.DataFrame, tuple[SourceFile, ...]]:
        """Return a table and the files it came from."""
        if name not in self._read:
            table = TABLES[name]
            known = self._known(table)
            self._read[name] = load_table(self._archive, self._files[name], table, known)
        return self._read[name]

    def _known(self, table: Table) -> Known:
        """Return what the release lists of what the table refers to."""
        coded = table.columns[0].name == "code" and table.name != "occupations"
        codes = self["occupations"]["code"] if coded and "occupations" in self else None
        modelled = bool(table.branches) and "content_model" in self
        elements = self["content_model"]["element_id"] if modelled else None
        return Known(codes, elements)


@dataclass(frozen=True)
class Release:
    """One O*NET release, or a supplement with some of its tables; made by `read_release`.

    Attributes
    ----------
    path : Path
        The zip or folder.
    version : str or None
        Such as "29.3"; None if neither a Read Me nor a name tells it.
    tables : Mapping of str to DataFrame
        Canonical table name to typed table, read on first use; see
        `jobskills.onet.layouts` for names and columns.
    missing : Mapping of str to str
        Canonical name of each table that is not there, to the reason.
    """

    path: Path
    version: str | None
    tables: LazyTables
    missing: Mapping[str, str]
    _archive: Archive = field(repr=False)

    @property
    def name(self) -> str:
        """The name of the zip or folder."""
        return self.path.resolve().name

    @cached_property
    def taxonomy(self) -> Taxonomy:
        """The O*NET-SOC taxonomy of the codes: "2010" (up to 25.0) or "2019".

        Raises
        ------
        ReleaseError
            The codes are of both, or nothing tells.
        """
        coded = (
            t for t in TABLES.values() if t.name in self.tables and t.columns[0].kind == "code"
        )
        first = next(coded, None)
        codes = [] if first is None else self.tables[first.name]["code"].unique().to_list()
        return taxonomy_of(codes, self.version, self.name)

    @cached_property
    def sha256(self) -> str | None:
        """SHA-256 of the zip; None for a folder, whose files have one each."""
        return self._archive.sha256()

    def files_of(self, table: str) -> tuple[SourceFile, ...]:
        """Return the files that a table was read from."""
        return self.tables.read(table)[1]

    @property
    def sources(self) -> tuple[SourceFile, ...]:
        """Every file that holds a known table, in the order of the tables; reads them all."""
        return tuple(source for name in self.tables for source in self.files_of(name))


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
        Asking for a table raises it for a broken file, naming sheet, column and row.
    """
    archive = Archive.open(source)
    files, missing = find_tables(archive)
    if not files:
        raise ReleaseError(
            "holds no table of O*NET: expected files such as 'Skills.txt' or 'Skills.xlsx'",
            file=str(source),
        )
    return Release(source, find_version(archive), LazyTables(archive, files), missing, archive)
