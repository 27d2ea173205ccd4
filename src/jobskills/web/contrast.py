"""What the page says of a comparison, ready for the templates: dumbbells, gaps, quotes.

Only wording, order and geometry; every number comes from the comparison.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from jobskills.comparison import Action, Comparison, ElementComparison, Gap, Relation
from jobskills.prediction import Posting
from jobskills.web.onetonline import element_url
from jobskills.web.ports import ElementPort
from jobskills.web.quotes import quotes, sentence_around
from jobskills.web.rows import place
from jobskills.web.wording import ACTIONS, GAP_KINDS, KINDS, MEANINGS, RELATIONS, TALLY

__all__ = ["Choice", "Contrast", "GapGroup", "GapLine", "Pair", "make_contrast"]

_FIRST: Final = 6


@dataclass(frozen=True, slots=True)
class Pair:
    """One element on both sides: positions on its track in percent, and the sentences."""

    element: ElementComparison
    described: ElementPort
    left: float
    right: float
    average: float
    left_quotes: tuple[str, ...]
    right_quotes: tuple[str, ...]
    shown: bool

    @property
    def kind(self) -> str:
        """What it is, in one word."""
        return KINDS[self.element.domain]

    @property
    def meaning(self) -> str:
        """What its ratings say."""
        return MEANINGS[self.element.domain]

    @property
    def relation(self) -> str:
        """What the difference means for the left."""
        return RELATIONS[self.element.relation]

    @property
    def url(self) -> str | None:
        """Its page on O*NET OnLine."""
        return element_url(self.element.id)

    @property
    def start(self) -> float:
        """Where the line between the two begins."""
        return min(self.left, self.right)

    @property
    def width(self) -> float:
        """How long the line between the two is."""
        return round(abs(self.right - self.left), 1)


@dataclass(frozen=True, slots=True)
class GapLine:
    """One line of the gap list."""

    gap: Gap
    pair: Pair | None
    quotes: tuple[str, ...]

    @property
    def kind(self) -> str:
        """What it is, in one word."""
        return GAP_KINDS[self.gap.kind]


@dataclass(frozen=True, slots=True)
class GapGroup:
    """Gaps that ask for the same kind of action; `first` are shown, `rest` on demand."""

    action: Action
    heading: str
    hint: str
    first: tuple[GapLine, ...]
    rest: tuple[GapLine, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """How many elements stand in one relation, and their part of the bar in percent."""

    relation: Relation
    words: str
    count: int
    start: float
    width: float


@dataclass(frozen=True, slots=True)
class Contrast:
    """Everything that the templates need to show a comparison."""

    comparison: Comparison
    pairs: tuple[Pair, ...]
    groups: tuple[GapGroup, ...]
    counts: Mapping[Relation, int]

    @property
    def shown(self) -> int:
        """Number of rows that the controls leave visible."""
        return sum(pair.shown for pair in self.pairs)

    @property
    def tally(self) -> tuple[Part, ...]:
        """The relations of all that either side asks for, as parts of one bar."""
        counts = {relation: self.counts[relation] for relation in TALLY}
        whole = max(sum(counts.values()), 1)
        ends = accumulate(counts.values())
        return tuple(
            Part(
                relation,
                words,
                counts[relation],
                round(100 * (end - counts[relation]) / whole, 2),
                round(100 * counts[relation] / whole, 2),
            )
            for (relation, words), end in zip(TALLY.items(), ends, strict=True)
        )


@dataclass(frozen=True, slots=True)
class Choice:
    """Which rows of a comparison the reader wants to see."""

    relation: str = ""
    find: str = ""

    def shows(self, element: ElementComparison) -> bool:
        """Whether a row is visible under these controls."""
        found = self.find.strip().casefold() in element.name.casefold()
        return found and self.relation in ("", element.relation)


def make_contrast(
    comparison: Comparison,
    left: Posting,
    right: Posting,
    elements: Sequence[ElementPort],
    choice: Choice,
) -> Contrast:
    """Arrange a comparison for the page.

    Parameters
    ----------
    comparison : Comparison
        Of the predictions for the two postings.
    left, right : Posting
        The texts that were read.
    elements : sequence of ElementPort
        Scales and averages, from the same model.
    choice : Choice
        Which rows are shown.
    """
    described = {element.id: element for element in elements}
    pairs = [
        _pair(one, described[one.id], left, right, choice)
        for one in comparison.elements
        if one.id in described
    ]
    # The widest gap first, whichever side asks for more.
    pairs.sort(key=lambda pair: -abs(pair.element.difference_sd))
    counts = {
        relation: sum(pair.element.relation == relation for pair in pairs) for relation in RELATIONS
    }
    return Contrast(comparison, tuple(pairs), _groups(comparison, pairs, right), counts)


def _pair(
    one: ElementComparison, element: ElementPort, left: Posting, right: Posting, choice: Choice
) -> Pair:
    return Pair(
        one,
        element,
        place(one.left.importance, element),
        place(one.right.importance, element),
        place(element.mean, element),
        quotes(left, one.left.evidence),
        quotes(right, one.right.evidence),
        choice.shows(one),
    )


def _groups(comparison: Comparison, pairs: Iterable[Pair], right: Posting) -> tuple[GapGroup, ...]:
    by_id = {pair.element.id: pair for pair in pairs}
    groups = []
    for action, (heading, hint) in ACTIONS.items():
        gaps = [gap for gap in comparison.gaps if gap.action == action]
        lines = tuple(GapLine(gap, by_id.get(gap.id or ""), _quoted(right, gap)) for gap in gaps)
        groups.append(GapGroup(action, heading, hint, lines[:_FIRST], lines[_FIRST:]))
    return tuple(groups)


def _quoted(posting: Posting, gap: Gap) -> tuple[str, ...]:
    """Return what the text says of a gap; of a name alone, the sentence around it."""
    named = gap.id is None
    return quotes(
        posting,
        (sentence_around(posting, span) if named else span for span in gap.evidence),
    )
