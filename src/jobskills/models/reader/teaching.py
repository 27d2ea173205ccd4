"""Self-training: real postings without labels, read by the model of the round before.

The teacher sees title and whole description; the student mostly sees a part of the
description alone, and learns to say what the teacher said. That is where a
description without a title becomes readable.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from jobskills.models.reader.batches import MOST_UNITS, Batch
from jobskills.models.reader.inputs import Inputs
from jobskills.models.reader.model import Reader

__all__ = ["Lessons", "teachable"]

FloatArray = NDArray[np.float32]

_FEWEST_UNITS: Final = 4
_TITLE_SHARE: Final = 0.35
_RUN_SHARE: Final = 0.5
#: Power of what the teacher says: a pupil of soft lessons grows softer still.
_SHARPENING: Final = 1.25
_HIDING_SHARE: Final = 0.4
#: A title names the job if the teacher gives its occupations at least this much.
_TELLING: Final = 0.25


def teachable(postings: Sequence[Inputs]) -> list[Inputs]:
    """Return the postings that have a title and a few sentences."""
    return [one for one in postings if one.title is not None and len(one.units) >= _FEWEST_UNITS]


@dataclass(frozen=True, slots=True, eq=False)
class Lessons:
    """Real postings and what the teacher thinks they are for.

    Attributes
    ----------
    postings : tuple of Inputs
    posterior : float32 [n, o]
    naming : tuple of bool [s]
        Which sentences of each posting name the job that the teacher thinks of.
    rng : numpy.random.Generator
    """

    postings: tuple[Inputs, ...]
    posterior: FloatArray
    naming: tuple[NDArray[np.bool_], ...]
    rng: np.random.Generator

    @classmethod
    def prepare(
        cls, teacher: Reader, postings: Sequence[Inputs], rng: np.random.Generator
    ) -> "Lessons":
        """Let the teacher read postings, at least one, all of them `teachable`."""
        named = teacher.indexes.named
        posterior, naming = [], []
        for one in postings:
            heard = teacher.hear(one)
            read = teacher.weigh(one, heard, teacher.neighbours).posterior[0]
            mentions = named.find(one)
            telling = named.mass(mentions, read) > _TELLING
            posterior.append(read)
            naming.append(np.isin(np.arange(len(one.units)), mentions.units[telling]))
        sharper = np.array(posterior, np.float32) ** _SHARPENING
        sharper /= sharper.sum(axis=1, keepdims=True)
        return cls(tuple(postings), sharper, tuple(naming), rng)

    def batch(self, n: int) -> Batch:
        """Draw n postings; of each some sentences, now and then with the title."""
        drawn = self.rng.integers(0, len(self.postings), n)
        titled = self.rng.random(n) < _TITLE_SHARE
        dimension = self.postings[0].units.shape[1]
        batch = Batch.empty(n, dimension, self.posterior.shape[1])
        batch.target[:] = self.posterior[drawn]
        for i, row in enumerate(drawn):
            one = self.postings[row]
            shown = self._part(row)
            batch.fill(i, one.units[shown], one.sections[shown])
            if titled[i] and one.title is not None:
                batch.title[i] = one.title
        return batch

    def _part(self, row: int) -> NDArray[np.intp]:
        """Choose sentences: half of the times a run of them, else any.

        Now and then those that name the job are hidden, so that the rest has to tell.
        """
        rng = self.rng
        shown = np.arange(len(self.naming[row]))
        silent = shown[~self.naming[row]]
        if len(silent) >= _FEWEST_UNITS and rng.random() < _HIDING_SHARE:
            shown = silent
        size = min(len(shown), int(rng.integers(_FEWEST_UNITS, MOST_UNITS + 1)))
        if rng.random() < _RUN_SHARE:
            first = int(rng.integers(0, len(shown) - size + 1))
            return shown[first : first + size]
        return np.sort(rng.choice(shown, size, replace=False))
