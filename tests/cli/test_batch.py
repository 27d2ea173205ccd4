"""The batch command with the model that ships, from the shell."""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from jobskills import Posting, Predictor

PROGRAM = str(Path(sys.executable).with_name("jobskills"))
ROWS = [
    {"id": 1, "title": "Line cook", "description": "Prepare soups, keep stock lists in Excel."},
    {"id": 2, "title": "", "description": ""},
    {"id": 3, "title": "Web developer", "description": "Build pages in JavaScript and React."},
    {"id": 4, "title": "Nurse", "description": ""},
]


def run(*arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [PROGRAM, "batch", *arguments], capture_output=True, text=True, timeout=120
    )


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "postings.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in ROWS))
    return path


def test_batch_says_what_the_library_says(source: Path, tmp_path: Path) -> None:
    output = tmp_path / "scored.jsonl"
    done = run(str(source), str(output), "--workers", "2")
    scored = [json.loads(line) for line in output.read_text().splitlines()]

    assert done.returncode == 0, done.stderr
    predictor = Predictor.load()
    for given, row in zip(ROWS, scored, strict=True):
        assert row["id"] == given["id"]
        if given["id"] == 2:
            assert row["status"] == "error"
            continue
        posting = Posting(str(given["title"]), str(given["description"]))
        said = json.loads(json.dumps(predictor.predict([posting])[0].to_dict()))
        for name in ("title", "n_words", "occupations", "elements", "technologies", "tools"):
            assert row[name] == said[name], name
        assert row["model_version"] == said["model"]["version"]


def test_the_summary_goes_to_stderr_and_nothing_to_stdout(source: Path, tmp_path: Path) -> None:
    done = run(str(source), str(tmp_path / "scored.parquet"))

    assert done.stdout == ""
    assert "4 rows, 1 with an error" in done.stderr
    assert "The first error is in row 2: title and description are both empty" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (("missing.csv", "out.parquet"), 1, "jobskills: missing.csv: no such file or folder"),
        (("x.csv", "out.xlsx"), 1, "out.xlsx: expected a name that ends in .parquet or .jsonl"),
        (("x.csv", "out.jsonl", "--columns", "job=title"), 2, "expected id=..,title=.."),
        (("x.csv",), 2, "Missing argument 'OUTPUT'"),
        (("x.csv", "out.jsonl", "--workers", "0"), 2, "--workers"),
        (("x.csv", "out.jsonl", "--top", "0"), 2, "--top"),
    ],
)
def test_what_is_wrong_is_said_in_one_place_with_its_exit_code(
    arguments: tuple[str, ...], status: int, message: str
) -> None:
    done = run(*arguments)

    assert (done.returncode, done.stdout) == (status, "")
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    if status == 1:
        assert len(done.stderr.splitlines()) == 1


def test_an_interrupted_job_ends_with_130_and_can_be_resumed(tmp_path: Path) -> None:
    source, output = tmp_path / "postings.jsonl", tmp_path / "scored.jsonl"
    source.write_text("".join(json.dumps({**ROWS[0], "id": n}) + "\n" for n in range(40_000)))
    job = subprocess.Popen(
        [PROGRAM, "batch", str(source), str(output)], stderr=subprocess.PIPE, text=True
    )
    parts = tmp_path / "scored.jsonl.parts"
    deadline = time.monotonic() + 60
    while not list(parts.glob("part-*.jsonl")) and time.monotonic() < deadline:
        time.sleep(0.02)
    job.send_signal(signal.SIGINT)
    _, stderr = job.communicate(timeout=60)

    assert job.returncode == 130
    assert "--resume goes on" in stderr
    assert "Traceback" not in stderr
    assert not output.exists() and parts.exists()
