"""`jobskills card` from the outside."""

import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner

from jobskills.cli import cli
from jobskills.predictor import Predictor


def shell(*args: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from jobskills.cli import main; main()", "card", *args]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_it_prints_the_card_and_nothing_else() -> None:
    done = shell()
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.strip() == Predictor.load().card().strip()
    assert done.stdout.startswith("# Model card")


def test_a_bundle_that_is_not_there_is_one_line_and_exit_code_1(tmp_path: Path) -> None:
    done = shell("--bundle", str(tmp_path))
    assert (done.returncode, done.stdout) == (1, "")
    assert len(done.stderr.splitlines()) == 1
    assert "no bundle" in done.stderr


def test_wrong_usage_is_exit_code_2() -> None:
    assert CliRunner().invoke(cli, ["card", "more"]).exit_code == 2


def test_help_gives_examples() -> None:
    result = CliRunner().invoke(cli, ["card", "--help"])
    assert "jobskills card" in result.stdout.split("Examples:")[1]
