"""A run of visible text and the source range it came from; nothing else."""

from typing import NamedTuple

__all__ = ["Piece"]


class Piece(NamedTuple):
    """A run of visible text.

    Its characters stand one for one for those of ``source[start:end]`` when it
    is `verbatim`; otherwise the text replaces the range as a whole.

    Examples
    --------
    >>> Piece("&", 4, 9).verbatim
    False
    """

    text: str
    start: int
    end: int

    @property
    def verbatim(self) -> bool:
        """Whether positions inside it can be told apart in the source."""
        return len(self.text) == self.end - self.start
