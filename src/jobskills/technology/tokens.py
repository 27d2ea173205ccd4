"""Text to the tokens that technology names are made of; knows no names.

The lexicon is built and searched with the same tokens, so that "Node.js",
"node js" and "Node-JS" are one phrase and "C", "C++" and "C#" are three.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

__all__ = ["Tokens", "phrase_of", "tokenise"]

# A hyphen, full stop or apostrophe within a word parts it without being a token. The first
# character comes first, so that the search can leap to it.
_TOKEN: Final = re.compile(
    r"[\S\n\r\u2028\u2029](?:(?<=[^\W_])[^\W_]*+(?:\+\+|#(?!\w))?|"
    r"(?<=\.)(?<!\w\.)(?: ?NET|(?i:net))\b|"
    r"(?<=[^\w\s])(?:(?<!\w[-.'’])(?<![+#]-)|(?!\w))|(?<=_)_*+|"
    r"(?<=[\n\r\u2028\u2029])[\n\r\u2028\u2029]*+)"
)
#: A token with a space in it, in capitals only: "income. Net of tax" is none.
_SPACED: Final = ". NET"
_ADDRESS: Final = re.compile(
    r"(?:https?://|www\.)[^\s<>\"()]+|[\w.+-]+@[\w-]+\.[\w.-]+", re.IGNORECASE
)


@dataclass(frozen=True)
class Tokens:
    """The words of a text, and the marks that no name runs across, in their order.

    Attributes
    ----------
    text : str
        The text without addresses, in lower case where that is as long.
    written : sequence of str
        The tokens as they stand in it.
    words : sequence of str
        The tokens in lower case.
    """

    text: str
    written: Sequence[str]
    words: Sequence[str]

    @cached_property
    def ends(self) -> list[int]:
        """Where each token ends; found when first asked for: many texts name nothing."""
        find, end = self.text.find, 0
        # Between two tokens stand only spaces, or one mark within a word: no token begins there.
        return [end := find(token, end) + len(token) for token in self.written]

    def start(self, at: int) -> int:
        """Return where a token begins."""
        return self.ends[at] - len(self.written[at])


def tokenise(text: str) -> Tokens:
    """Return the words and dividing marks of a text; addresses hold no words.

    Examples
    --------
    >>> tokenise("C++, Node.js and ASP.NET/C#").words
    ['c++', ',', 'node', 'js', 'and', 'asp', 'net', '/', 'c#']
    >>> tokenise(".NET (see www.example.com)").words
    ['.net', '(', 'see', ')']
    """
    if "www." in text or "://" in text or "@" in text:
        text = _ADDRESS.sub(lambda match: " " * len(match[0]), text)
    lower = text.lower()
    # The small form of some letters, such as the dotted capital I, is longer.
    if len(lower) == len(text) and _SPACED not in text:
        words = _TOKEN.findall(lower)
        return Tokens(lower, words, words)
    written = _TOKEN.findall(text)
    words = [word.lower().replace(_SPACED.lower(), ".net") for word in written]
    return Tokens(text, written, words)


def phrase_of(name: str) -> str:
    """Return the key under which a name is stored and found.

    Examples
    --------
    >>> phrase_of("PL/SQL"), phrase_of("Objective-C"), phrase_of("Raiser's Edge")
    ('pl / sql', 'objective c', 'raiser s edge')
    """
    return " ".join(tokenise(name).words)
