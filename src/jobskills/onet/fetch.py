"""Downloads a release from O*NET: resumes, verifies, and never replaces one file by another.

Works in the base install. Nothing here reads a table.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Literal

from jobskills.errors import DownloadError
from jobskills.onet.target import Target
from jobskills.onet.transfer import transfer

__all__ = ["DEFAULT_URL", "Format", "fetch_release"]

Format = Literal["excel", "text"]

#: Where O*NET publishes every release (https://www.onetcenter.org/db_releases.html).
DEFAULT_URL: Final = "https://www.onetcenter.org/dl_files/database/"

_RELEASE: Final = re.compile(r"^(\d{2})[._](\d{1,2})$")


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
    target = Target(to / name)
    with _file_errors(target.zip):
        to.mkdir(parents=True, exist_ok=True)
        if target.zip.exists():
            target.check_recorded()
            return target.zip
        transfer(base_url.rstrip("/") + "/" + name, target, on_progress)
        target.finish()
    return target.zip


def _file_name(release: str, fmt: str) -> str:
    version = _RELEASE.match(release.strip())
    if not version or fmt not in ("excel", "text"):
        raise DownloadError(
            f"expected a release such as 29.3 as 'excel' or 'text', got {release!r} as {fmt!r}"
        )
    return f"db_{int(version[1])}_{int(version[2])}_{fmt}.zip"


@contextmanager
def _file_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise DownloadError(f"{path}: can't be written: {error}") from error
