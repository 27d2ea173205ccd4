"""What Spark adds to the reading of a posting, and what fifty million of them cost on a cluster.

    OMP_NUM_THREADS=1 python benchmarks/spark_cost.py ../shared/data/eval
    python benchmarks/spark_cost.py --render

The first command starts a real Spark of two executors and counts the processor time of all
their processes, after a warm-up: other work on the machine changes it little. The second makes
the table of docs/spark.md from what is kept: the processor time of a posting on one machine
(results/batch_speed.json) times what Spark adds (results/spark_cost.json). The first ends with it.
"""

import argparse
import json
import os
import resource
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import pyspark
from batch_postings import write_repeated
from figures import write_between
from kept import RESULTS, keep, kept
from pyspark.sql import SparkSession

from jobskills import Predictor
from jobskills.batch import BatchOptions, score_file
from jobskills.batch.spark import SparkOptions, score_table
from jobskills.scoring.kernel import Shape

COMMAND: Final = "OMP_NUM_THREADS=1 python benchmarks/spark_cost.py ../shared/data/eval"
RENDER: Final = "python benchmarks/spark_cost.py --render"
PAGE: Final = Path(__file__).parents[1] / "docs" / "spark.md"
ROWS: Final = 2000
MILLIONS: Final = 50
DOLLARS: Final = 0.05  # an hour of a core
#: Form of the output -> its shape, and the measure of batch_speed.json that it is.
FORMS: Final[Mapping[str, tuple[Shape, str]]] = {
    "with evidence": (Shape(), "1 worker"),
    "`--no-evidence`": (Shape(evidence=False), "2 workers, --no-evidence"),
    "`--wide`": (Shape(wide=True), "2 workers, --wide"),
}


def main() -> None:
    parser = argparse.ArgumentParser(description="What Spark adds, and what a job costs.")
    parser.add_argument("data", type=Path, nargs="?", help="the folder of the postings")
    parser.add_argument("--render", action="store_true", help="only make the table anew")
    given = parser.parse_args()
    if not given.render:
        with tempfile.TemporaryDirectory() as folder:
            keep("spark_cost", COMMAND, measured(given.data, Path(folder)))
    render()


def measured(data: Path, folder: Path) -> dict[str, Any]:
    """Return processor time, memory and sizes per posting, on Spark and without."""
    source = folder / "postings.parquet"
    write_repeated(data, ROWS, source)
    alone, predictor = {}, Predictor.load()
    for name, (shape, _) in FORMS.items():
        options = BatchOptions(workers=1, wide=shape.wide, evidence=shape.evidence)
        started = own_seconds()
        score_file(predictor, source, folder / "alone.parquet", options)
        alone[name] = 1000 * (own_seconds() - started) / ROWS
    os.environ |= {
        "SPARK_HOME": str(Path(pyspark.__file__).parent),
        "PYSPARK_PYTHON": sys.executable,
    }
    session = (
        SparkSession.builder.master("local-cluster[2,1,1024]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .getOrCreate()
    )
    score_table(str(source), str(folder / "warm"), SparkOptions(limit=400))
    forms: dict[str, dict[str, float]] = {}
    for name, (shape, _) in FORMS.items():
        before = executor_seconds()
        output = folder / f"spark-{len(forms)}"
        score_table(str(source), str(output), SparkOptions(shape=shape))
        after = executor_seconds()
        forms[name] = {
            "alone_ms": alone[name],
            "python_ms": 1000 * (after["python"] - before["python"]) / ROWS,
            "java_ms": 1000 * (after["java"] - before["java"]) / ROWS,
            "output_kb": sum(f.stat().st_size for f in output.glob("*.parquet")) / ROWS / 1000,
        }
    found = {
        "spark": pyspark.__version__,
        "postings": ROWS,
        "input_kb": source.stat().st_size / ROWS / 1000,
        "python_worker_mb": max(peak_mb(pid) for pid, kind in executors() if kind == "python"),
        "executor_java_mb": max(peak_mb(pid) for pid, kind in executors() if kind == "java"),
        "forms": forms,
    }
    session.stop()
    return found


def own_seconds() -> float:
    """Return the processor time of this process."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def executor_seconds() -> dict[str, float]:
    """Return the processor time of the executors' processes of either kind."""
    seconds = {"python": 0.0, "java": 0.0}
    for pid, kind in executors():
        used = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        # Of the process and of those that it has outlived.
        seconds[kind] += sum(map(int, used[11:15])) / os.sysconf("SC_CLK_TCK")
    return seconds


def executors() -> Iterator[tuple[int, str]]:
    """Yield the executors' Java processes and Python workers below this process."""
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line, pid = path.read_bytes().decode(), int(path.parent.name)
            if below(pid) and "CoarseGrainedExecutorBackend" in line:
                yield pid, "java"
            elif below(pid) and "pyspark.daemon" in line:
                yield pid, "python"
        except OSError:
            continue


def below(pid: int) -> bool:
    while pid not in (0, 1, os.getpid()):
        pid = int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    return pid == os.getpid()


def peak_mb(pid: int) -> float:
    """Return the most memory that a process has had."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1000


def render() -> None:
    """Write the table into the page, and what it was made of into the results."""
    spark, speed = kept("spark_cost"), kept("batch_speed")
    if spark is None or speed is None:
        raise SystemExit("run batch_speed.py and this script with the data first")
    rates = {one["name"]: one["cpu_ms"] for one in speed["measures"]}
    for name, (_, measure) in FORMS.items():
        spark["forms"][name]["batch_speed_ms"] = rates[measure]
    path = RESULTS / "spark_cost.json"
    path.write_text(json.dumps(spark, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    write_between(PAGE, "spark_cost", "\n".join((*table(spark), "", facts(spark))))


def table(spark: Mapping[str, Any]) -> list[str]:
    """Return the lines of the table."""
    lines = [
        f"| Output | ms of a core per posting | Spark adds | core hours for {MILLIONS} million | "
        f"at ${DOLLARS:.2f} an hour | on 64 cores | output |",
        "|---|---|---|---|---|---|---|",
    ]
    for name, form in spark["forms"].items():
        added = (form["python_ms"] + form["java_ms"]) / form["alone_ms"]
        hours = form["batch_speed_ms"] * added * MILLIONS * 1e6 / 3.6e6
        cells = [
            name,
            f"{form['batch_speed_ms']:.1f}",
            f"{100 * (added - 1):+.0f} %",
            f"{hours:,.0f}",
            f"${hours * DOLLARS:,.2f}",
            f"{hours / 64:.1f} h",
            f"{form['output_kb'] * MILLIONS:,.0f} GB",
        ]
        lines.append(f"| {' | '.join(cells)} |")
    return lines


def facts(spark: Mapping[str, Any]) -> str:
    """Return what else was measured, in words."""
    worker, java = spark["python_worker_mb"], spark["executor_java_mb"]
    return (
        f"Spark {spark['spark']}, {spark['machine']}, {spark['postings']:,} postings. At most "
        f"{worker:.0f} MB in a Python worker and {java:.0f} MB in an executor's Java. "
        f"The input is {spark['input_kb']:.1f} kB a posting."
    )


if __name__ == "__main__":
    main()
