"""The classic cleaning, as the GRU baseline wants it: words to stems to integers.

Lower-casing, punctuation, English stop words, Porter stemming, a vocabulary of
500 stems, 100 tokens per text. Training side only (the `train` extra); real
postings are read by `jobskills.text`, never by this.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, Self

import numpy as np
import snowballstemmer
from numpy.typing import NDArray
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

__all__ = ["PADDING", "Vocabulary", "stems"]

#: The integer that fills up a text shorter than the encoded length.
PADDING: Final = 0

# A single letter is what punctuation left over ("worker's", "i.e."), not a word.
_WORD: Final = re.compile(r"[^\W\d_]{2,}")


@cache
def _porter() -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer("porter")


def stems(text: str) -> list[str]:
    """Return the Porter stems of a text's words, stop words left out.

    Parameters
    ----------
    text : str
        Any text; digits and punctuation separate words, single letters are dropped.

    Returns
    -------
    list of str
        In the order of the text, repeats kept.

    Examples
    --------
    >>> stems("Plan, direct, or coordinate the worker's operational activities!")
    ['plan', 'direct', 'coordin', 'worker', 'oper', 'activ']
    """
    words = _WORD.findall(text.lower())
    return list(_porter().stemWords([word for word in words if word not in ENGLISH_STOP_WORDS]))


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The most frequent stems of the training texts; the first has integer 1.

    Examples
    --------
    >>> vocabulary = Vocabulary.fit(["Direct workers.", "Direct the work."], size=2)
    >>> vocabulary.words
    ('direct', 'work')
    >>> vocabulary.encode(["Working on direct current"], length=4)
    array([[2, 1, 0, 0]])
    """

    words: tuple[str, ...]

    @classmethod
    def fit(cls, texts: Iterable[str], size: int = 500) -> Self:
        """Keep the `size` most frequent stems; ties go by alphabet, so order is stable."""
        counts = Counter(stem for text in texts for stem in stems(text))
        ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        return cls(tuple(word for word, _ in ranked[:size]))

    def encode(self, texts: Sequence[str], length: int = 100) -> NDArray[np.int64]:
        """Return the texts as integers, [n, length], cut or padded with 0 at the end.

        Words outside the vocabulary are left out, as the original left them out.
        """
        number = {word: i for i, word in enumerate(self.words, start=PADDING + 1)}
        encoded = np.full((len(texts), length), PADDING, dtype=np.int64)
        for row, text in zip(encoded, texts, strict=True):
            tokens = [number[stem] for stem in stems(text) if stem in number][:length]
            row[: len(tokens)] = tokens
        return encoded
