"""How strongly bodies name occupations: all of each body, and without each of its sentences.

Serves with numpy alone.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jobskills.models.reader.stack import Versions

__all__ = ["Named"]

FloatArray = NDArray[np.float32]
IntArray = NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class Named:
    """Occupations that bodies name, one more than once; c of them.

    Attributes
    ----------
    cell : intp [c]
        Number of the posting times the number of occupations, plus the occupation.
    unit : intp [c]
        The sentence that names it.
    values : float32 [2, c]
        How likely it is the offered job: whole, and shared, which is divided by the root of the
        number of occupations that bear the title.
    shape : tuple of int
        Number of postings and of occupations, (n, o).
    """

    cell: IntArray
    unit: IntArray
    values: FloatArray
    shape: tuple[int, int]

    def voices(self) -> FloatArray:
        """Return the strongest mention of each occupation, whole and shared, [2, n, o]."""
        best = np.zeros((2, self.shape[0] * self.shape[1]), np.float32)
        for row, value in zip(best, self.values, strict=True):
            np.maximum.at(row, self.cell, value)
        return best.reshape(2, *self.shape)

    def voices_in_part(self, versions: Versions, among: IntArray) -> FloatArray:
        """Return the same of every version of the postings, of occupations [n, k]: [2, m, k]."""
        whole = self.voices()
        at = np.arange(len(among))[:, None]
        place = np.full(self.shape, -1, np.intp)
        place[at, among] = np.arange(among.shape[1])
        # The first occupation may fill up the row; its own column counts.
        place[at, among[:, :1]] = 0
        strongest = whole[:, at, among][:, versions.owner]
        for best, said, value in zip(strongest, whole, self.values, strict=True):
            cell, unit, second = self._ruled(said.reshape(-1), value)
            posting, occupation = np.divmod(cell, self.shape[1])
            column = place[posting, occupation]
            asked = column >= 0
            best[versions.without[unit[asked]], column[asked]] = second[asked]
        return strongest

    def _ruled(self, best: FloatArray, value: FloatArray) -> tuple[IntArray, IntArray, FloatArray]:
        """Return the cells that are named, the sentence that does it best, and the next best."""
        cells, of = np.unique(self.cell, return_inverse=True)
        owner = np.zeros(len(cells), np.intp)
        ruling = value == best[self.cell]
        owner[of[ruling]] = self.unit[ruling]
        second = np.zeros(len(cells), np.float32)
        others = self.unit != owner[of]
        np.maximum.at(second, of[others], value[others])
        return cells, owner, second
