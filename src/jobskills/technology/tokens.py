"""Text to the tokens that technology names are made of; knows no names.

The lexicon is built and searched with the same tokens, so that "Node.js",
"node js" and "Node-JS" are one phrase and "C", "C++" and "C#" are three.
"""

import re
from typing import Final, NamedTuple

__all__ = ["Token", "phrase_of", "tokenise"]

_TOKEN: Final = re.compile(
    r"(?P<word>(?<!\w)\. ?NET\b|(?<!\w)\.(?i:net)\b|[^\W_]+(?:\+\+|#(?!\w))?)|"
    r"(?P<joint>(?<=\w)[-.'’](?=\w)|(?<=[+#])-(?=\w))|"
    r"(?P<stop>[^\w\s]|_+|[\n\r\u2028\u2029]+)"
)
_ADDRESS: Final = re.compile(
    r"(?:https?://|www\.)[^\s<>\"()]+|[\w.+-]+@[\w-]+\.[\w.-]+", re.IGNORECASE
)


class Token(NamedTuple):
    """A word, or a mark that no name runs across."""

    lower: str
    start: int
    end: int


def tokenise(text: str) -> list[Token]:
    """Return the words and dividing marks of a text; addresses hold no words.

    Examples
    --------
    >>> [token.lower for token in tokenise("C++, Node.js and ASP.NET/C#")]
    ['c++', ',', 'node', 'js', 'and', 'asp', 'net', '/', 'c#']
    >>> [token.lower for token in tokenise(".NET (see www.example.com)")]
    ['.net', '(', 'see', ')']
    """
    if "www." in text or "://" in text or "@" in text:
        text = _ADDRESS.sub(lambda match: " " * len(match[0]), text)
    return [
        Token(match[0].lower().replace(" ", ""), match.start(), match.end())
        for match in _TOKEN.finditer(text)
        if match.lastgroup != "joint"
    ]


def phrase_of(name: str) -> str:
    """Return the key under which a name is stored and found.

    Examples
    --------
    >>> phrase_of("PL/SQL"), phrase_of("Objective-C"), phrase_of("Raiser's Edge")
    ('pl / sql', 'objective c', 'raiser s edge')
    """
    return " ".join(token.lower for token in tokenise(name))
