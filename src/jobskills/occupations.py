"""The occupations that a model knows: found by words, and rated as O*NET rates them.

Takes plain names and figures, so that every door can ask the same of any predictor.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from jobskills.prediction import DOMAINS, Domain

__all__ = ["OccupationRating", "OccupationSearch", "published_ratings"]

_DECIMALS: Final = 4


class OccupationSearch:
    """Occupations by words, in one lower-case line each: a search is a scan of short strings.

    Parameters
    ----------
    occupations : sequence of (str, str)
        Code and title.

    Examples
    --------
    >>> search = OccupationSearch([("35-1011.00", "Chefs and Head Cooks"),
    ...                            ("35-2014.00", "Cooks, Restaurant")])
    >>> search.find("cooks")
    [('35-2014.00', 'Cooks, Restaurant'), ('35-1011.00', 'Chefs and Head Cooks')]
    >>> search.find("35-1011")
    [('35-1011.00', 'Chefs and Head Cooks')]
    """

    def __init__(self, occupations: Sequence[tuple[str, str]]) -> None:
        self._lines = [(f"{title} {code}".lower(), (code, title)) for code, title in occupations]

    def find(self, query: str) -> list[tuple[str, str]]:
        """Return the occupations whose line holds every word, those that begin with one first."""
        words = query.lower().split()
        found = [one for one in self._lines if all(word in one[0] for word in words)]
        if words:
            found.sort(key=lambda one: not one[0].startswith(words[0]))
        return [occupation for _, occupation in found]


class _Element(Protocol):
    """What names an element."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def domain(self) -> Domain: ...


@dataclass(frozen=True, slots=True)
class OccupationRating:
    """O*NET's rating of an occupation on one element.

    `importance` is on the element's own published scale; `level` is 0-7, or None where O*NET
    publishes none.
    """

    id: str
    name: str
    domain: Domain
    importance: float
    level: float | None


def published_ratings(
    elements: Sequence[_Element], importance: NDArray[np.float32], level: NDArray[np.float32]
) -> list[OccupationRating]:
    """Return O*NET's ratings of one occupation, the most important of each domain first.

    Parameters
    ----------
    elements : sequence
        What is rated, with its `id`, `name` and `domain`.
    importance, level : array of float, [elements]
        NaN where O*NET has published none.

    Examples
    --------
    >>> from jobskills import Predictor
    >>> predictor = Predictor.load()
    >>> row = [code for code, _ in predictor.occupations].index("35-2014.00")
    >>> rated = published_ratings(predictor.elements, predictor.ratings[row], predictor.levels[row])
    >>> next(rating.name for rating in rated if rating.domain == "knowledge")
    'Food Production'
    """
    rated = [
        OccupationRating(
            element.id,
            element.name,
            element.domain,
            round(float(importance[i]), _DECIMALS),
            None if np.isnan(level[i]) else round(float(level[i]), _DECIMALS),
        )
        for i, element in enumerate(elements)
        if not np.isnan(importance[i])
    ]
    order = {domain: i for i, domain in enumerate(DOMAINS)}
    return sorted(rated, key=lambda one: (order[one.domain], -one.importance))
