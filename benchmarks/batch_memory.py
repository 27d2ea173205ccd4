"""The memory of a long job, all its processes together, as a curve.

    python benchmarks/batch_memory.py ../shared/data/eval --rows 1000000
    python benchmarks/batch_memory.py ../shared/data/eval --rows 200000 --beside 50

Real postings, repeated with changed ids, are scored by `jobskills batch`: short rows of a Parquet
file, or lines of JSON that carry a page beside, which nobody asks for. Each second, or more
rarely in long jobs, the proportional set size of the job's processes is added up: a page that is
shared counts once. The curve goes to results/batch_memory.svg (or batch_memory_beside.svg), the
figures beside it. The picture needs the extra `train`.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any, NamedTuple

from batch_postings import write_repeated
from figures import write_between
from kept import RESULTS, keep, kept
from matplotlib.figure import Figure

COMMAND = (
    "python benchmarks/batch_memory.py ../shared/data/eval "
    "--rows {rows} --beside {beside} --workers {workers}"
)
PAGE = Path(__file__).parents[1] / "docs" / "batch.md"
PROGRAM = str(Path(sys.executable).with_name("jobskills"))
_MOST_SAMPLES = 2000


class Sample(NamedTuple):
    """What the job's processes hold at a moment, in MB, and how many parts are done."""

    second: float
    all: float
    parent: float
    workers: tuple[float, ...]
    parts: int


def main() -> None:
    parser = argparse.ArgumentParser(description="The memory of a long job.")
    parser.add_argument("data", type=Path, help="the folder of the postings")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--beside", type=int, default=0, metavar="KB", help="of a page in each row")
    parser.add_argument("--workers", type=int, default=2)
    given = parser.parse_args()
    name = "batch_memory_beside" if given.beside else "batch_memory"
    with tempfile.TemporaryDirectory() as folder:
        suffix = "jsonl" if given.beside else "parquet"
        source, output = Path(folder, f"postings.{suffix}"), Path(folder, "scored.parquet")
        write_repeated(given.data, given.rows, source, given.beside)
        began = time.monotonic()
        samples = watched(source, output, given.workers)
        seconds = time.monotonic() - began
        input_mb, output_mb = (path.stat().st_size / 1e6 for path in (source, output))
    half = [one.all for one in samples[len(samples) // 10 : len(samples) // 2]]
    rest = [one.all for one in samples[len(samples) // 2 :]]
    numbers = {
        "rows": given.rows,
        "workers": given.workers,
        "seconds": seconds,
        "rows_per_second": given.rows / seconds,
        "input_mb": input_mb,
        "output_mb": output_mb,
        "peak_mb": max(one.all for one in samples),
        "first_half_mb": sum(half) / len(half),
        "second_half_mb": sum(rest) / len(rest),
        "one_more_worker_mb": max(min(one.workers, default=0) for one in samples),
    }
    command = COMMAND.format(rows=given.rows, beside=given.beside, workers=given.workers)
    keep(name, command, numbers, "default")
    draw(samples, given.rows, RESULTS / f"{name}.svg")
    block = "\n".join(told(name, kept(name) or {}))
    write_between(PAGE, name, block)
    print(block)


def told(name: str, result: Mapping[str, Any]) -> Iterator[str]:
    """Yield the lines of the page."""
    yield f"![memory of all processes against time](../benchmarks/results/{name}.svg)"
    yield ""
    yield (
        f"{result['rows']:,} real postings, repeated with changed ids, a file of "
        f"{result['input_mb']:,.0f} MB, {result['workers']} worker(s) ({result['machine']}, "
        f"{result['date']}): at most {result['peak_mb']:.0f} MB of memory, on average "
        f"{result['first_half_mb']:.0f} MB in the first half and "
        f"{result['second_half_mb']:.0f} MB in the second; of them a worker's own: "
        f"{result['one_more_worker_mb']:.0f} MB. `{result['command']}`"
    )


def watched(source: Path, output: Path, workers: int) -> list[Sample]:
    """Run a job and return samples of its memory until it ends."""
    command = [PROGRAM, "batch", str(source), str(output), "--workers", str(workers)]
    job = subprocess.Popen(command)
    parts = output.with_name(f"{output.name}.parts")
    samples: list[Sample] = []
    began, pause = time.monotonic(), 1.0
    while job.poll() is None:
        own = proportional(job.pid)
        held = tuple(proportional(child) for child in children(job.pid))
        done = sum(1 for _ in parts.glob("part-*.parquet")) if parts.is_dir() else 0
        if own:
            now = time.monotonic() - began
            samples.append(Sample(now, own + sum(held), own, held, done))
        if len(samples) > _MOST_SAMPLES:
            samples, pause = samples[::2], 2 * pause
        time.sleep(pause)
    if job.returncode:
        raise SystemExit(f"the job ended with {job.returncode}")
    return samples


def proportional(pid: int) -> float:
    """Return a process's proportional set size in MB; 0 if it is gone."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) * 1024 / 1e6


def children(pid: int) -> list[int]:
    try:
        return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def draw(samples: Sequence[Sample], rows: int, path: Path) -> None:
    """Draw the curve; beside it the parts that are done, which grow while the memory doesn't."""
    figure = Figure(figsize=(8, 3.2), layout="constrained")
    memory = figure.subplots()
    minutes = [one.second / 60 for one in samples]
    memory.plot(minutes, [one.all for one in samples], color="#1f5fa8", label="memory")
    memory.axhline(1500, color="#b3261e", linewidth=0.8, linestyle="--", label="limit: 1.5 GB")
    memory.set(xlabel="minutes", ylabel="MB, all processes", ylim=(0, 1600))
    done = memory.twinx()
    most = max(one.parts for one in samples) or 1
    # Parts that have been joined go away, but their rows stay done.
    shares = [100 * parts / most for parts in accumulate((one.parts for one in samples), max)]
    done.plot(minutes, shares, color="#999999", linewidth=0.8, label="rows done")
    done.set(ylabel="% of the rows done", ylim=(0, 105))
    memory.set_title(f"jobskills batch: {rows:,} postings", fontsize=10)
    memory.legend(loc="upper left", bbox_to_anchor=(0.01, 0.9), fontsize=8)
    figure.savefig(path, metadata={"Date": None})


if __name__ == "__main__":
    main()
