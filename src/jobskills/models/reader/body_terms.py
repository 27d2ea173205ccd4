"""How like bodies' words are to indexed documents: all of them, and without each sentence.

Serves with numpy alone.
"""

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Final, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from jobskills.encoders.terms import TermIndex
from jobskills.models.reader.stack import Stack, Versions

__all__ = ["BodyTerms"]

FloatArray = NDArray[np.float32]
IntArray = NDArray[np.intp]

#: A squared length below this is a rounding error.
_NO_LENGTH: Final = 1e-3


class _Lost(NamedTuple):
    """What each sentence takes away of each of its words' weights; p pairs, by sentence.

    unit, column : intp [p]
    weight : float32 [p]
    square : float32 [p]
        How much the squared weight falls.
    """

    unit: IntArray
    column: IntArray
    weight: FloatArray
    square: FloatArray


@dataclass(frozen=True, eq=False)
class BodyTerms:
    """The terms of n bodies that an index knows; k different ones, body by body.

    Attributes
    ----------
    index : TermIndex
    stack : Stack
        Whose words they are.
    known : intp [k]
        The index's rows.
    ends : intp [n]
        Where each body's terms end.
    total : int64 [k]
        How often the body has each.
    unit, column : intp [w]
        Of each occurrence: the sentence it stands in, and which of the k it is.
    """

    index: TermIndex
    stack: Stack
    known: IntArray
    ends: IntArray
    total: NDArray[np.int64]
    unit: IntArray
    column: IntArray

    @classmethod
    def find(cls, index: TermIndex, rows: IntArray, stack: Stack) -> Self:
        """Gather the bodies' words, of which the index has these rows, [w]; -1: none."""
        found = np.flatnonzero(rows >= 0)
        unit = np.repeat(np.arange(len(stack.lengths)), stack.lengths)[found]
        key = stack.owner[unit] * (1 + len(index.terms)) + rows[found]
        keys, column, total = np.unique(key, return_inverse=True, return_counts=True)
        body, known = np.divmod(keys, 1 + len(index.terms))
        ends = np.searchsorted(body, np.arange(len(stack)), "right")
        return cls(index, stack, known, ends, total, unit, column)

    def cosines(self, versions: Versions) -> FloatArray:
        """Return the cosine of every version of the bodies with each document, [m, o]."""
        # Each term once, for many bodies have it.
        different, row = np.unique(self.known, return_inverse=True)
        return self._times(versions, self.index.columns(different), row)

    def values(self, versions: Versions, table: FloatArray) -> FloatArray:
        """Return every version's unit vector of terms times a table of all terms [t, c]: [m, c]."""
        return self._times(versions, table, self.known)

    def _times(self, versions: Versions, table: FloatArray, row: IntArray) -> FloatArray:
        """Return the versions' unit vectors times a table, in which the k terms have these rows."""
        ranges = versions.ranges or [(i, i + 1) for i in range(len(versions))]
        products = np.empty((len(versions), table.shape[1]), np.float32)
        spans = pairwise([0, *self.ends.tolist()])
        for i, ((start, end), (whole, last)) in enumerate(zip(spans, ranges, strict=True)):
            own = table.take(row[start:end], axis=0)
            np.dot(self._weights[start:end], own, out=products[whole])
            if versions.ranges:
                np.subtract(products[whole], self._taken[i] @ own, out=products[whole + 1 : last])
        products /= self._lengths(versions)[:, None]
        return products

    def _lengths(self, versions: Versions) -> FloatArray:
        """Return the length of each version's vector, [m]; infinite where nothing is left."""
        body = np.repeat(np.arange(len(self.ends)), np.diff(self.ends, prepend=0))
        squares = np.bincount(body, np.square(self._weights), len(self.ends))[versions.owner]
        if versions.ranges:
            lost = np.bincount(self._lost.unit, self._lost.square, len(versions.without))
            squares[versions.without] -= lost
        # Nothing is left but rounding where every known word was taken out.
        return np.sqrt(np.where(squares > _NO_LENGTH, squares, np.inf)).astype(np.float32)

    @cached_property
    def _weights(self) -> FloatArray:
        """What each of the k terms weighs in its body, [k]."""
        return np.asarray((1 + np.log(self.total)) * self.index.idf[self.known], np.float32)

    @cached_property
    def _lost(self) -> _Lost:
        k = 1 + len(self._weights)
        pair, count = np.unique(self.unit * k + self.column, return_counts=True)
        unit, column = np.divmod(pair, k)
        left = self.total[column] - count
        kept = np.where(left > 0, 1 + np.log(np.maximum(left, 1)), 0)
        kept = (kept * self.index.idf[self.known[column]]).astype(np.float32)
        squares = np.square(self._weights[column]) - np.square(kept)
        return _Lost(unit, column, self._weights[column] - kept, squares)

    @cached_property
    def _taken(self) -> list[FloatArray]:
        """What each body's sentences take away of its terms' weights, [sentences, terms]."""
        # A sentence holds few of the words: what it takes away is less work than what it leaves.
        taken = []
        spans = pairwise([0, *self.ends.tolist()])
        for units, (start, end) in zip(self.stack.ranges, spans, strict=True):
            first, last = np.searchsorted(self._lost.unit, units).tolist()
            table = np.zeros((units[1] - units[0], end - start), np.float32)
            place = self._lost.unit[first:last] - units[0], self._lost.column[first:last] - start
            table[place] = self._lost.weight[first:last]
            taken.append(table)
        return taken
