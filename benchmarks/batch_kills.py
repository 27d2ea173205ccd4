"""Kills a job of real postings at random moments, resumes it, and compares the files.

    python benchmarks/batch_kills.py ../shared/data/eval --moments 20

In turn the job itself and one of its workers get SIGKILL. After each, no file may stand under the
output's name, the same command with --resume must go on where the job stopped, and its file must
be, byte for byte, that of a job that nobody killed. The result goes to results/batch_kills.json.
"""

import argparse
import filecmp
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from batch_postings import write_repeated
from kept import keep

COMMAND = "python benchmarks/batch_kills.py ../shared/data/eval --moments {moments} --rows {rows}"
PROGRAM = str(Path(sys.executable).with_name("jobskills"))


def main() -> None:
    parser = argparse.ArgumentParser(description="Kill and resume.")
    parser.add_argument("data", type=Path, help="the folder of the postings")
    parser.add_argument("--moments", type=int, default=20)
    parser.add_argument("--rows", type=int, default=2137)
    parser.add_argument("--seed", type=int, default=5)
    given = parser.parse_args()
    chance = random.Random(given.seed)
    with tempfile.TemporaryDirectory() as folder:
        source, whole = Path(folder, "postings.parquet"), Path(folder, "whole.parquet")
        write_repeated(given.data, given.rows, source)
        began = time.monotonic()
        subprocess.run(job(source, whole), check=True, capture_output=True)
        seconds = time.monotonic() - began
        kills = []
        for number in range(given.moments):
            output = Path(folder, "killed", "scored.parquet")
            output.parent.mkdir()
            moment = chance.uniform(0.0, seconds)
            victim = "a worker" if number % 2 else "the job"
            kills.append(killed(source, output, whole, moment, victim))
            print(kills[-1], flush=True)
            shutil.rmtree(output.parent)
    equal = sum(one["equal"] for one in kills)
    numbers = {"rows": given.rows, "seed": given.seed, "uninterrupted_s": seconds, "equal": equal}
    command = COMMAND.format(moments=given.moments, rows=given.rows)
    keep("batch_kills", command, numbers | {"kills": kills}, "default")
    print(f"{equal} of {len(kills)} files equal the uninterrupted one")


def job(source: Path, output: Path, *more: str) -> list[str]:
    return [PROGRAM, "batch", str(source), str(output), "--workers", "2", *more]


def killed(source: Path, output: Path, whole: Path, moment: float, victim: str) -> dict[str, Any]:
    """Kill a job at a moment, resume it; return what happened."""
    running = subprocess.Popen(job(source, output), stderr=subprocess.PIPE, text=True)
    time.sleep(moment)
    workers = children(running.pid)
    if victim == "the job":
        running.kill()
    elif workers:
        os.kill(workers[0], signal.SIGKILL)
    _, said = running.communicate()
    finished = output.exists()
    resumed = subprocess.run(
        job(source, output, "--resume"), capture_output=True, text=True, check=True
    )
    kept = re.search(r"\((\d+) of them by an earlier run\)", resumed.stderr)
    return {
        "moment_s": moment,
        "victim": victim if victim == "the job" or workers else "nobody yet",
        "exit": running.returncode,
        "said": said.strip().splitlines()[-1].partition("jobskills: ")[2] if said.strip() else "",
        "finished_before": finished,
        "rows_kept": int(kept[1]) if kept else 0,
        "equal": filecmp.cmp(output, whole, shallow=False),
    }


def children(pid: int) -> list[int]:
    try:
        listed = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    except OSError:
        return []
    return [int(child) for child in listed.split()]


if __name__ == "__main__":
    main()
