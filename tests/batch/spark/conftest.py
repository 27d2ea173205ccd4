"""One real Spark for all tests of the room: a driver and two executors, each its own process."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder, and let Spark's own warnings be warnings."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("spark")
            # Sockets and files that pyspark leaves to the garbage collector.
            item.add_marker(pytest.mark.filterwarnings("ignore::ResourceWarning"))
            item.add_marker(pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning"))


@pytest.fixture(scope="session")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator["SparkSession"]:
    """Start a cluster on this machine; without Java a test is skipped here, and fails in CI."""
    if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
        said = "there is no Java here"
        pytest.fail(said) if os.environ.get("CI") == "true" else pytest.skip(said)
    import pyspark
    from pyspark.sql import SparkSession

    home = Path(pyspark.__file__).parent
    with pytest.MonkeyPatch.context() as patch:
        # The executors are started from SPARK_HOME and run this Python.
        patch.setenv("SPARK_HOME", str(home))
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        session = (
            SparkSession.builder.master("local-cluster[2,1,1024]")
            .appName("jobskills tests")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.sql.shuffle.partitions", "2")
            .config("spark.sql.warehouse.dir", str(tmp_path_factory.mktemp("warehouse")))
            .getOrCreate()
        )
        work = home / "work" / session.sparkContext.applicationId
        yield session
        session.stop()
        shutil.rmtree(work, ignore_errors=True)
