"""What the pages call things, once."""

from collections.abc import Mapping
from typing import Final

from jobskills.comparison import Action, Relation
from jobskills.prediction import Domain

__all__ = [
    "ACTIONS",
    "GAP_KINDS",
    "HEADINGS",
    "KINDS",
    "MEANINGS",
    "RELATIONS",
    "TALLY",
]

#: The page's order and names of the domains; what a person asks first comes first.
HEADINGS: Final[Mapping[Domain, str]] = {
    "skills": "Skills",
    "knowledge": "Knowledge",
    "abilities": "Abilities",
    "work_activities": "Activities",
    "work_context": "Context",
    "work_styles": "Styles",
}
#: What one element of a domain is called.
KINDS: Final[Mapping[Domain, str]] = {
    "skills": "Skill",
    "knowledge": "Knowledge",
    "abilities": "Ability",
    "work_activities": "Activity",
    "work_context": "Context",
    "work_styles": "Style",
}
#: What a domain's rating says, as the end of a sentence that begins with the number.
MEANINGS: Final[Mapping[Domain, str]] = {
    "skills": "how important the skill is for doing this job",
    "knowledge": "how important this knowledge is for doing the job",
    "abilities": "how important the ability is for doing this job",
    "work_activities": "how important the activity is in this job",
    "work_context": "how often, or how much, it occurs in this job",
    "work_styles": "how important this way of working is for the job",
}
#: What one line of a gap list is called.
GAP_KINDS: Final[Mapping[str, str]] = {
    **dict(KINDS.items()),
    "technology": "Technology",
    "tool": "Tool",
}
#: What to do about a gap: a heading, and what belongs under it.
ACTIONS: Final[Mapping[Action, tuple[str, str]]] = {
    "learn": ("To learn", "What can be taught: skills, knowledge, technologies, tools"),
    "practise": ("To have done", "Activities, best shown by examples of your own work"),
    "expect": ("To be ready for", "What the work is like, and what it takes of a person"),
}
#: What a relation is called, seen from the left, in the order of the page's choices.
RELATIONS: Final[Mapping[Relation, str]] = {
    "missing": "missing",
    "weaker": "weaker",
    "shared": "shared",
    "stronger": "stronger",
    "extra": "not asked",
    "neither": "in neither",
}
#: What the counts of relations say, in the order of the bar; what neither asks for isn't counted.
TALLY: Final[Mapping[Relation, str]] = {
    "missing": "missing: only the job asks for it",
    "weaker": "weaker: the job asks for more of it",
    "shared": "shared: about as much on both sides",
    "stronger": "stronger than asked for",
    "extra": "not asked for",
}
