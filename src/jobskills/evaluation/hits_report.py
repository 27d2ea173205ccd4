"""Lays out how often a reader of postings found the occupation: numbers, plot and table."""

from collections.abc import Mapping
from typing import Any, Final

import numpy as np

from jobskills import metrics
from jobskills.evaluation import plots
from jobskills.evaluation.gold_file import GOLD_SETS
from jobskills.evaluation.postings import PostingsRun
from jobskills.evaluation.report import Figure, Table, span

__all__ = ["hit_figure", "hit_numbers", "hit_table"]

_KS: Final = (1, 3, 10)


def hit_numbers(run: PostingsRun) -> dict[str, Any]:
    """Return gold set -> reading -> hit@k with its interval, for the sets that rows carry."""
    numbers: dict[str, Any] = {}
    for field in GOLD_SETS:
        for name, reading in run.readings.items():
            rows = [i for i, posting in enumerate(reading.postings) if field in posting.sets]
            if not rows:
                continue
            ranked = [reading.ranked[i] for i in rows]
            gold = [reading.postings[i].sets[field] for i in rows]
            one: dict[str, Any] = {"postings": len(rows)}
            for k in _KS:
                hit = metrics.hits(ranked, gold, k).astype(np.float64)
                low, high = metrics.bootstrap(lambda drawn, hit=hit: hit[drawn].mean(), len(hit))  # type: ignore[misc]
                one[f"hit@{k}"] = float(hit.mean())
                one[f"hit@{k}_interval"] = [float(low), float(high)]
            numbers.setdefault(field, {})[name] = one
    return numbers


def hit_figure(field: str, readings: Mapping[str, Any]) -> Figure:
    """Return the plot of one gold set, one colour per reading."""
    series = [
        plots.Series(
            name,
            [one[f"hit@{k}"] for k in _KS],
            [one[f"hit@{k}_interval"][0] for k in _KS],
            [one[f"hit@{k}_interval"][1] for k in _KS],
        )
        for name, one in readings.items()
    ]
    return Figure(
        f"Occupation found: {field}",
        plots.dots([f"hit@{k}" for k in _KS], series, "Share of the postings"),
        "Hit rates among the 1, 3 and 10 most probable occupations with 95 % intervals.",
    )


def hit_table(hits: Mapping[str, Any]) -> Table:
    """Return the table: a row per gold set and reading."""
    columns = ["Gold set, shown", "Postings"]
    for k in _KS:
        columns += [f"hit@{k}", "95 % interval"]
    rows = []
    for field, readings in hits.items():
        for name, one in readings.items():
            row: list[str | float | int] = [f"{field}, {name}", one["postings"]]
            for k in _KS:
                row += [one[f"hit@{k}"], span(*one[f"hit@{k}_interval"])]
            rows.append(row)
    return Table("The right occupation among the first k", columns, rows)
