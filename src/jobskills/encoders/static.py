"""Texts to vectors through a table of word vectors: a look-up, a sum, a division.

The table is learned elsewhere (`jobskills.encoders.distil`); this file needs
numpy alone, because it serves.
"""

from collections.abc import Mapping, Sequence
from itertools import chain, repeat
from typing import Final, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from jobskills.encoders.spelling import respelled
from jobskills.encoders.words import END, split_texts, split_words

__all__ = ["StaticEncoder", "WordRows"]

#: Tables know far fewer job names in -woman than in -man; they are the same jobs.
_GENDERED: Final = (("woman", "man"), ("women", "men"))

#: Instead of a row: of a word without one, and where a text ends.
_UNKNOWN: Final = -1
_END: Final = -2

_SUFFIXES: Final = ("s", "es", "ed", "ing", "er", "ers", "ly", "d")


class WordRows(NamedTuple):
    """The words of texts in a table; w of them, n texts.

    Attributes
    ----------
    rows : intp [w]
    lengths : intp [n]
        How many words each text has.
    """

    rows: NDArray[np.intp]
    lengths: NDArray[np.intp]


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
        self._ids = {word: i for i, word in enumerate(self.vocabulary)} | {END: _END}

    @property
    def dimension(self) -> int:
        """The length d of the vectors."""
        return int(self.table.shape[1])

    def rows(self, texts: Sequence[str]) -> WordRows:
        """Return the rows of texts' words, in order; words without a row are left out."""
        words = split_texts(texts)
        rows = np.fromiter(map(self._ids.get, words, repeat(_UNKNOWN)), np.intp, len(words))
        for i in np.flatnonzero(rows == _UNKNOWN).tolist():
            rows[i] = self._without_suffix(words[i])
        known = rows >= 0
        text = np.cumsum(rows == _END)[known]
        return WordRows(rows[known], np.bincount(text, minlength=len(texts)))

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
            if known(word) or self._without_suffix(word) != _UNKNOWN
            else respelled(word, known) or [word]
            for word in words
        )
        return " ".join(chain.from_iterable(again))

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one unit vector per text, float32 [n, d]; zeros where no word is known."""
        return self.encode_rows(self.rows(texts))

    def encode_rows(self, words: WordRows) -> NDArray[np.float32]:
        """Do what `encode` does, from what `rows` gave."""
        rows, lengths = words
        sums = np.zeros((len(lengths), self.dimension), np.float32)
        starts = np.cumsum(lengths) - lengths
        # Texts of one length make a block that is added up much faster than runs of any length.
        for length in np.unique(lengths[lengths > 0]).tolist():
            texts = np.flatnonzero(lengths == length)
            block = rows[starts[texts][:, None] + np.arange(length)]
            sums[texts] = self.table.take(block, axis=0).sum(axis=1)
        norms = np.linalg.norm(sums, axis=1, keepdims=True)
        np.divide(sums, norms, out=sums, where=norms > 0)
        return sums

    def _without_suffix(self, word: str) -> int:
        """Return the row of a known form of an unknown word; -1 where there is none."""
        for ending, known in _GENDERED:
            if (
                word.endswith(ending)
                and (row := self._ids.get(word.removesuffix(ending) + known)) is not None
            ):
                return row
        for suffix in _SUFFIXES:
            if word.endswith(suffix) and (row := self._ids.get(word[: -len(suffix)])) is not None:
                return row
        return _UNKNOWN

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
