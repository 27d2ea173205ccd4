"""Downloads a release from O*NET: resumes, verifies, and never replaces one file by another.

Works in the base install. Nothing here reads a table.
"""

import http.client
import re
import urllib.error
import urllib.request
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from jobskills import __version__
from jobskills.errors import DownloadError
from jobskills.onet.archive import digest

__all__ = ["DEFAULT_URL", "Format", "fetch_release"]

Format = Literal["excel", "text"]

#: Where O*NET publishes every release (https://www.onetcenter.org/db_releases.html).
DEFAULT_URL: Final = "https://www.onetcenter.org/dl_files/database/"

_CHUNK: Final = 1 << 18
_SECONDS_WITHOUT_DATA: Final = 60.0
_RELEASE: Final = re.compile(r"^(\d{2})[._](\d{1,2})$")
_AGENT: Final = f"jobskills/{__version__}"


def fetch_release(
    release: str,
    fmt: Format,
    to: Path,
    base_url: str = DEFAULT_URL,
    on_progress: Callable[[int, int], None] | None = None,
) -> Path:
    """Download a release, or check the one that is there.

    The zip is written aside (`.part`) and moved into place when it is whole; its
    SHA-256 stands beside it in `<name>.zip.sha256` (the form that `sha256sum
    -c` reads). A later call compares the file with that record and downloads nothing.
    An interrupted download is continued; if the file has changed on the server
    meanwhile, the pieces are not put together.

    Parameters
    ----------
    release : str
        Such as "29.3".
    fmt : {"excel", "text"}
        Which of the published forms.
    to : Path
        The folder that gets the zip; made if needed.
    base_url : str
        The folder on the server.
    on_progress : callable, optional
        Called with (bytes here, bytes in all; 0 if the server does not say).

    Returns
    -------
    Path
        The zip.

    Raises
    ------
    DownloadError
        No such release, the connection failed, or the file is not a whole zip
        or not the one recorded before.
    """
    name = _file_name(release, fmt)
    target = _Target(to / name)
    with _file_errors(target.zip):
        to.mkdir(parents=True, exist_ok=True)
        if target.zip.exists():
            target.check_recorded()
            return target.zip
        _download(base_url.rstrip("/") + "/" + name, target, on_progress)
        target.finish()
    return target.zip


def _file_name(release: str, fmt: str) -> str:
    version = _RELEASE.match(release.strip())
    if not version or fmt not in ("excel", "text"):
        raise DownloadError(
            f"expected a release such as 29.3 as 'excel' or 'text', got {release!r} as {fmt!r}"
        )
    return f"db_{int(version[1])}_{int(version[2])}_{fmt}.zip"


@dataclass(frozen=True, slots=True)
class _Target:
    """The files of one download: the zip, its record, and the pieces on the way."""

    zip: Path

    @property
    def record(self) -> Path:
        return self.zip.with_name(self.zip.name + ".sha256")

    @property
    def part(self) -> Path:
        return self.zip.with_name(self.zip.name + ".part")

    @property
    def tag(self) -> Path:
        """Holds the server's mark of the version that the part belongs to."""
        return self.zip.with_name(self.zip.name + ".part.tag")

    def recorded(self) -> str | None:
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
        self.part.unlink(missing_ok=True)
        self.tag.unlink(missing_ok=True)

    def _write_record(self, sha256: str) -> None:
        self.record.write_text(f"{sha256}  {self.zip.name}\n", encoding="utf-8")


def _download(url: str, target: _Target, on_progress: Callable[[int, int], None] | None) -> None:
    """Get the whole file, or the rest of it where a part of the same version is there."""
    tag, start = target.begun()
    with _open(url, start, tag) as answer:
        if start and _mark(answer) != tag:
            target.discard()
            raise DownloadError(
                f"{url}: the file on the server has changed since the download began; "
                "the part was thrown away, run again"
            )
        if answer.status != http.client.PARTIAL_CONTENT or _range_start(answer) != start:
            start = 0
        total = start + int(answer.headers.get("Content-Length") or 0)
        target.tag.write_text(_mark(answer), encoding="utf-8")
        done = start
        with target.part.open("ab" if start else "wb") as file:
            for piece in _pieces(answer, url):
                file.write(piece)
                done += len(piece)
                if on_progress:
                    on_progress(done, total if total > start else 0)
    if total > start and done < total:
        raise DownloadError(
            f"{url}: the connection broke after {done} of {total} bytes; run again to continue"
        )


def _open(url: str, start: int, tag: str) -> http.client.HTTPResponse:
    headers = {"User-Agent": _AGENT, "Accept-Encoding": "identity"}
    if start:
        headers |= {"Range": f"bytes={start}-", "If-Range": tag}
    if not url.startswith(("http://", "https://")):
        raise DownloadError(f"{url}: expected an http or https address")
    request = urllib.request.Request(url, headers=headers)  # noqa: S310 - checked above
    with _network_errors(url):
        try:
            answer = urllib.request.urlopen(request, timeout=_SECONDS_WITHOUT_DATA)  # noqa: S310
        except urllib.error.HTTPError as error:
            if error.code != http.client.REQUESTED_RANGE_NOT_SATISFIABLE or not start:
                raise
            # Nothing lies beyond the part: a run was killed before the renaming.
            error.close()
            return _open(url, 0, "")
    assert isinstance(answer, http.client.HTTPResponse)  # noqa: S101 - what http and https give
    return answer


def _pieces(answer: http.client.HTTPResponse, url: str) -> Iterator[bytes]:
    while True:
        with _network_errors(url):
            piece = answer.read(_CHUNK)
        if not piece:
            return
        yield piece


@contextmanager
def _network_errors(url: str) -> Iterator[None]:
    try:
        yield
    except urllib.error.HTTPError as error:
        with error:
            raise DownloadError(_http_problem(url, error.code)) from error
    except (OSError, http.client.HTTPException) as error:
        reason = getattr(error, "reason", error)
        raise DownloadError(
            f"{url}: the connection failed ({reason}); run again to continue"
        ) from error


def _http_problem(url: str, code: int) -> str:
    if code == http.client.NOT_FOUND:
        return f"{url}: there is no such file; is it a published release and format?"
    return f"{url}: the server answered {code} {http.client.responses.get(code, '')}".rstrip()


def _mark(answer: http.client.HTTPResponse) -> str:
    """Return what tells versions of the file apart: a strong ETag, else the date; "" if neither."""
    etag = answer.headers.get("ETag", "")
    return etag if etag and not etag.startswith("W/") else answer.headers.get("Last-Modified", "")


def _range_start(answer: http.client.HTTPResponse) -> int:
    found = re.match(r"bytes (\d+)-", answer.headers.get("Content-Range", ""))
    return int(found[1]) if found else -1


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


@contextmanager
def _file_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise DownloadError(f"{path}: can't be written: {error}") from error
