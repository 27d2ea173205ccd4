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
from urllib.request import Request, urlopen

import pytest

from jobskills.prediction import Posting
from jobskills.predictor import Predictor

JOBSKILLS = [sys.executable, "-c", "from jobskills.cli import main; main()"]
SERVE = [*JOBSKILLS, "serve", "--port"]


@contextmanager
def serving(*options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Run the server on a free port; yields the process and its address."""
    process = subprocess.Popen([*SERVE, "0", *options], stderr=subprocess.PIPE, text=True)
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
    with urlopen(request, timeout=20) as answer:
        found: dict[str, object] = json.load(answer)
        return found


@pytest.mark.parametrize("workers", ["1", "2"])
def test_it_answers_with_the_librarys_numbers_and_stops_cleanly(workers: str) -> None:
    with serving("--workers", workers) as (process, address):
        answer = ask(address, {"title": "Registered nurse"})
        process.send_signal(signal.SIGINT)
        assert process.wait(20) in {0, 130}
    expected = Predictor.load().predict([Posting("Registered nurse")])[0].to_dict()
    assert answer == json.loads(json.dumps(expected))


def test_a_request_in_flight_is_finished_before_the_stop() -> None:
    with serving() as (process, address):
        host, port = re.findall(r"//([\d.]+):(\d+)/", address)[0]
        body = json.dumps({"title": "Welder"}).encode()
        head = f"POST /api/v1/predict HTTP/1.1\r\nHost: {host}\r\nContent-Length: {len(body)}\r\n"
        head += "Content-Type: application/json\r\nConnection: close\r\n\r\n"
        with socket.create_connection((host, int(port)), timeout=20) as slow:
            slow.sendall(head.encode() + body[:5])
            time.sleep(0.5)
            process.send_signal(signal.SIGTERM)
            time.sleep(0.5)
            slow.sendall(body[5:])
            answer = b"".join(iter(lambda: slow.recv(65536), b""))
        assert answer.startswith(b"HTTP/1.1 200")
        assert process.wait(20) == 0


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
