"""Moves a file over HTTP into its part, and continues one that was cut; knows no O*NET."""

import http.client
import re
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from jobskills import __version__
from jobskills.errors import DownloadError
from jobskills.onet.target import Target

__all__ = ["transfer"]

_CHUNK: Final = 1 << 18
_SECONDS_WITHOUT_DATA: Final = 60.0
_AGENT: Final = f"jobskills/{__version__}"


def transfer(url: str, target: Target, on_progress: Callable[[int, int], None] | None) -> None:
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
    with _network_errors(url):
        request = urllib.request.Request(url, headers=headers)  # noqa: S310 - checked above
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
    except (ValueError, http.client.InvalidURL) as error:  # what no address may have in it
        raise DownloadError(f"{url}: is no web address: {error}") from error
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
