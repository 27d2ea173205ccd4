"""Opens a release, zip or folder, and hands out its bytes; nothing is ever unpacked to disk.

A zip comes from outside: what it declares is checked before a byte of it is
expanded, and what it delivers is checked against what it declared.
"""

import hashlib
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import IO, Final

from jobskills.errors import ReleaseError

__all__ = ["Archive", "check_zip", "digest"]

#: Twenty times the largest release so far: 40 tables, about 130 MB of text.
MAX_MEMBERS: Final = 1_000
MAX_MEMBER_BYTES: Final = 1 << 29
MAX_EXPANDED_BYTES: Final = 3 << 30
#: O*NET's most compressible table shrinks 30-fold; a bomb starts at several hundred.
MAX_RATIO: Final = 150
#: Below this size no ratio does any harm.
HARMLESS_BYTES: Final = 32 << 20

_CHUNK: Final = 1 << 20
_OUTSIDE: Final = re.compile(r"^([/\\]|[A-Za-z]:)|(^|[/\\])\.\.([/\\]|$)")


@dataclass(frozen=True, slots=True)
class Archive:
    """The files of one release; `names` are their paths inside it, sorted."""

    path: Path
    names: tuple[str, ...]

    @classmethod
    def open(cls, path: Path) -> "Archive":
        """List a zip or a folder, and refuse what can't be a release."""
        with _reading(str(path)):
            is_directory, is_file = path.is_dir(), path.is_file()
        if is_directory:
            with _reading(path.name):
                files = (p for p in path.rglob("*") if p.is_file())
                return cls(path, _tidy(p.relative_to(path).as_posix() for p in files))
        if not is_file:
            raise ReleaseError(
                "no such file or folder; give a release as downloaded (.zip) or unpacked",
                file=str(path),
            )
        with _reading(path.name), zipfile.ZipFile(path) as opened:
            check_zip(opened, path.name)
            return cls(path, _tidy(i.filename for i in opened.infolist() if not i.is_dir()))

    def place(self, name: str) -> str:
        """Return a file's name as errors give it: "db_29_3_excel.zip/Skills.xlsx"."""
        return f"{self.path.resolve().name}/{PurePosixPath(name).name}"

    def read(self, name: str) -> bytes:
        """Return the bytes of one file."""
        with _reading(self.place(name)):
            if self.path.is_dir():
                return (self.path / name).read_bytes()
            with zipfile.ZipFile(self.path) as opened:
                return opened.read(name)

    def sha256(self) -> str | None:
        """Return the SHA-256 of the zip; None for a folder, whose files have one each."""
        if self.path.is_dir():
            return None
        with self.path.open("rb") as file:
            return digest(file)


def digest(file: IO[bytes]) -> str:
    """Return the SHA-256 of an open file, read in pieces."""
    total = hashlib.sha256()
    while piece := file.read(_CHUNK):
        total.update(piece)
    return total.hexdigest()


def check_zip(opened: zipfile.ZipFile, name: str) -> None:
    """Refuse a zip whose listing is unsafe: paths that climb out, too many files, a bomb."""
    members = opened.infolist()
    if len(members) > MAX_MEMBERS:
        raise ReleaseError(
            f"holds {len(members)} files, a release has at most {MAX_MEMBERS}: not a release",
            file=name,
        )
    seen: set[str] = set()
    for member in members:
        _check_member(member, f"{name}/{member.filename}")
        if member.filename in seen:
            raise ReleaseError("is in the zip twice; keep one", file=f"{name}/{member.filename}")
        seen.add(member.filename)
    total = sum(m.file_size for m in members)
    if total > MAX_EXPANDED_BYTES:
        raise ReleaseError(
            f"would expand to {total:,} bytes, more than {MAX_EXPANDED_BYTES:,}: "
            "refused as a zip bomb",
            file=name,
        )


def check_inner_zip(data: bytes, name: str) -> Iterator[tuple[str, bytes]]:
    """Yield the parts of a workbook, expanded and checked one after the other."""
    with _reading(name), zipfile.ZipFile(BytesIO(data)) as opened:
        check_zip(opened, name)
        for member in opened.infolist():
            yield member.filename, opened.read(member)


def _check_member(member: zipfile.ZipInfo, name: str) -> None:
    if _OUTSIDE.search(member.filename):
        raise ReleaseError("the path leads outside the archive: refused", file=name)
    if member.flag_bits & 0x1:
        raise ReleaseError("is encrypted; O*NET publishes no encrypted files", file=name)
    ratio = member.file_size / max(member.compress_size, 1)
    bomb = member.file_size > HARMLESS_BYTES and ratio > MAX_RATIO
    if bomb or member.file_size > MAX_MEMBER_BYTES:
        raise ReleaseError(
            f"would expand {ratio:,.0f}-fold to {member.file_size:,} bytes: refused as a zip bomb",
            file=name,
        )


def _tidy(names: Iterator[str]) -> tuple[str, ...]:
    """Leave out what operating systems and editors put beside the tables."""

    def junk(part: str) -> bool:
        return part.startswith((".", "~$")) or part == "__MACOSX"

    return tuple(sorted(n for n in names if not any(junk(p) for p in PurePosixPath(n).parts)))


@contextmanager
def _reading(name: str) -> Iterator[None]:
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise ReleaseError(
            f"is not a whole zip file ({error}); it may be cut short: download it again", file=name
        ) from error
    except (NotImplementedError, RuntimeError) as error:
        raise ReleaseError(f"can't be expanded: {error}", file=name) from error
    except OSError as error:
        raise ReleaseError(f"can't be read: {error}", file=name) from error
