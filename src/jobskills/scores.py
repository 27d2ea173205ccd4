"""The numbers of many predictions as columns: what is written by the million needs no objects.

Arrays and nothing else. Everything a posting has several of stands in one long array, with
how many of them each posting has beside it. `jobskills.tabulate` makes them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

__all__ = ["Elements", "Named", "Occupations", "Scores", "Spans", "joined"]

Floats = NDArray[np.float64]
Integers = NDArray[np.int32]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Spans:
    """Places in texts; l lines, m places of all of them together.

    Attributes
    ----------
    counts : int32 [l]
        How many places each line has.
    start, end : int32 [m]
    weight : float64 [m]
        Zeros where a place has none.
    """

    counts: Integers
    start: Integers
    end: Integers
    weight: Floats

    def take(self, kept: Flags) -> Self:
        """Return the places of some of the lines, [l]."""
        places = np.repeat(kept, self.counts)
        return replace(
            self,
            counts=self.counts[kept],
            start=self.start[places],
            end=self.end[places],
            weight=self.weight[places],
        )


@dataclass(frozen=True, slots=True, eq=False)
class Occupations:
    """The likeliest occupations of n postings, m of all together, the likeliest first.

    Attributes
    ----------
    counts : int32 [n]
    occupation : int32 [m]
        Positions among the occupations that the model knows.
    probability : float64 [m]
    """

    counts: Integers
    occupation: Integers
    probability: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Elements:
    """The rated elements of n postings as lines, in the order of a prediction.

    Attributes
    ----------
    counts : int32 [n]
    element : int32 [m]
        Positions among the elements that the model rates.
    importance, low, high, level, probability, distinctiveness : float64 [m]
        `level` is NaN where there is none.
    evidence : Spans, m lines
    """

    counts: Integers
    element: Integers
    importance: Floats
    low: Floats
    high: Floats
    level: Floats
    probability: Floats
    distinctiveness: Floats
    evidence: Spans

    def take(self, kept: Flags) -> Self:
        """Return some of the lines, [m]."""
        return replace(self, **_taken(self, kept), counts=_left(self.counts, kept))


@dataclass(frozen=True, slots=True, eq=False)
class Named:
    """The technologies or the tools of n postings as lines, in the order of a prediction.

    Attributes
    ----------
    counts : int32 [n]
    name, category : object [m]
        Text.
    probability : float64 [m]
    mentioned, hot, in_demand : bool [m]
    evidence : Spans, m lines
    """

    counts: Integers
    name: NDArray[np.object_]
    category: NDArray[np.object_]
    probability: Floats
    mentioned: Flags
    hot: Flags
    in_demand: Flags
    evidence: Spans

    def take(self, kept: Flags) -> Self:
        """Return some of the lines, [m]."""
        return replace(self, **_taken(self, kept), counts=_left(self.counts, kept))


@dataclass(frozen=True, slots=True, eq=False)
class Scores:
    """What n predictions say, as columns.

    Attributes
    ----------
    n_words : int32 [n]
    truncated : bool [n]
    occupations : Occupations
    elements : Elements
    technologies, tools : Named
    """

    n_words: Integers
    truncated: Flags
    occupations: Occupations
    elements: Elements
    technologies: Named
    tools: Named

    @classmethod
    def join(cls, parts: Sequence[Self]) -> Self:
        """Return the scores of several calls as those of one."""
        whole: Self = joined(parts)
        return whole


def _taken(lines: Elements | Named, kept: Flags) -> dict[str, Any]:
    """Return every column of lines but the counts, some of the lines taken."""
    return {
        name: column.take(kept) if isinstance(column, Spans) else column[kept]
        for name, column in _columns(lines)
        if name != "counts"
    }


def _columns(lines: Any) -> list[tuple[str, Any]]:
    return [(name, getattr(lines, name)) for name in lines.__slots__]


def _left(counts: Integers, kept: Flags) -> Integers:
    """Return how many lines each posting has left."""
    before = np.concatenate(([0], np.cumsum(kept)))
    ends = np.cumsum(counts)
    return np.asarray(before[ends] - before[ends - counts], np.int32)


def joined(parts: Sequence[Any]) -> Any:
    """Join parts, at least one, column by column, whatever the columns are columns of."""
    first = parts[0]
    if isinstance(first, np.ndarray):
        return np.concatenate(parts)
    columns = {name: joined([getattr(part, name) for part in parts]) for name, _ in _columns(first)}
    return type(first)(**columns)
