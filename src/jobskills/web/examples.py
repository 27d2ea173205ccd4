"""Example postings of our own writing, one file each: the title, an empty line, the text."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

__all__ = ["Example", "load_examples", "load_pairs"]

_FOLDER: Final = Path(__file__).with_name("examples")

#: File name and what the page calls it, in the page's order.
_NAMES: Final = {
    "nurse": "nurse",
    "welder": "welder",
    "analyst": "data analyst",
    "developer": "developer",
    "teacher": "primary teacher",
    "cook": "cook",
}
#: What may be compared: what the page calls it, the left side and the right side.
_PAIRS: Final = (
    ("a care assistant’s résumé → nurse", "assistant", "nurse"),
    ("data analyst → developer", "analyst", "developer"),
    ("cook → primary teacher", "cook", "teacher"),
)


@dataclass(frozen=True, slots=True)
class Example:
    """A posting to try the page with."""

    label: str
    title: str
    description: str


def load_examples() -> Mapping[str, Example]:
    """Read the examples that come with the package, by name."""
    return {name: _load(name, label) for name, label in _NAMES.items()}


def load_pairs() -> Mapping[str, tuple[Example, Example]]:
    """Read the pairs of examples that can be compared, by the names of their two sides."""
    return {
        f"{left}-{right}": (_load(left, label), _load(right, label))
        for label, left, right in _PAIRS
    }


def _load(name: str, label: str) -> Example:
    text = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    title, _, description = text.partition("\n\n")
    return Example(label, title.strip(), description.strip())
