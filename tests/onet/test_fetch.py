"""Downloads against a real HTTP server on loopback: ranges, cuts, changes, refusals."""

import hashlib
import threading
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path

import pytest

from jobskills.errors import DownloadError
from jobskills.onet import fetch_release

NAME = "db_29_3_excel.zip"


def a_zip(content: bytes) -> bytes:
    written = BytesIO()
    with zipfile.ZipFile(written, "w") as opened:
        opened.writestr("Skills.xlsx", content)
    return written.getvalue()


@dataclass
class Server:
    """What is served at /db/db_29_3_excel.zip, and how badly."""

    data: bytes = field(default_factory=lambda: a_zip(bytes(range(256)) * 4000))
    etag: str | None = '"one"'
    ranges: bool = True
    cut_after: int | None = None
    status: int | None = None
    url: str = ""
    asked: list[str | None] = field(default_factory=list)


class Handler(BaseHTTPRequestHandler):
    state: Server

    def log_message(self, *_: object) -> None:
        """Keep the test's output clean."""

    def do_GET(self) -> None:
        state = self.state
        asked = self.headers.get("Range")
        state.asked.append(asked)
        if state.status or self.path != f"/db/{NAME}":
            self.send_error(state.status or 404)
            return
        same = self.headers.get("If-Range") == state.etag
        start = int(asked[6:-1]) if asked and state.ranges and same else 0
        if start >= len(state.data):
            self.send_error(416)
            return
        body = state.data[start:]
        self.send_response(206 if start else 200)
        self.send_header("Content-Length", str(len(body)))
        if start:
            self.send_header("Content-Range", f"bytes {start}-/{len(state.data)}")
        if state.etag:
            self.send_header("ETag", state.etag)
        self.end_headers()
        self.wfile.write(body[: state.cut_after])


@pytest.fixture
def server() -> Iterator[Server]:
    state = Server()
    handler = type("Bound", (Handler,), {"state": state})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as listening:
        state.url = f"http://127.0.0.1:{listening.server_address[1]}/db/"
        thread = threading.Thread(target=listening.serve_forever, args=[0.01])
        thread.start()
        yield state
        listening.shutdown()
        thread.join()


def test_a_release_is_downloaded_and_recorded(server: Server, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    path = fetch_release("29.3", "excel", tmp_path, server.url, lambda *p: seen.append(p))
    assert path == tmp_path / NAME
    assert path.read_bytes() == server.data
    record = (tmp_path / f"{NAME}.sha256").read_text()
    assert record == f"{hashlib.sha256(server.data).hexdigest()}  {NAME}\n"
    assert seen[-1] == (len(server.data), len(server.data))
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert {p.name for p in tmp_path.iterdir()} == {NAME, f"{NAME}.sha256"}


@pytest.mark.parametrize("url", ["http://[::bad", f"http://{'a' * 70}/", "http://a b/", "ftp://a/"])
def test_what_is_no_web_address_is_said(tmp_path: Path, url: str) -> None:
    with pytest.raises(DownloadError, match=r"is no web address|an http or https address"):
        fetch_release("29.3", "excel", tmp_path, url)


def test_a_second_call_downloads_nothing(server: Server, tmp_path: Path) -> None:
    fetch_release("29.3", "excel", tmp_path, server.url)
    fetch_release("29.3", "excel", tmp_path, server.url)
    assert len(server.asked) == 1


def test_a_cut_connection_is_an_error_and_the_next_call_continues(
    server: Server, tmp_path: Path
) -> None:
    server.cut_after = 300_000
    with pytest.raises(DownloadError, match=r"broke after 300000 of \d+ bytes; run again"):
        fetch_release("29.3", "excel", tmp_path, server.url)
    assert not (tmp_path / NAME).exists()
    server.cut_after = None
    path = fetch_release("29.3", "excel", tmp_path, server.url)
    assert server.asked == [None, "bytes=300000-"]
    assert path.read_bytes() == server.data


def test_without_ranges_the_download_starts_anew(server: Server, tmp_path: Path) -> None:
    server.ranges, server.cut_after = False, 300_000
    with pytest.raises(DownloadError, match="broke"):
        fetch_release("29.3", "excel", tmp_path, server.url)
    server.cut_after = None
    path = fetch_release("29.3", "excel", tmp_path, server.url)
    assert path.read_bytes() == server.data


def test_without_a_version_mark_the_download_starts_anew(server: Server, tmp_path: Path) -> None:
    server.etag, server.cut_after = None, 300_000
    with pytest.raises(DownloadError, match="broke"):
        fetch_release("29.3", "excel", tmp_path, server.url)
    server.cut_after = None
    fetch_release("29.3", "excel", tmp_path, server.url)
    assert server.asked == [None, None]


def test_a_file_that_changes_during_the_download_is_refused(server: Server, tmp_path: Path) -> None:
    server.cut_after = 300_000
    with pytest.raises(DownloadError, match="broke"):
        fetch_release("29.3", "excel", tmp_path, server.url)
    server.data, server.etag, server.cut_after = a_zip(b"other" * 90_000), '"two"', None
    with pytest.raises(DownloadError, match="changed since the download began"):
        fetch_release("29.3", "excel", tmp_path, server.url)
    assert not list(tmp_path.iterdir())
    assert fetch_release("29.3", "excel", tmp_path, server.url).read_bytes() == server.data


def test_a_file_that_changed_here_is_refused(server: Server, tmp_path: Path) -> None:
    path = fetch_release("29.3", "excel", tmp_path, server.url)
    path.write_bytes(a_zip(b"mine"))
    with pytest.raises(DownloadError, match="has changed since it was downloaded"):
        fetch_release("29.3", "excel", tmp_path, server.url)
    assert path.read_bytes() == a_zip(b"mine")


def test_a_file_that_changed_there_is_refused(server: Server, tmp_path: Path) -> None:
    path = fetch_release("29.3", "excel", tmp_path, server.url)
    path.unlink()
    server.data = a_zip(b"another")
    with pytest.raises(DownloadError, match=r"another file .* delete .*sha256 to accept it"):
        fetch_release("29.3", "excel", tmp_path, server.url)
    assert {p.name for p in tmp_path.iterdir()} == {f"{NAME}.sha256"}


def test_a_whole_part_is_moved_into_place(server: Server, tmp_path: Path) -> None:
    # A run that was killed between the last byte and the renaming.
    (tmp_path / f"{NAME}.part").write_bytes(server.data)
    (tmp_path / f"{NAME}.part.tag").write_text('"one"')
    assert fetch_release("29.3", "excel", tmp_path, server.url).read_bytes() == server.data


def test_a_zip_that_was_put_there_is_recorded(server: Server, tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(server.data)
    fetch_release("29.3", "excel", tmp_path, server.url)
    assert (tmp_path / f"{NAME}.sha256").exists()
    assert not server.asked


@pytest.mark.parametrize("data", [b"<html>Not here</html>", a_zip(b"x" * 5000)[:-20]])
def test_what_is_no_whole_zip_is_refused(server: Server, tmp_path: Path, data: bytes) -> None:
    server.data = data
    with pytest.raises(DownloadError, match="is not a whole zip file"):
        fetch_release("29.3", "excel", tmp_path, server.url)
    assert not list(tmp_path.iterdir())


def test_a_zip_damaged_inside_is_refused(server: Server, tmp_path: Path) -> None:
    server.data = server.data[:2000] + b"damaged" + server.data[2007:]
    with pytest.raises(DownloadError, match=r"Skills.xlsx in it is broken"):
        fetch_release("29.3", "excel", tmp_path, server.url)


def test_an_unpublished_release_is_named(server: Server, tmp_path: Path) -> None:
    with pytest.raises(DownloadError, match=r"db_98_0_text.zip: there is no such file"):
        fetch_release("98.0", "text", tmp_path, server.url)


def test_a_failing_server_is_named(server: Server, tmp_path: Path) -> None:
    server.status = 503
    with pytest.raises(DownloadError, match="the server answered 503 Service Unavailable"):
        fetch_release("29.3", "excel", tmp_path, server.url)


def test_no_connection_is_a_download_error(tmp_path: Path) -> None:
    with pytest.raises(DownloadError, match="the connection failed"):
        fetch_release("29.3", "excel", tmp_path, "http://127.0.0.1:1/")


@pytest.mark.parametrize("release", ["latest", "29", "../29.3", "29.3.1"])
def test_a_release_that_is_none_is_refused(tmp_path: Path, release: str) -> None:
    with pytest.raises(DownloadError, match=r"expected a release such as 29.3"):
        fetch_release(release, "excel", tmp_path)


def test_a_folder_that_cannot_be_made_is_named(server: Server, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(DownloadError, match="can't be written"):
        fetch_release("29.3", "excel", tmp_path / "file" / "folder", server.url)


def test_only_http_addresses_are_opened(tmp_path: Path) -> None:
    with pytest.raises(DownloadError, match="expected an http or https address"):
        fetch_release("29.3", "excel", tmp_path, tmp_path.as_uri())
