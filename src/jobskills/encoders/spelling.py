"""Put a title's unknown words as known ones: typing errors, British spelling, compounds.

Titles are a few words long, and one that nobody knows may be the whole title. Descriptions say
everything more than once and don't need it. Serves with the standard library alone.
"""

from collections.abc import Callable, Iterator
from string import ascii_lowercase
from typing import Final

__all__ = ["respelled"]

#: Shorter words are one letter away from too many others; longer ones are no words.
_LEAST_LETTERS: Final = 7
_MOST_LETTERS: Final = 30

#: How words for somebody who does a job end, and so the second half of a job's compound.
_AGENT_ENDINGS: Final = ("er", "or", "ist", "eer", "ian", "making", "keeping")
_AGENTS: Final = frozenset(
    ["man", "men", "woman", "women", "person", "maid", "hand", "clerk", "smith", "master"]
)
_LEAST_HALF: Final = 3


def respelled(word: str, known: Callable[[str], bool]) -> list[str]:
    """Return an unknown word as one known word or two; nothing where none is near.

    Parameters
    ----------
    word : str
        Lower case.
    known : callable
        Whether a word is known.

    Examples
    --------
    >>> words = {"electrician", "head", "teacher"}
    >>> respelled("electician", words.__contains__)
    ['electrician']
    >>> respelled("headteacher", words.__contains__)
    ['head', 'teacher']
    """
    if len(word) > _MOST_LETTERS or not word.isalpha():
        return []
    if len(word) >= _LEAST_LETTERS and (near := list(filter(known, _one_off(word)))):
        return [max(near, key=len)]  # letters are lost more often than added
    return next((halves for halves in _halves(word) if all(map(known, halves))), [])


def _one_off(word: str) -> Iterator[str]:
    """Yield what is one typing error away; the first letter is nearly always right."""
    for i in range(1, len(word) + 1):
        head, tail = word[:i], word[i:]
        yield from (head + letter + tail for letter in ascii_lowercase)
        if tail:
            yield head + tail[1:]
            yield head + tail[1:2] + tail[:1] + tail[2:]
            yield from (head + letter + tail[1:] for letter in ascii_lowercase)


def _halves(word: str) -> Iterator[list[str]]:
    """Yield the ways to part a word before somebody who does a job."""
    for i in range(_LEAST_HALF, len(word) - _LEAST_HALF + 1):
        first, second = word[:i], word[i:]
        agent = second.removesuffix("s")
        if agent in _AGENTS or (len(agent) > _LEAST_HALF and agent.endswith(_AGENT_ENDINGS)):
            yield [first, second]
