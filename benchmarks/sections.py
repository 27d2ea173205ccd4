"""Sections beside annotations, and whether company, benefits and law serve as evidence.

    python benchmarks/sections.py ../shared/data/eval [--bundle NAME|DIR] [--half look|judge]

`section_annotations.csv` holds 320 sentences as ids and offsets: 80 from each of four files,
drawn with a fixed seed from all sentences that `read_posting` found, and labelled by eye
before the recogniser's answer was seen. The labels are the sections, and ``other`` for
what is none of them (how to apply, dates, contacts, the bare offer of a post); the
recogniser's word for that is ``none``, and also for duties that no heading announces.
The half ``look`` may be looked at to improve the recogniser, ``judge`` only judges.

* Kinds: how often section and label agree, and how often they agree on whether the sentence
  is boilerplate (about, benefits, legal).
* Evidence: the postings of all annotated sentences are predicted; each element that is more
  likely than not shows up to three sentences. The annotated ones among them tell which
  share of the shown entries, and of their weights, is boilerplate.
"""

import argparse
import csv
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from kept import keep
from real_postings import interval, rows

from jobskills import Posting, Predictor
from jobskills.text import Unit, read_posting

ANNOTATIONS = Path(__file__).with_name("section_annotations.csv")
COMMAND = "python benchmarks/sections.py ../shared/data/eval"
LABELS = ("duties", "requirements", "about", "benefits", "legal", "other")
BOILERPLATE = frozenset(("about", "benefits", "legal"))
LIKELY = 0.5


@dataclass(frozen=True, slots=True)
class Sentence:
    """An annotated sentence, what the recogniser says, and what it is evidence of."""

    file: str
    half: str
    label: str
    section: str
    entries: int = 0
    weight: float = 0.0


def overlap(unit: Unit, start: int, end: int) -> int:
    """Return how many characters a unit shares with a range."""
    return min(unit.end, end) - max(unit.start, start)


def sentences(folder: Path, predictor: Predictor | None) -> list[Sentence]:
    """Return the annotated sentences as they are read now."""
    with ANNOTATIONS.open(encoding="utf-8") as file:
        annotated = list(csv.DictReader(file))
    texts = {name: rows(folder, name) for name in {row["file"] for row in annotated}}
    found = []
    for row in annotated:
        source = texts[row["file"]][row["id"]]
        posting = Posting(source["title"], source["description"])
        start, end = int(row["start"]), int(row["end"])
        unit = max(read_posting(posting).units, key=lambda unit: overlap(unit, start, end))
        section = "other" if unit.section == "none" else unit.section
        entries, weight = 0, 0.0
        if predictor is not None:
            entries, weight = evidence(predictor, posting, unit)
        found.append(Sentence(row["file"], row["half"], row["label"], section, entries, weight))
    return found


def evidence(predictor: Predictor, posting: Posting, unit: Unit) -> tuple[int, float]:
    """Return how often a sentence is shown for a likely element, and the sum of its weights."""
    [prediction] = predictor.predict([posting])
    weights = [
        one.weight
        for element in prediction.elements
        if element.probability >= LIKELY
        for one in element.evidence
        if (one.start, one.end) == (unit.start, unit.end)
    ]
    return len(weights), sum(weights)


def share(items: Sequence[Sentence], kind: frozenset[str], value: str) -> float:
    """Return the share of an evidence figure that falls on labels of a kind."""
    total = sum(getattr(item, value) for item in items)
    of_kind = sum(getattr(item, value) for item in items if item.label in kind)
    return of_kind / total if total else 0.0


def agreement(items: Sequence[Sentence]) -> dict[str, list[float]]:
    """Return how well sections and labels agree."""

    def accuracy(some: Sequence[Sentence]) -> float:
        return sum(item.label == item.section for item in some) / len(some)

    def precision(some: Sequence[Sentence]) -> float:
        told = [item for item in some if item.section in BOILERPLATE]
        return sum(item.label in BOILERPLATE for item in told) / max(len(told), 1)

    def recall(some: Sequence[Sentence]) -> float:
        gold = [item for item in some if item.label in BOILERPLATE]
        return sum(item.section in BOILERPLATE for item in gold) / max(len(gold), 1)

    return {
        "sections agree": interval(items, accuracy),
        "boilerplate, precision": interval(items, precision),
        "boilerplate, recall": interval(items, recall),
    }


def shares(items: Sequence[Sentence]) -> dict[str, list[float]]:
    """Return the shares of evidence that are boilerplate."""
    kinds = (BOILERPLATE, *(frozenset((one,)) for one in sorted(BOILERPLATE)))
    return {
        f"{value} on {' '.join(sorted(kind))}": interval(
            items, partial(share, kind=kind, value=value)
        )
        for kind in kinds
        for value in ("entries", "weight")
    }


def confusion(items: Sequence[Sentence]) -> str:
    """Return labels (rows) by sections (columns) as a table."""
    counts = Counter((item.label, item.section) for item in items)
    lines = [" " * 13 + "".join(f"{name[:7]:>9}" for name in LABELS)]
    for label in LABELS:
        cells = "".join(f"{counts[label, section]:>9}" for section in LABELS)
        lines.append(f"{label:<13}{cells}")
    return "\n".join(lines)


def main() -> None:
    """Print the agreement, the confusion and the shares; keep them where all is measured."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path, help="the folder of the evaluation files")
    parser.add_argument("--bundle", default="default")
    parser.add_argument("--half", choices=("look", "judge"), help="only this half; keeps nothing")
    parser.add_argument("--no-evidence", action="store_true", help="only sections; keeps nothing")
    arguments = parser.parse_args()
    predictor = None if arguments.no_evidence else Predictor.load(arguments.bundle)
    items = sentences(arguments.folder, predictor)
    if arguments.half:
        items = [item for item in items if item.half == arguments.half]
    print(confusion(items))
    result: dict[str, Any] = {"sentences": len(items), "all": agreement(items)}
    for half in {item.half for item in items}:
        result[half] = agreement([item for item in items if item.half == half])
    if predictor is not None:
        result["evidence"] = shares(items)
        result["labels of sentences"] = dict(Counter(item.label for item in items))
        result["shown entries"] = sum(item.entries for item in items)
    print(json.dumps(result, indent=1))
    if predictor is not None and not arguments.half:
        keep("sections", COMMAND, result, arguments.bundle)


if __name__ == "__main__":
    main()
