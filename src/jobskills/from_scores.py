"""Predictions as objects, from the columns of `Scores`: nothing is decided or rounded here."""

from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from jobskills.models.profile import Element
from jobskills.prediction import (
    ElementScore,
    Evidence,
    OccupationScore,
    Span,
    TechnologyScore,
    ToolScore,
)
from jobskills.scores import Elements, Named, Occupations, Spans

__all__ = ["element_scores", "occupation_scores", "technology_scores", "tool_scores"]

_Line = TypeVar("_Line")


def occupation_scores(
    lines: Occupations, known: Sequence[tuple[str, str]]
) -> list[tuple[OccupationScore, ...]]:
    """Return the likeliest occupations of each posting; `known` are codes and titles."""
    places = lines.occupation.tolist()
    found = map(
        OccupationScore,
        [known[place][0] for place in places],
        [known[place][1] for place in places],
        lines.probability.tolist(),
    )
    return _grouped(found, lines.counts)


def element_scores(lines: Elements, known: Sequence[Element]) -> list[tuple[ElementScore, ...]]:
    """Return the rated elements of each posting."""
    elements = [known[place] for place in lines.element.tolist()]
    evidence = map(Evidence, *_places(lines.evidence), lines.evidence.weight.tolist())
    found = map(
        ElementScore,
        [element.id for element in elements],
        [element.name for element in elements],
        [element.domain for element in elements],
        lines.importance.tolist(),
        lines.low.tolist(),
        lines.high.tolist(),
        # NaN: the domain has no level.
        [None if level != level else level for level in lines.level.tolist()],
        lines.probability.tolist(),
        lines.distinctiveness.tolist(),
        _grouped(evidence, lines.evidence.counts),
    )
    return _grouped(found, lines.counts)


def technology_scores(lines: Named) -> list[tuple[TechnologyScore, ...]]:
    """Return the technologies of each posting."""
    found = map(
        TechnologyScore,
        lines.name.tolist(),
        lines.category.tolist(),
        lines.probability.tolist(),
        lines.mentioned.tolist(),
        lines.hot.tolist(),
        lines.in_demand.tolist(),
        _grouped(map(Span, *_places(lines.evidence)), lines.evidence.counts),
    )
    return _grouped(found, lines.counts)


def tool_scores(lines: Named) -> list[tuple[ToolScore, ...]]:
    """Return the tools of each posting."""
    found = map(
        ToolScore,
        lines.name.tolist(),
        lines.probability.tolist(),
        lines.mentioned.tolist(),
        _grouped(map(Span, *_places(lines.evidence)), lines.evidence.counts),
    )
    return _grouped(found, lines.counts)


def _places(spans: Spans) -> tuple[list[int], list[int]]:
    return spans.start.tolist(), spans.end.tolist()


def _grouped(lines: Iterable[_Line], counts: NDArray[np.int32]) -> list[tuple[_Line, ...]]:
    """Part lines that stand one behind the other."""
    values, ends = tuple(lines), accumulate(counts.tolist(), initial=0)
    return [values[start:end] for start, end in pairwise(ends)]
