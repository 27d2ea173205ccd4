r"""Keep the figures of `jobskills evaluate occupations|postings`; texts and titles stay out.

    jobskills evaluate occupations --data data/29_3 --model default \
        --recipe recipes/default.toml --out reports/occupations
    jobskills evaluate postings ../shared/data/eval/indeed_dev.jsonl \
        --data data/29_3 --out reports/indeed_dev
    python benchmarks/keep_report.py reports/occupations reports/indeed_dev

They go to benchmarks/results/occupations.json and benchmarks/results/indeed_dev.json (a file
of postings gives its name). The classic task has a script of its own, classic_task.py.
"""

import argparse
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kept import keep

OCCUPATIONS = (
    "jobskills evaluate occupations --data data/29_3 --model default "
    "--recipe recipes/default.toml --out reports/occupations"
)
POSTINGS = "jobskills evaluate postings ../shared/data/eval/{file} --data data/29_3 --out reports"
#: What is kept of a report; its `misses` have titles of other people's postings.
PARTS: Mapping[str, tuple[str, ...]] = {
    "occupations": ("data", "settings", "models", "leads"),
    "postings": ("subject", "data", "readings", "hits", "chances"),
}


def main() -> None:
    parser = argparse.ArgumentParser(description="Keep the figures of reports.")
    parser.add_argument("reports", type=Path, nargs="+", help="folders with a report.json")
    parser.add_argument("--bundle", default="default", help="what was evaluated")
    given = parser.parse_args()
    for folder in given.reports:
        report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
        name, command = named(report)
        parts = {part: report[part] for part in PARTS[report["kind"]]}
        keep(name, command, parts, given.bundle)
        print(f"{folder}: {name}")


def named(report: Mapping[str, Any]) -> tuple[str, str]:
    """Return what a report's figures are called, and the command that made it."""
    if report["kind"] == "occupations":
        return "occupations", OCCUPATIONS
    file = report["data"]["file"]
    return Path(file).stem, POSTINGS.format(file=file)


if __name__ == "__main__":
    main()
