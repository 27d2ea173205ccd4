"""Patterns that are looked for only where a word of theirs stands, written as running text.

To look for a word costs a hundredth of what a pattern of many branches costs, and most
sentences hold none of the words.
"""

import re
from collections.abc import Iterable, Iterator

from jobskills.text.hints import Hints

__all__ = ["KeyedPatterns"]

_GAP = "  "


class KeyedPatterns:
    """Patterns in groups by the words that stand in whatever they match.

    Parameters
    ----------
    text : str
        A line for each pattern: its keys with bars between them, two spaces, the pattern. What
        the pattern matches must hold one of the keys.

    Examples
    --------
    >>> patterns = KeyedPatterns(r'''
    ... bread|rolls  bake (?:bread|rolls)
    ... oven  clean the ovens?
    ... ''')
    >>> from jobskills.text.hints import Grams
    >>> text = "bake rolls, clean the oven"
    >>> [match[0] for match in patterns.matches(text, patterns.keys.within(Grams(text)))]
    ['bake rolls', 'clean the oven']
    """

    def __init__(self, text: str) -> None:
        self.by_key: dict[str, list[re.Pattern[str]]] = {}
        for line in text.strip().splitlines():
            keys, _, pattern = line.strip().partition(_GAP)
            for key in keys.split("|"):
                self.by_key.setdefault(key, []).append(re.compile(pattern))
        self.keys = Hints(tuple(self.by_key))

    def matches(self, text: str, keys: Iterable[str]) -> Iterator[re.Match[str]]:
        """Yield the first match of each pattern that has one, at least once.

        Of all keys, `keys` are those that the text may hold.
        """
        for key in filter(text.__contains__, keys):
            for pattern in self.by_key[key]:
                if found := pattern.search(text):
                    yield found
