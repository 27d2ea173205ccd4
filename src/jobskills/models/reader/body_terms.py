"""How like a body's words are to indexed documents: all of them, and without each sentence.

Serves with numpy alone.
"""

from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from jobskills.encoders.terms import TermIndex

__all__ = ["BodyTerms"]

FloatArray = NDArray[np.float32]

#: A squared length below this is a rounding error.
_NO_LENGTH = 1e-3


@dataclass(frozen=True, slots=True, eq=False)
class BodyTerms:
    """The terms of a body that an index knows; k different ones in s sentences.

    Attributes
    ----------
    index : TermIndex
    known : intp [k]
        The index's rows.
    total : int64 [k]
        How often the body has each.
    unit, column : intp [w]
        Of each occurrence: the sentence it stands in, and which of the k it is.
    n_units : int
    """

    index: TermIndex
    known: NDArray[np.intp]
    total: NDArray[np.int64]
    unit: NDArray[np.intp]
    column: NDArray[np.intp]
    n_units: int

    @classmethod
    def find(
        cls,
        index: TermIndex,
        terms: NDArray[np.integer[Any]],
        unit: NDArray[np.intp],
        n_units: int,
    ) -> Self:
        """Look up a body's terms; `unit` says which sentence each stands in."""
        rows = index.rows(terms)
        found = rows >= 0
        known, column, total = np.unique(rows[found], return_inverse=True, return_counts=True)
        return cls(index, known, total, unit[found], column, n_units)

    def cosines(self) -> FloatArray:
        """Return the cosine of the whole body with each document, [o]."""
        weights = self._weights()
        return _cosines(self.index.products(self.known, weights), np.square(weights).sum())

    def cosines_in_part(self, among: NDArray[np.intp] | None = None) -> FloatArray:
        """Return the cosines of the whole, then without each sentence: [1 + s, o].

        With all documents or with some.
        """
        weights = self._weights()
        columns = self.index.columns(self.known)
        if among is not None:
            columns = columns[:, among]
        # A sentence holds few of the words: what it takes away is less work than what it leaves.
        pair, count = np.unique(self.unit * len(weights) + self.column, return_counts=True)
        place, term = np.divmod(pair, max(len(weights), 1))
        left = self.total[term] - count
        kept = np.where(left > 0, 1 + np.log(np.maximum(left, 1)), 0)
        kept = kept * self.index.idf[self.known[term]]
        lost = np.zeros((1 + self.n_units, len(weights)), np.float32)
        lost[1 + place, term] = weights[term] - kept
        squares_lost = np.bincount(
            1 + place, np.square(weights[term]) - np.square(kept), 1 + self.n_units
        )
        products = weights @ columns - lost @ columns
        return _cosines(products, np.square(weights).sum() - squares_lost)

    def _weights(self) -> FloatArray:
        return np.asarray((1 + np.log(self.total)) * self.index.idf[self.known], np.float32)


def _cosines(
    products: NDArray[np.floating[Any]], squares: NDArray[np.floating[Any]] | np.floating[Any]
) -> FloatArray:
    """Divide products with unit vectors, [..., o], by the bodies' own lengths."""
    # Nothing is left but rounding where every known word was taken out.
    lengths = np.sqrt(np.where(squares > _NO_LENGTH, squares, np.inf))
    return np.asarray(products / lengths[..., None], np.float32)
