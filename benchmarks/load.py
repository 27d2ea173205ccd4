"""How many requests a second `jobskills serve` answers, and how long each one waits.

    python benchmarks/load.py [--workers 2]

It starts the server on a free port of the loopback interface, sends it `POST /api/v1/predict` with
a posting of 600 words from 1, 8 and 64 clients that ask again as soon as they are answered, and
stops it. Each level ends after a number of requests or of seconds, whichever comes first. The
result is written to benchmarks/results/load.json and into docs/http.md. The client shares the
machine with the server.
"""

import argparse
import asyncio
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from figures import write_between
from kept import keep, kept

ROOT = Path(__file__).resolve().parents[1]
COMMAND = "OMP_NUM_THREADS=1 python benchmarks/load.py"
PAGE = ROOT / "docs/http.md"
POSTING = Path(__file__).with_name("posting_600_words.txt")
#: Clients and the most requests that they make together.
LEVELS: Final = ((1, 400), (8, 1600), (64, 1600))
MOST_SECONDS: Final = 20.0
WARM_UP: Final = 40


@dataclass(frozen=True)
class Level:
    """What so many clients met; times in milliseconds.

    `cpu` is the server's processor time a request, which says the most on a busy machine.
    """

    clients: int
    requests: int
    errors: int
    per_second: float
    p50: float
    p90: float
    p99: float
    slowest: float
    cpu: float


def main() -> None:
    arguments = argparse.ArgumentParser(description="Measure the server under load.")
    arguments.add_argument("--workers", type=int, default=2)
    workers = arguments.parse_args().workers
    busy = os.getloadavg()[0]
    with serving(workers) as server:
        requests = list(bodies(server.port))
        asyncio.run(level(server, requests, 8, WARM_UP))
        levels = [asyncio.run(level(server, requests, *one)) for one in LEVELS]
    numbers = {"workers": workers, "busy": busy, "levels": [asdict(one) for one in levels]}
    keep("load", COMMAND, numbers, "default")
    lines = "\n".join(table(kept("load") or {}))
    print(lines)
    write_between(PAGE, "load", lines)


def table(result: Mapping[str, Any]) -> Iterator[str]:
    """Yield the lines of the page's table."""
    yield (
        f"{result['machine']}, {result['workers']} workers, {result['date']}; other work on the "
        f"machine before the start (load average): {result['busy']:.1f}.\n"
    )
    yield (
        "| Clients | Requests | Errors | Requests/s | p50 ms | p90 ms | p99 ms | Slowest ms "
        "| Server's processor time a request, ms |"
    )
    yield "|---|---|---|---|---|---|---|---|---|"
    for one in result["levels"]:
        times = " | ".join(f"{one[name]:.1f}" for name in ("p50", "p90", "p99", "slowest", "cpu"))
        yield (
            f"| {one['clients']} | {one['requests']} | {one['errors']} "
            f"| {one['per_second']:.0f} | {times} |"
        )


@dataclass(frozen=True)
class Server:
    """A running server."""

    port: int
    process: int

    def seconds(self) -> float:
        """Return the processor time that it and its workers have taken, on Linux."""
        children = Path(f"/proc/{self.process}/task/{self.process}/children").read_text().split()
        ticks = 0
        for process in (self.process, *children):
            fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")


@contextmanager
def serving(workers: int) -> Iterator[Server]:
    """Run the server on a free port."""
    program = str(Path(sys.executable).with_name("jobskills"))
    command = [program, "serve", "--port", "0", "--workers", str(workers)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stderr is not None
        found = re.search(r"http://127\.0\.0\.1:(\d+)/", process.stderr.readline())
        assert found is not None, "the server didn't start"
        yield Server(int(found[1]), process.pid)
    finally:
        process.terminate()
        process.communicate()


def bodies(port: int) -> Iterator[bytes]:
    """Yield requests of the same length whose paragraphs stand in different orders.

    So that no two in a row are the same text.
    """
    title, *paragraphs = POSTING.read_text(encoding="utf-8").strip().split("\n\n")
    for turn in range(len(paragraphs)):
        text = "\n\n".join(paragraphs[turn:] + paragraphs[:turn])
        body = json.dumps({"title": title, "description": text}).encode()
        head = (
            f"POST /api/v1/predict HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        yield head.encode() + body


async def level(server: Server, requests: Sequence[bytes], clients: int, most: int) -> Level:
    """Ask from so many clients at once, and return what they met."""
    port, taken = server.port, server.seconds()
    deadline = time.perf_counter() + MOST_SECONDS
    work = iter(range(most))
    times: list[float] = []
    errors = 0

    async def client() -> None:
        nonlocal errors
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for turn in work:
            if time.perf_counter() > deadline:
                break
            started = time.perf_counter()
            try:
                writer.write(requests[turn % len(requests)])
                ok = await _answered(reader)
            except (OSError, asyncio.IncompleteReadError):
                errors += 1
                reader, writer = await asyncio.open_connection("127.0.0.1", port)
                continue
            times.append((time.perf_counter() - started) * 1000)
            errors += not ok
        writer.close()
        await writer.wait_closed()

    began = time.perf_counter()
    await asyncio.gather(*(client() for _ in range(clients)))
    elapsed = time.perf_counter() - began
    ordered = sorted(times)
    p50, p90, p99 = (ordered[int(len(ordered) * share)] for share in (0.5, 0.9, 0.99))
    rate = len(times) / elapsed
    cpu = (server.seconds() - taken) / len(times) * 1000
    return Level(clients, len(times), errors, rate, p50, p90, p99, ordered[-1], cpu)


async def _answered(reader: asyncio.StreamReader) -> bool:
    """Read one response to its end; whether it is an answer."""
    head = await reader.readuntil(b"\r\n\r\n")
    length = re.search(rb"(?i)\r\ncontent-length: (\d+)", head)
    assert length is not None, "a response without a length"
    await reader.readexactly(int(length[1]))
    return head.startswith(b"HTTP/1.1 200 ")


if __name__ == "__main__":
    main()
