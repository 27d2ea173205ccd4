"""What only a cluster has: lost executors, tables, sorted output, tasks."""

import json
import os
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from jobskills.batch import Columns
from jobskills.batch.spark import SparkOptions, score_dataframe, score_table
from jobskills.batch.spark.worker import Task
from jobskills.cli import cli
from jobskills.errors import BundleError, JobskillsError, PostingError
from jobskills.scoring.kernel import Shape
from jobskills.selection import Selection

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

WORK = ("Stir soups.", "Build pages in React.", "Mark tests of chemistry.", "")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Sixty postings, every fourth of which is empty, their ids in no order."""
    path = tmp_path / "postings.jsonl"
    rows = ({"id": i * 37 % 60, "description": WORK[i % 4]} for i in range(60))
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def ids(spark: "SparkSession", path: Path) -> list[int]:
    """Return the ids of an output in the order of its files."""
    files = sorted(path.glob("part-*.parquet"))
    return [row["id"] for file in files for row in spark.read.parquet(str(file)).collect()]


def test_sorted_rows_stand_in_the_order_of_their_ids_over_all_files(
    spark: "SparkSession", source: Path, tmp_path: Path
) -> None:
    output = tmp_path / "scored.parquet"
    score_table(
        str(source), str(output), SparkOptions(sort=True, partitions=4, shape=Shape(wide=True))
    )

    assert len(list(output.glob("part-*.parquet"))) == 4
    assert ids(spark, output) == list(range(60))


def test_a_limit_scores_so_many_rows(spark: "SparkSession", source: Path, tmp_path: Path) -> None:
    summary = score_table(str(source), f"json:{tmp_path}/scored", SparkOptions(limit=7))

    assert summary.rows == 7
    assert spark.read.json(f"{tmp_path}/scored").count() == 7


def test_from_a_table_to_a_table_with_the_errors_beside(
    spark: "SparkSession", source: Path, tmp_path: Path
) -> None:
    spark.read.json(str(source)).withColumnRenamed("description", "body").write.saveAsTable("jobs")
    errors = tmp_path / "errors.jsonl"
    options = SparkOptions(columns=Columns(description="body"), errors=errors)
    summary = score_table("table:jobs", "table:scored", options)

    assert (summary.rows, summary.errors) == (60, 15)
    assert spark.table("scored").where("status = 'ok' and occupation_code is null").count() == 0
    told = [json.loads(line) for line in errors.read_text().splitlines()]
    assert {one["id"] for one in told} == {i * 37 % 60 for i in range(3, 60, 4)}
    assert {one["error"] for one in told} == {"title and description are both empty"}


@pytest.mark.parametrize("victim", ["executor", "worker"])
def test_a_process_killed_in_the_middle_costs_no_row(
    spark: "SparkSession", tmp_path: Path, victim: str
) -> None:
    rows = [(i, f"{WORK[i % 3]} {'Work with care. ' * 20} {i}") for i in range(480)]
    frame = spark.createDataFrame(rows, "id int, description string").repartition(16)
    scored = score_dataframe(frame, shape=Shape(Selection(top=1)))
    expected = {row["id"]: row for row in scored.collect()}
    find = executors if victim == "executor" else scoring_workers
    outputs = str(tmp_path / "scored")
    job = threading.Thread(target=lambda: scored.write.parquet(outputs))
    job.start()
    tracker = spark.sparkContext.statusTracker()
    wait(lambda: bool(done_tasks(tracker)))
    killed = max(find())
    os.kill(killed, signal.SIGKILL)
    still_running = job.is_alive()
    job.join(timeout=300)

    assert still_running and not job.is_alive()
    found = spark.read.parquet(outputs).collect()
    assert len(found) == 480
    assert {row["id"]: row for row in found} == expected
    wait(lambda: len(executors()) == 2)
    assert killed not in find()


def done_tasks(tracker: Any) -> int:
    """Return how many tasks of the running stages are done."""
    stages = [tracker.getStageInfo(stage) for stage in tracker.getActiveStageIds()]
    return max((stage.numCompletedTasks for stage in stages if stage), default=0)


def executors() -> set[int]:
    return {pid for pid, line in processes() if "CoarseGrainedExecutorBackend" in line}


def scoring_workers() -> set[int]:
    """Return the Python workers that executors have forked."""
    parents = {pid for pid, line in processes() if "pyspark.daemon" in line}
    return {pid for pid in parents if parent(pid) in parents}


def processes() -> list[tuple[int, str]]:
    """Return the command lines of the processes below this one."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line, pid = path.read_bytes().replace(b"\0", b" ").decode(), int(path.parent.name)
            if descends(pid):
                found.append((pid, line))
        except (OSError, ValueError):
            continue
    return found


def descends(pid: int) -> bool:
    while pid > 1 and pid != os.getpid():
        pid = parent(pid)
    return pid == os.getpid()


def parent(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


def wait(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 180
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_places_that_cannot_be_are_refused_in_one_line(
    spark: "SparkSession", source: Path, tmp_path: Path
) -> None:
    (tmp_path / "there.parquet").mkdir()
    wrong = {
        (f"{tmp_path}/none.parquet", "out.parquet"): "Path does not exist",
        ("table:none", "out.parquet"): "cannot be found",
        (str(source), f"{tmp_path}/there.parquet"): "already exists",
        (str(source), f"{tmp_path}/out.csv"): "CSV can't hold lists",
    }
    for (given, output), said in wrong.items():
        with pytest.raises(PostingError, match=said) as caught:
            score_table(given, output)
        assert "\n" not in str(caught.value)


@pytest.mark.parametrize("ending", ["jsonl", "csv", "parquet"])
def test_a_column_that_is_not_there_is_named(
    spark: "SparkSession", tmp_path: Path, ending: str
) -> None:
    path = tmp_path / f"p.{ending}"
    if ending == "parquet":
        spark.createDataFrame([("Cook",)], "title string").write.parquet(str(path))
    else:
        path.write_text('{"title": "Cook"}\n' if ending == "jsonl" else "title\nCook\n")

    with pytest.raises(PostingError, match=r"no (key|column) 'body'"):
        score_table(
            str(path), str(tmp_path / "o"), SparkOptions(columns=Columns(description="body"))
        )


def test_workers_of_another_version_are_refused() -> None:
    with pytest.raises(BundleError, match="install the same version"):
        Task("none", "0.0.1", Shape()).predictor()


def test_what_fails_on_the_workers_is_said_in_one_line(
    spark: "SparkSession", source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jobskills.batch.spark.engine.__version__", "0.0.1")

    with pytest.raises(JobskillsError, match=r"the driver has 0\.0\.1: install") as caught:
        score_table(str(source), str(tmp_path / "scored"))
    assert "\n" not in str(caught.value)


def test_the_command_line_scores_with_spark(
    spark: "SparkSession", source: Path, tmp_path: Path
) -> None:
    output = tmp_path / "scored.parquet"
    arguments = ["batch", str(source), str(output), "--engine", "spark", "--top", "1", "--sort"]
    done = CliRunner().invoke(cli, [*arguments, "--partitions", "1"])

    assert done.exit_code == 0, done.output
    assert "60 rows, 15 with an error" in done.stderr
    [elements] = spark.read.parquet(str(output)).where("id = 0").select("elements").first() or [[]]
    assert len(elements) == len({line["domain"] for line in elements}) > 1
    assert ids(spark, output) == list(range(60))
