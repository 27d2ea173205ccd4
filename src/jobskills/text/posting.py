"""A posting to its reading: the one function that puts this room's steps together."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from jobskills.prediction import Posting
from jobskills.text.cues import Cues
from jobskills.text.doubts import (
    DOUBTFUL,
    ONE_OF_SEVERAL,
    SEVERAL_JOBS,
    TOO_LONG,
    tells_of_several_jobs,
    text_doubts,
)
from jobskills.text.json_ld import Declared, declared_postings, is_json
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

_WORD: Final = re.compile(r"\w\S*")
_NO_SIGNS: Final = {
    ord(sign): None for sign in map(chr, range(128)) if not (_WORD.match(sign) or sign.isspace())
}


def read_posting(posting: Posting) -> Reading:
    """Read a posting: plain text, pasted web text, HTML or JobPosting JSON-LD.

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
    declared = declared_postings(posting.description)
    title = posting.title
    if declared and not title.strip():
        title = declared[0].title
    visible = _visible(posting.description, declared)
    text, n_words, truncated = _limit(visible.text)
    n_words += _n_words(title)
    units = tuple(islice(_units(visible, text), MAX_UNITS + 1))
    truncated = truncated or visible.cut or len(units) > MAX_UNITS
    units = units[:MAX_UNITS]
    doubts = list(text_doubts(title, text, n_words))
    if truncated:
        doubts.insert(0, TOO_LONG)
    if len(declared) > 1:
        doubts.append(ONE_OF_SEVERAL)
    elif tells_of_several_jobs(units):
        doubts.append(SEVERAL_JOBS)
    return Reading(
        posting=posting,
        title_clean=clean_title(Visible.of(title).text),
        units=units,
        n_words=n_words,
        truncated=truncated,
        warnings=tuple(doubts),
        visible=visible,
        doubtful=not DOUBTFUL.isdisjoint(doubts),
    )


def _visible(description: str, declared: Sequence[Declared]) -> Visible:
    """Return what a person sees of a description: of a document, what it declares."""
    if declared and (declared[0].pieces or is_json(description)):
        return Visible.of("", declared[0].pieces)
    return Visible.of(description)


def _limit(text: str) -> tuple[str, int, bool]:
    """Return the text up to `MAX_WORDS`, its number of words, and whether it was cut."""
    n_words = 0
    for match in _WORD.finditer(text) if len(text) > MAX_WORDS * 2 else ():
        if n_words == MAX_WORDS:
            return text[: match.start()], n_words, True
        n_words += 1
    return text, n_words or _n_words(text), False


def _n_words(text: str) -> int:
    """Return the number of runs without white space that hold a letter or digit."""
    if text.isascii():
        # Half of what looking for them takes.
        return len(text.translate(_NO_SIGNS).split())
    return len(_WORD.findall(text))


def _units(visible: Visible, text: str) -> Iterator[Unit]:
    """Yield the units of a visible text; a heading holds until the next one."""
    section: Section = "none"
    field: Section | None = None
    before: Section = "none"
    cues = Cues(text)
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
            content = text[statement.start : statement.end]
            if content[:1].isalnum() or any(map(str.isalnum, content)):
                unit = _unit(visible, content, statement, cues, (here, before))
                before = unit.section
                yield unit


def _unit(
    visible: Visible,
    content: str,
    statement: Statement,
    cues: Cues,
    sections: tuple[Section, Section],
) -> Unit:
    """Return a statement as a unit of the source; `sections`: its heading's, the last unit's."""
    start, end, heading, _ = statement
    section, before = sections
    if visible.anchors:
        start, end = visible.span(start, end)
        content = " ".join(content.split())
    if not heading:
        section = cues.own_section(content, section, before)
    return Unit(start, end, content, section, heading)
