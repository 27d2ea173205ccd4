"""How often real postings are doubted, and how often other texts are.

    python benchmarks/likeness.py ../shared/data/eval

`not_postings.txt` holds 88 texts of 44 kinds, written for this project, two of a kind: the
first of each could be looked at while the words of work were chosen, the second only judges.
A text counts as doubted when its reading says so for whatever reason. Advertisements and
class specifications are real postings; the others are descriptions of occupations,
and sentences cut out of advertisements.
"""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kept import keep
from real_postings import interval, rows

from jobskills import Posting
from jobskills.text import read_posting

OTHERS = Path(__file__).with_name("not_postings.txt")
COMMAND = "python benchmarks/likeness.py ../shared/data/eval"
ADVERTISEMENTS = (
    "indeed_dev",
    "uk_jobads_776",
    "google_jobs_1250",
    "skillspan",
    "la_city_bulletins",
    "ca_class_specs",
)
DESCRIPTIONS = (
    "esco_occupations_onet",
    "isco_groups_onet",
    "noc_2021_onet",
    "ooh_2025_onet",
    "green_ner",
)


def others() -> list[Posting]:
    """Return the texts that are no postings."""
    blocks = OTHERS.read_text(encoding="utf-8").split("\n## ")[1:]
    found = []
    for block in blocks:
        head, _, text = block.partition("\n")
        found.append(Posting(head.partition("|")[2].strip(), text))
    return found


def doubted(postings: Sequence[Posting]) -> list[float]:
    """Return the share of postings that are doubted, with its interval."""
    return interval([float(read_posting(one).doubtful) for one in postings], mean, draws=400)


def mean(values: Sequence[float]) -> float:
    """Return the mean of values."""
    return sum(values) / len(values)


def of_file(folder: Path, name: str) -> dict[str, Any]:
    """Return the shares of a file's postings that are doubted, whole and in parts."""
    every = rows(folder, name).values()
    whole = [Posting(row["title"], row["description"]) for row in every if row["description"]]
    found: dict[str, Any] = {"postings": len(whole), "both": doubted(whole)}
    found["description only"] = doubted([Posting("", one.description) for one in whole])
    titles = [Posting(one.title) for one in whole if one.title.strip()]
    if titles:
        found["title only"] = doubted(titles)
    return found


def main() -> None:
    """Print and keep the shares."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path, help="the folder of the evaluation files")
    folder = parser.parse_args().folder
    no_postings = others()
    result: dict[str, Any] = {
        "no postings": {
            "texts": len(no_postings),
            "looked at": doubted(no_postings[::2]),
            "kept aside": doubted(no_postings[1::2]),
        }
    }
    for name in (*ADVERTISEMENTS, *DESCRIPTIONS):
        result[name] = of_file(folder, name)
        print(name, json.dumps(result[name]), flush=True)
    print(json.dumps(result["no postings"]))
    keep("likeness", COMMAND, result)


if __name__ == "__main__":
    main()
