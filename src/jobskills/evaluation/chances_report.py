"""Lays out whether probabilities are true: bins of what was said and what was so.

Of occupations the first answer is judged: it is what a person acts on. The ten listed ones are
judged together besides; most of their probabilities are small and nearly always true, and would
hide a first one that is not.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from jobskills import metrics
from jobskills.evaluation import plots
from jobskills.evaluation.gold_file import GOLD_SETS
from jobskills.evaluation.postings import PostingsRun, Reading
from jobskills.evaluation.report import Figure, Table

__all__ = ["bins", "chance_figure", "chance_numbers", "chance_table"]


def bins(truth: ArrayLike, probability: ArrayLike) -> list[dict[str, float]]:
    """Return the points of a reliability diagram: said, seen and how many cells, per bin.

    Examples
    --------
    >>> bins([0, 1, 1], [0.1, 0.92, 0.98])
    [{'said': 0.1, 'seen': 0.0, 'count': 1}, {'said': 0.95, 'seen': 1.0, 'count': 2}]
    """
    curve = metrics.reliability_curve(truth, probability)
    return [
        {"said": float(said), "seen": float(seen), "count": int(count)}
        for said, seen, count in zip(curve.predicted, curve.observed, curve.count, strict=True)
    ]


def chance_numbers(run: PostingsRun) -> dict[str, Any]:
    """Return gold set -> reading -> how true the first occupation's probability is."""
    numbers: dict[str, Any] = {}
    for field in GOLD_SETS:
        for name, reading in run.readings.items():
            said, right = _first(reading, field)
            if len(said):
                numbers.setdefault(field, {})[name] = {
                    "postings": len(said),
                    "said": float(said.mean()),
                    "seen": float(right.mean()),
                    "ece": metrics.expected_calibration_error(right, said),
                    "ece_by_chance": metrics.calibration_floor(said),
                    "ece_of_listed": metrics.expected_calibration_error(*_listed(reading, field)),
                    "bins": bins(right, said),
                }
    return numbers


def _first(reading: Reading, field: str) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Return what was said of the first occupation, and whether it is in the gold set."""
    rows = [i for i, posting in enumerate(reading.postings) if field in posting.sets]
    gold = [reading.postings[i].sets[field] for i in rows]
    said = np.array([reading.chances[i][0] for i in rows], dtype=np.float64)
    return said, metrics.hits([reading.ranked[i] for i in rows], gold, 1)


def _listed(reading: Reading, field: str) -> tuple[list[bool], list[float]]:
    """Return, for every occupation listed, whether it is in the gold set and what was said."""
    pairs = [
        (code in posting.sets[field], said)
        for posting, codes, chances in zip(
            reading.postings, reading.ranked, reading.chances, strict=True
        )
        if field in posting.sets
        for code, said in zip(codes, chances, strict=True)
    ]
    return [right for right, _ in pairs], [said for _, said in pairs]


def chance_figure(field: str, readings: Mapping[str, Any]) -> Figure:
    """Return the reliability diagram of one gold set, one line per reading."""
    lines = {
        name: ([b["said"] for b in one["bins"]], [b["seen"] for b in one["bins"]])
        for name, one in readings.items()
    }
    return Figure(
        f"Is the first occupation's probability true? {field}",
        plots.curves(
            lines,
            ("Probability said of the first occupation", "Share that was right"),
            diagonal=True,
            form="marked line",
        ),
        "Reliability curves of the most probable occupation, one line per reading.",
        "On the dashed line, 70 % said means 70 % right. A point of few postings is mostly chance.",
    )


def chance_table(chances: Mapping[str, Any]) -> Table:
    """Return the table: a row per gold set and reading."""
    shown = ("postings", "said", "seen", "ece", "ece_by_chance", "ece_of_listed")
    rows = [
        [f"{field}, {name}", *(one[number] for number in shown)]
        for field, readings in chances.items()
        for name, one in readings.items()
    ]
    columns = ["Gold set, shown", "Postings", "Said", "Seen", "Calibration error", "By chance"]
    columns += ["Of all listed"]
    note = (
        "The mean probability of the first occupation, and how often it is right. By chance: the "
        "calibration error that true probabilities would show on as few postings. Of all listed: "
        "the calibration error of the ten most probable occupations together."
    )
    return Table("Probability of the first occupation", columns, rows, note)
