"""Log-linear fusion: what the network says, what the title index says, what the words say.

The indexes know the release's job titles and tasks; the weights, one set per
mode, say how far to trust each voice.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from jobskills.encoders.terms import TermIndex, character_terms, phrase_terms
from jobskills.models.profile import Occupation
from jobskills.models.reader.inputs import Inputs
from jobskills.models.reader.mentions import NamedTitles

__all__ = ["VOICES", "Indexes"]

#: The voices in the order of the fusion weights.
VOICES: Final = (
    "network",
    "job_title",
    "title_characters",
    "body_words",
    "employers_words",
    "named_title",
    "named_title_shared",
    "many_titles",
)
#: A squared length below this is a rounding error.
_NO_LENGTH: Final = 1e-3

_INDEXES: Final = ("titles", "characters", "words", "employers")

FloatArray = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Indexes:
    """What the release says of its occupations, searchable.

    Attributes
    ----------
    titles : TermIndex
        Every job title as a document of words and pairs of words.
    title_starts : int64 [o]
        Where each occupation's titles begin; they stand in a row.
    characters : TermIndex
        Each occupation's titles together, as runs of characters.
    words : TermIndex
        Each occupation's title, description and tasks, as word rows.
    employers : TermIndex
        The words of each occupation's written postings, no entries where it has none.
    fold : int64 [v]
        From a row of the encoder's table to the row of its singular.
    named : NamedTitles
        Every job title again, as it stands in running text.
    many_titles : float32 [o]
        Log of the number of job titles, a prior of how wide an occupation is.
    """

    titles: TermIndex
    title_starts: NDArray[np.int64]
    characters: TermIndex
    words: TermIndex
    employers: TermIndex
    fold: NDArray[np.int64]
    named: NamedTitles
    many_titles: FloatArray

    @classmethod
    def fit(
        cls,
        occupations: Sequence[Occupation],
        word_rows: Sequence[Sequence[int]],
        employers_rows: Sequence[Sequence[int]],
        named: NamedTitles,
    ) -> Self:
        """Index occupations; the rows are the encoder's, of their texts and written postings."""
        fold = named.fold
        titles = [one.names for one in occupations]
        counts = np.array([len(names) for names in titles])
        return cls(
            titles=TermIndex.fit([phrase_terms(name) for names in titles for name in names]),
            title_starts=(np.cumsum(counts) - counts).astype(np.int64),
            characters=TermIndex.fit(
                [character_terms(" ".join(names)) for names in titles], min_documents=2
            ),
            words=TermIndex.fit(
                [fold[np.asarray(rows, np.intp)].tolist() for rows in word_rows], min_documents=2
            ),
            employers=TermIndex.fit(
                [fold[np.asarray(rows, np.intp)].tolist() for rows in employers_rows]
            ),
            fold=fold,
            named=named,
            many_titles=np.log(counts).astype(np.float32),
        )

    def title_voices(self, title: str) -> tuple[FloatArray, FloatArray]:
        """Return the voices that hear a title's words and characters, [o] each."""
        best = np.maximum.reduceat(self.titles.scores(phrase_terms(title)), self.title_starts)
        return best, self.characters.scores(character_terms(title))

    def body_voices(
        self, words: Sequence[Sequence[int]], *, explain: bool
    ) -> tuple[FloatArray, FloatArray]:
        """Return the voices that hear the body's words: O*NET's own and employers'.

        Cosines of the whole body, then of the body without each sentence, [1 + s, o] each;
        multiplied by 10 to be of the size of the other voices. Without `explain` the first
        row stands alone.
        """
        lengths = [len(unit) for unit in words]
        flat = self.fold[np.fromiter(chain.from_iterable(words), np.intp, sum(lengths))]
        unit = np.repeat(np.arange(len(words)), lengths)
        left_out = len(words) if explain else 0
        return (
            _body_cosines(self.words, flat, unit, left_out),
            _body_cosines(self.employers, flat, unit, left_out),
        )

    def named_voices(self, inputs: Inputs, *, explain: bool) -> tuple[FloatArray, ...]:
        """Return the voices of the job titles that the body names, [1 + s, o] each.

        Probabilities times 5, to be of the size of the other voices; without
        `explain` the first row stands alone.
        """
        mentions = self.named.find(inputs)
        voices = self.named.voices(mentions, len(inputs.units), explain=explain)
        return tuple(5 * voice for voice in voices)

    def arrays(self) -> dict[str, NDArray[np.generic]]:
        """Return everything by name, the three indexes under prefixes."""
        flat: dict[str, NDArray[np.generic]] = {
            "title_starts": self.title_starts,
            "fold": self.fold.astype(np.int32),
            "many_titles": self.many_titles,
        }
        for name in (*_INDEXES, "named"):
            part: TermIndex | NamedTitles = getattr(self, name)
            flat |= {f"{name}.{key}": array for key, array in part.arrays().items()}
        return flat

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]]) -> Self:
        """Rebuild the indexes from what `arrays` gave."""
        parts = {
            name: {
                key.removeprefix(f"{name}."): array
                for key, array in arrays.items()
                if key.startswith(f"{name}.")
            }
            for name in (*_INDEXES, "named")
        }
        indexes = {name: TermIndex.from_arrays(parts[name]) for name in _INDEXES}
        fold = np.asarray(arrays["fold"], np.int64)
        return cls(
            titles=indexes["titles"],
            title_starts=np.asarray(arrays["title_starts"], np.int64),
            characters=indexes["characters"],
            words=indexes["words"],
            employers=indexes["employers"],
            fold=fold,
            named=NamedTitles.from_arrays(parts["named"], fold),
            many_titles=np.asarray(arrays["many_titles"], np.float32),
        )


def _body_cosines(
    index: TermIndex, words: NDArray[np.int64], unit: NDArray[np.intp], left_out: int
) -> FloatArray:
    """Return cosines of the whole, then without each of the first units: [1 + left_out, o].

    `words` are terms of the index, `unit` says which unit each stands in.
    """
    rows = index.rows(words)
    rows, unit = rows[rows >= 0], unit[rows >= 0]
    known, column, total = np.unique(rows, return_inverse=True, return_counts=True)
    if not len(known):
        return np.zeros((1 + left_out, index.n_documents), np.float32)
    idf = index.idf[known]
    weights = (1 + np.log(total)).astype(np.float32) * idf
    columns = index.columns(known)
    products, squares = weights @ columns, np.square(weights).sum()
    if not left_out:
        return _cosines(products[None], np.array([squares]))
    # A sentence holds few of the words: what it takes away is less work than what it leaves.
    pair, count = np.unique(unit * len(known) + column, return_counts=True)
    place, term = np.divmod(pair, len(known))
    left = total[term] - count
    lost = weights[term] - np.where(left > 0, 1 + np.log(np.maximum(left, 1)), 0) * idf[term]
    gone = np.zeros((left_out, len(known)), np.float32)
    gone[place, term] = lost
    squares_lost = np.bincount(
        place, np.square(weights[term]) - np.square(weights[term] - lost), left_out
    )
    all_products = np.vstack([products, products - gone @ columns])
    return _cosines(all_products, squares - np.concatenate([[0], squares_lost]))


def _cosines(products: NDArray[np.floating[Any]], squares: NDArray[np.floating[Any]]) -> FloatArray:
    """Divide products with unit vectors by their own lengths; times 10."""
    # Nothing is left but rounding where every known word was taken out.
    lengths = np.sqrt(np.where(squares > _NO_LENGTH, squares, np.inf))
    return np.asarray(10 * products / lengths[:, None], np.float32)
