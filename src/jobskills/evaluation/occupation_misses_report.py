"""Lays out which new occupations are rated worst: by major group, and one by one."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jobskills import metrics
from jobskills.evaluation.major_groups import major_group, major_group_name
from jobskills.evaluation.misses_report import furthest_off
from jobskills.evaluation.occupations import OccupationsRun
from jobskills.evaluation.report import Table

__all__ = [
    "occupation_group_numbers",
    "occupation_group_table",
    "occupation_miss_numbers",
    "occupation_miss_table",
]


def occupation_group_numbers(run: OccupationsRun) -> list[dict[str, Any]]:
    """Return per major group how far ratings are off and how many the subject's intervals hold."""
    groups = np.array([major_group(code) for code in run.judged.codes], dtype=np.str_)
    error = {name: a.ratings.error_by_row() for name, a in run.answers.items()}
    subject = run.answers[run.subject].ratings
    return [
        {
            "group": str(group),
            "occupations": int(rows.sum()),
            "coverage": metrics.coverage(
                subject.truth[rows], subject.low[rows], subject.high[rows]
            ),
            "rmse": {name: float(error[name][rows].mean()) for name in _names(run)},
        }
        for group in np.unique(groups)
        for rows in [groups == group]
    ]


def occupation_group_table(groups: Sequence[dict[str, Any]]) -> Table:
    """Return the table: a row per major group."""
    names = list(groups[0]["rmse"])
    rows = [
        [
            major_group_name(one["group"]),
            one["occupations"],
            one["coverage"],
            *one["rmse"].values(),
        ]
        for one in groups
    ]
    return Table(
        "By major group",
        ["Group", "Occupations", "Held by 90 % interval", *(f"RMSE: {name}" for name in names)],
        rows,
        note="RMSE is an occupation's, over all its elements; the mean over the group's.",
        folded=True,
    )


def occupation_miss_numbers(run: OccupationsRun) -> list[dict[str, Any]]:
    """Return the occupations that the subject rates worst, with the elements furthest off."""
    answers = run.answers[run.subject].ratings
    off = answers.importance - answers.truth
    worst, error = furthest_off(answers)
    return [
        {
            "code": run.judged.codes[row],
            "title": run.judged.occupations[row].title,
            "rmse": float(error[row]),
            "too_high": _element(run, off[row], int(np.nanargmax(off[row]))),
            "too_low": _element(run, off[row], int(np.nanargmin(off[row]))),
        }
        for row in worst
    ]


def occupation_miss_table(misses: Sequence[dict[str, Any]]) -> Table:
    """Return the table: a row per occupation."""
    rows = [
        [
            f"{one['code']} {one['title']}",
            one["rmse"],
            *(f"{one[way]['name']} {one[way]['by']:+.1f}" for way in ("too_high", "too_low")),
        ]
        for one in misses
    ]
    return Table(
        f"The {len(rows)} occupations whose ratings are furthest off",
        ["Occupation", "RMSE", "Most overrated", "Most underrated"],
        rows,
        folded=True,
    )


def _names(run: OccupationsRun) -> list[str]:
    return [run.subject, *(name for name in run.answers if name != run.subject)]


def _element(run: OccupationsRun, off: NDArray[np.floating], column: int) -> dict[str, Any]:
    return {"name": run.judged.elements[column].name, "by": float(off[column])}
