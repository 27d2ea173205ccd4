"""A posting to its reading: the one function that puts this room's steps together."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from jobskills.prediction import Posting
from jobskills.text.cues import own_section
from jobskills.text.language import is_english
from jobskills.text.lines import split_lines
from jobskills.text.reading import Reading, Section, Unit
from jobskills.text.statements import Statement, split_statements
from jobskills.text.title import clean_title
from jobskills.text.visible import Visible

__all__ = ["MAX_UNITS", "MAX_WORDS", "read_posting"]

#: Words of a description that are read.
MAX_WORDS: Final = 20_000
#: Sentences and headings that are read: each is weighed against every occupation.
MAX_UNITS: Final = 2_000
_MIN_WORDS: Final = 12

TOO_LONG: Final = "The description is too long; its end was not read."
TOO_SHORT: Final = "The posting says very little; the answer is mostly a guess."
EMPTY: Final = "The posting has no words."
NOT_ENGLISH: Final = "The posting doesn't seem to be in English; the answer can't be relied on."

_WORD: Final = re.compile(r"\w\S*")


def read_posting(posting: Posting) -> Reading:
    """Read a posting: plain text, pasted web text or HTML.

    Parameters
    ----------
    posting : Posting
        Any text at all; nothing makes this fail.

    Returns
    -------
    Reading
        Sentences, bullets and headings with their offsets in the description
        as sent, their sections, and the cleaned title.

    Examples
    --------
    >>> sent = "Duties:\\n- Bake bread\\n- Greet customers\\n\\nEqual opportunity employer."
    >>> reading = read_posting(Posting("Baker - $18/hr (m/f/d)", sent))
    >>> reading.title_clean
    'Baker'
    >>> [(unit.text, unit.section) for unit in reading.units if not unit.heading]
    [('Bake bread', 'duties'), ('Greet customers', 'duties'),
     ('Equal opportunity employer.', 'legal')]
    >>> reading.units[1].start, sent[reading.units[1].start : reading.units[1].end]
    (10, 'Bake bread')
    """
    visible = Visible.of(posting.description)
    text, n_words, truncated = _limit(visible.text)
    n_words += len(_WORD.findall(posting.title))
    units = tuple(islice(_units(visible, text), MAX_UNITS + 1))
    truncated = truncated or visible.cut or len(units) > MAX_UNITS
    warnings = tuple(_warnings(posting, text, n_words, truncated))
    title = clean_title(posting.title)
    return Reading(posting, title, units[:MAX_UNITS], n_words, truncated, warnings)


def _limit(text: str) -> tuple[str, int, bool]:
    """Return the text up to `MAX_WORDS`, its number of words, and whether it was cut."""
    n_words = 0
    for match in _WORD.finditer(text) if len(text) > MAX_WORDS * 2 else ():
        if n_words == MAX_WORDS:
            return text[: match.start()], n_words, True
        n_words += 1
    return text, n_words or len(_WORD.findall(text)), False


def _warnings(posting: Posting, text: str, n_words: int, truncated: bool) -> Iterator[str]:
    """Yield what limits the reading."""
    if truncated:
        yield TOO_LONG
    if n_words == 0:
        yield EMPTY
    elif n_words < (2 if posting.title.strip() else _MIN_WORDS):
        yield TOO_SHORT
    if not is_english(f"{posting.title} {text}"):
        yield NOT_ENGLISH


def _units(visible: Visible, text: str) -> Iterator[Unit]:
    """Yield the units of a visible text; a heading holds until the next one."""
    section: Section = "none"
    field: Section | None = None
    for line in split_lines(text):
        here, field = field or section, None
        for statement in split_statements(text, line):
            if statement.opens is not None:
                here = statement.opens.section
                if statement.opens.carries:
                    section = here
                elif statement.end == line.end:
                    # The value of a field alone on its line stands on the next one.
                    field = here
            if any(map(str.isalnum, text[statement.start : statement.end])):
                yield _unit(visible, text, statement, here)


def _unit(visible: Visible, text: str, statement: Statement, section: Section) -> Unit:
    """Return a statement as a unit of the source."""
    content = text[statement.start : statement.end]
    start, end = visible.span(statement.start, statement.end)
    if visible.anchors:
        content = " ".join(content.split())
    if not statement.heading:
        section = own_section(content, section)
    return Unit(start, end, content, section, statement.heading)
