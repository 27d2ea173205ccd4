"""Finds out which files of a release hold which tables, and which release it is; reads none."""

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Final

from jobskills.errors import ReleaseError
from jobskills.onet.archive import Archive
from jobskills.onet.layouts import TABLES, Table
from jobskills.onet.taxonomy import version_in

__all__ = ["ENDINGS", "find_tables", "find_version"]

#: The forms that are read: text and Excel.
ENDINGS: Final = (".txt", ".xlsx")
_READ_ME: Final = "read me.txt"


def find_tables(archive: Archive) -> tuple[dict[str, tuple[str, ...]], dict[str, str]]:
    """Return the files of every table that is there, and why the others are not.

    Raises
    ------
    ReleaseError
        A table is there twice: in two forms, or under the names of two releases.
    """
    by_stem: dict[str, str] = {}
    for name in archive.names:
        path = PurePosixPath(name)
        if path.suffix.lower() not in ENDINGS or not _is_published(path.stem):
            continue
        other = by_stem.setdefault(path.stem.casefold(), name)
        if other != name:
            raise ReleaseError(
                f"the table is there twice, as {other!r} too; keep one", file=archive.place(name)
            )
    files: dict[str, tuple[str, ...]] = {}
    missing: dict[str, str] = {}
    for table in TABLES.values():
        found, reason = _files_of(table, by_stem)
        if found:
            files[table.name] = found
        else:
            missing[table.name] = reason
    return files, missing


def _is_published(stem: str) -> bool:
    names = (f for table in TABLES.values() for alternative in table.files for f in alternative)
    return stem.casefold() in (name.casefold() for name in names)


def _files_of(table: Table, by_stem: Mapping[str, str]) -> tuple[tuple[str, ...], str]:
    """Return a table's files, or none and the reason."""
    reason = f"no file {' or '.join(repr(' + '.join(a)) for a in table.files)}"
    whole: list[tuple[str, ...]] = []
    for alternative in table.files:
        there = [f for f in alternative if f.casefold() in by_stem]
        if len(there) == len(alternative):
            whole.append(tuple(by_stem[f.casefold()] for f in alternative))
        elif there:
            lacking = ", ".join(f for f in alternative if f not in there)
            reason = f"{', '.join(there)} is only a part of it: {lacking} is not there"
    if len(whole) > 1:
        raise ReleaseError(
            f"is the same table as {whole[1][0]!r} under another release's name; keep one",
            file=whole[0][0],
        )
    return (whole[0], "") if whole else ((), reason)


def find_version(archive: Archive) -> str | None:
    """Return the version by the Read Me, else by the folder inside, else by the archive's name."""
    notes = (n for n in archive.names if PurePosixPath(n).name.lower() == _READ_ME)
    texts = [archive.read(n).decode(errors="replace").partition("\n")[0] for n in notes]
    texts += sorted({PurePosixPath(n).parts[0] for n in archive.names if "/" in n})
    texts.append(archive.path.resolve().name)
    return next((v for v in map(version_in, texts) if v), None)
