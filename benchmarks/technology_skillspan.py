"""Precision and recall of named technologies against SkillSpan's annotated knowledge spans.

    python benchmarks/technology_skillspan.py BUNDLE/technology.json SKILLSPAN_JSONL [--misses]

The measure, fixed before the finder was run on these documents:

* Documents: the rows with ``source == "tech"``.
* `technology_names.json` sorts what the annotated knowledge spans name into ``named``
  (products, services, platforms, languages, libraries, operating systems) and ``borderline``
  (protocols, interfaces, kinds of systems). All other knowledge, such as methods and fields
  of study, is no technology.
* A document's gold items are the distinct named technologies that its knowledge spans hold
  as whole words; an item stands wherever the document's text has it as whole words.
* A gold item is recalled when a mention overlaps one of its places. A mentioned name is right
  when one of its mentions overlaps a place of a gold item, and left out of the count when it
  is none of these but all its mentions overlap borderline words of the document's knowledge
  spans. Every other mentioned name is wrong, also where the annotators overlooked it.
* Tools are left out: SkillSpan's tech documents name none.

Beside the finder stands what needs no finder: the release's technology names as they are, whole
words, in any case.

SkillSpan's ``train`` and ``dev`` splits are reported apart: the lexicon was improved while
watching misses in ``train`` only. Whoever wrote `technology_names.json` also wrote the lexicon's
spellings by hand, so recall is somewhat optimistic on both. The figures go to
benchmarks/results/technology_skillspan.json.
"""

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

from kept import keep

from jobskills.technology import Mention, TechnologyFinder
from jobskills.technology.expected import Expected

COMMAND = (
    "python benchmarks/technology_skillspan.py src/jobskills/bundles/default/technology.json "
    "../shared/data/eval/skillspan.jsonl"
)
NAMES = Path(__file__).with_name("technology_names.json")


class Finds(Protocol):
    """What is measured."""

    def find(self, text: str) -> list[Mention]:
        """Return what the text names."""
        ...


class ExactNames:
    """Finds names as they are written, in any case."""

    def __init__(self, names: list[str]) -> None:
        ordered = sorted(names, key=len, reverse=True)
        either = "|".join(re.escape(name.lower()) for name in ordered)
        self._pattern = re.compile(rf"(?<![a-z0-9])(?:{either})(?![a-z0-9+#])")

    def find(self, text: str) -> list[Mention]:
        """Return the names that stand in the text."""
        return [
            Mention(*match.span(), match[0], "technology", "", "")
            for match in self._pattern.finditer(text.lower())
        ]


def places(text: str, items: list[str]) -> dict[str, list[tuple[int, int]]]:
    """Return item -> where a text has it as whole words, longer items first."""
    found: dict[str, list[tuple[int, int]]] = {}
    if not items:
        return found
    either = "|".join(map(re.escape, sorted(items, key=len, reverse=True)))
    for match in re.finditer(rf"(?<![a-z0-9])(?:{either})(?![a-z0-9+#])", text.lower()):
        found.setdefault(match[0], []).append(match.span())
    return found


def overlap(mention: Mention, spans: list[tuple[int, int]]) -> bool:
    """Whether a mention shares a character with one of the spans."""
    return any(mention.start < end and start < mention.end for start, end in spans)


def score_document(
    finder: Finds, row: dict[str, Any], names: dict[str, list[str]]
) -> Iterator[tuple[str, str]]:
    """Yield (outcome, name) for one document: hit, miss, right or wrong."""
    knowledge = " \n ".join(row["knowledge_spans"])
    gold = places(row["description"], list(places(knowledge, names["named"])))
    doubtful = list(places(knowledge, names["borderline"]))
    borderline = [span for spans in places(row["description"], doubtful).values() for span in spans]
    gold_spans = [span for spans in gold.values() for span in spans]
    mentioned: dict[str, list[Mention]] = {}
    for mention in finder.find(row["description"]):
        if mention.kind == "technology":
            mentioned.setdefault(mention.name, []).append(mention)
    everything = [mention for mentions in mentioned.values() for mention in mentions]
    for item, spans in gold.items():
        yield "hit" if any(overlap(one, spans) for one in everything) else "miss", item
    for name, mentions in mentioned.items():
        if any(overlap(one, gold_spans) for one in mentions):
            yield "right", name
        elif not all(overlap(one, borderline) for one in mentions):
            yield "wrong", name


def main() -> None:
    """Print recall, precision and F1 for both splits."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("technology", type=Path, help="a bundle's technology.json")
    parser.add_argument("documents", type=Path)
    parser.add_argument("--misses", action="store_true", help="list misses and wrong names (train)")
    arguments = parser.parse_args()
    technology = json.loads(arguments.technology.read_text())
    products = Expected.from_json(technology["technologies"]).products
    names = json.loads(NAMES.read_text())
    rows = [json.loads(line) for line in arguments.documents.read_text().splitlines()]
    rows = [row for row in rows if row["source"] == "tech"]
    exact = ExactNames([product.name for product in products])
    finder = TechnologyFinder(technology["lexicon"])
    numbers: dict[str, Any] = {"exact names": figures(outcomes_of(exact, rows, names))}
    for split in ("train", "dev", "all"):
        part = [row for row in rows if split in ("all", row["split"])]
        outcomes = outcomes_of(finder, part, names)
        numbers[split] = figures(outcomes)
        if arguments.misses and split == "train":
            for kind in ("miss", "wrong"):
                listed = [(n, c) for (o, n), c in outcomes.most_common() if o == kind]
                print(kind, " | ".join(f"{name} {count}" for name, count in listed))
    for what, one in numbers.items():
        print(what, json.dumps(one))
    keep("technology_skillspan", COMMAND, numbers, str(arguments.technology.parent))


def outcomes_of(
    finder: Finds, rows: list[dict[str, Any]], names: dict[str, list[str]]
) -> Counter[tuple[str, str]]:
    """Count the outcomes of all documents."""
    outcomes: Counter[tuple[str, str]] = Counter()
    for row in rows:
        outcomes.update(score_document(finder, row, names))
    return outcomes


def figures(outcomes: Counter[tuple[str, str]]) -> dict[str, float]:
    """Return recall, precision, F1 and the counts behind them."""
    total = Counter[str]()
    for (outcome, _), count in outcomes.items():
        total[outcome] += count
    recall = total["hit"] / (total["hit"] + total["miss"])
    precision = total["right"] / (total["right"] + total["wrong"])
    f1 = 2 * recall * precision / (recall + precision)
    rounded = {"recall": recall, "precision": precision, "f1": f1}
    return {**{name: round(value, 3) for name, value in rounded.items()}, **total}


if __name__ == "__main__":
    main()
