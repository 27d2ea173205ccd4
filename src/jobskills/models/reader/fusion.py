"""Log-linear fusion: what the network says, what the title index says, what the words say.

The indexes know the release's job titles and tasks; the weights, one set per
mode, say how far to trust each voice.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from jobskills.encoders.terms import TermIndex, character_terms, phrase_terms
from jobskills.models.profile import Occupation
from jobskills.models.reader.body_terms import BodyTerms
from jobskills.models.reader.mentions import NamedTitles
from jobskills.models.reader.stack import Stack

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
#: What stands in a larger share of the occupations' texts tells none from another; the words of
#: O*NET's prose rate, too, and there common ones help.
_COMMON: Final = 1 / 8
_COMMON_IN_PROSE: Final = 1 / 2

_INDEXES: Final = ("titles", "characters", "words", "employers")

FloatArray = NDArray[np.float32]
IntArray = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
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
                [character_terms(" ".join(names)) for names in titles],
                min_documents=2,
                max_share=_COMMON,
            ),
            words=TermIndex.fit(
                [fold[np.asarray(rows, np.intp)].tolist() for rows in word_rows],
                min_documents=2,
                max_share=_COMMON_IN_PROSE,
            ),
            employers=TermIndex.fit(
                [fold[np.asarray(rows, np.intp)].tolist() for rows in employers_rows],
                max_share=_COMMON,
            ),
            fold=fold,
            named=named,
            many_titles=np.log(counts).astype(np.float32),
        )

    def title_voices(self, titles: Sequence[str]) -> tuple[FloatArray, FloatArray]:
        """Return the voices that hear titles' words and characters, [n, o] each."""
        best = np.zeros((len(titles), len(self.many_titles)), np.float32)
        title, known, cosines = self.titles.hits([phrase_terms(one) for one in titles])
        occupation = np.zeros(self.titles.n_documents, np.intp)
        occupation[self.title_starts[1:]] = 1
        cells = title * best.shape[1] + np.cumsum(occupation)[known]
        # Job titles of one occupation stand in a row.
        starts = np.flatnonzero(np.diff(cells, prepend=-1))
        if len(starts):
            best.reshape(-1)[cells[starts]] = np.maximum.reduceat(cosines, starts)
        return best, self.characters.scores([character_terms(one) for one in titles])

    def body_terms(self, stack: Stack) -> tuple[BodyTerms, BodyTerms]:
        """Look up bodies' words in O*NET's own texts and in employers'."""
        words, employers = (rows[stack.words] for rows in self._rows)
        return (
            BodyTerms.find(self.words, words, stack),
            BodyTerms.find(self.employers, employers, stack),
        )

    @cached_property
    def _rows(self) -> tuple[IntArray, IntArray]:
        """The rows of the encoder's words in `words` and in `employers`, [v] each."""
        return self.words.rows(self.fold), self.employers.rows(self.fold)

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
