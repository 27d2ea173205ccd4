"""`jobskills predict` from the outside: what is read, what is printed where, exit codes."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from fpdf import FPDF

from jobskills.cli import cli
from jobskills.prediction import DOMAINS, Posting
from jobskills.predictor import Predictor
from jobskills.selection import Selection

_TEXT = "Clean teeth, take X-rays and write notes in Microsoft Word.\nWe have a nice view. 🦷"
_POSTING = Posting("Dental hygienist", _TEXT)
_GIVEN = ("--title", _POSTING.title, "--text", _TEXT)


def shell(*args: str | bytes, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run the command as a shell does."""
    command = [sys.executable, "-c", "from jobskills.cli import main; main()", "predict", *args]
    return subprocess.run(command, input=stdin, capture_output=True, check=False)


def invoke(*args: str) -> Result:
    return CliRunner().invoke(cli, ["predict", *args])


@pytest.fixture(scope="module")
def expected() -> dict[str, Any]:
    """What the library says of the posting."""
    [prediction] = Predictor.load().predict([_POSTING])
    document: dict[str, Any] = json.loads(json.dumps(prediction.to_dict()))
    return document


def test_json_on_standard_output_is_what_the_library_says(expected: dict[str, Any]) -> None:
    done = shell(*_GIVEN, "--format", "json")
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout) == expected
    assert "Dental hygienist" in done.stdout.decode("utf-8")


def test_the_description_comes_from_a_file_or_from_standard_input(
    tmp_path: Path, expected: dict[str, Any]
) -> None:
    path = tmp_path / "posting.txt"
    path.write_text(_TEXT, "utf-8-sig")
    from_file = invoke("--title", _POSTING.title, "--file", str(path), "--format", "json")
    piped = shell("--title", _POSTING.title, "-", "--format", "json", stdin=_TEXT.encode())
    assert json.loads(from_file.stdout) == expected
    assert json.loads(piped.stdout) == expected


def test_a_file_may_declare_its_posting(tmp_path: Path) -> None:
    declared = {"@type": "JobPosting", "title": _POSTING.title, "description": _TEXT}
    document = json.dumps(declared)
    page = f"<p>Log in</p><script type='application/ld+json'>{document}</script><p>Imprint</p>"
    [plain] = Predictor.load().predict([_POSTING])
    for name, content in (("posting.json", document), ("posting.html", page)):
        (tmp_path / name).write_text(content, "utf-8")
        answer = json.loads(invoke("--file", str(tmp_path / name), "--format", "json").stdout)
        assert answer["occupations"] == json.loads(json.dumps(plain.to_dict()))["occupations"]
        [word] = [one for one in answer["technologies"] if one["name"] == "Microsoft Word"]
        assert [content[at["start"] : at["end"]] for at in word["evidence"]] == ["Microsoft Word"]


def test_the_table_shows_every_part(expected: dict[str, Any]) -> None:
    done = invoke(*_GIVEN)
    assert done.exit_code == 0
    assert expected["occupations"][0]["title"] in done.stdout
    for domain in DOMAINS:
        assert domain.replace("_", " ").capitalize() in done.stdout
    assert "named     Microsoft Word" in done.stdout
    assert "Clean teeth" in done.stdout


def test_the_table_takes_selections(expected: dict[str, Any]) -> None:
    done = invoke(*_GIVEN, "--domain", "skills", "--top", "2")
    rated = sorted(expected["elements"], key=lambda one: -one["importance"])
    skills = [one["name"] for one in rated if one["domain"] == "skills"]
    lines = done.stdout.splitlines()
    shown = [name for name in skills if any(line.startswith(f"  {name} ") for line in lines)]
    assert shown == skills[:2]
    assert "Abilities" not in done.stdout


def test_warnings_come_first_in_the_table() -> None:
    assert invoke("--title", "Baker").stdout.startswith(("warning:", "Looks like"))
    assert invoke("--text", "Bake.").stdout.startswith("warning: ")


def test_csv_has_one_line_for_everything(expected: dict[str, Any]) -> None:
    done = invoke(*_GIVEN, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    listed = [*expected["elements"], *expected["technologies"], *expected["tools"]]
    occupations, rows = rows[: len(expected["occupations"])], rows[len(expected["occupations"]) :]
    assert [
        (row["kind"], row["id"], row["name"], float(row["probability"])) for row in occupations
    ] == [
        ("occupation", one["code"], one["title"], one["probability"])
        for one in expected["occupations"]
    ]
    assert [row["name"] for row in rows] == [one["name"] for one in listed]
    assert [float(row["probability"]) for row in rows] == [one["probability"] for one in listed]
    elements = [row for row in rows if row["kind"] in DOMAINS]
    assert [row["id"] for row in elements] == [one["id"] for one in expected["elements"]]
    assert [float(row["importance"]) for row in elements] == [
        one["importance"] for one in expected["elements"]
    ]
    levels = [None if row["level"] == "" else float(row["level"]) for row in elements]
    assert levels == [one["level"] for one in expected["elements"]]
    word = next(row for row in rows if row["name"] == "Microsoft Word")
    assert (word["kind"], word["mentioned"]) == ("technology", "1")


def test_selections_are_the_librarys() -> None:
    done = invoke(
        *_GIVEN, "--format", "json", "--domain", "knowledge", "--domain", "skills",
        "--top", "3", "--threshold", "0.4",
    )  # fmt: skip
    [prediction] = Predictor.load().predict([_POSTING])
    selected = Selection(top=3, threshold=0.4, domains=("knowledge", "skills")).apply(prediction)
    document = json.loads(done.stdout)
    assert document["elements"] == json.loads(json.dumps(selected.to_dict()))["elements"]
    assert {one["domain"] for one in document["elements"]} == {"knowledge", "skills"}
    assert len(document["technologies"]) == 3


@pytest.mark.parametrize(
    ("args", "problem"),
    [
        ((), "nothing to read"),
        (("--title", " ", "--text", "\n"), "nothing to read"),
        (("--text", "a", "--file", "b"), "give the description once"),
        (("--text", "a", "-"), "give the description once"),
        (("posting.txt",), "--file posting.txt"),
        (("--text", "a", "--top", "0"), "--top"),
        (("--text", "a", "--threshold", "2"), "--threshold"),
        (("--text", "a", "--domain", "colours"), "--domain"),
        (("--text", "a", "--format", "xml"), "--format"),
        (("--colour",), "--colour"),
    ],
)
def test_wrong_usage_is_exit_code_2(args: tuple[str, ...], problem: str) -> None:
    result = invoke(*args)
    assert result.exit_code == 2
    assert problem in result.stderr
    assert result.stdout == ""


def test_wrong_input_is_one_line_and_exit_code_1(tmp_path: Path) -> None:
    latin = tmp_path / "latin.txt"
    latin.write_bytes("Café".encode("latin-1"))
    big = tmp_path / "big.txt"
    big.write_bytes(b"x" * 5_000_001)
    for path, problem in (
        (tmp_path / "none.txt", "can't be read (No such file or directory)"),
        (tmp_path, "can't be read (Is a directory)"),
        (latin, "byte 3: not UTF-8 text"),
        (big, "more than 5,000,000 bytes"),
    ):
        done = shell("--file", str(path))
        lines = done.stderr.decode().splitlines()
        assert (done.returncode, done.stdout, len(lines)) == (1, b"", 1)
        assert lines[0].startswith(f"jobskills: {path}")
        assert problem in lines[0]
    piped = shell("-", stdin=b"\xff")
    assert (piped.returncode, piped.stdout) == (1, b"")
    assert piped.stderr.startswith(b"jobskills: standard input, byte 0: not UTF-8")


def test_a_bad_bundle_is_one_line_and_exit_code_1(tmp_path: Path) -> None:
    (tmp_path / "bundle.json").write_text("{}")
    for name, problem in ((tmp_path, "has format None"), ("nobody's", 'no bundle "nobody\'s"')):
        done = shell("--title", "Baker", "--bundle", str(name))
        lines = done.stderr.decode().splitlines()
        assert (done.returncode, done.stdout, len(lines)) == (1, b"", 1)
        assert problem in lines[0]


def test_bytes_that_are_no_text_do_not_break_the_answer() -> None:
    for form in ("json", "csv", "table"):
        done = shell("--title", b"Nu\xffrse", "--text", b"Care for \xed\xa0\x80.", "--format", form)
        assert (done.returncode, done.stderr) == (0, b""), form
        assert done.stdout


def test_a_reader_who_leaves_early_is_no_error() -> None:
    command = f"{sys.executable} -c 'from jobskills.cli import main; main()' predict --title Nurse"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", f"{command} --format json | head -c 10"],
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_help_gives_examples() -> None:
    result = invoke("--help")
    assert result.exit_code == 0
    assert "jobskills predict --title" in result.stdout.split("Examples:")[1]


def test_a_pdf_is_read_by_its_bytes_and_a_wrong_name_said(tmp_path: Path) -> None:
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("Helvetica", size=11)
    pdf.multi_cell(0, 6, "Clean teeth, take X-rays and write notes in Microsoft Word.")
    path = tmp_path / "posting.docx"
    path.write_bytes(bytes(pdf.output()))
    done = invoke("--title", _POSTING.title, "--file", str(path), "--format", "json")
    assert done.exit_code == 0
    assert f"{path}: The file's name ends like a Word document" in done.stderr
    answer = json.loads(done.stdout)
    assert answer["occupations"][0]["title"] == "Dental Hygienists"
    assert "Microsoft Word" in [one["name"] for one in answer["technologies"] if one["mentioned"]]


def test_a_picture_is_no_posting(tmp_path: Path) -> None:
    path = tmp_path / "posting.pdf"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(50))
    done = shell("--file", str(path))
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.startswith(f"jobskills: {path}: this is a picture".encode())
