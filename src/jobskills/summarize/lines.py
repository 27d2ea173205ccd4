"""What a picture shows of a summary: its largest groups, and the lines that tell most of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal

import numpy as np
from numpy.typing import NDArray

from jobskills.errors import DataError
from jobskills.summarize.summary import Summary

__all__ = ["Block", "Group", "Lines", "read_lines"]

_MOST_GROUPS: Final = 24
#: Over time every period is shown, of a few groups each.
_MOST_COURSES: Final = 6
#: So much of a picture are technologies and tools, where ratings are shown too.
_NAMED_SHARE: Final = 0.34


@dataclass(frozen=True, slots=True)
class Group:
    """A column of a heat map, or a point of a line: its label, its period and its postings."""

    label: str
    n: int
    period: date | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """Lines of one measure; arrays are [lines, groups], NaN where a group lacks a line."""

    measure: Literal["importance", "share"]
    names: tuple[str, ...]
    value: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    #: Over all postings, [lines].
    overall: NDArray[np.float64]

    def take(self, rows: NDArray[np.intp], columns: NDArray[np.intp] | None = None) -> "Block":
        """Return some lines, and some groups of them, in the order given."""
        places = np.arange(self.value.shape[1]) if columns is None else columns
        value, low, high = (table[np.ix_(rows, places)] for table in self._tables)
        names = tuple(self.names[row] for row in rows)
        return Block(self.measure, names, value, low, high, self.overall[rows])

    @property
    def _tables(self) -> tuple[NDArray[np.float64], ...]:
        return self.value, self.low, self.high


@dataclass(frozen=True, slots=True)
class Lines:
    """What is drawn: groups, blocks, and what was left out."""

    title: str
    groups: tuple[Group, ...]
    blocks: tuple[Block, ...]
    n_groups: int
    n_postings: int


def read_lines(summary: Summary, top: int) -> Lines:
    """Return what a picture shows of a summary.

    Raises
    ------
    DataError
        If the summary is empty.
    """
    if not summary.grouping.by:
        raise DataError("a picture compares groups: say by which column")
    found, keys = _groups(summary)
    sizes = np.array([group.n for group in found], dtype=np.float64)
    made = [_block(summary, keys, sizes, measure) for measure in _BLOCKS]
    everything = [block for block in made if block is not None]
    if not everything:
        raise DataError("there is nothing to draw: nothing is rated or named")
    shown = _shown(found, bool(summary.grouping.every))
    shares = [_NAMED_SHARE, 1 - _NAMED_SHARE] if len(everything) == 2 else [0, 1]
    blocks = []
    for block in everything:
        most = max(1, round(top * shares[block.measure == "importance" or len(everything) == 1]))
        blocks.append(block.take(_telling(block, found)[:most], shown))
    return Lines(
        " and ".join(summary.grouping.by),
        tuple(found[place] for place in shown),
        tuple(blocks),
        len({group.label for group in found}),
        sum(group.n for group in found),
    )


_BLOCKS: Final[tuple[Literal["importance", "share"], ...]] = ("importance", "share")


def _groups(summary: Summary) -> tuple[list[Group], dict[tuple[Any, ...], int]]:
    """Return the groups of a summary, and the place of each by its values."""
    rows = summary.groups()
    keys = {row[:-1]: place for place, row in enumerate(rows)}
    return [_group(row, summary) for row in rows], keys


def _group(row: tuple[Any, ...], summary: Summary) -> Group:
    *values, n = row
    period = values.pop() if summary.grouping.every else None
    if "occupation" in summary.grouping.by:
        # Of code and title the title is enough for a person.
        del values[summary.grouping.names.index("occupation_code")]
    label = " · ".join("(none)" if value is None else str(value) for value in values)
    return Group(label or "all postings", int(n), period)


def _block(
    summary: Summary,
    keys: dict[tuple[Any, ...], int],
    sizes: NDArray[np.float64],
    measure: Literal["importance", "share"],
) -> Block | None:
    width = len(summary.grouping.names)
    rows = summary.database.execute("SELECT * FROM summary WHERE measure = ?", [measure]).fetchall()
    names: dict[tuple[str, str], int] = {}
    for row in rows:
        names.setdefault((row[width], row[width + 2]), len(names))
    if not names:
        return None
    tables = np.full((3, len(names), len(keys)), np.nan)
    for row in rows:
        line, group = names[row[width], row[width + 2]], keys[row[:width]]
        tables[:, line, group] = [_number(row[width + place]) for place in (6, 8, 9)]
    if measure == "share":
        # What no posting of a group names is no line of the summary.
        tables = np.nan_to_num(tables)
    weights = np.where(np.isnan(tables[0]), 0, sizes)
    overall = (np.nan_to_num(tables[0]) * weights).sum(axis=1) / weights.sum(axis=1)
    value, low, high = tables
    return Block(measure, tuple(name for _, name in names), value, low, high, overall)


def _number(value: float | None) -> float:
    return np.nan if value is None else float(value)


def _shown(groups: Sequence[Group], over_time: bool) -> NDArray[np.intp]:
    """Return the places of the largest groups, in their order."""
    sizes: dict[str, int] = {}
    for group in groups:
        sizes[group.label] = sizes.get(group.label, 0) + group.n
    most = _MOST_COURSES if over_time else _MOST_GROUPS
    largest = set(sorted(sizes, key=lambda label: -sizes[label])[:most])
    places = [
        place
        for place, group in enumerate(groups)
        if group.label in largest and not (over_time and group.period is None)
    ]
    return np.array(places, dtype=np.intp)


def _telling(block: Block, groups: Sequence[Group]) -> NDArray[np.intp]:
    """Return the lines, those first that differ most between groups, or are named most."""
    if block.measure == "share":
        return np.argsort(-block.overall, kind="stable")
    weights = np.array([group.n for group in groups], dtype=np.float64)
    apart = np.nan_to_num(block.value - block.overall[:, None])
    return np.argsort(-(apart**2 @ weights), kind="stable")
