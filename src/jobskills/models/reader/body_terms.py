"""How like bodies' words are to indexed documents: all of them, and without each sentence.

Serves with numpy alone.
"""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from jobskills.encoders.terms import TermIndex
from jobskills.models.reader.products import Range
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


@dataclass(frozen=True, slots=True, eq=False)
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
    def find(cls, index: TermIndex, terms: NDArray[np.integer[Any]], stack: Stack) -> Self:
        """Look up the bodies' words, [w], as terms."""
        rows = index.rows(terms)
        found = np.flatnonzero(rows >= 0)
        unit = np.repeat(np.arange(len(stack.lengths)), stack.lengths)[found]
        key = stack.owner[unit] * (1 + len(index.terms)) + rows[found]
        keys, column, total = np.unique(key, return_inverse=True, return_counts=True)
        body, known = np.divmod(keys, 1 + len(index.terms))
        ends = np.searchsorted(body, np.arange(len(stack)), "right")
        return cls(index, stack, known, ends, total, unit, column)

    def cosines(self, versions: Versions) -> FloatArray:
        """Return the cosine of every version of the bodies with each document, [m, o]."""
        weights = np.asarray((1 + np.log(self.total)) * self.index.idf[self.known], np.float32)
        # Each word once, for many bodies have it.
        different, place = np.unique(self.known, return_inverse=True)
        columns = self.index.columns(different)
        lost = self._lost(weights) if versions.ranges else None
        ranges = versions.ranges or [(i, i + 1) for i in range(len(versions))]
        products = np.empty((len(versions), self.index.n_documents), np.float32)
        spans = pairwise([0, *self.ends.tolist()])
        for (start, end), (row, last), units in zip(spans, ranges, self.stack.ranges, strict=True):
            own = columns.take(place[start:end], axis=0)
            np.dot(weights[start:end], own, out=products[row])
            if lost is not None:
                taken = _taken(lost, units, (start, end))
                np.subtract(products[row], taken @ own, out=products[row + 1 : last])
        products /= self._lengths(weights, lost, versions)[:, None]
        return products

    def _lost(self, weights: FloatArray) -> _Lost:
        k = 1 + len(weights)
        pair, count = np.unique(self.unit * k + self.column, return_counts=True)
        unit, column = np.divmod(pair, k)
        left = self.total[column] - count
        kept = np.where(left > 0, 1 + np.log(np.maximum(left, 1)), 0)
        kept = (kept * self.index.idf[self.known[column]]).astype(np.float32)
        squares = np.square(weights[column]) - np.square(kept)
        return _Lost(unit, column, weights[column] - kept, squares)

    def _lengths(self, weights: FloatArray, lost: _Lost | None, versions: Versions) -> FloatArray:
        """Return the length of each version's vector, [m]; infinite where nothing is left."""
        body = np.repeat(np.arange(len(self.ends)), np.diff(self.ends, prepend=0))
        squares = np.bincount(body, np.square(weights), len(self.ends))[versions.owner]
        if lost is not None:
            squares[versions.without] -= np.bincount(lost.unit, lost.square, len(versions.without))
        # Nothing is left but rounding where every known word was taken out.
        return np.sqrt(np.where(squares > _NO_LENGTH, squares, np.inf)).astype(np.float32)


def _taken(lost: _Lost, units: Range, words: Range) -> FloatArray:
    """Return what a body's sentences take away of its words, [sentences, words]."""
    # A sentence holds few of the words: what it takes away is less work than what it leaves.
    start, end = np.searchsorted(lost.unit, units).tolist()
    taken = np.zeros((units[1] - units[0], words[1] - words[0]), np.float32)
    place = lost.unit[start:end] - units[0], lost.column[start:end] - words[0]
    taken[place] = lost.weight[start:end]
    return taken
