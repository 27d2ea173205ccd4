"""Headings of advertisements and the section that each opens; decides by words alone."""

import re
from typing import Final, NamedTuple

from jobskills.text.phrases import FIELDS, PAY, PHRASES, STATEMENT
from jobskills.text.reading import Section
from jobskills.text.wordset import word_set

__all__ = ["Heading", "read_heading"]


class Heading(NamedTuple):
    """The section a heading opens, and whether it holds until the next heading."""

    section: Section
    carries: bool = True


_FILLERS: Final = word_set(
    """
    a an and the of for in to this that with or & your our my is are as on other not limited be
    by s all general key main core primary principal essential specific major typical daily
    basic minimum min mandatory required preferred desired desirable additional special summary
    overview statement section list important critical relevant necessary ideal successful
    recommended optional job position role work working post employment candidate applicant
    include includes including included following related physical personal level entry
    description what how
    """
)
_NOUNS: Final[dict[Section, frozenset[str]]] = {
    "legal": word_set("eeo eeoc eoe disclaimer privacy accommodation accommodations"),
    "benefits": word_set(
        """
        benefits benefit perks compensation salary wage wages pay remuneration rewards bonus
        offer offers offering package incentives incentive 401k insurance vacation pto range
        rate
        """
    ),
    "duties": word_set(
        """
        duties duty responsibilities responsibility tasks task functions function
        accountabilities accountability activities deliverables expectations purpose mission
        objective objectives scope goal goals summary day-to-day role assignment assignments
        """
    ),
    "requirements": word_set(
        """
        requirements requirement qualifications qualification skills skill experience
        experiences education educational knowledge knowledges abilities ability competencies
        competences competency certification certifications certificate certificates license
        licenses licence licences licensure licensing credentials credential prerequisites
        training attributes characteristics criteria traits profile background specification
        person demands environment conditions technical professional soft hard language
        languages academic proficiencies expertise willingness age citizenship
        """
    ),
    "about": word_set("company organization organisation culture values history employer"),
}
_ORDER: Final[tuple[Section, ...]] = ("duties", "requirements", "benefits", "about", "legal")
_VOCABULARY: Final = _FILLERS.union(*_NOUNS.values())
_HEADS: Final = {noun: section for section in _ORDER for noun in _NOUNS[section]}
# "Role" and "summary" say something only where no other noun does.
_WEAK: Final = word_set(
    """
    role summary conditions environment person background profile technical professional
    """
)

_ABOUT_NAME: Final = re.compile(r"(?i)about\s+(?:[A-Z<][\w&.'’>-]*\s*){1,5}")
_ASIDE: Final = re.compile(r"\([^()]{0,60}\)")
_EDGES: Final = re.compile(r"^[^\w<(]+|[^\w>)]+$")
_TOKENS: Final = re.compile(r"[\w'&+-]+")
_MAX_WORDS: Final = 9
_MAX_LENGTH: Final = 80


def read_heading(text: str, *, marked: bool = False) -> Heading | None:
    """Return what a short text opens when it stands as a heading, or None.

    Parameters
    ----------
    text : str
        The words that may be a heading.
    marked : bool
        Whether a colon or capitals say that it is one, so that one telling word is enough.

    Examples
    --------
    >>> read_heading("Key Responsibilities")
    Heading(section='duties', carries=True)
    >>> read_heading("WHAT WE OFFER").section, read_heading("About you").section
    ('benefits', 'requirements')
    >>> read_heading("Location").carries
    False
    >>> read_heading("Greets customers") is None
    True
    >>> read_heading("Some responsibilities may be", marked=True).section
    'duties'
    """
    if len(text) > _MAX_LENGTH:
        return None
    plain = _EDGES.sub("", _ASIDE.sub(" ", text.replace("’", "'").replace("`", "'")))
    lower = " ".join(plain.lower().split())
    tokens = _TOKENS.findall(lower)
    if not tokens or len(tokens) > _MAX_WORDS:
        return None
    if FIELDS.fullmatch(lower):
        return Heading("none", carries=False)
    if PAY.fullmatch(lower):
        return Heading("benefits", carries=False)
    found = _by_phrase(lower) or _by_nouns(tokens) or _by_name(plain)
    return found or (_by_one_noun(tokens) if marked else None)


def _by_phrase(lower: str) -> Heading | None:
    """Return the section of a set phrase."""
    for section, pattern in PHRASES:
        if pattern.fullmatch(lower):
            # "Equal opportunity employer" is a statement as much as a heading.
            return Heading(section, carries=STATEMENT.search(lower) is None)
    return None


def _by_nouns(tokens: list[str]) -> Heading | None:
    """Return the section of a heading made only of the words of headings."""
    if not all(token in _VOCABULARY or token.isdigit() for token in tokens):
        return None
    heads = [token for token in tokens if token in _HEADS]
    if not heads:
        return None
    strong = [token for token in heads if token not in _WEAK]
    if not strong and len(heads) == len(tokens) == 1 and heads[0] not in ("summary", "role"):
        return None
    return Heading(_HEADS[(strong or heads)[0]])


def _by_one_noun(tokens: list[str]) -> Heading | None:
    """Return the section of the first telling word."""
    for token in tokens:
        if token in _HEADS and token not in _WEAK:
            return Heading(_HEADS[token])
    return None


def _by_name(plain: str) -> Heading | None:
    """Return the section of "About Acme Bakeries"."""
    if plain[:5].lower() == "about" and _ABOUT_NAME.fullmatch(plain) and not plain.islower():
        return Heading("about")
    return None
