"""Which lines of scores a caller wants to see: `jobskills.selection` for columns.

Leaves lines out as `Selection.apply` does of a prediction; a test holds the two together.
"""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from jobskills.prediction import Domain
from jobskills.scores import Named, Scores
from jobskills.selection import Selection

__all__ = ["selected"]

Flags = NDArray[np.bool_]


def selected(scores: Scores, selection: Selection, domains: tuple[Domain, ...]) -> Scores:
    """Return the scores without the lines that were not asked for; `domains` are the elements'."""
    if selection == Selection():
        return scores
    elements = scores.elements
    listed = {domain: place for place, domain in enumerate(dict.fromkeys(domains))}
    places = np.array([listed[domain] for domain in domains], np.int64)
    wanted = np.array([domain in selection.domains for domain in domains], np.bool_)
    domain = places[elements.element]
    kept = wanted[elements.element] & (elements.probability >= selection.threshold)
    group = _postings(elements.counts) * len(listed) + domain
    return replace(
        scores,
        elements=elements.take(_first(kept, group, selection.top)),
        technologies=_named(scores.technologies, selection),
        tools=_named(scores.tools, selection),
    )


def _named(lines: Named, selection: Selection) -> Named:
    kept = lines.mentioned | (lines.probability >= selection.threshold)
    return lines.take(_first(kept, _postings(lines.counts), selection.top))


def _postings(counts: NDArray[np.int32]) -> NDArray[np.int64]:
    """Return each line's posting."""
    return np.repeat(np.arange(len(counts)), counts)


def _first(kept: Flags, group: NDArray[np.int64], top: int | None) -> Flags:
    """Return the first of those kept in each group; lines of one group stand together."""
    if top is None or not kept.any():
        return kept
    places = np.flatnonzero(kept)
    groups = group[places]
    begins = np.concatenate(([True], groups[1:] != groups[:-1]))
    number = np.arange(len(places))
    rank = number - np.maximum.accumulate(np.where(begins, number, 0))
    first = kept.copy()
    first[places] = rank < top
    return first
