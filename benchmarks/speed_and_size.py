"""How large the base install is, and how long a user waits.

    python benchmarks/speed_and_size.py --release ../shared/data/onet/db_29_3_excel.zip

It makes a fresh virtual environment without extras, measures the command line,
the import, the library and the HTTP door in it, and `data build` (which needs
the train extra) in the environment that runs this script. The result is
written to benchmarks/results/speed_and_size.json and into benchmarks/README.md.
"""

import argparse
import json
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from figures import write_between
from kept import keep, kept

ROOT = Path(__file__).resolve().parents[1]
COMMAND = (
    "OMP_NUM_THREADS=1 python benchmarks/speed_and_size.py "
    "--release ../shared/data/onet/db_29_3_excel.zip"
)
PAGE = Path(__file__).with_name("README.md")
TITLE = "Kitchen manager"
SENTENCES = (
    "You plan the menu for the week and order what the kitchen needs.",
    "You lead a team of six cooks, train new colleagues and settle their disputes.",
    "Keep the books of the kitchen in Excel and watch the cost of each dish.",
    "Check that food is stored, cooked and served as the health rules ask.",
    "Talk with guests, listen to what they say and solve problems calmly.",
    "Three years in a similar position and good knowledge of food safety are expected.",
    "We offer a fair wage, free meals and two days off in a row.",
    "Our restaurant has stood by the river for forty years and seats ninety guests.",
)
IMPORT = "import time; t = time.perf_counter(); import jobskills; print(time.perf_counter() - t)"
LIBRARY = """
import json, sys, time
from jobskills import Posting, Predictor
posting = Posting(**json.load(sys.stdin))
predictor = Predictor.load()
predictor.predict([posting])
for _ in range(20):
    started = time.perf_counter()
    predictor.predict([posting])
    print(time.perf_counter() - started)
"""


@dataclass(frozen=True)
class Measure:
    """One measured number beside its target."""

    name: str
    value: float
    unit: str
    target: float | None
    how: str


def main() -> None:
    arguments = argparse.ArgumentParser(description="Measure speed and size.")
    arguments.add_argument("--release", type=Path, help="29.3 as a zip, for `data build`")
    release = arguments.parse_args().release
    with tempfile.TemporaryDirectory() as folder:
        measures = list(_measure_base(Path(folder)))
        if release is not None:
            measures.append(_data_build(release, Path(folder)))
    keep("speed_and_size", COMMAND, {"measures": [asdict(one) for one in measures]}, "default")
    lines = "\n".join(table(kept("speed_and_size") or {}))
    write_between(PAGE, "speed_and_size", lines)
    print(lines)


def table(result: Mapping[str, Any]) -> Iterator[str]:
    """Yield the lines of the page's table."""
    yield f"{result['machine']}:\n"
    yield "| Measure | Value | Target | How |"
    yield "|---|---|---|---|"
    for one in result["measures"]:
        target = "" if one["target"] is None else f"≤ {one['target']:g} {one['unit']}"
        yield f"| {one['name']} | {one['value']:.3g} {one['unit']} | {target} | {one['how']} |"


def _measure_base(folder: Path) -> Iterator[Measure]:
    venv = folder / "venv"
    subprocess.run([sys.executable, "-m", "venv", str(venv)], check=True)
    pip = [str(venv / "bin/python"), "-m", "pip", "install", "--quiet"]
    subprocess.run([*pip, "--disable-pip-version-check", str(ROOT)], check=True)
    yield Measure(
        "base install",
        _megabytes(venv),
        "MB",
        250,
        "a fresh venv (pip included) with `pip install .`, space on disk",
    )
    python, jobskills = str(venv / "bin/python"), str(venv / "bin/jobskills")
    posting = {"title": TITLE, "description": _words(600)}
    text = folder / "posting.txt"
    text.write_text(posting["description"])
    yield _median("import", 0.15, "`import jobskills` in 5 processes", _printed(python, IMPORT, 5))
    command = [jobskills, "predict", "--title", TITLE, "--file", str(text)]
    how = "`jobskills predict` with 600 words, 5 times, start included"
    yield _median("predict from the shell", 1.5, how, _timed(lambda: _run(command), 5))
    library = _printed(python, LIBRARY, 1, json.dumps(posting))
    yield _median("library, one posting", None, "600 words, 20 calls, warm", library)
    with _server(jobskills) as address:
        http = _timed(lambda: _post(address, posting), 30)[5:]
    yield _median(
        "HTTP, one posting", None, "`POST /api/v1/predict` with 600 words, 25 calls, warm", http
    )


def _data_build(release: Path, folder: Path) -> Measure:
    command = [str(Path(sys.executable).with_name("jobskills")), "data", "build", str(release)]
    command += ["--out", str(folder / "built"), "--recipe", "full"]
    seconds = _timed(lambda: _run(command), 1)
    return Measure(
        "data build, 29.3", seconds[0], "s", 30, "`jobskills data build`, one run, recipe full"
    )


def _words(n: int) -> str:
    words = " ".join(SENTENCES).split()
    return " ".join((words * (n // len(words) + 1))[:n])


def _median(name: str, target: float | None, how: str, seconds: list[float]) -> Measure:
    return Measure(name, statistics.median(seconds), "s", target, f"median: {how}")


def _timed(work: Callable[[], object], times: int) -> list[float]:
    seconds = []
    for _ in range(times):
        started = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - started)
    return seconds


def _printed(python: str, script: str, times: int, given: str = "") -> list[float]:
    """Run a script that prints seconds; return all of them."""
    seconds: list[float] = []
    for _ in range(times):
        done = subprocess.run(
            [python, "-c", script], input=given, capture_output=True, text=True, check=True
        )
        seconds += map(float, done.stdout.split())
    return seconds


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, capture_output=True)


def _megabytes(folder: Path) -> float:
    return sum(path.lstat().st_blocks * 512 for path in folder.rglob("*")) / 1e6


@contextmanager
def _server(jobskills: str) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [jobskills, "serve", "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{address}/readyz")
        yield address
    finally:
        server.terminate()
        server.wait()


def _wait_for(url: str) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(url):
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit(f"{url} never answered")


def _post(address: str, posting: dict[str, str]) -> None:
    request = urllib.request.Request(
        f"{address}/api/v1/predict",
        json.dumps(posting).encode(),
        {"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request) as answer:
        answer.read()


if __name__ == "__main__":
    main()
