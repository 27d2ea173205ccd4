"""What a posting looks like after reading: units with offsets; no reading happens here."""

from dataclasses import dataclass
from typing import Final, Literal, NamedTuple, get_args

from jobskills.prediction import Posting
from jobskills.text.visible import Visible

__all__ = ["BOILERPLATE", "SECTIONS", "Reading", "Section", "Unit"]

Section = Literal["none", "duties", "requirements", "about", "benefits", "legal"]

#: Every section, "none" first, so that its position can serve as a code.
SECTIONS: Final[tuple[Section, ...]] = get_args(Section)


#: Sections that say nothing of the work.
BOILERPLATE: Final[frozenset[Section]] = frozenset(("about", "benefits", "legal"))

_NOTHING: Final = Visible("")


class Unit(NamedTuple):
    """One sentence, bullet or heading of a description.

    Parameters
    ----------
    start, end : int
        The half-open range of code points in the description as sent.
    text : str
        What a person sees there: equal to ``description[start:end]`` for clean
        plain text, with tags, entities and broken encodings resolved otherwise.
    section : str
        The part of the posting that it belongs to, one of `SECTIONS`.
    heading : bool
        Whether it opens a part rather than says something.

    Examples
    --------
    >>> Unit(0, 11, "Bake bread.", "duties").heading
    False
    """

    start: int
    end: int
    text: str
    section: Section = "none"
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """A posting and what was read from it.

    Parameters
    ----------
    posting : Posting
        The posting as sent.
    title_clean : str
        The title without pay, ids, places and hiring words.
    units : tuple of Unit
        In the order of the text; they never overlap.
    n_words : int
        Words read, of title and description together.
    truncated : bool
        Whether the end of the description was left unread for its length.
    warnings : tuple of str
        Sentences for the user about what limits the reading.
    visible : Visible
        What a person sees of the description, tied to the description as sent.
    doubtful : bool
        Whether the text is too short, not in English or no job posting at all, so that
        no answer can be sure.

    Examples
    --------
    >>> Reading(Posting("Baker"), "Baker", (), 1, False, ()).n_words
    1
    """

    posting: Posting
    title_clean: str
    units: tuple[Unit, ...]
    n_words: int
    truncated: bool
    warnings: tuple[str, ...]
    visible: Visible = _NOTHING
    doubtful: bool = False

    @property
    def telling(self) -> tuple[Unit, ...]:
        """The units that may tell of the work: none of company, benefits and law, if others are.

        Examples
        --------
        >>> bread, pay = Unit(0, 10, "Bake bread", "duties"), Unit(11, 17, "401(k)", "benefits")
        >>> [unit.text for unit in Reading(Posting(), "", (bread, pay), 3, False, ()).telling]
        ['Bake bread']
        >>> [unit.text for unit in Reading(Posting(), "", (pay,), 1, False, ()).telling]
        ['401(k)']
        """
        of_work = tuple(unit for unit in self.units if unit.section not in BOILERPLATE)
        return of_work if any(not unit.heading for unit in of_work) else self.units
