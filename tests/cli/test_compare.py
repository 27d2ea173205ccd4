"""`jobskills compare` from the outside: two files in, the library's comparison out."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from jobskills.cli import cli
from jobskills.comparison import compare
from jobskills.prediction import Posting
from jobskills.predictor import Predictor

LEFT = "I plant hedges, mow lawns and keep the weekly list in Microsoft Excel."
RIGHT = (
    "Junior accountant\n\nYou post invoices, reconcile accounts and prepare reports in "
    "QuickBooks and Excel."
)


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    left, right = tmp_path / "resume.txt", tmp_path / "posting.txt"
    left.write_text(LEFT)
    right.write_text(RIGHT)
    return str(left), str(right)


def invoke(*args: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(cli, ["compare", *args], input=stdin)


def test_json_is_what_the_library_says(files: tuple[str, str]) -> None:
    done = invoke(*files, "--format", "json", "--domain", "skills", "--threshold", "0.6")
    predictions = Predictor.load().predict([Posting("", LEFT), Posting("", RIGHT)])
    expected = compare(*predictions, threshold=0.6, domains=["skills"])
    assert done.exit_code == 0
    assert json.loads(done.stdout) == json.loads(json.dumps(expected.to_dict()))


def test_the_table_says_first_what_to_act_on(files: tuple[str, str]) -> None:
    done = invoke(*files, "--top", "3")
    lines = done.stdout.splitlines()
    assert [line.split()[0] for line in lines if line[:1] in {"L", "R"}][:2] == ["LEFT", "RIGHT"]
    first = next(i for i, line in enumerate(lines) if line.startswith("To learn"))
    assert "QuickBooks" in lines[first + 1] and "named in RIGHT" in lines[first + 1]
    assert "more" in lines[first + 4]
    assert "Microsoft Excel" in lines[lines.index("Both need") + 1]


def test_csv_has_a_line_for_each_element(files: tuple[str, str]) -> None:
    rows = list(csv.DictReader(io.StringIO(invoke(*files, "--format", "csv").stdout)))
    assert {"abilities", "work_styles", "technology", "tool"} <= {row["kind"] for row in rows}


def test_either_side_may_be_another_kind_of_file(tmp_path: Path, files: tuple[str, str]) -> None:
    document: dict[str, Any] = {"title": "Welder", "description": "Weld pipes."}
    (tmp_path / "posting.json").write_text(json.dumps(document))
    done = invoke("-", str(tmp_path / "posting.json"), "--format", "json", stdin=LEFT)
    answer = json.loads(done.stdout)
    assert answer["left"]["n_words"] == len(LEFT.split())
    assert "Welders" in answer["right"]["occupations"][0]["title"]


@pytest.mark.parametrize(
    ("args", "status", "problem"),
    [
        ((), 2, "LEFT"),
        (("-", "-"), 2, "standard input can be one side"),
        (("-", "/no/such/file"), 1, "/no/such/file: can't be read"),
    ],
)
def test_wrong_use_is_said(args: tuple[str, ...], status: int, problem: str) -> None:
    result = invoke(*args, stdin=LEFT)
    said = result.stderr or str(result.exception)
    assert problem in said
    assert result.exit_code == (2 if status == 2 else 1)
    assert result.stdout == ""
