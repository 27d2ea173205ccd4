"""Lays out where a reader of postings goes wrong: by major group, and posting by posting.

Of a posting only its id and its title are repeated, never its text.
"""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from jobskills import metrics
from jobskills.evaluation.major_groups import major_group, major_group_name
from jobskills.evaluation.postings import PostingsRun, Reading
from jobskills.evaluation.ratings import RatedAnswers
from jobskills.evaluation.report import Table

__all__ = [
    "furthest_off",
    "group_numbers",
    "group_table",
    "miss_numbers",
    "miss_table",
]

_MISSES: Final = 20
_TITLE: Final = 60  # characters that fit a table


def group_numbers(subject: str, reading: Reading) -> list[dict[str, Any]]:
    """Return per major group of the gold code how often it was found and how far ratings are off.

    Parameters
    ----------
    subject : str
        What the reader is called beside the baselines.
    reading : Reading
    """
    codes = [reading.postings[i].code or "" for i in reading.rated]
    groups = np.array([major_group(code) for code in codes], dtype=np.str_)
    ranked = [reading.ranked[i] for i in reading.rated]
    gold = [frozenset([code]) for code in codes]
    found = {k: metrics.hits(ranked, gold, k) for k in (1, 10)}
    error = {name: a.error_by_row() for name, a in reading.by_model(subject).items()}
    return [
        {
            "group": str(group),
            "postings": int(rows.sum()),
            **{f"hit@{k}": float(hit[rows].mean()) for k, hit in found.items()},
            "rmse": {name: float(values[rows].mean()) for name, values in error.items()},
        }
        for group in np.unique(groups)
        for rows in [groups == group]
    ]


def group_table(groups: Sequence[dict[str, Any]]) -> Table:
    """Return the table: a row per major group."""
    names = list(groups[0]["rmse"]) if groups else []
    rows = [
        [
            major_group_name(one["group"]),
            *(one[number] for number in ("postings", "hit@1", "hit@10")),
            *one["rmse"].values(),
        ]
        for one in groups
    ]
    return Table(
        "By major group of the gold occupation",
        ["Group", "Postings", "hit@1", "hit@10", *(f"RMSE: {name}" for name in names)],
        rows,
        note="RMSE is a posting's, over all its elements; the mean over the group's postings.",
        folded=True,
    )


def furthest_off(answers: RatedAnswers) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    """Return the rows whose ratings are furthest off, worst first, and every row's error."""
    error = answers.error_by_row()
    return np.argsort(-error, kind="stable")[:_MISSES], error


def miss_numbers(run: PostingsRun, reading: Reading) -> list[dict[str, Any]]:
    """Return the postings whose ratings are furthest off, worst first."""
    worst, error = furthest_off(reading.answers)
    return [
        {
            "line": posting.line,
            "id": posting.id,
            "title": posting.title,
            "gold": posting.code,
            "gold_title": run.titles.get(posting.code or "", ""),
            "gold_rank": _rank(posting.code, reading.ranked[row]),
            "answered": reading.ranked[row][0],
            "answered_title": run.titles.get(reading.ranked[row][0], ""),
            "chance": reading.chances[row][0],
            "rmse": float(error[k]),
        }
        for k in worst
        for row in [reading.rated[k]]
        for posting in [reading.postings[row]]
    ]


def _rank(code: str | None, ranked: Sequence[str]) -> int | None:
    return ranked.index(code) + 1 if code in ranked else None


def miss_table(misses: Sequence[dict[str, Any]]) -> Table:
    """Return the table: a row per posting."""
    rows = [
        [
            one["id"] or f"line {one['line']}",
            one["title"][:_TITLE],
            f"{one['gold']} {one['gold_title']}",
            one["gold_rank"],
            f"{one['answered']} {one['answered_title']}",
            one["chance"],
            one["rmse"],
        ]
        for one in misses
    ]
    columns = ["Posting", "Title", "Gold occupation", "Its rank", "Most probable occupation"]
    return Table(
        f"The {len(rows)} postings whose ratings are furthest off",
        [*columns, "Its probability", "RMSE"],
        rows,
        note="A dash as rank: not among the ten most probable occupations.",
        folded=True,
    )
