"""`jobskills data` from the outside: files in, files out, exit codes, one line per error."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from jobskills.cli import cli
from jobskills.dataset import Dataset
from jobskills.errors import DatasetError, DownloadError

Tables = dict[str, list[list[str | float | None]]]
Write = Callable[..., Path]


def run(*args: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from jobskills.cli import main; main()", *map(str, args)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_build_writes_a_data_set_and_a_summary(
    tables: Tables, write_release: Write, tmp_path: Path
) -> None:
    del tables["Tools Used"]
    out = tmp_path / "built"
    done = run("data", "build", write_release(tables, "excel"), "--out", out)
    assert done.returncode == 0, done.stderr
    assert Dataset.load(out).texts.height == 3
    lines = done.stdout.splitlines()
    assert lines[1].split() == ["occupations", "3", "3", "db_29_3_excel.zip", "(29.3)"]
    assert lines[-2].split(maxsplit=3) == ["tool", "-", "-", "missing: no source has it"]
    assert lines[-1].endswith(f"labels of 2 occupations (full) in {out}")
    assert "Building: 11 of 11" in done.stderr


def test_a_broken_release_is_one_line_and_exit_code_1(
    tables: Tables, write_release: Write, tmp_path: Path
) -> None:
    tables["Skills"][1][4] = "much"
    done = run("data", "build", write_release(tables, "excel"), "--out", tmp_path / "built")
    assert done.returncode == 1
    assert done.stdout == ""
    last = done.stderr.splitlines()[-1]
    assert last == (
        "jobskills: db_29_3_excel.zip/Skills.xlsx, sheet 'Skills', column 'Data Value', row 2: "
        "expected a number, found 'much'"
    )
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "built").exists()


def test_a_directory_that_is_no_data_set_is_left_alone(
    tables: Tables, write_release: Write, tmp_path: Path
) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "file").write_text("kept")
    args = ["data", "build", str(write_release(tables)), "--out", str(tmp_path / "mine")]
    with pytest.raises(DatasetError, match="is not a data set"):
        CliRunner().invoke(cli, args, standalone_mode=False, catch_exceptions=False)
    assert (tmp_path / "mine" / "file").read_text() == "kept"


def test_a_place_that_cannot_be_written_is_said_before_the_work(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("kept")
    done = run("data", "build", "no release", "--out", tmp_path / "file" / "built")
    assert done.returncode == 1
    assert done.stderr.startswith(f"jobskills: {tmp_path / 'file' / 'built'}: can't be written:")
    assert [p.name for p in tmp_path.iterdir()] == ["file"]


def test_wrong_usage_is_exit_code_2(tmp_path: Path) -> None:
    assert run("data", "build", tmp_path).returncode == 2
    assert run("data", "build", tmp_path, "--out", "x", "--recipe", "best").returncode == 2


def test_fetch_names_what_it_cannot_get(tmp_path: Path) -> None:
    args = ["data", "fetch", "29.3", "--to", str(tmp_path), "--base-url", "http://127.0.0.1:1/"]
    with pytest.raises(DownloadError, match=r"db_29_3_excel.zip: the connection failed"):
        CliRunner().invoke(cli, args, standalone_mode=False, catch_exceptions=False)


@pytest.mark.parametrize("verb", [(), ("build",), ("fetch",)])
def test_help_ends_with_examples(verb: tuple[str, ...]) -> None:
    text = CliRunner().invoke(cli, ["data", *verb, "--help"]).output
    assert "Examples:\n  jobskills data" in text.replace("\n    ", "\n  ")


def test_without_polars_the_extra_is_named(tmp_path: Path) -> None:
    code = "import sys; sys.modules['polars'] = None; from jobskills.cli import main; main()"
    command = [sys.executable, "-c", code, "data", "build", str(tmp_path), "--out", "x"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr == (
        "jobskills: building or reading a data set needs the 'train' extra: "
        "pip install 'jobskills[train]'\n"
    )


def test_fetch_needs_no_extra(tmp_path: Path) -> None:
    code = "import sys; sys.modules['polars'] = sys.modules['python_calamine'] = None; "
    code += "from jobskills.cli import main; main()"
    command = [sys.executable, "-c", code, "data", "fetch", "newest", "--to", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "expected a release such as 29.3" in done.stderr
