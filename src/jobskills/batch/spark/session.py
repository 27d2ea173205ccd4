"""A Spark session for a job of ours, and Spark's errors as ours."""

import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pyspark
from py4j.protocol import Py4JError
from pyspark.errors import AnalysisException, PySparkException
from pyspark.sql import SparkSession

from jobskills.errors import JobskillsError, PostingError

__all__ = ["plain_errors", "spark_session"]

#: The oldest Java that a line of Spark runs on.
_JAVA: Final = "Java 17 or newer" if pyspark.__version__ >= "4" else "Java 8, 11 or 17"


@contextmanager
def spark_session(settings: Mapping[str, str]) -> Iterator[SparkSession]:
    """Give the session that runs, or one of our own that ends with the block.

    Raises
    ------
    JobskillsError
        If there is no Java, or Spark doesn't start.
    """
    running = SparkSession.getActiveSession()
    if running is not None:
        yield running
        return
    _check_java()
    if settings.get("spark.master", "local").startswith("local"):
        # The workers of this machine are this Python, not the first one of the path.
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.appName("jobskills batch")
    for name, value in settings.items():
        builder = builder.config(name, value)
    try:
        session = builder.getOrCreate()
    except (PySparkException, Py4JError) as error:
        raise JobskillsError(f"Spark doesn't start: {_first_line(error)}") from error
    try:
        yield session
    finally:
        session.stop()


def _check_java() -> None:
    home = os.environ.get("JAVA_HOME")
    if home and Path(home, "bin", "java").exists():
        return
    if home or shutil.which("java") is None:
        where = f"JAVA_HOME is {home}, where there is no bin/java" if home else "there is no java"
        raise JobskillsError(
            f"Spark {pyspark.__version__} needs {_JAVA}, and {where}: install it "
            "(Debian and Ubuntu: apt-get install openjdk-17-jre-headless) "
            "and let JAVA_HOME or PATH say where it is"
        )


@contextmanager
def plain_errors(what: str) -> Iterator[None]:
    """Say what Spark says of a place or a job in one line."""
    try:
        yield
    except AnalysisException as error:
        raise PostingError(f"{what}: {_first_line(error)}") from error
    except (PySparkException, Py4JError) as error:
        raise JobskillsError(f"{what}: the Spark job failed: {_reason(error)}") from error


def _reason(error: Exception) -> str:
    """Return the line that tells why: of a Python worker's traceback the last one."""
    text = str(error)
    if "No module named 'jobskills'" in text:
        return "the workers' Python has no jobskills; docs/spark.md says how to bring it there"
    ours = [line.strip() for line in text.splitlines() if line.startswith("jobskills.errors.")]
    return ours[0].partition(": ")[2] if ours else _first_line(error)


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0]
