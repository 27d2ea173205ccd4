"""Parts of words that sentences are asked for, narrowed to those that their text may hold at all.

A sentence is asked for some two hundred of them, and most texts hold none of most of them.
"""

from collections.abc import Sequence
from functools import cached_property
from itertools import compress
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Grams", "Hints"]

#: Characters of a gram: as many bytes as a number has.
_LENGTH: Final = 4
_BITS: Final = 14
#: Spreads neighbouring numbers over the whole table: 2 ** 32 divided by the golden ratio.
_SPREAD: Final = 0x9E3779B1


class Grams:
    """Every four characters in a row of a text, as a table of their hashes.

    Parameters
    ----------
    text : str
    """

    def __init__(self, text: str) -> None:
        # Imported here, as below: a process that only reads documents needs none.
        import numpy as np

        self._table = np.zeros(1 << _BITS, np.bool_)
        self._table[_hashes(text)] = True

    def may_hold(self, hashes: "NDArray[Any]") -> list[bool]:
        """Return which grams the text may hold; now and then it holds another of that hash."""
        found: list[bool] = self._table[hashes].tolist()
        return found


class Hints:
    """Parts of words.

    Parameters
    ----------
    parts : sequence of str
        In lower case.

    Examples
    --------
    >>> Hints(("paid leave", "oven", "pay")).within(Grams("we bake bread in an oven"))
    ('oven', 'pay')
    """

    def __init__(self, parts: Sequence[str]) -> None:
        self.parts = tuple(filter(_gram, parts))
        #: Too short for a gram.
        self.short = tuple(part for part in parts if not _gram(part))

    def within(self, grams: Grams) -> tuple[str, ...]:
        """Return every part that a text of these grams holds, and some others."""
        return (*compress(self.parts, grams.may_hold(self._hashes)), *self.short)

    @cached_property
    def _hashes(self) -> "NDArray[Any]":
        return _hashes("".join(map(_gram, self.parts)))[::_LENGTH]


def _gram(part: str) -> str:
    """Return a gram of whatever holds a part, however wide its spaces are; nothing if none."""
    word = max(part.split(), key=len, default="")
    return word[:_LENGTH] if len(word) >= _LENGTH and word.isascii() else ""


def _hashes(text: str) -> "NDArray[Any]":
    """Return the hash of every gram of a text, in their order, uint32."""
    import numpy as np

    characters = text.encode("ascii", "replace")
    n = max(len(characters) - _LENGTH + 1, 0)
    # Grams overlap: each begins one byte after the one before.
    codes = np.ndarray((n,), np.dtype("<u4"), characters, strides=(1,))
    return (codes * np.uint32(_SPREAD)) >> np.uint32(32 - _BITS)
