"""Lays out where a reader of postings goes wrong: by major group, and posting by posting.

Of a posting only its id and its title are repeated, never its text.
"""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from jobskills import metrics
from jobskills.evaluation.postings import Reading
from jobskills.evaluation.report import Table

__all__ = ["group_numbers", "group_table", "miss_numbers", "miss_table"]

_MISSES: Final = 20
_TITLE: Final = 60  # characters that fit a table
_MAJOR: Final = 2  # digits of a code that name the major group


def group_numbers(subject: str, reading: Reading) -> list[dict[str, Any]]:
    """Return per major group of the gold code how often it was found and how far ratings are off.

    Parameters
    ----------
    subject : str
        What the reader is called beside the baselines.
    reading : Reading
    """
    codes = [reading.postings[i].code or "" for i in reading.rated]
    groups = np.array([f"{code[:_MAJOR]}-0000" for code in codes], dtype=np.str_)
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
        [one["group"], one["postings"], one["hit@1"], one["hit@10"], *one["rmse"].values()]
        for one in groups
    ]
    return Table(
        "By major group of the gold occupation",
        ["Group", "Postings", "hit@1", "hit@10", *(f"RMSE: {name}" for name in names)],
        rows,
        note="RMSE is a posting's, over all its elements; the mean over the group's postings.",
        folded=True,
    )


def miss_numbers(reading: Reading) -> list[dict[str, Any]]:
    """Return the postings whose ratings are furthest off, worst first."""
    error = reading.answers.error_by_row()
    worst = np.argsort(-error, kind="stable")[:_MISSES]
    return [
        {
            "line": posting.line,
            "id": posting.id,
            "title": posting.title,
            "gold": posting.code,
            "answered": reading.ranked[row][0],
            "rmse": float(error[k]),
        }
        for k in worst
        for row in [reading.rated[k]]
        for posting in [reading.postings[row]]
    ]


def miss_table(misses: Sequence[dict[str, Any]]) -> Table:
    """Return the table: a row per posting."""
    rows = [
        [
            one["id"] or f"line {one['line']}",
            one["title"][:_TITLE],
            one["gold"],
            one["answered"],
            one["rmse"],
        ]
        for one in misses
    ]
    return Table(
        f"The {len(rows)} postings whose ratings are furthest off",
        ["Posting", "Title", "Gold occupation", "Most probable occupation", "RMSE"],
        rows,
        folded=True,
    )
