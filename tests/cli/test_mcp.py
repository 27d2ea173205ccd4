"""`jobskills mcp` as an operator meets it: the extra, the port, HTTP, and a stop."""

import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import anyio
import pytest
from click.testing import CliRunner
from mcp import Client

from jobskills.cli import cli
from jobskills.errors import JobskillsError, MissingExtraError
from jobskills.prediction import DOMAINS, Posting
from jobskills.predictor import Predictor

_MCP = [sys.executable, "-c", "from jobskills.cli import main; main()", "mcp"]


@contextmanager
def serving() -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Run the HTTP transport on a free port; yields the process and its address."""
    process = subprocess.Popen(
        [*_MCP, "--transport", "http", "--port", "0"], stderr=subprocess.PIPE, text=True
    )
    try:
        assert process.stderr
        line = process.stderr.readline()
        address = re.search(r"http://127\.0\.0\.1:\d+/mcp", line)
        assert address, line
        yield process, address[0]
    finally:
        process.kill()
        process.communicate()


async def _predict(address: str, title: str) -> dict[str, Any]:
    async with Client(address) as client:
        result = await client.call_tool("predict", {"title": title})
    answer: dict[str, Any] = result.structured_content
    assert answer
    return answer


def test_over_http_the_numbers_are_the_librarys_and_the_stop_is_clean() -> None:
    with serving() as (process, address):
        answer = anyio.run(_predict, address, "Registered nurse")
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) in {0, -signal.SIGTERM}
        assert process.stderr
        assert process.stderr.read() == ""
    [whole] = Predictor.load().predict([Posting("Registered nurse")])
    importance = {one.id: one.importance for one in whole.elements}
    assert len(answer["elements"]) == 5 * len(DOMAINS)
    assert all(one["importance"] == importance[one["id"]] for one in answer["elements"])


def test_ctrl_c_ends_it_while_it_waits_for_input() -> None:
    process = subprocess.Popen(_MCP, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdin
    assert process.stdout
    hello = '{"jsonrpc":"2.0","id":1,"method":"ping"}\n'
    process.stdin.write(hello.encode())
    process.stdin.flush()
    process.stdout.readline()  # it has started
    process.send_signal(signal.SIGINT)
    assert process.wait(20) == -signal.SIGINT  # 130 to a shell
    process.communicate()


def test_a_taken_port_is_said_before_the_model_is_loaded() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        done = CliRunner().invoke(cli, ["mcp", "--transport", "http", "--port", str(port)])
    assert isinstance(done.exception, JobskillsError)
    assert f"127.0.0.1 port {port}" in str(done.exception)
    assert "--port" in str(done.exception)


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "mcp", None)
    done = CliRunner().invoke(cli, ["mcp"])
    assert isinstance(done.exception, MissingExtraError)
    assert "pip install 'jobskills[mcp]'" in str(done.exception)
