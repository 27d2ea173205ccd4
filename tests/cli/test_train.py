"""`jobskills train` from the outside; what it makes is tested in tests/test_training.py."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner

from jobskills.bundle import Bundle
from jobskills.cli import cli, main
from jobskills.dataset import build_dataset

Tables = dict[str, list[list[str | float | None]]]
Write = Callable[..., Path]


class Done(NamedTuple):
    """What a shell sees of a command."""

    code: object
    out: str
    err: str


Run = Callable[..., Done]

_RECIPE = """
threads = 1
[bundle]
name = "tiny"
[encoder]
dimension = 2
[reader]
steps = 2
batch = 4
"""
_WITHOUT_TORCH = """
import sys
sys.modules["torch"] = None
sys.argv = ["jobskills", "train", "recipe.toml", "--data", "data", "--out", "out"]
from jobskills.cli import main
main()
"""


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command in this process (a new one would load torch again) as a shell would."""

    def run(*args: object) -> Done:
        monkeypatch.setattr(sys, "argv", ["jobskills", "train", *map(str, args)])
        with pytest.raises(SystemExit) as ended:
            main()
        return Done(ended.value.code, *capsys.readouterr())

    return run


@pytest.fixture
def recipe(tmp_path: Path) -> Path:
    path = tmp_path / "recipe.toml"
    path.write_text(_RECIPE)
    return path


@pytest.fixture
def dataset(tables: Tables, write_release: Write, tmp_path: Path) -> Path:
    build_dataset(write_release(tables)).save(tmp_path / "data")
    return tmp_path / "data"


def test_it_says_what_it_made_and_shows_progress_elsewhere(
    run: Run, recipe: Path, dataset: Path, tmp_path: Path
) -> None:
    out = tmp_path / "bundle"
    done = run(recipe, "--data", dataset, "--out", out)
    assert done.code == 0, done.err
    assert done.out == f"{out}: bundle tiny 1, O*NET 29.3\n"
    assert "Training the reader: 2 of 2" in done.err
    assert Bundle.load(out).info.name == "tiny"


def test_a_wrong_recipe_is_one_line_that_names_the_field(
    run: Run, recipe: Path, dataset: Path, tmp_path: Path
) -> None:
    recipe.write_text(f"{_RECIPE}stepps = 3\n")
    done = run(recipe, "--data", dataset, "--out", tmp_path / "bundle")
    assert (done.code, done.out) == (1, "")
    [line] = done.err.splitlines()
    assert line.startswith(f"jobskills: {recipe}, reader.stepps: ")
    assert not (tmp_path / "bundle").exists()


def test_a_missing_data_set_and_a_wrong_folder_are_named(
    run: Run, recipe: Path, dataset: Path, tmp_path: Path
) -> None:
    for data, out, problem in (
        (tmp_path / "none", tmp_path / "bundle", "none"),
        (dataset, dataset, "is no bundle; name another directory"),
    ):
        done = run(recipe, "--data", data, "--out", out)
        assert (done.code, done.out) == (1, "")
        [line] = done.err.splitlines()
        assert problem in line
    assert (dataset / "texts.parquet").is_file()


def test_without_the_extra_it_says_which_one_to_install(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _WITHOUT_TORCH],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
    )
    assert done.returncode == 1
    [line] = done.stderr.splitlines()
    assert line.endswith("pip install 'jobskills[train]'")


@pytest.mark.parametrize("args", [[], ["r.toml"], ["r.toml", "--data", "d"], ["--out", "o"]])
def test_wrong_usage_is_exit_code_2(args: list[str]) -> None:
    assert CliRunner().invoke(cli, ["train", *args]).exit_code == 2


def test_help_gives_examples() -> None:
    result = CliRunner().invoke(cli, ["train", "--help"])
    assert "jobskills train recipes" in result.stdout.split("Examples:")[1]
