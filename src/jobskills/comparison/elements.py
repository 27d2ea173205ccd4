"""One rated element on both sides: how far apart, how surely, and what that means for the left."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot
from typing import Final, Literal

from jobskills.prediction import DOMAINS, Domain, ElementScore, Evidence

__all__ = ["MARGIN", "ElementComparison", "ElementSide", "Relation", "compare_elements"]

Relation = Literal["missing", "weaker", "shared", "stronger", "extra", "neither"]

#: Standard deviations between occupations below which two ratings count as the same.
MARGIN: Final = 0.5

_DECIMALS: Final = 4


@dataclass(frozen=True, slots=True)
class ElementSide:
    """What one side's prediction says of an element; see `jobskills.prediction.ElementScore`."""

    importance: float
    importance_low: float
    importance_high: float
    level: float | None
    probability: float
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class ElementComparison:
    """One rated element on both sides.

    Parameters
    ----------
    id, name, domain : str
    relation : str
        Seen from the left: *missing* (the right asks for it, the left doesn't), *weaker* (both
        do, the right clearly more), *shared* (asked for, less than `MARGIN` apart), *stronger*
        and *extra* (the same, turned round) or *neither*.
    difference : float
        Rating points on the element's own scale, right minus left.
    difference_low, difference_high : float
        Its 90 % interval, from those of the two ratings (MOVER: Zou and Donner 2008,
        doi:10.1002/sim.3095), as if the two predictions erred independently.
    difference_sd : float
        The difference in standard deviations between occupations, by which elements
        of different spread can be set side by side.
    clear : bool
        Whether the interval leaves zero out.
    left, right : ElementSide
    """

    id: str
    name: str
    domain: Domain
    relation: Relation
    difference: float
    difference_low: float
    difference_high: float
    difference_sd: float
    clear: bool
    left: ElementSide
    right: ElementSide


def compare_elements(
    left: Sequence[ElementScore], right: Sequence[ElementScore], threshold: float
) -> tuple[ElementComparison, ...]:
    """Return the elements side by side, domain by domain, first what the right asks more of."""
    of_right = {score.id: score for score in right}
    compared = [_compared(score, of_right[score.id], threshold) for score in left]
    order = {domain: i for i, domain in enumerate(DOMAINS)}
    return tuple(sorted(compared, key=lambda one: (order[one.domain], -one.difference_sd)))


def _compared(left: ElementScore, right: ElementScore, threshold: float) -> ElementComparison:
    difference = right.importance - left.importance
    apart = right.distinctiveness - left.distinctiveness
    low = difference - hypot(
        right.importance - right.importance_low, left.importance_high - left.importance
    )
    high = difference + hypot(
        right.importance_high - right.importance, left.importance - left.importance_low
    )
    return ElementComparison(
        left.id,
        left.name,
        left.domain,
        _relation(left.probability >= threshold, right.probability >= threshold, apart),
        round(difference, _DECIMALS),
        round(low, _DECIMALS),
        round(high, _DECIMALS),
        round(apart, _DECIMALS),
        low > 0 or high < 0,
        _side(left),
        _side(right),
    )


def _relation(left_asks: bool, right_asks: bool, apart: float) -> Relation:
    """Say what a difference means for the left; who asks is judged by probability."""
    if not (left_asks or right_asks):
        return "neither"
    if abs(apart) < MARGIN:
        return "shared"
    if apart > 0:
        return "weaker" if left_asks else "missing"
    return "stronger" if right_asks else "extra"


def _side(score: ElementScore) -> ElementSide:
    return ElementSide(
        score.importance,
        score.importance_low,
        score.importance_high,
        score.level,
        score.probability,
        score.evidence,
    )
