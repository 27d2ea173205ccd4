"""From postings to a summary, by the commands that a user types."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = str(Path(sys.executable).with_name("jobskills"))
POSTINGS = (
    ("a", "north", "2026-01-05", "Line cook", "Prepare soups; keep lists in Microsoft Excel."),
    ("b", "south", "2026-01-20", "Web developer", "Build pages in JavaScript and React."),
    ("c", "south", "2026-02-11", "Nurse", "Care for patients on a surgical ward."),
    ("d", "north", "2026-02-12", "", ""),
)


def run(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [PROGRAM, *arguments], capture_output=True, text=True, timeout=120, cwd=folder
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of postings, scored in the long and in the wide form."""
    path = tmp_path_factory.mktemp("summarize")
    names = ("id", "region", "posted", "title", "description")
    lines = (json.dumps(dict(zip(names, row, strict=True))) for row in POSTINGS)
    (path / "postings.jsonl").write_text("\n".join(lines) + "\n")
    for output, more in (("long.parquet", ()), ("wide.jsonl", ("--wide",))):
        done = run(path, "batch", "postings.jsonl", output, *more)
        assert done.returncode == 0, done.stderr
    return path


def test_the_long_and_the_wide_form_say_the_same_on_standard_output(folder: Path) -> None:
    options = ("--by", "region", "--with", "postings.jsonl")
    long, wide = (
        run(folder, "summarize", name, *options) for name in ("long.parquet", "wide.jsonl")
    )

    assert long.returncode == 0, long.stderr
    rows = list(csv.DictReader(io.StringIO(long.stdout)))
    assert rows == list(csv.DictReader(io.StringIO(wide.stdout)))
    assert {(row["region"], row["n"]) for row in rows} == {("north", "1"), ("south", "2")}
    named = {row["name"] for row in rows if row["domain"] == "technologies"}
    assert {"Microsoft Excel", "JavaScript", "React"} <= named
    assert "long.parquet: 3 postings in 2 group(s)" in long.stderr


def test_a_table_and_a_picture_are_written_and_nothing_is_printed(folder: Path) -> None:
    done = run(
        folder, "summarize", "long.parquet", "--by", "posted", "--every", "month", "--with",
        "postings.jsonl", "--domain", "skills", "--out", "months.csv", "--plot", "months.png",
    )  # fmt: skip

    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    months = {
        row["posted"] for row in csv.DictReader(io.StringIO((folder / "months.csv").read_text()))
    }
    assert months == {"2026-01-01", "2026-02-01"}
    assert (folder / "months.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("none.parquet",), 1, "jobskills: none.parquet: no such file or folder"),
        (("long.parquet", "--by", "region"), 1, "give the file that was scored by --with"),
        (("long.parquet", "--out", "x.xlsx"), 1, "x.xlsx: expected a name that ends in .csv or"),
        (("long.parquet", "--plot", "x.gif"), 1, "x.gif: expected a name that ends in .png"),
        (("long.parquet", "--every", "month"), 2, "say which column with --by"),
        (("long.parquet", "--domain", "hobbies"), 2, "--domain"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(
    folder: Path, arguments: tuple[str, ...], status: int, said: str
) -> None:
    done = run(folder, "summarize", *arguments)

    assert (done.returncode, done.stdout) == (status, "")
    assert said in done.stderr
    assert status == 2 or done.stderr.count("\n") == 1
