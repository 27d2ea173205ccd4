"""Signs of whether a text's work is among the listed occupations, from what the reader heard.

No sign tells it by itself; together they say how far to trust the regression and how
wide to draw the intervals. The network's own scores are no sign: while it was trained, a
listed occupation pushed its neighbours away, and one that is only taken for unlisted still
does. Serves with numpy alone.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from jobskills.models.reader.fusion import VOICES
from jobskills.models.reader.stack import Versions

__all__ = ["SIGNS", "Heard", "HeardInPart", "fused", "hide"]

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
    """What the reader heard of n whole postings, of o occupations.

    Attributes
    ----------
    voices : float32 [v, n, o]
        See `jobskills.models.reader.fusion.VOICES`.
    titles : float32 [n, r] or None
        Likeness of the title to the rated occupations'; None without a title.
    words : float32 [n, r]
        Cosines of the body's words with the rated occupations'; zeros without a body.
    bodies : float32 [n, r]
        Cosines of the body with the rated occupations' texts; zeros without a body.
    gate : float32 [n]
        The mean gate.
    length : float32 [n]
        Number of known words in the body.
    hidden : bool [1, o] or None
        Which of the occupations are taken for unlisted.
    """

    voices: FloatArray
    titles: FloatArray | None
    words: FloatArray
    bodies: FloatArray
    gate: FloatArray
    length: FloatArray
    hidden: NDArray[np.bool_] | None = None

    def without(self, occupations: NDArray[np.bool_], rated: NDArray[np.bool_]) -> "Heard":
        """Return what would be heard if some occupations, and those among the rated, were not."""
        return replace(
            self,
            hidden=occupations[None],
            titles=None if self.titles is None else self.titles[:, ~rated],
            words=self.words[:, ~rated],
            bodies=self.bodies[:, ~rated],
        )

    def scores(self, weights: FloatArray) -> FloatArray:
        """Return the fused voices, [n, o]; -inf for what is hidden."""
        return hide(fused(self.voices, weights), self.hidden)

    def signs(self, entropy: FloatArray, variance: FloatArray, direct: FloatArray) -> FloatArray:
        """Return the signs, [n, f]; the arguments are those of `signs`."""
        voices = self.voices[[_JOB_TITLE, _BODY_WORDS]]
        title, words = hide(voices, self.hidden).max(axis=2)
        body = self.bodies.max(axis=1, initial=-1)
        return signs(entropy, variance, (title, words, body), self.gate, self.length, direct)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class HeardInPart:
    """What the reader heard of n postings without each of their sentences, of m versions.

    Attributes
    ----------
    versions : Versions
        Which posting each is a version of.
    among : intp [n, k]
        The occupations that are asked; what fills up a row is hidden.
    scores : float32 [m, k]
        The fused voices; -inf for what is hidden.
    best : tuple of float32 [m]
        The best job title's, occupation's words' and occupation's body's likeness.
    gate, length : float32 [m]
        As in `Heard`.
    moved : float32 [m, e]
        How far the regression's standardised ratings lie from the whole posting's.
    """

    versions: Versions
    among: NDArray[np.intp]
    scores: FloatArray
    best: tuple[FloatArray, FloatArray, FloatArray]
    gate: FloatArray
    length: FloatArray
    moved: FloatArray

    def signs(self, entropy: FloatArray, variance: FloatArray, direct: FloatArray) -> FloatArray:
        """Return the signs, [m, f]; the arguments are those of `signs`."""
        return signs(entropy, variance, self.best, self.gate, self.length, direct)


def fused(voices: Iterable[FloatArray], weights: Iterable[np.float32]) -> FloatArray:
    """Return the sum of voices, each times its weight."""
    # Voice by voice: a matrix product would round what stands at its edges otherwise.
    pairs = zip(voices, weights, strict=True)
    total: FloatArray = np.multiply(*next(pairs))
    for voice, weight in pairs:
        total += weight * voice
    return total


def hide(values: FloatArray, hidden: NDArray[np.bool_] | None) -> FloatArray:
    """Make values, which are nobody else's, -inf where they are hidden."""
    if hidden is not None:
        np.copyto(values, -np.inf, where=hidden)
    return values


def signs(
    entropy: FloatArray,
    variance: FloatArray,
    best: tuple[FloatArray, FloatArray, FloatArray],
    gate: FloatArray,
    length: FloatArray,
    direct: FloatArray,
) -> FloatArray:
    """Return the signs, [m, f].

    Parameters
    ----------
    entropy : float32 [m]
        Of the posterior over occupations.
    variance : float32 [m]
        Mean variance of the likely occupations' standardised ratings.
    best : tuple of float32 [m]
        The best job title's, occupation's words' and occupation's body's likeness.
    gate, length : float32 [m]
        As in `Heard`.
    direct : float32 [m, e]
        Standardised ratings of the regression.
    """
    columns = (
        entropy,
        np.sqrt(np.maximum(variance, 0)),
        *best,
        gate,
        np.log1p(length),
        np.sqrt(np.square(direct).mean(axis=1)),
    )
    return np.stack(columns, axis=1).astype(np.float32)
