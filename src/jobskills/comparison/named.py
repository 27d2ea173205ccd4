"""Technologies and tools of two predictions: on both sides, only left, only right."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from jobskills.prediction import Span, TechnologyScore, ToolScore

__all__ = [
    "NamedSide",
    "TechnologiesCompared",
    "TechnologyComparison",
    "ToolComparison",
    "ToolsCompared",
    "compare_technologies",
    "compare_tools",
]


@dataclass(frozen=True, slots=True)
class NamedSide:
    """What one side's prediction says of a technology or tool."""

    probability: float
    mentioned: bool
    evidence: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class TechnologyComparison:
    """A technology on both sides; a side is None where its prediction doesn't list it."""

    name: str
    category: str
    hot: bool
    in_demand: bool
    left: NamedSide | None
    right: NamedSide | None


@dataclass(frozen=True, slots=True)
class ToolComparison:
    """A tool on both sides; a side is None where its prediction doesn't list it."""

    name: str
    left: NamedSide | None
    right: NamedSide | None


@dataclass(frozen=True, slots=True)
class TechnologiesCompared:
    """Technologies that both sides have, only the left, only the right.

    A side has what its text names, and what is expected of it at or above the threshold.
    What the right's text names comes first, then the more probable.
    """

    both: tuple[TechnologyComparison, ...]
    only_left: tuple[TechnologyComparison, ...]
    only_right: tuple[TechnologyComparison, ...]


@dataclass(frozen=True, slots=True)
class ToolsCompared:
    """Tools that both sides have, only the left, only the right; as of technologies."""

    both: tuple[ToolComparison, ...]
    only_left: tuple[ToolComparison, ...]
    only_right: tuple[ToolComparison, ...]


_Score = TypeVar("_Score", TechnologyScore, ToolScore)
_Compared = TypeVar("_Compared", TechnologyComparison, ToolComparison)
_Split = tuple[tuple[_Compared, ...], tuple[_Compared, ...], tuple[_Compared, ...]]


def compare_technologies(
    left: Sequence[TechnologyScore], right: Sequence[TechnologyScore], threshold: float
) -> TechnologiesCompared:
    """Return the technologies of two predictions side by side."""

    def row(score: TechnologyScore, *sides: NamedSide | None) -> TechnologyComparison:
        return TechnologyComparison(score.name, score.category, score.hot, score.in_demand, *sides)

    return TechnologiesCompared(*_split(_rows(left, right, row), threshold))


def compare_tools(
    left: Sequence[ToolScore], right: Sequence[ToolScore], threshold: float
) -> ToolsCompared:
    """Return the tools of two predictions side by side."""

    def row(score: ToolScore, *sides: NamedSide | None) -> ToolComparison:
        return ToolComparison(score.name, *sides)

    return ToolsCompared(*_split(_rows(left, right, row), threshold))


def _rows(
    left: Sequence[_Score], right: Sequence[_Score], row: Callable[..., _Compared]
) -> list[_Compared]:
    of_left = {score.name: score for score in left}
    of_right = {score.name: score for score in right}
    return [
        row(score, _side(of_left.get(name)), _side(of_right.get(name)))
        for name, score in {**of_left, **of_right}.items()
    ]


def _side(score: TechnologyScore | ToolScore | None) -> NamedSide | None:
    if score is None:
        return None
    return NamedSide(score.probability, score.mentioned, score.evidence)


def _split(rows: Iterable[_Compared], threshold: float) -> "_Split[_Compared]":
    both: list[_Compared] = []
    only_left: list[_Compared] = []
    only_right: list[_Compared] = []
    for row in rows:
        left, right = _has(row.left, threshold), _has(row.right, threshold)
        if left or right:
            (both if left and right else only_left if left else only_right).append(row)
    return _sorted(both), _sorted(only_left), _sorted(only_right)


def _has(side: NamedSide | None, threshold: float) -> bool:
    return side is not None and (side.mentioned or side.probability >= threshold)


def _sorted(rows: list[_Compared]) -> tuple[_Compared, ...]:
    return tuple(sorted(rows, key=lambda row: (*_rank(row.right), *_rank(row.left), row.name)))


def _rank(side: NamedSide | None) -> tuple[bool, float]:
    return (True, 0.0) if side is None else (not side.mentioned, -side.probability)
