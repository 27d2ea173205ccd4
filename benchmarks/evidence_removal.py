"""Evidence checked by deleting it: whether the rating falls as its weight says.

    python benchmarks/evidence_removal.py ../shared/data/eval [--bundle NAME|DIR] [--postings 100]

For every element that is more likely than not and shows evidence, the strongest sentence
is cut out of the description by its offsets, and the remaining text is predicted as if it
had been sent so.

* shown: share of the elements more likely than not that show any evidence; the other
  measures are over these.
* falls: share of the elements whose importance is lower without the sentence.
* agrees: share whose importance falls by the sentence's weight, to within 0.01 scale points.
* additive: all shown sentences of an element are cut out together; the share of elements
  whose importance then falls by the sum of their weights to within 0.02 scale points,
  and how large sums and errors are.

Intervals are bootstraps over postings.
"""

import argparse
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import correlation, median
from typing import Any

from kept import keep
from real_postings import interval, sample

from jobskills import Posting, Prediction, Predictor

FILES = ("indeed_dev", "uk_jobads_776", "google_jobs_1250", "skillspan")
COMMAND = "python benchmarks/evidence_removal.py ../shared/data/eval"
LIKELY, EXACT, NEAR = 0.5, 0.01, 0.02


@dataclass(frozen=True, slots=True)
class Case:
    """One element of one posting: what its evidence promises and what cutting it out does."""

    weight: float
    fall: float
    total: float
    fall_together: float


def without(text: str, ranges: Iterable[tuple[int, int]]) -> str:
    """Return a text without some ranges of it."""
    for start, end in sorted(ranges, reverse=True):
        text = text[:start] + text[end:]
    return text


@dataclass(frozen=True, slots=True)
class Checked:
    """The cases of one posting, and how many of its likely elements show no evidence."""

    cases: list[Case]
    silent: int


def checked(predictor: Predictor, row: dict[str, Any]) -> Checked:
    """Return one case per likely element of a posting that shows evidence."""
    posting = Posting(row["title"], row["description"])
    [whole] = predictor.predict([posting])
    every = [e for e in whole.elements if e.probability >= LIKELY]
    likely = [e for e in every if e.evidence]
    strongest = {e.id: frozenset(((e.evidence[0].start, e.evidence[0].end),)) for e in likely}
    together = {e.id: frozenset((one.start, one.end) for one in e.evidence) for e in likely}
    cuts = list(dict.fromkeys((*strongest.values(), *together.values())))
    texts = [Posting(posting.title, without(posting.description, cut)) for cut in cuts]
    left = dict(zip(cuts, map(importances, predictor.predict(texts)), strict=True))
    cases = [
        Case(
            weight=e.evidence[0].weight,
            fall=e.importance - left[strongest[e.id]][e.id],
            total=sum(one.weight for one in e.evidence),
            fall_together=e.importance - left[together[e.id]][e.id],
        )
        for e in likely
    ]
    return Checked(cases, len(every) - len(likely))


def importances(prediction: Prediction) -> dict[str, float]:
    """Return element id -> importance."""
    return {element.id: element.importance for element in prediction.elements}


def share(postings: Sequence[Checked], holds: Callable[[Case], bool]) -> float:
    """Return the share of the cases for which something holds."""
    every = [holds(case) for posting in postings for case in posting.cases]
    return sum(every) / max(len(every), 1)


def shown(postings: Sequence[Checked]) -> float:
    """Return the share of likely elements that show evidence."""
    speaking = sum(len(posting.cases) for posting in postings)
    return speaking / max(speaking + sum(posting.silent for posting in postings), 1)


def figures(postings: Sequence[Checked]) -> dict[str, Any]:
    """Return the measures over the cases of all postings."""
    every = [case for posting in postings for case in posting.cases]
    measured = {
        name: interval(postings, partial(share, holds=holds), draws=400)
        for name, holds in TESTS.items()
    }
    errors = [abs(case.fall_together - case.total) for case in every]
    sums = [case.total for case in every]
    return {
        "postings": len(postings),
        "elements": len(every),
        "shown": interval(postings, shown, draws=400),
        **measured,
        "sum of weights, median": round(median(sums), 4),
        "its error, median": round(median(errors), 4),
        "correlation": round(correlation(sums, [case.fall_together for case in every]), 4),
    }


TESTS: dict[str, Callable[[Case], bool]] = {
    "falls": lambda case: case.fall > 0,
    "agrees": lambda case: abs(case.fall - case.weight) <= EXACT,
    "falls together": lambda case: case.fall_together > 0,
    "additive": lambda case: abs(case.fall_together - case.total) <= NEAR,
}


def main() -> None:
    """Print and keep the measures by file."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path, help="the folder of the evaluation files")
    parser.add_argument("--bundle", default="default")
    parser.add_argument("--postings", type=int, default=100, help="at most so many of a file")
    arguments = parser.parse_args()
    predictor = Predictor.load(arguments.bundle)
    result: dict[str, Any] = {}
    every: list[Checked] = []
    for name in FILES:
        drawn = sample(arguments.folder, name, arguments.postings)
        found = [checked(predictor, row) for row in drawn]
        every += found
        result[name] = figures(found)
        print(name, json.dumps(result[name]), flush=True)
    result["all"] = figures(every)
    print("all", json.dumps(result["all"]))
    keep("evidence_removal", COMMAND, result, arguments.bundle)


if __name__ == "__main__":
    main()
