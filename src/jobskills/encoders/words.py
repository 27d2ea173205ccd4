"""How every encoder cuts text into words; nothing is learned here."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

__all__ = ["END", "singular", "split_texts", "split_words"]

_WORD: Final = re.compile(r"[a-z]+|[0-9]+")
#: No word: stands behind those of a text.
END: Final = "\n"
_WORD_OR_END: Final = re.compile(r"[a-z]+|[0-9]+|\n")
_ODD: Final = re.compile(r"[^\x00-\x7f]")


def split_words(text: str) -> list[str]:
    """Cut a text into lower-case runs of letters or of digits, accents taken off.

    Examples
    --------
    >>> split_words("Café manager, 2nd shift")
    ['cafe', 'manager', '2', 'nd', 'shift']
    """
    return _WORD.findall(_plain(text))


def split_texts(texts: Iterable[str]) -> list[str]:
    """Do what `split_words` does for many texts at once, `END` behind the words of each.

    Examples
    --------
    >>> split_texts(["Cook,\\nbaker", "2nd shift"])
    ['cook', 'baker', '\\n', '2', 'nd', 'shift', '\\n']
    """
    plain = [_plain(text) for text in texts]
    if any(END in text for text in plain):
        plain = [text.replace(END, " ") for text in plain]
    return _WORD_OR_END.findall(END.join([*plain, ""]))


def _plain(text: str) -> str:
    """Return a text in lower case, accents taken off."""
    text = text.lower()
    if not text.isascii():
        text = _ODD.sub(_base, unicodedata.normalize("NFKD", text))
    return text


def _base(odd: re.Match[str]) -> str:
    """Return a character, or nothing where it is an accent that stands by itself."""
    return "" if unicodedata.combining(odd[0]) else odd[0]


def singular(word: str) -> str:
    """Take the plural's s off, so that "Nurses" in a title index meets "Nurse".

    Examples
    --------
    >>> singular("nurses"), singular("glass"), singular("gas")
    ('nurse', 'glass', 'gas')
    """
    return word[:-1] if len(word) > 3 and word[-1] == "s" and word[-2] != "s" else word
