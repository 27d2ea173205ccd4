"""Texts to weighted terms, and an inverted index that scores documents by them.

A term is a number: the CRC-32 of its characters, or a word's row in a table.
The index keeps no text. Needs numpy alone, because it serves.
"""

import zlib
from collections.abc import Mapping, Sequence
from itertools import chain, pairwise
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from jobskills.encoders.words import singular, split_words

__all__ = ["TermIndex", "character_terms", "phrase_terms"]


def phrase_terms(text: str) -> list[int]:
    """Return a term for each word, plural taken off, and each pair of neighbours.

    Examples
    --------
    >>> phrase_terms("Data Analysts") == phrase_terms("data analyst")
    True
    >>> len(phrase_terms("senior data analyst"))
    5
    """
    words = [singular(word) for word in split_words(text)]
    pairs = [f"{left} {right}" for left, right in pairwise(words)]
    return [zlib.crc32(term.encode()) for term in words + pairs]


def character_terms(text: str) -> list[int]:
    """Return a term for each run of 3 to 5 characters within a word, its ends marked.

    Examples
    --------
    >>> len(character_terms("cook"))
    9
    """
    runs = []
    for word in split_words(text):
        marked = f" {word} ".encode()
        runs += [marked[i : i + n] for n in (3, 4, 5) for i in range(len(marked) - n + 1)]
    return list(map(zlib.crc32, runs))


class TermIndex:
    """Documents as unit vectors of TF-IDF weights, stored by term.

    Parameters
    ----------
    terms : uint32 [t]
        Known terms, ascending.
    idf : float32 [t]
        Inverse document frequency, log((1 + n) / (1 + df)) + 1.
    starts : int64 [t + 1]
        Term i's entries are `documents` and `weights` from starts[i] to starts[i + 1].
    documents : int32 [entries]
    weights : float32 [entries]
    n_documents : int

    Examples
    --------
    >>> index = TermIndex.fit([[1, 2], [2, 3]], min_documents=1)
    >>> [f"{score:.2f}" for score in index.scores([[1, 2]])[0]]
    ['1.00', '0.34']
    """

    def __init__(
        self,
        terms: NDArray[np.uint32],
        idf: NDArray[np.float32],
        starts: NDArray[np.int64],
        documents: NDArray[np.int32],
        weights: NDArray[np.float32],
        n_documents: int,
    ) -> None:
        self.terms, self.idf, self.starts = terms, idf, starts
        self.documents, self.weights, self.n_documents = documents, weights, n_documents

    @classmethod
    def fit(
        cls,
        documents: Sequence[Sequence[int]],
        *,
        min_documents: int = 1,
        max_share: float = 1,
    ) -> Self:
        """Index documents given as lists of terms.

        Terms of fewer documents, and of more than this share of them, are left out.
        """
        owner = np.repeat(np.arange(len(documents)), [len(terms) for terms in documents])
        flat = np.fromiter((term for terms in documents for term in terms), np.uint32, len(owner))
        pairs, counts = np.unique(np.stack([flat, owner]), axis=1, return_counts=True)
        terms, row, frequency = np.unique(pairs[0], return_inverse=True, return_counts=True)
        kept = (frequency >= min_documents) & (frequency <= max_share * len(documents))
        new_row = np.cumsum(kept) - 1
        entry = kept[row]
        idf = np.log((1 + len(documents)) / (1 + frequency[kept])) + 1
        rows, docs = new_row[row[entry]], pairs[1][entry]
        weights = (1 + np.log(counts[entry])) * idf[rows]
        norms = np.sqrt(np.bincount(docs, weights**2, len(documents)))
        return cls(
            terms[kept].astype(np.uint32),
            idf.astype(np.float32),
            np.searchsorted(rows, np.arange(kept.sum() + 1)).astype(np.int64),
            docs.astype(np.int32),
            (weights / norms[docs]).astype(np.float32),
            len(documents),
        )

    def rows(self, terms: Sequence[int] | NDArray[np.integer[Any]]) -> NDArray[np.intp]:
        """Return the index's row of each term, -1 for an unknown one."""
        asked = np.asarray(terms, np.uint32)
        if not len(self.terms):
            return np.full(len(asked), -1, np.intp)
        near = np.minimum(np.searchsorted(self.terms, asked), len(self.terms) - 1)
        return np.where(self.terms[near] == asked, near, -1)

    def scores(self, texts: Sequence[Sequence[int]]) -> NDArray[np.float32]:
        """Return the cosines of texts' terms with each document, float32 [n, n_documents]."""
        text, document, weighed = self._weighed(texts)
        cells = text * self.n_documents + document
        summed = np.bincount(cells, weighed, len(texts) * self.n_documents)
        return summed.reshape(len(texts), self.n_documents).astype(np.float32)

    def hits(
        self, texts: Sequence[Sequence[int]]
    ) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.float32]]:
        """Return texts and documents with any term in common, and their cosines: [k] each.

        What `scores` gives without its zeros, row by row: where documents are many and short,
        much faster.
        """
        text, document, weighed = self._weighed(texts)
        # The place goes along in the lower bits: sorting is faster than asking for an order.
        bits = len(weighed).bit_length()
        mixed = np.sort((text * self.n_documents + document) << bits | np.arange(len(weighed)))
        cells, order = mixed >> bits, mixed & ((1 << bits) - 1)
        starts = np.flatnonzero(np.diff(cells, prepend=-1))
        if not len(starts):
            return cells, cells, np.zeros(0, np.float32)
        cosines = np.add.reduceat(weighed[order], starts)
        return *np.divmod(cells[starts], self.n_documents), cosines.astype(np.float32)

    def _weighed(
        self, texts: Sequence[Sequence[int]]
    ) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.floating[Any]]]:
        """Return, for each entry of each text's terms, text, document and product of weights."""
        lengths = [len(terms) for terms in texts]
        found = self.rows(np.fromiter(chain.from_iterable(texts), np.uint32, sum(lengths)))
        owner = np.repeat(np.arange(len(texts)), lengths)
        key = (owner * (1 + len(self.terms)) + found)[found >= 0]
        keys, counts = np.unique(key, return_counts=True)
        text, rows = np.divmod(keys, 1 + len(self.terms))
        query = (1 + np.log(counts)) * self.idf[rows]
        norms = np.sqrt(np.bincount(text, np.square(query), len(texts)))
        query /= np.maximum(norms, 1e-12)[text]
        entries, of = self._entries(rows)
        return text[of], self.documents[entries].astype(np.intp), self.weights[entries] * query[of]

    def columns(self, rows: NDArray[np.intp]) -> NDArray[np.float32]:
        """Return these terms' weights in every document, dense float32 [len(rows), n_documents]."""
        dense = np.zeros((len(rows), self.n_documents), np.float32)
        entries, of = self._entries(rows)
        dense[of, self.documents[entries]] = self.weights[entries]
        return dense

    def _entries(self, rows: NDArray[np.intp]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Return the entries of some rows, and which of the rows each belongs to."""
        lengths = self.starts[rows + 1] - self.starts[rows]
        of = np.repeat(np.arange(len(rows)), lengths)
        first = np.cumsum(lengths) - lengths
        return self.starts[rows][of] + np.arange(len(of)) - first[of], of

    def arrays(self) -> dict[str, NDArray[np.generic]]:
        """Return what `from_arrays` needs, weights at half precision."""
        return {
            "terms": self.terms,
            "idf": self.idf.astype(np.float16),
            "starts": self.starts.astype(np.int32),
            "documents": self.documents.astype(
                np.uint16 if self.n_documents <= 2**16 else np.int32
            ),
            "weights": self.weights.astype(np.float16),
            "n_documents": np.array([self.n_documents], np.int64),
        }

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[np.generic]]) -> Self:
        """Rebuild an index from what `arrays` gave."""
        return cls(
            np.asarray(arrays["terms"], np.uint32),
            np.asarray(arrays["idf"], np.float32),
            np.asarray(arrays["starts"], np.int64),
            np.asarray(arrays["documents"], np.int32),
            np.asarray(arrays["weights"], np.float32),
            int(np.asarray(arrays["n_documents"])[0]),
        )
