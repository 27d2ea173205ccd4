"""Which lines of a prediction a caller wants to see; the same rule for every door.

Nothing here computes a number: a selection only leaves lines out.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TypeVar

from jobskills.errors import DataError
from jobskills.prediction import DOMAINS, Domain, ElementScore, Prediction

__all__ = ["Selection"]

_Score = TypeVar("_Score")


@dataclass(frozen=True, slots=True)
class Selection:
    """The lines to keep of a `Prediction`.

    Parameters
    ----------
    top : int, optional
        Keep at most so many elements in each domain, so many technologies and
        so many tools, in the prediction's own order. None keeps all.
    threshold : float
        Keep lines at or above this probability, 0-1. A technology or tool
        that the text names stays whatever its probability.
    domains : tuple of str
        Keep elements of these domains; technologies and tools are no domain
        and stay.

    Raises
    ------
    DataError
        If `top` is below 1, `threshold` outside 0-1 or a domain unknown.

    Examples
    --------
    >>> Selection(top=10, threshold=0.5, domains=("skills",))
    Selection(top=10, threshold=0.5, domains=('skills',))
    >>> Selection(threshold=50)
    Traceback (most recent call last):
    jobskills.errors.DataError: threshold is a probability from 0 to 1, not 50
    """

    top: int | None = None
    threshold: float = 0.0
    domains: tuple[Domain, ...] = DOMAINS

    def __post_init__(self) -> None:
        if self.top is not None and self.top < 1:
            raise DataError(f"top is the number of lines to keep, 1 or more, not {self.top}")
        if not 0.0 <= self.threshold <= 1.0:
            raise DataError(f"threshold is a probability from 0 to 1, not {self.threshold:g}")
        unknown = sorted(set(self.domains) - set(DOMAINS))
        if unknown:
            raise DataError(f"{unknown[0]!r} is not a domain; the domains are {', '.join(DOMAINS)}")

    def apply(self, prediction: Prediction) -> Prediction:
        """Return the prediction with the lines left out that were not asked for."""
        if self == Selection():
            return prediction
        return replace(
            prediction,
            elements=self._elements(prediction.elements),
            technologies=self._first(
                score
                for score in prediction.technologies
                if score.mentioned or score.probability >= self.threshold
            ),
            tools=self._first(
                score
                for score in prediction.tools
                if score.mentioned or score.probability >= self.threshold
            ),
        )

    def _elements(self, scores: tuple[ElementScore, ...]) -> tuple[ElementScore, ...]:
        kept = (
            score
            for score in scores
            if score.domain in self.domains and score.probability >= self.threshold
        )
        # A prediction lists its elements domain by domain, so neighbours group.
        by_domain = groupby(kept, key=lambda score: score.domain)
        return tuple(score for _, group in by_domain for score in self._first(group))

    def _first(self, scores: Iterable[_Score]) -> tuple[_Score, ...]:
        return tuple(scores)[: self.top]
