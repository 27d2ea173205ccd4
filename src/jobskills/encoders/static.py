"""Texts to vectors through a table of word vectors: a look-up, a sum, a division.

The table is learned elsewhere (`jobskills.encoders.distil`); this file needs
numpy alone, because it serves.
"""

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from jobskills.encoders.spelling import respelled
from jobskills.encoders.words import split_words

__all__ = ["StaticEncoder"]

#: Tables know far fewer job names in -woman than in -man; they are the same jobs.
_GENDERED: Final = (("woman", "man"), ("women", "men"))

_SUFFIXES: Final = ("s", "es", "ed", "ing", "er", "ers", "ly", "d")


class StaticEncoder:
    """A word table; a text's vector is the normalised sum of its words' vectors.

    How much a word counts is the length of its vector, learned with it.

    Parameters
    ----------
    vocabulary : sequence of str, length v
        Words as `split_words` gives them; row i of the table belongs to word i.
    table : float32 [v, d]
        The words' vectors.

    Examples
    --------
    >>> table = np.array([[2.0, 0.0], [0.0, 2.0]], np.float32)
    >>> encoder = StaticEncoder(["bread", "bake"], table)
    >>> encoder.encode(["Bake bread.", "Nothing known"]).round(2)
    array([[0.71, 0.71],
           [0.  , 0.  ]], dtype=float32)
    """

    def __init__(self, vocabulary: Sequence[str], table: NDArray[np.float32]) -> None:
        self.vocabulary = tuple(vocabulary)
        self.table = table
        self._ids = {word: i for i, word in enumerate(self.vocabulary)}

    @property
    def dimension(self) -> int:
        """The length d of the vectors."""
        return int(self.table.shape[1])

    def ids(self, text: str) -> list[int]:
        """Return the rows of the text's words, in order; words without a row are left out."""
        words = split_words(text)
        found = list(map(self._ids.get, words))
        if None in found:
            found = [
                self._without_suffix(word) if row is None else row
                for word, row in zip(words, found, strict=True)
            ]
        return [row for row in found if row is not None]

    def respelled(self, title: str) -> str:
        """Return a title whose unknown words stand as known ones, as far as any are near.

        Examples
        --------
        >>> encoder = StaticEncoder(["electrician", "teacher", "head"], np.eye(3, dtype=np.float32))
        >>> encoder.respelled("Electician (day)"), encoder.respelled("Head teacher")
        ('electrician day', 'Head teacher')
        """
        words = split_words(title)
        known = self._ids.__contains__
        if all(map(known, words)):
            return title
        again = (
            [word]
            if known(word) or self._without_suffix(word) is not None
            else respelled(word, known) or [word]
            for word in words
        )
        return " ".join(chain.from_iterable(again))

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one unit vector per text, float32 [n, d]; zeros where no word is known."""
        return self.encode_ids([self.ids(text) for text in texts])

    def encode_ids(self, ids: Sequence[Sequence[int]]) -> NDArray[np.float32]:
        """Do what `encode` does, from the rows that `ids` gave."""
        sums = np.zeros((len(ids), self.dimension), np.float32)
        lengths = np.array([len(row) for row in ids], np.intp)
        flat = np.fromiter(chain.from_iterable(ids), np.intp, lengths.sum())
        starts = np.cumsum(lengths) - lengths
        # Texts of one length make a block that is added up much faster than runs of any length.
        for length in np.unique(lengths[lengths > 0]).tolist():
            texts = np.flatnonzero(lengths == length)
            rows = flat[starts[texts][:, None] + np.arange(length)]
            sums[texts] = self.table.take(rows, axis=0).sum(axis=1)
        norms = np.linalg.norm(sums, axis=1, keepdims=True)
        np.divide(sums, norms, out=sums, where=norms > 0)
        return sums

    def _without_suffix(self, word: str) -> int | None:
        """Return the row of a known form of an unknown word."""
        for ending, known in _GENDERED:
            if (
                word.endswith(ending)
                and (row := self._ids.get(word.removesuffix(ending) + known)) is not None
            ):
                return row
        for suffix in _SUFFIXES:
            if word.endswith(suffix) and (row := self._ids.get(word[: -len(suffix)])) is not None:
                return row
        return None

    def arrays(self) -> dict[str, NDArray[np.generic]]:
        """Return the table as int8 rows with a float32 scale each: a quarter of the size."""
        scale = np.abs(self.table).max(axis=1, keepdims=True) / 127
        scale[scale == 0] = 1
        rows = np.rint(self.table / scale).astype(np.int8)
        return {"rows": rows, "scale": scale.astype(np.float32)}

    @classmethod
    def from_arrays(
        cls, vocabulary: Sequence[str], arrays: Mapping[str, NDArray[np.generic]]
    ) -> Self:
        """Rebuild an encoder from what `arrays` gave."""
        rows = np.asarray(arrays["rows"], np.float32)
        return cls(vocabulary, rows * np.asarray(arrays["scale"], np.float32))

    def rounded(self) -> Self:
        """Return the encoder that a saved and loaded copy would be."""
        return type(self).from_arrays(self.vocabulary, self.arrays())
