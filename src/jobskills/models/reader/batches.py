"""What one training step sees: postings as padded vectors, and the occupations they may be for."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

__all__ = ["MOST_UNITS", "Batch"]

FloatArray = NDArray[np.float32]

#: Sentences of a training example.
MOST_UNITS: Final = 48


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """Training examples; n of them, s sentences each at most.

    Attributes
    ----------
    units : float32 [n, s, d]
    sections : int64 [n, s]
        Positions in `jobskills.text.SECTIONS`.
    filled : bool [n, s]
    title : float32 [n, d]
        Zeros for no title.
    target : float32 [n, o]
        Probabilities of the occupations.
    """

    units: FloatArray
    sections: NDArray[np.int64]
    filled: NDArray[np.bool_]
    title: FloatArray
    target: FloatArray

    @classmethod
    def empty(cls, n: int, dimension: int, n_occupations: int) -> "Batch":
        """Return n examples without anything in them."""
        return cls(
            units=np.zeros((n, MOST_UNITS, dimension), np.float32),
            sections=np.zeros((n, MOST_UNITS), np.int64),
            filled=np.zeros((n, MOST_UNITS), bool),
            title=np.zeros((n, dimension), np.float32),
            target=np.zeros((n, n_occupations), np.float32),
        )

    def fill(self, i: int, units: FloatArray, sections: Sequence[int] | NDArray[np.intp]) -> None:
        """Give example i its sentences; those past the last place are left out."""
        size = min(len(units), MOST_UNITS)
        self.units[i, :size] = units[:size]
        self.sections[i, :size] = sections[:size]
        self.filled[i, :size] = True

    def __add__(self, other: "Batch") -> "Batch":
        """Put another batch's examples behind these."""
        return Batch(
            *(
                np.concatenate([getattr(self, name), getattr(other, name)])
                for name in ("units", "sections", "filled", "title", "target")
            )
        )
