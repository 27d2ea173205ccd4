"""Rated elements as rows of the page: where the marks stand on a track, which sentences speak.

Only wording, order and geometry; every number comes from the prediction.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from jobskills.prediction import ElementScore, Prediction
from jobskills.web.marking import MarkedPosting
from jobskills.web.onetonline import element_url
from jobskills.web.ports import ElementPort
from jobskills.web.wording import KINDS, MEANINGS

__all__ = ["Note", "Row", "Sort", "Track", "View", "make_rows", "place"]

Sort = Literal["important", "apart"]

_SENTENCES: Final = 5


@dataclass(frozen=True, slots=True)
class View:
    """How the reader wants the rows: the controls of the page."""

    threshold: float = 0.0
    sort: Sort = "important"
    find: str = ""

    def shows(self, score: ElementScore) -> bool:
        """Whether a row is visible under these controls."""
        return self.finds(score.name) and score.probability >= self.threshold

    def finds(self, name: str) -> bool:
        """Whether a name holds the words that are searched for."""
        return self.find.strip().casefold() in name.casefold()


@dataclass(frozen=True, slots=True)
class Track:
    """Positions on a row's track in percent of the scale."""

    average: float
    dot: float
    low: float
    width: float


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence by number, and how much of the rating it carries in scale points."""

    number: int
    weight: float


@dataclass(frozen=True, slots=True)
class Row:
    """One element as the page shows it."""

    score: ElementScore
    element: ElementPort
    track: Track
    notes: tuple[Note, ...]
    shown: bool

    @property
    def kind(self) -> str:
        """What it is, in one word."""
        return KINDS[self.score.domain]

    @property
    def meaning(self) -> str:
        """What its rating says."""
        return MEANINGS[self.score.domain]

    @property
    def url(self) -> str | None:
        """Its page on O*NET OnLine."""
        return element_url(self.score.id)

    @property
    def likely(self) -> bool:
        """Whether the job is rather at or above the median job than below."""
        return self.score.probability >= 0.5

    @property
    def needed(self) -> bool:
        """Whether the job takes it at all: from the middle of the scale on, "important" there."""
        return self.track.dot >= 50.0


def make_rows(
    prediction: Prediction, posting: MarkedPosting, elements: Sequence[ElementPort], view: View
) -> list[Row]:
    """Return a row for each element of a prediction that the model describes."""
    described = {element.id: element for element in elements}
    return [
        Row(
            score,
            described[score.id],
            _track(score, described[score.id]),
            _notes(score, posting),
            view.shows(score),
        )
        for score in prediction.elements
        if score.id in described
    ]


def _notes(score: ElementScore, posting: MarkedPosting) -> tuple[Note, ...]:
    """Return the sentences that speak for an element, the weightiest first."""
    weights: dict[int, float] = {}
    for span in score.evidence:
        number = posting.number(span)
        if number is not None:
            weights[number] = weights.get(number, 0.0) + span.weight
    notes = [Note(number, weight) for number, weight in weights.items()]
    return tuple(sorted(notes, key=lambda note: -note.weight)[:_SENTENCES])


def _track(score: ElementScore, element: ElementPort) -> Track:
    left, right = place(score.importance_low, element), place(score.importance_high, element)
    return Track(
        place(element.mean, element), place(score.importance, element), left, round(right - left, 1)
    )


def place(rating: float, element: ElementPort) -> float:
    """Return where a rating stands on its element's scale, in percent of the track."""
    share = (rating - element.scale_low) / (element.scale_high - element.scale_low)
    return round(100 * min(max(share, 0.0), 1.0), 1)
