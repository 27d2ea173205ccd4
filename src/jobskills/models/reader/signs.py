"""Signs of whether a text's work is among the listed occupations, from what the reader heard.

No sign tells it by itself; together they say how far to trust the regression and how
wide to draw the intervals. The network's own scores are no sign: while it was trained, a
listed occupation pushed its neighbours away, and one that is only taken for unlisted still
does. Serves with numpy alone.
"""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from jobskills.models.reader.fusion import VOICES
from jobskills.models.reader.stack import Versions

__all__ = ["SIGNS", "Heard", "HeardInPart", "HeardWhole"]

FloatArray = NDArray[np.float32]

#: The signs in the order of the figures that weigh them.
SIGNS: Final = (
    "entropy",  # of the posterior over occupations
    "spread",  # how far the likely occupations' ratings lie apart
    "job_title",  # the best job title's likeness
    "words",  # the best occupation's likeness in words
    "body",  # the best occupation's likeness in meaning
    "gate",  # the mean sentence's
    "length",  # log of the number of words
    "boldness",  # how far the regression goes from the mean rating
)

_JOB_TITLE: Final = VOICES.index("job_title")
_BODY_WORDS: Final = VOICES.index("body_words")


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Heard:
    """What the reader heard of m texts.

    Attributes
    ----------
    voices : float32 [v, m, k]
        Of k occupations; see `jobskills.models.reader.fusion.VOICES`.
    bodies : float32 [m, r]
        Cosines of the body with rated occupations' texts; zeros without a body.
    gate : float32 [m]
        The mean gate.
    length : float32 [m]
        Number of known words in the body.
    hidden : bool [1, k] or [m, k], or None
        Which of the occupations are taken for none.
    """

    voices: FloatArray
    bodies: FloatArray
    gate: FloatArray
    length: FloatArray
    hidden: NDArray[np.bool_] | None = None

    def scores(self, weights: FloatArray) -> FloatArray:
        """Return the fused voices, [m, k]; -inf for what is hidden."""
        # Voice by voice: a matrix product would round what stands at its edges otherwise.
        fused: FloatArray = self.voices[0] * weights[0]
        for weight, voice in zip(weights[1:], self.voices[1:], strict=True):
            fused += weight * voice
        if self.hidden is not None:
            np.copyto(fused, -np.inf, where=self.hidden)
        return fused

    def signs(self, entropy: FloatArray, variance: FloatArray, direct: FloatArray) -> FloatArray:
        """Return the signs, [m, f].

        Parameters
        ----------
        entropy : float32 [m]
            Of the posterior over occupations.
        variance : float32 [m]
            Mean variance of the likely occupations' standardised ratings.
        direct : float32 [m, e]
            Standardised ratings of the regression.
        """
        columns = (
            entropy,
            np.sqrt(np.maximum(variance, 0)),
            self._best(_JOB_TITLE),
            self._best(_BODY_WORDS),
            self.bodies.max(axis=1, initial=-1),
            self.gate,
            np.log1p(self.length),
            np.sqrt(np.square(direct).mean(axis=1)),
        )
        return np.stack(columns, axis=1).astype(np.float32)

    def _best(self, voice: int) -> FloatArray:
        """Return what a voice says of the occupation that it likes best, [m]."""
        said = self.voices[voice]
        if self.hidden is not None:
            said = np.where(self.hidden, -np.inf, said)
        best: FloatArray = said.max(axis=1)
        return best


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class HeardWhole(Heard):
    """What the reader heard of n whole postings, of all occupations.

    Attributes
    ----------
    titles : float32 [n, r] or None
        Likeness of the title to the rated occupations'; None without a title.
    words : float32 [n, r]
        Cosines of the body's words with the rated occupations'; zeros without a body.
    """

    titles: FloatArray | None
    words: FloatArray

    def without(self, occupations: NDArray[np.bool_], rated: NDArray[np.bool_]) -> "HeardWhole":
        """Return what would be heard if some occupations, and those among the rated, were not."""
        return replace(
            self,
            hidden=occupations[None],
            titles=None if self.titles is None else self.titles[:, ~rated],
            words=self.words[:, ~rated],
            bodies=self.bodies[:, ~rated],
        )


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class HeardInPart(Heard):
    """What the reader heard of n postings without each of their sentences, of m versions.

    Attributes
    ----------
    versions : Versions
        Which posting each is a version of.
    among : intp [n, k]
        The occupations that the voices speak of; what fills up a row is hidden.
    moved : float32 [m, e]
        How far the regression's standardised ratings lie from the whole posting's.
    """

    versions: Versions
    among: NDArray[np.intp]
    moved: FloatArray
