"""The files of one download: zip, record of its SHA-256, part on the way; touches no network."""

import zipfile
from dataclasses import dataclass
from pathlib import Path

from jobskills.errors import DownloadError
from jobskills.onet.archive import digest

__all__ = ["Target"]


@dataclass(frozen=True, slots=True)
class Target:
    """Where a download goes; `zip` is the file in the end."""

    zip: Path

    @property
    def record(self) -> Path:
        """Holds the SHA-256, in the form that `sha256sum -c` reads."""
        return self.zip.with_name(self.zip.name + ".sha256")

    @property
    def part(self) -> Path:
        """Holds what has come so far."""
        return self.zip.with_name(self.zip.name + ".part")

    @property
    def tag(self) -> Path:
        """Holds the server's mark of the version that the part belongs to."""
        return self.zip.with_name(self.zip.name + ".part.tag")

    def recorded(self) -> str | None:
        """Return the SHA-256 on record, if any."""
        if not self.record.exists():
            return None
        return self.record.read_text(encoding="utf-8").partition(" ")[0].strip()

    def check_recorded(self) -> None:
        """Refuse a zip that is not the one recorded; record one that the user has put there."""
        found = _sha256(self.zip)
        recorded = self.recorded()
        if recorded is None:
            _check_whole(self.zip)
            self._write_record(found)
        elif recorded != found:
            raise DownloadError(
                f"{self.zip}: has changed since it was downloaded (SHA-256 {found[:12]}…, recorded "
                f"{recorded[:12]}…); delete it to download it again"
            )

    def finish(self) -> None:
        """Check the part and make it the zip, unless another file was recorded before."""
        try:
            _check_whole(self.part)
        except DownloadError:
            self.discard()
            raise
        found, recorded = _sha256(self.part), self.recorded()
        if recorded not in (None, found):
            self.discard()
            raise DownloadError(
                f"{self.zip.name}: the server now has another file (SHA-256 {found[:12]}…, "
                f"recorded {recorded[:12] if recorded else ''}…); delete {self.record} to accept it"
            )
        self._write_record(found)
        self.tag.unlink(missing_ok=True)
        self.part.replace(self.zip)

    def begun(self) -> tuple[str, int]:
        """Return the mark of the version that a part is of, and the part's size."""
        if not (self.part.exists() and self.tag.exists()):
            return "", 0
        tag = self.tag.read_text(encoding="utf-8")
        return tag, self.part.stat().st_size if tag else 0

    def discard(self) -> None:
        """Throw the part away."""
        self.part.unlink(missing_ok=True)
        self.tag.unlink(missing_ok=True)

    def _write_record(self, sha256: str) -> None:
        self.record.write_text(f"{sha256}  {self.zip.name}\n", encoding="utf-8")


def _check_whole(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as opened:
            broken = opened.testzip()
    except zipfile.BadZipFile as error:
        raise DownloadError(
            f"{path}: is not a whole zip file ({error}); download it again"
        ) from error
    if broken:
        raise DownloadError(f"{path}: {broken} in it is broken; download it again")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return digest(file)
