"""Text to the tokens that technology names are made of; knows no names.

The lexicon is built and searched with the same tokens, so that "Node.js",
"node js" and "Node-JS" are one phrase and "C", "C++" and "C#" are three.
"""

import re
from typing import Final, NamedTuple

__all__ = ["Tokens", "phrase_of", "tokenise"]

_TOKEN: Final = re.compile(
    r"(?P<word>(?<!\w)\. ?NET\b|(?<!\w)\.(?i:net)\b|[^\W_]+(?:\+\+|#(?!\w))?)|"
    r"(?P<joint>(?<=\w)[-.'’](?=\w)|(?<=[+#])-(?=\w))|"
    r"(?P<stop>[^\w\s]|_+|[\n\r\u2028\u2029]+)"
)
_ADDRESS: Final = re.compile(
    r"(?:https?://|www\.)[^\s<>\"()]+|[\w.+-]+@[\w-]+\.[\w.-]+", re.IGNORECASE
)


class Tokens(NamedTuple):
    """The words of a text, and the marks that no name runs across, in parallel lists."""

    words: list[str]
    starts: list[int]
    ends: list[int]


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
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in _TOKEN.finditer(text):
        if match.lastgroup != "joint":
            start, end = match.span()
            word = match[0].lower()
            words.append(word.replace(". net", ".net") if " " in word else word)
            starts.append(start)
            ends.append(end)
    return Tokens(words, starts, ends)


def phrase_of(name: str) -> str:
    """Return the key under which a name is stored and found.

    Examples
    --------
    >>> phrase_of("PL/SQL"), phrase_of("Objective-C"), phrase_of("Raiser's Edge")
    ('pl / sql', 'objective c', 'raiser s edge')
    """
    return " ".join(tokenise(name).words)
