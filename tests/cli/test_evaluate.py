"""The command itself; what it measures is tested in tests/evaluation."""

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from jobskills.cli import cli

_WITHOUT_SKLEARN = """
import sys
sys.modules["sklearn"] = None
sys.argv = ["jobskills", "evaluate", "seed", "x.csv", "--model", "tfidf", "--out", "out"]
from jobskills.cli import main
main()
"""


@pytest.mark.parametrize("task", ["seed", "occupations", "postings"])
def test_help_says_what_is_written_where_and_gives_examples(task: str) -> None:
    result = CliRunner().invoke(cli, ["evaluate", task, "--help"])
    assert result.exit_code == 0
    assert "--out" in result.output
    assert f"\n    jobskills evaluate {task}" in result.output.split("Examples:")[1]


def test_without_the_extra_it_says_which_one_to_install(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _WITHOUT_SKLEARN],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
    )
    assert done.returncode == 1
    assert done.stderr.strip().endswith("pip install 'jobskills[train]'")
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_missing_data_set_is_named(tmp_path: Path) -> None:
    command = ["evaluate", "occupations", "--data", str(tmp_path / "none"), "--model", "majority"]
    result = CliRunner().invoke(cli, [*command, "--out", str(tmp_path / "out")])
    assert result.exit_code != 0
    assert "none" in str(result.exception)


def test_a_broken_line_of_postings_is_named(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text('{"title": "Cook", "onet_codes": ["35-2014.00"]}\n{"title": 1}\n')
    command = ["evaluate", "postings", str(path), "--out", str(tmp_path / "out")]
    result = CliRunner().invoke(cli, command)
    assert "gold.jsonl, line 2, field 'title'" in str(result.exception)


def test_a_missing_data_set_for_tfidf_is_named_before_anything_is_written(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text('{"title": "Cook", "onet_codes": ["35-2014.00"]}\n')
    command = ["evaluate", "postings", str(path), "--data", str(tmp_path / "none")]
    result = CliRunner().invoke(cli, [*command, "--out", str(tmp_path / "out")])
    assert str(tmp_path / "none") in str(result.exception)
    assert not (tmp_path / "out").exists()


def test_a_recipe_for_a_model_that_takes_no_texts_is_wrong_usage(tmp_path: Path) -> None:
    command = ["evaluate", "occupations", "--data", str(tmp_path), "--model", "tfidf"]
    result = CliRunner().invoke(cli, [*command, "--recipe", "x.toml", "--out", str(tmp_path)])
    assert result.exit_code == 2
    assert "--recipe is for --model default" in result.output


def test_a_missing_recipe_is_named_before_anything_is_fitted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jobskills.dataset.Dataset.load", lambda _: pytest.fail("too late"))
    command = ["evaluate", "occupations", "--data", str(tmp_path), "--model", "default"]
    recipe = str(tmp_path / "none.toml")
    result = CliRunner().invoke(cli, [*command, "--recipe", recipe, "--out", str(tmp_path)])
    assert "none.toml" in str(result.exception)
