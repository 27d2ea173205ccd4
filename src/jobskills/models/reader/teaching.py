"""Lessons from real postings: annotated ones, and others read by the model of the round before.

The teacher sees title and whole description; the student mostly sees a part of the
description alone, and learns to say what the teacher said. That is where a
description without a title becomes readable.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from jobskills.encoders.static import StaticEncoder
from jobskills.models.reader.batches import MOST_UNITS, Batch
from jobskills.models.reader.inputs import Inputs, encode_readings
from jobskills.models.reader.model import Reader
from jobskills.models.reader.tuning import LabelledPosting
from jobskills.prediction import Posting
from jobskills.text import read_posting

__all__ = ["Lessons", "RealPostings"]

FloatArray = NDArray[np.float32]

_FEWEST_UNITS: Final = 4
_TITLE_SHARE: Final = 0.35
_RUN_SHARE: Final = 0.5
#: Power of what the teacher says: a pupil of soft lessons grows softer still.
_SHARPENING: Final = 1.25
_HIDING_SHARE: Final = 0.4
#: A title names the job if the teacher gives its occupations at least this much.
_TELLING: Final = 0.25
#: How far a posting's own annotation is believed against the teacher.
_TRUST: Final = 0.8


@dataclass(frozen=True, slots=True, eq=False)
class RealPostings:
    """Real postings to learn from, n of them; of the first k the occupation was annotated.

    Attributes
    ----------
    inputs : tuple of Inputs
    known : float32 [k, o]
        Probabilities of the occupations.
    share : float64 [n]
        How often each is drawn; they sum to one.
    """

    inputs: tuple[Inputs, ...]
    known: FloatArray
    share: NDArray[np.float64]

    @classmethod
    def gather(
        cls,
        annotated: Sequence[LabelledPosting],
        unlabelled: Sequence[Posting],
        codes: Sequence[str],
        encoder: StaticEncoder,
    ) -> "RealPostings":
        """Read those that have a title and a few sentences; each annotated one has a known code."""
        row = {code: i for i, code in enumerate(codes)}
        read = encode_readings(
            [read_posting(one) for one in (*(each.posting for each in annotated), *unlabelled)],
            encoder,
        )
        usable = [i for i, one in enumerate(read) if _teachable(one)]
        chosen = [annotated[i] for i in usable if i < len(annotated)]
        known = np.array([one.rightness(row) for one in chosen], np.float32).reshape(-1, len(row))
        weight = np.ones(len(usable))
        weight[: len(chosen)] = [one.weight for one in chosen]
        return cls(
            inputs=tuple(read[i] for i in usable),
            known=known / known.sum(axis=1, keepdims=True),
            share=weight / max(weight.sum(), 1),
        )

    @property
    def unlabelled(self) -> tuple[Inputs, ...]:
        """Those whose occupation nobody told."""
        return self.inputs[len(self.known) :]


def _teachable(one: Inputs) -> bool:
    return one.title is not None and len(one.units) >= _FEWEST_UNITS


@dataclass(frozen=True, slots=True, eq=False)
class Lessons:
    """Real postings and what they are for: as annotated, and as the teacher thinks.

    Attributes
    ----------
    real : RealPostings
    posterior : float32 [n, o]
    naming : tuple of bool [s]
        Which sentences of each posting name the job that it is for.
    rng : numpy.random.Generator
    """

    real: RealPostings
    posterior: FloatArray
    naming: tuple[NDArray[np.bool_], ...]
    rng: np.random.Generator

    @classmethod
    def prepare(cls, teacher: Reader, real: RealPostings, rng: np.random.Generator) -> "Lessons":
        """Let the teacher read postings, at least one."""
        named = teacher.indexes.named
        posterior, naming = [], []
        for i, one in enumerate(real.inputs):
            heard = teacher.hear(one)
            read = teacher.weigh(one, heard, teacher.neighbours).posterior[0] ** _SHARPENING
            read /= read.sum()
            if i < len(real.known):
                read += _TRUST * (real.known[i] - read)
            mentions = named.find(one)
            telling = named.mass(mentions, read) > _TELLING
            posterior.append(read)
            naming.append(np.isin(np.arange(len(one.units)), mentions.units[telling]))
        return cls(real, np.array(posterior, np.float32), tuple(naming), rng)

    def batch(self, n: int) -> Batch:
        """Draw n postings; of each some sentences, now and then with the title."""
        postings = self.real.inputs
        drawn = self.rng.choice(len(postings), n, p=self.real.share)
        titled = self.rng.random(n) < _TITLE_SHARE
        dimension = postings[0].units.shape[1]
        batch = Batch.empty(n, dimension, self.posterior.shape[1])
        batch.target[:] = self.posterior[drawn]
        for i, row in enumerate(drawn):
            one = postings[row]
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
