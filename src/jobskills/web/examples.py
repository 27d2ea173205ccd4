"""Example postings of our own writing, one file each: the title, an empty line, the text."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

__all__ = ["Example", "load_examples"]

_FOLDER: Final = Path(__file__).with_name("examples")

#: File name and what the page calls it, in the page's order.
_NAMES: Final = {
    "nurse": "nurse",
    "welder": "welder",
    "analyst": "data analyst",
    "teacher": "primary teacher",
    "cook": "cook",
}


@dataclass(frozen=True, slots=True)
class Example:
    """A posting to try the page with."""

    label: str
    title: str
    description: str


def load_examples() -> Mapping[str, Example]:
    """Read the examples that come with the package, by name."""
    return {name: _load(name, label) for name, label in _NAMES.items()}


def _load(name: str, label: str) -> Example:
    text = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    title, _, description = text.partition("\n\n")
    return Example(label, title.strip(), description.strip())
