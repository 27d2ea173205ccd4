import os
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = str(Path(sys.executable).with_name("jobskills"))


def run(*arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [PROGRAM, "batch", "in.jsonl", "out.parquet", *arguments],
        capture_output=True,
        text=True,
        timeout=120,
        env={**os.environ, **environment},
    )


@pytest.mark.parametrize("option", [("--resume",), ("--workers", "2")])
def test_options_of_one_machine_are_refused_with_what_spark_has_instead(
    option: tuple[str, ...],
) -> None:
    done = run("--engine", "spark", *option)

    assert done.returncode == 2
    assert f"{option[0]} is not for --engine spark: Spark" in done.stderr


@pytest.mark.parametrize("option", [("--sort",), ("--partitions", "2"), ("--conf", "a=b")])
def test_options_of_spark_are_refused_on_one_machine(option: tuple[str, ...]) -> None:
    done = run(*option)

    assert done.returncode == 2
    assert f"{option[0]} is for --engine spark" in done.stderr


@pytest.mark.parametrize("conf", ["spark.master", "=yarn", "spark.master="])
def test_a_setting_has_a_name_and_a_value(conf: str) -> None:
    done = run("--engine", "spark", "--conf", conf)

    assert done.returncode == 2
    assert f"expected KEY=VALUE, got '{conf}'" in done.stderr


def test_without_java_it_says_what_to_install(tmp_path: Path) -> None:
    done = run("--engine", "spark", JAVA_HOME=str(tmp_path))

    assert done.returncode == 1
    assert done.stderr.startswith("jobskills: Spark ")
    assert "install it" in done.stderr and "JAVA_HOME" in done.stderr
    assert done.stderr.count("\n") == 1
