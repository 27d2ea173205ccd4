"""What the page says of a prediction: rows, tracks and plain words, ready for the templates.

Only wording, order and geometry; every number comes from the prediction.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from jobskills.prediction import Domain, ElementScore, Prediction
from jobskills.web.marking import MarkedPosting, mark_posting
from jobskills.web.onetonline import element_url
from jobskills.web.ports import ElementPort

__all__ = ["Answer", "Panel", "Row", "View", "make_answer"]

Sort = Literal["important", "apart"]

#: The page's order and names of the domains; what a person asks first comes first.
_HEADINGS: Final[Mapping[Domain, str]] = {
    "skills": "Skills",
    "knowledge": "Knowledge",
    "abilities": "Abilities",
    "work_activities": "Activities",
    "work_context": "Context",
    "work_styles": "Styles",
}
_SINGULAR: Final[Mapping[Domain, str]] = {
    "skills": "Skill",
    "knowledge": "Knowledge",
    "abilities": "Ability",
    "work_activities": "Activity",
    "work_context": "Context",
    "work_styles": "Style",
}
_APART: Final = 6
#: Half a standard deviation: below it, a difference from the average job isn't worth a line.
_WORTH_SAYING: Final = 0.5
_SENTENCES: Final = 5


@dataclass(frozen=True, slots=True)
class View:
    """How the reader wants the rows: the controls of the page."""

    threshold: float = 0.5
    sort: Sort = "important"
    find: str = ""

    def shows(self, score: ElementScore) -> bool:
        """Whether a row is visible under these controls."""
        found = self.find.strip().casefold() in score.name.casefold()
        return found and score.probability >= self.threshold


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
    kind: str
    track: Track
    notes: tuple[Note, ...]
    url: str | None
    shown: bool


@dataclass(frozen=True, slots=True)
class Panel:
    """One domain: its rows in the chosen order."""

    domain: Domain
    heading: str
    rows: tuple[Row, ...]

    @property
    def shown(self) -> int:
        """Number of rows that the controls leave visible."""
        return sum(row.shown for row in self.rows)

    @property
    def low(self) -> str:
        """The left end of the tracks: a number where the whole domain shares one scale."""
        ends = {row.element.scale_low for row in self.rows}
        return f"{ends.pop():g}" if len(ends) == 1 else "low"

    @property
    def high(self) -> str:
        """The right end of the tracks, in the same way."""
        ends = {row.element.scale_high for row in self.rows}
        return f"{ends.pop():g}" if len(ends) == 1 else "high"

    @property
    def first_names(self) -> str:
        """The first visible names, as a glimpse of a closed panel."""
        return ", ".join([row.score.name for row in self.rows if row.shown][:3])


@dataclass(frozen=True, slots=True)
class Answer:
    """Everything that the templates need to show a prediction."""

    prediction: Prediction
    posting: MarkedPosting
    panels: tuple[Panel, ...]
    apart: tuple[Row, ...]
    moved: Mapping[int, tuple[Row, ...]]


def make_answer(
    prediction: Prediction, description: str, elements: Sequence[ElementPort], view: View
) -> Answer:
    """Arrange a prediction for the page.

    Parameters
    ----------
    prediction : Prediction
        Whole, not filtered: rows below the threshold are hidden, not absent.
    description : str
        The text that was read.
    elements : sequence of ElementPort
        Scales and averages, from the same model.
    view : View
        Threshold, order and search.
    """
    posting = mark_posting(description, prediction)
    described = {element.id: element for element in elements}
    rows = [
        _row(score, described[score.id], posting, view)
        for score in prediction.elements
        if score.id in described
    ]
    return Answer(prediction, posting, _panels(rows, view), _apart(rows), _moved(rows))


def _row(score: ElementScore, element: ElementPort, posting: MarkedPosting, view: View) -> Row:
    weights: dict[int, float] = {}
    for span in score.evidence:
        number = posting.number(span)
        if number is not None:
            weights[number] = weights.get(number, 0.0) + span.weight
    notes = [Note(number, weight) for number, weight in weights.items()]
    notes.sort(key=lambda note: -note.weight)
    return Row(
        score,
        element,
        _SINGULAR[score.domain],
        _track(score, element),
        tuple(notes[:_SENTENCES]),
        element_url(score.id),
        view.shows(score),
    )


def _track(score: ElementScore, element: ElementPort) -> Track:
    low, span = element.scale_low, element.scale_high - element.scale_low

    def percent(value: float) -> float:
        return round(100 * min(max((value - low) / span, 0.0), 1.0), 1)

    left, right = percent(score.importance_low), percent(score.importance_high)
    return Track(percent(element.mean), percent(score.importance), left, round(right - left, 1))


def _panels(rows: Sequence[Row], view: View) -> tuple[Panel, ...]:
    def place(row: Row) -> float:
        return -(row.score.distinctiveness if view.sort == "apart" else row.track.dot)

    return tuple(
        Panel(
            domain, heading, tuple(sorted((r for r in rows if r.score.domain == domain), key=place))
        )
        for domain, heading in _HEADINGS.items()
    )


def _apart(rows: Sequence[Row]) -> tuple[Row, ...]:
    distinct = [row for row in rows if row.score.distinctiveness >= _WORTH_SAYING]
    return tuple(sorted(distinct, key=lambda row: -row.score.distinctiveness)[:_APART])


def _moved(rows: Sequence[Row]) -> Mapping[int, tuple[Row, ...]]:
    """Return, for each sentence, the rows that it carries most, heaviest first."""
    pulls: dict[int, list[tuple[float, Row]]] = {}
    for row in rows:
        for note in row.notes:
            pulls.setdefault(note.number, []).append((note.weight, row))
    return {
        number: tuple(row for _, row in sorted(pulls[number], key=lambda pull: -pull[0])[:6])
        for number in sorted(pulls)
    }
