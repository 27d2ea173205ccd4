"""The server as an operator meets it: its address, a taken port, a stop that is no failure."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

from jobskills.prediction import Posting
from jobskills.predictor import Predictor

JOBSKILLS = [sys.executable, "-c", "from jobskills.cli import main; main()"]
SERVE = [*JOBSKILLS, "serve", "--port"]


@contextmanager
def serving(*options: str, **settings: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Run the server on a free port; yields the process and its address."""
    environment = {**os.environ, **{f"JOBSKILLS_{name}": v for name, v in settings.items()}}
    process = subprocess.Popen(
        [*SERVE, "0", *options], stderr=subprocess.PIPE, text=True, env=environment
    )
    try:
        assert process.stderr
        line = process.stderr.readline()
        address = re.search(r"http://\S+/", line)
        assert address, line
        yield process, address[0]
    finally:
        process.kill()
        process.communicate()


def ask(address: str, body: dict[str, str]) -> dict[str, object]:
    headers = {"Content-Type": "application/json"}
    request = Request(f"{address}api/v1/predict", json.dumps(body).encode(), headers)
    with urlopen(request, timeout=60) as answer:
        found: dict[str, object] = json.load(answer)
        return found


@pytest.mark.parametrize("workers", ["1", "2"])
def test_it_answers_with_the_librarys_numbers_and_stops_cleanly(workers: str) -> None:
    with serving("--workers", workers) as (process, address):
        answer = ask(address, {"title": "Registered nurse"})
        process.send_signal(signal.SIGINT)
        assert process.wait(60) in {0, 130}
    expected = Predictor.load().predict([Posting("Registered nurse")])[0].to_dict()
    assert answer == json.loads(json.dumps(expected))


def begin(address: str, head: str, body: bytes) -> socket.socket:
    """Send a request up to the middle of its body."""
    host, port = re.findall(r"//([\d.]+):(\d+)/", address)[0]
    slow = socket.create_connection((host, int(port)), timeout=60)
    head += f"\r\nHost: {host}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    slow.sendall(head.encode() + body[: len(body) // 2])
    return slow


def end(slow: socket.socket, body: bytes) -> bytes:
    """Send the rest of a body and return the response."""
    with slow:
        slow.sendall(body[len(body) // 2 :])
        return b"".join(iter(lambda: slow.recv(65536), b""))


@pytest.mark.parametrize("workers", ["1", "2"])
def test_requests_in_flight_are_finished_before_the_stop(workers: str) -> None:
    posting = json.dumps({"title": "Welder"}).encode()
    predict = "POST /api/v1/predict HTTP/1.1\r\nContent-Type: application/json"
    file = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.html"\r\n\r\n'
    file += b"<h1>Welder</h1><p>Weld pipes.</p>\r\n--x--\r\n"
    read = "POST /api/v1/read HTTP/1.1\r\nContent-Type: multipart/form-data; boundary=x"
    sent = [(predict, posting), (read, file), (predict, posting)]
    with serving("--workers", workers) as (process, address):
        host, port = re.findall(r"//([\d.]+):(\d+)/", address)[0]
        with socket.create_connection((host, int(port))):  # says nothing, and must not hold it up
            slow = [begin(address, head, body) for head, body in sent]
            time.sleep(0.5)
            process.send_signal(signal.SIGTERM)
            time.sleep(0.5)
            answers = [end(one, body) for one, (_, body) in zip(slow, sent, strict=True)]
            assert [answer.split(b" ")[1] for answer in answers] == [b"200"] * 3
            assert b"Weld pipes." in answers[1]
            assert process.wait(60) == 0
            with pytest.raises(OSError, match="refused"):
                socket.create_connection((host, int(port)), timeout=5)


def test_any_worker_tells_the_numbers_of_all_and_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with serving("--workers", "2") as (process, address):
        assert list(tmp_path.glob("jobskills-*"))
        for _ in range(8):
            ask(address, {"title": "Welder"})
        for _ in range(4):
            with urlopen(f"{address}metrics", timeout=60) as answer:
                lines = answer.read().decode().splitlines()
            [count] = [
                line
                for line in lines
                if line.startswith("jobskills_requests_total") and "/api/v1/predict" in line
            ]
            assert float(count.rpartition(" ")[2]) == 8
        process.send_signal(signal.SIGTERM)
        process.wait(60)
    assert not list(tmp_path.glob("jobskills-*"))


def test_the_access_log_is_json_and_holds_no_word() -> None:
    with serving("--workers", "1", ACCESS_LOG="json") as (process, address):
        ask(address, {"title": "xylographer", "description": "xylographer"})
        process.send_signal(signal.SIGTERM)
        _, said = process.communicate(timeout=60)
    [line] = said.splitlines()
    entry = json.loads(line)
    assert (entry["route"], entry["status"]) == ("/api/v1/predict", 200)
    assert "xylographer" not in said


_HOST = b"Host: x\r\nConnection: close\r\n"
_CHUNKED = (
    b"POST /api/v1/predict HTTP/1.1\r\n" + _HOST + b"Content-Type: application/json\r\n"
    b"Transfer-Encoding: %s\r\n\r\n%s\r\n{}\r\n0\r\n\r\n"
)


def test_what_is_no_request_is_refused_like_any_other_and_never_quoted() -> None:
    sent = {
        b"GET /?q=" + b"secret" * 1500 + b" HTTP/1.1\r\n" + _HOST + b"\r\n": 414,
        b"GET / HTTP/1.1\r\n" + _HOST + b"X-A: " + b"secret" * 1500 + b"\r\n\r\n": 431,
        b"GET / HTTP/1.1\r\n" + _HOST + b"X-A: secret\r\n" * 101 + b"\r\n": 431,
        b"GET / HTTP/1.1\r\n" + _HOST + b"secret word: secret\r\n\r\n": 400,
        b"secret\r\n\r\n": 400,
        _CHUNKED % (b"chunked", b"secret"): 400,
        _CHUNKED % (b"chunked", b"1"): 400,
        _CHUNKED % (b"secret", b"2"): 501,
        _CHUNKED % (b"chunked", b"2"): 422,  # in order, and says nothing
    }
    with serving("--workers", "1", ACCESS_LOG="text") as (process, address):
        for request, status in sent.items():
            head, body = raw(address, request).decode().split("\r\n\r\n")
            assert int(head.split()[1]) == status
            headers = dict(line.split(": ", 1) for line in head.splitlines()[1:])
            assert headers["Content-Type"] == "application/problem+json"
            problem = json.loads(body)
            assert problem["status"] == status
            assert problem["request_id"] == headers["X-Request-ID"]
            assert "secret" not in body
        assert ask(address, {"title": "Welder"})
        process.send_signal(signal.SIGTERM)
        _, said = process.communicate(timeout=60)
    assert "secret" not in said
    assert "ERROR" not in said


def raw(address: str, request: bytes) -> bytes:
    """Send bytes as they are and return all that is answered."""
    host, port = re.findall(r"//([\d.]+):(\d+)/", address)[0]
    with socket.create_connection((host, int(port)), timeout=60) as connection:
        connection.sendall(request)
        return b"".join(iter(lambda: connection.recv(65536), b""))


def test_a_taken_port_is_said_in_one_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = subprocess.run([*SERVE, port], capture_output=True, text=True, timeout=60)
    assert done.returncode == 1
    assert done.stdout == ""
    assert re.fullmatch(rf"jobskills: can't listen on 127\.0\.0\.1 port {port}: .*\n", done.stderr)


@pytest.mark.parametrize("wrong", [["nowhere.invalid"], ["256.1.1.1"], ["a" * 70]])
def test_an_address_that_is_none_is_said_in_one_line(wrong: list[str]) -> None:
    command = [*SERVE, "0", "--host", *wrong]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1


def test_a_wrong_setting_is_said_in_one_line() -> None:
    environment = {**os.environ, "JOBSKILLS_MAX_BODY_BYTES": "lots"}
    command = [*SERVE, "0"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, env=environment)
    assert done.returncode == 1
    assert done.stderr.startswith("jobskills: JOBSKILLS_MAX_BODY_BYTES must be")
    assert done.stderr.count("\n") == 1
