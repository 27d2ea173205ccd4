"""What the page says of a prediction, ready for the templates.

Only wording, order and geometry; every number comes from the prediction.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from jobskills.prediction import Domain, Prediction
from jobskills.web.marking import MarkedPosting, mark_posting
from jobskills.web.ports import ElementPort
from jobskills.web.rows import Row, View, make_rows
from jobskills.web.wording import HEADINGS

__all__ = ["Answer", "Panel", "Pull", "make_answer"]

_GLANCE: Final = 3
_APART: Final = 6
#: Half a standard deviation: below it, a difference from the average job isn't worth a line.
_WORTH_SAYING: Final = 0.5
_PULLS: Final = 8
#: Below this probability the nearest occupation is no more than that.
_SURE: Final = 0.25


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
    def glance(self) -> tuple[Row, ...]:
        """What matters most, whatever the controls say."""
        return tuple(sorted(self.rows, key=_importance)[:_GLANCE])

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
class Pull:
    """A row that a sentence moves, by so many scale points, and a bar as wide in percent."""

    row: Row
    weight: float
    width: float


@dataclass(frozen=True, slots=True)
class Answer:
    """Everything that the templates need to show a prediction."""

    prediction: Prediction
    posting: MarkedPosting
    panels: tuple[Panel, ...]
    apart: tuple[Row, ...]
    moved: Mapping[int, tuple[Pull, ...]]

    @property
    def sure(self) -> bool:
        """Whether the first occupation is more than the nearest of many."""
        occupations = self.prediction.occupations
        return bool(occupations) and occupations[0].probability >= _SURE

    @property
    def mentions(self) -> Mapping[str, int]:
        """A number for each technology and tool that the text names, by name."""
        named = [one.name for one in self.prediction.technologies if one.mentioned]
        named += [one.name for one in self.prediction.tools if one.mentioned]
        return {name: number for number, name in enumerate(dict.fromkeys(named), 1)}


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
    rows = make_rows(prediction, posting, elements, view)
    return Answer(prediction, posting, _panels(rows, view), _apart(rows), _moved(rows))


def _panels(rows: Sequence[Row], view: View) -> tuple[Panel, ...]:
    ordered = sorted(rows, key=_distinction if view.sort == "apart" else _importance)
    return tuple(
        Panel(domain, heading, tuple(row for row in ordered if row.score.domain == domain))
        for domain, heading in HEADINGS.items()
    )


def _importance(row: Row) -> float:
    return -row.track.dot


def _distinction(row: Row) -> tuple[bool, float]:
    """Rank what the job doesn't need after what it does, however rare it is elsewhere."""
    return not row.needed, -row.score.distinctiveness


def _apart(rows: Sequence[Row]) -> tuple[Row, ...]:
    distinct = [r for r in rows if r.needed and r.score.distinctiveness >= _WORTH_SAYING]
    return tuple(sorted(distinct, key=_distinction)[:_APART])


def _moved(rows: Sequence[Row]) -> Mapping[int, tuple[Pull, ...]]:
    """Return, for each sentence, the rows that it carries most, heaviest first."""
    pulls: dict[int, list[tuple[float, Row]]] = {}
    for row in rows:
        for note in row.notes:
            pulls.setdefault(note.number, []).append((note.weight, row))
    return {number: _pulls(pulls[number]) for number in sorted(pulls)}


def _pulls(moved: list[tuple[float, Row]]) -> tuple[Pull, ...]:
    first = sorted(moved, key=lambda pull: -pull[0])[:_PULLS]
    widest = max(first[0][0], 1e-9)
    return tuple(
        Pull(row, weight, round(100 * max(weight, 0.0) / widest, 1)) for weight, row in first
    )
