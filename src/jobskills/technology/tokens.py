"""Text to the tokens that technology names are made of; knows no names.

The lexicon is built and searched with the same tokens, so that "Node.js",
"node js" and "Node-JS" are one phrase and "C", "C++" and "C#" are three.
"""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

__all__ = ["Tokens", "phrase_of", "tokenise"]

# A hyphen, full stop or apostrophe within a word parts it without being a token. The first
# character comes first, so that the search can leap to it.
_TOKEN: Final = re.compile(
    r"[\S\n\r\u2028\u2029](?:(?<=[^\W_])[^\W_]*+(?:\+\+|#(?!\w))?|"
    r"(?<=\.)(?<!\w\.)(?: ?NET|(?i:net))\b|"
    r"(?<=[^\w\s])(?:(?<!\w[-.'’])(?<![+#]-)|(?!\w))|(?<=_)_*+|"
    r"(?<=[\n\r\u2028\u2029])[\n\r\u2028\u2029]*+)"
)
_ADDRESS: Final = re.compile(
    r"(?:https?://|www\.)[^\s<>\"()]+|[\w.+-]+@[\w-]+\.[\w.-]+", re.IGNORECASE
)


class Tokens(NamedTuple):
    """The words of a text, and the marks that no name runs across, side by side."""

    words: Sequence[str]
    starts: Sequence[int]
    ends: Sequence[int]


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
    spans = list(map(re.Match.span, _TOKEN.finditer(text)))
    lower = text.lower()
    if len(lower) == len(text):
        words = [lower[start:end] for start, end in spans]
    else:  # a letter whose small form is longer, such as the dotted capital I
        words = [text[start:end].lower() for start, end in spans]
    if ". net" in lower:
        words = [word.replace(". net", ".net") for word in words]
    starts, ends = zip(*spans, strict=True) if spans else ((), ())
    return Tokens(words, starts, ends)


def phrase_of(name: str) -> str:
    """Return the key under which a name is stored and found.

    Examples
    --------
    >>> phrase_of("PL/SQL"), phrase_of("Objective-C"), phrase_of("Raiser's Edge")
    ('pl / sql', 'objective c', 'raiser s edge')
    """
    return " ".join(tokenise(name).words)
