"""The phrases by which O*NET's tools are found: few, and never an everyday word."""

from collections.abc import Iterator
from functools import cache

from jobskills.technology.aliases import TOOL_ALIASES, spellings
from jobskills.technology.names import ORDINARY_TOOLS
from jobskills.technology.tokens import phrase_of
from jobskills.technology.variants import variants

__all__ = ["tool_phrases"]

_MIN_OCCUPATIONS = 3
_MIN_LENGTH_ONE_WORD = 7


def tool_phrases(name: str, n_occupations: int) -> Iterator[tuple[int, str]]:
    """Yield ``(rank, phrase)`` for a tool, singular and plural; nothing for a doubtful one.

    Examples
    --------
    >>> list(tool_phrases("Pipe wrenches", 26))
    [(0, 'pipe wrenches'), (0, 'pipe wrench')]
    >>> list(tool_phrases("Levels", 16))
    []
    """
    for written in _aliases().get(name, ()):
        phrase = phrase_of(written)
        yield 1, phrase
        yield 1, _plural(phrase)
    words = phrase_of(name).split()
    if n_occupations < _MIN_OCCUPATIONS:
        return
    if len(words) == 1 and (len(words[0]) < _MIN_LENGTH_ONE_WORD or words[0] in ORDINARY_TOOLS):
        return
    for rank, written in ((0, name), *((1, variant) for variant in variants(name))):
        phrase = phrase_of(written)
        if " " in phrase or rank == 0:
            yield rank, phrase
            singular = _singular(phrase)
            if singular != phrase:
                yield rank, singular


@cache
def _aliases() -> dict[str, list[str]]:
    """Return the spellings by hand."""
    return spellings(TOOL_ALIASES)


def _singular(phrase: str) -> str:
    """Return a phrase with its last word in the singular."""
    if phrase.endswith("ies") and len(phrase) > 4:
        return phrase[:-3] + "y"
    if phrase.endswith(("ches", "shes", "sses", "xes")):
        return phrase[:-2]
    if phrase.endswith("s") and not phrase.endswith(("ss", "us", "is")):
        return phrase[:-1]
    return phrase


def _plural(phrase: str) -> str:
    """Return a phrase with its last word in the plural."""
    if phrase.endswith(("ch", "sh", "x", "s")):
        return phrase + "es"
    return phrase + "s"
