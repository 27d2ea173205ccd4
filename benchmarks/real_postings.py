"""Rows of the evaluation files and bootstrap intervals; what the posting benchmarks share."""

import json
import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

__all__ = ["interval", "rows", "sample"]

_Item = TypeVar("_Item")


def rows(folder: Path, name: str) -> dict[str, dict[str, Any]]:
    """Return id -> row of one JSON Lines file."""
    with (folder / f"{name}.jsonl").open(encoding="utf-8") as file:
        return {row["id"]: row for row in map(json.loads, file)}


def sample(folder: Path, name: str, size: int) -> list[dict[str, Any]]:
    """Return rows drawn without replacement, always the same ones; all of a smaller file."""
    every = list(rows(folder, name).values())
    return random.Random(name).sample(every, min(size, len(every)))


def interval(
    items: Sequence[_Item], measure: Callable[[Sequence[_Item]], float], draws: int = 1000
) -> list[float]:
    """Return a measure with the bounds of its 95 % bootstrap interval over the items."""
    rng = random.Random(0)
    drawn = sorted(measure(rng.choices(items, k=len(items))) for _ in range(draws))
    values = (measure(items), drawn[int(draws * 0.025)], drawn[int(draws * 0.975) - 1])
    return [round(value, 4) for value in values]
