"""Which lines of an answer a conversation needs; nothing here computes a figure."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, TypeVar

from jobskills.comparison import Comparison, ElementComparison, TechnologiesCompared, ToolsCompared
from jobskills.prediction import DOMAINS, Prediction

__all__ = ["most_important_first", "shorten"]

_Named = TypeVar("_Named", TechnologiesCompared, ToolsCompared)


def most_important_first(prediction: Prediction) -> Prediction:
    """Return a prediction whose elements stand by rating in each domain.

    Its own order is by probability, of a rating at or above the median job's: cut short, that
    would name what is a little unusual before what the job is about.
    """
    order = {domain: i for i, domain in enumerate(DOMAINS)}
    ranked = sorted(prediction.elements, key=lambda one: (order[one.domain], -one.importance))
    return replace(prediction, elements=tuple(ranked))


def shorten(comparison: Comparison, top: int) -> Comparison:
    """Return a comparison with `top` lines a list.

    Of the gaps the first of each action stay; of the elements those that the kept gaps are about,
    and the first of those that are shared (what both ask most of first), and of those that the
    left has more of (the widest lead first).
    """
    gaps = _first(comparison.gaps, top, lambda gap: gap.action)
    kept = {gap.id for gap in gaps if gap.id is not None}
    elements = comparison.elements
    shared = sorted((one for one in elements if one.relation == "shared"), key=_least_asked)
    ahead = sorted(
        (one for one in elements if one.relation in {"stronger", "extra"}),
        key=lambda one: one.difference_sd,
    )
    kept |= {one.id for one in (*shared[:top], *ahead[:top])}
    return replace(
        comparison,
        gaps=gaps,
        elements=tuple(one for one in elements if one.id in kept),
        technologies=_shortened(comparison.technologies, top),
        tools=_shortened(comparison.tools, top),
    )


_Line = TypeVar("_Line")


def _first(lines: Iterable[_Line], top: int, group: Callable[[_Line], object]) -> tuple[_Line, ...]:
    """Return the first lines of each group, in order."""
    seen: dict[object, int] = {}
    kept = []
    for line in lines:
        seen[group(line)] = seen.get(group(line), 0) + 1
        if seen[group(line)] <= top:
            kept.append(line)
    return tuple(kept)


def _least_asked(one: ElementComparison) -> float:
    return -min(one.left.importance, one.right.importance)


def _shortened(named: _Named, top: int) -> _Named:
    lists: Any = {name: getattr(named, name)[:top] for name in ("both", "only_left", "only_right")}
    return replace(named, **lists)
