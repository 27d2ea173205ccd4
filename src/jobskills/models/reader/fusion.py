"""Log-linear fusion: what the network says, what the title index says, what the words say.

The indexes know the release's job titles and tasks; the weights, one set per
mode, say how far to trust each voice.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from jobskills.encoders.static import StaticEncoder
from jobskills.encoders.terms import TermIndex, character_terms, phrase_terms
from jobskills.models.profile import Occupation

__all__ = ["VOICES", "Indexes"]

#: The voices in the order of the fusion weights.
VOICES: Final = (
    "network",
    "job_title",
    "title_characters",
    "title_meaning",
    "body_words",
    "many_titles",
)

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
    fold : int64 [v]
        From a row of the encoder's table to the row of its singular.
    mean_titles : float32 [o, d]
        Direction of the mean vector of each occupation's job titles.
    many_titles : float32 [o]
        Log of the number of job titles, a prior of how wide an occupation is.
    """

    titles: TermIndex
    title_starts: NDArray[np.int64]
    characters: TermIndex
    words: TermIndex
    fold: NDArray[np.int64]
    mean_titles: FloatArray
    many_titles: FloatArray

    @classmethod
    def fit(
        cls,
        occupations: Sequence[Occupation],
        word_rows: Sequence[Sequence[int]],
        fold: NDArray[np.int64],
        encoder: StaticEncoder,
    ) -> Self:
        """Index occupations; `word_rows` are the encoder's rows of their texts."""
        titles = [_titles(occupation) for occupation in occupations]
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
            fold=fold,
            mean_titles=_directions(encoder.encode([n for names in titles for n in names]), counts),
            many_titles=np.log(counts).astype(np.float32),
        )

    def title_voices(self, title: str, vector: FloatArray) -> tuple[FloatArray, ...]:
        """Return the voices that hear a title, [o] each: its words, characters and meaning.

        Meaning is a cosine times 10, to be of the size of the other voices.
        """
        best = np.maximum.reduceat(self.titles.scores(phrase_terms(title)), self.title_starts)
        characters = self.characters.scores(character_terms(title))
        return best, characters, 10 * (self.mean_titles @ vector)

    def body_voice(self, words: Sequence[Sequence[int]], *, explain: bool) -> FloatArray:
        """Return cosines of the whole body, then of the body without each sentence: [1 + s, o].

        They are multiplied by 10 to be of the size of the other voices; without
        `explain` the first row stands alone.
        """
        rows = [self.words.rows(self.fold[np.asarray(unit, np.intp)].tolist()) for unit in words]
        flat = np.array([row for unit in rows for row in unit], np.intp)
        known, column = np.unique(flat, return_inverse=True)
        if not len(known):
            n_rows = 1 + len(rows) if explain else 1
            return np.zeros((n_rows, self.words.n_documents), np.float32)
        counts = np.zeros((len(rows), len(known)), np.float32)
        of = np.repeat(np.arange(len(rows)), [len(unit) for unit in rows])
        np.add.at(counts, (of, column), 1)
        total = counts.sum(axis=0)
        left = np.vstack([total, total - counts]) if explain else total[None]
        weights = np.log1p(np.maximum(left - 1, 0)) + (left > 0)
        weights *= self.words.idf[known]
        norms = np.linalg.norm(weights, axis=1, keepdims=True)
        weights /= np.where(norms > 0, norms, 1)
        return np.asarray(10 * (weights @ self.words.columns(known)), np.float32)

    def arrays(self) -> dict[str, NDArray[np.generic]]:
        """Return everything by name, the three indexes under prefixes."""
        flat: dict[str, NDArray[np.generic]] = {
            "title_starts": self.title_starts,
            "fold": self.fold.astype(np.int32),
            "mean_titles": self.mean_titles,
            "many_titles": self.many_titles,
        }
        for name in ("titles", "characters", "words"):
            index: TermIndex = getattr(self, name)
            flat |= {f"{name}.{key}": array for key, array in index.arrays().items()}
        return flat

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]]) -> Self:
        """Rebuild the indexes from what `arrays` gave."""
        parts = {
            name: TermIndex.from_arrays(
                {
                    key.removeprefix(f"{name}."): array
                    for key, array in arrays.items()
                    if key.startswith(f"{name}.")
                }
            )
            for name in ("titles", "characters", "words")
        }
        return cls(
            titles=parts["titles"],
            title_starts=np.asarray(arrays["title_starts"], np.int64),
            characters=parts["characters"],
            words=parts["words"],
            fold=np.asarray(arrays["fold"], np.int64),
            mean_titles=np.asarray(arrays["mean_titles"], np.float32),
            many_titles=np.asarray(arrays["many_titles"], np.float32),
        )


def _titles(occupation: Occupation) -> list[str]:
    return sorted({occupation.title, *occupation.job_titles})


def _directions(vectors: FloatArray, counts: NDArray[np.int64]) -> FloatArray:
    """Return the unit vectors of sums over stretches of `counts` rows."""
    sums = np.add.reduceat(vectors, np.cumsum(counts) - counts, axis=0)
    return np.asarray(sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-12))
