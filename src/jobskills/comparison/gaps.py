"""What the right side asks and the left lacks, as a list to act on: what first, and why.

What the text names comes before what is rated, and that before what is only expected of
such jobs; of the ratings, the widest gap first. Not worth acting on are ratings below
"important", however unusual they are, and of the dozens of products that are expected of a
job, those that O*NET doesn't mark as in demand.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal, get_args

from jobskills.comparison.elements import ElementComparison
from jobskills.comparison.named import NamedSide, TechnologyComparison, ToolComparison
from jobskills.prediction import Domain, Span

__all__ = ["Action", "Gap", "list_gaps"]

Action = Literal["learn", "practise", "expect"]

#: Skills, knowledge and products can be learned; activities are shown by having done them;
#: abilities, styles and context are what a person is like and what the place is like.
_ACTIONS: Final[Mapping[Domain, Action]] = {
    "skills": "learn",
    "knowledge": "learn",
    "work_activities": "practise",
    "abilities": "expect",
    "work_context": "expect",
    "work_styles": "expect",
}
_LACKING: Final = frozenset(("missing", "weaker"))
#: O*NET's rating for "important", the middle of its scales from 1 to 5.
_IMPORTANT: Final = 3.0


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that the right side asks and the left lacks.

    Parameters
    ----------
    action : str
        *learn* (skills, knowledge, technologies, tools), *practise* (activities) or *expect*
        (abilities, styles, context: what the job is like rather than what is taught).
    kind : str
        The element's domain, "technology" or "tool".
    id : str or None
        The element's; None for technologies and tools.
    name : str
    relation : str
        *missing* or *weaker*, as of `ElementComparison`.
    difference, difference_sd : float or None
        In rating points and in standard deviations between occupations; None for
        technologies and tools.
    probability : float
        That the right side asks for it.
    sure : bool
        Whether the right's text names it, or the difference's 90 % interval leaves zero out.
    evidence : tuple of Span
        Where the right side's description says so.
    """

    action: Action
    kind: Domain | Literal["technology", "tool"]
    id: str | None
    name: str
    relation: Literal["missing", "weaker"]
    difference: float | None
    difference_sd: float | None
    probability: float
    sure: bool
    evidence: tuple[Span, ...]


def list_gaps(
    elements: Iterable[ElementComparison],
    technologies: Iterable[TechnologyComparison],
    tools: Iterable[ToolComparison],
) -> tuple[Gap, ...]:
    """Return the gaps in the order of acting on them; names are those only the right has."""
    gaps = [
        _element(one)
        for one in elements
        if one.relation in _LACKING and one.right.importance >= _IMPORTANT
    ]
    gaps += _named("technology", (one for one in technologies if _named_by(one) or one.in_demand))
    gaps += _named("tool", filter(_named_by, tools))
    return tuple(sorted(gaps, key=_place))


def _place(gap: Gap) -> tuple[int, int, float]:
    action = get_args(Action).index(gap.action)
    if gap.difference_sd is not None:
        return action, 1, -gap.difference_sd
    return action, 0 if gap.sure else 2, -gap.probability


def _element(one: ElementComparison) -> Gap:
    return Gap(
        _ACTIONS[one.domain],
        one.domain,
        one.id,
        one.name,
        "missing" if one.relation == "missing" else "weaker",
        one.difference,
        one.difference_sd,
        one.right.probability,
        one.clear,
        tuple(Span(where.start, where.end) for where in one.right.evidence),
    )


def _named_by(row: TechnologyComparison | ToolComparison) -> bool:
    """Whether the right's text names it."""
    return row.right is not None and row.right.mentioned


def _named(
    kind: Literal["technology", "tool"], rows: Iterable[TechnologyComparison | ToolComparison]
) -> Iterator[Gap]:
    for row in rows:
        right: NamedSide | None = row.right
        if right is not None:
            yield Gap(
                "learn", kind, None, row.name, "missing", None, None,
                right.probability, right.mentioned, right.evidence,
            )  # fmt: skip
