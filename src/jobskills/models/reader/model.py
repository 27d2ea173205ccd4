"""The fitted reader: readings in, profiles out, with what each sentence moved.

Serves with numpy alone; everything in it was learned by `jobskills.models.reader.fit`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from jobskills.encoders.static import StaticEncoder
from jobskills.models.profile import Category, Element
from jobskills.models.reader.fusion import Indexes
from jobskills.models.reader.hearing import Hearing
from jobskills.models.reader.inputs import Inputs, encode_readings
from jobskills.models.reader.neighbours import Neighbours
from jobskills.models.reader.network import Network
from jobskills.models.reader.odds import log_odds
from jobskills.models.reader.ratings import RatingTables
from jobskills.models.reader.signs import Heard
from jobskills.models.reader.uncertainty import Calibration, Roads
from jobskills.text import Reading

__all__ = ["Profile", "Reader", "Weighed"]

FloatArray = NDArray[np.float32]

#: The temperature's part that is left where the text is doubtful.
_DOUBT: Final = np.float32(0.5)

_MOST_LEVEL: Final = 7

#: What a sentence moved is asked of the likeliest occupations and of those with its words.
_LIKELIEST: Final = 224
_NEAREST: Final = 32

#: Scores so far below the best add nothing, and -inf would make 0 times infinity.
_LEAST_SCORE: Final = np.float32(-100)


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """What the reader says of one posting; e elements, c categories, o occupations, s sentences.

    Attributes
    ----------
    importance, low, high : float32 [e]
        Expected rating on the element's own scale, and a 90 % interval.
    level : float32 [e]
        0-7, NaN where the domain has no level.
    probability : float32 [e]
        That the rating is at or above the median occupation's.
    category_probability : float32 [c]
    occupation_probability : float32 [o]
    influence : float32 [s, e]
        How far `importance` falls when a sentence, one of `Reading.telling`, is taken out.
    """

    importance: FloatArray
    low: FloatArray
    high: FloatArray
    level: FloatArray
    probability: FloatArray
    category_probability: FloatArray
    occupation_probability: FloatArray
    influence: FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class Weighed:
    """Both roads to the ratings, standardised; rows as in `Heard`.

    Attributes
    ----------
    scores : float32 [m, o]
        The fused voices.
    posterior : float32 [m, o]
        Weights of the occupations in the mixture.
    kernel : float32 [m, n]
        Likeness to the rated occupations.
    signs : float32 [m, f]
        See `jobskills.models.reader.signs.SIGNS`.
    mixture, direct : float32 [m, e]
        The likely occupations' ratings, and the regression's.
    spread : float32 [e]
        How far the likely occupations' ratings lie apart, for the whole posting.
    """

    scores: FloatArray
    posterior: FloatArray
    kernel: FloatArray
    signs: FloatArray
    mixture: FloatArray
    direct: FloatArray
    spread: FloatArray

    @property
    def roads(self) -> Roads:
        """The whole posting's ratings."""
        return Roads(self.mixture[0], self.direct[0], self.spread)


@dataclass(frozen=True, eq=False)
class Reader:
    """A fitted reader.

    Attributes
    ----------
    encoder : StaticEncoder
    network : Network
    neighbours : Neighbours
    indexes : Indexes
    tables : RatingTables
        Rows are the occupations it knows.
    calibration : Calibration
    elements : tuple of Element, length e
    categories : tuple of Category, length c
    """

    encoder: StaticEncoder
    network: Network
    neighbours: Neighbours
    indexes: Indexes
    tables: RatingTables
    calibration: Calibration
    elements: tuple[Element, ...]
    categories: tuple[Category, ...]

    def read(self, readings: Sequence[Reading], *, explain: bool = True) -> list[Profile]:
        """Return one profile per reading, in order; without `explain`, no influences."""
        # One by one: the vectors of all words of many postings would fill no cache.
        return [
            self.profile(inputs, explain=explain)
            for reading in readings
            for inputs in encode_readings([reading], self.encoder)
        ]

    def hear(self, inputs: Inputs) -> Heard:
        """Return what is heard of the whole posting."""
        return self._hearing(inputs).whole()

    def _hearing(self, inputs: Inputs) -> Hearing:
        return Hearing(inputs, self.network, self.indexes, self.neighbours)

    def weigh(self, inputs: Inputs, heard: Heard, neighbours: Neighbours) -> Weighed:
        """Go both roads to the ratings; the neighbours may be others than the reader's own."""
        mode, tables = inputs.mode, self.tables
        scores = heard.scores(self.calibration.voices[mode])
        posterior, entropy = _posterior(self.calibration.sharpness[mode] * scores)
        body = heard.bodies if len(inputs.units) else None
        kernel = neighbours.kernel(mode, inputs.title, body, heard.words)
        direct = neighbours.ratings(mode, kernel)
        among = slice(None) if heard.among is None else heard.among
        mixture = posterior @ tables.standardised[among]
        variance = posterior @ tables.mean_square[among] - np.square(mixture).mean(axis=1)
        squares = posterior[0] @ tables.squared[among] - np.square(mixture[0])
        return Weighed(
            scores=scores,
            posterior=posterior,
            kernel=kernel,
            signs=heard.signs(entropy, variance, direct),
            mixture=mixture,
            direct=direct,
            spread=np.sqrt(np.maximum(squares, 0)),
        )

    def profile(self, inputs: Inputs, *, explain: bool = True) -> Profile:
        """Read one posting."""
        tables, mode, calibration = self.tables, inputs.mode, self.calibration
        hearing = self._hearing(inputs)
        heard = hearing.whole()
        weighed = self.weigh(inputs, heard, self.neighbours)
        signs = calibration.standardised(mode, weighed.signs)
        shares = calibration.regression_share(mode, signs)
        importance = self._importance(weighed, shares)[0]
        share, posterior = shares[0], weighed.posterior[0]
        deviation = calibration.deviation(mode, signs[0], share, weighed.roads)
        if inputs.doubtful:
            # As if nothing had been read: one deviation of all occupations.
            deviation = np.maximum(deviation, 1)
        half = tables.spread * calibration.half_width(mode, share, deviation)
        distance = (importance - tables.median) / tables.spread
        labels = (1 - share) * log_odds(posterior @ tables.above_median)
        held = posterior @ tables.held_filled
        directly = np.clip(self.neighbours.categories(mode, weighed.kernel)[0], 0, 1)
        told = calibration.temperature[mode] * (_DOUBT if inputs.doubtful else 1)
        occupations = _posterior(told * weighed.scores)[0][0]
        influence = np.zeros((0, len(importance)), np.float32)
        if explain and len(inputs.units):
            among = _worth_asking(weighed.scores[0], heard.words[0])
            influence = self._influence(inputs, hearing.in_part(heard, among))
        return Profile(
            importance=importance,
            low=self._within(importance - half),
            high=self._within(importance + half),
            level=self._level(posterior @ tables.level_filled, weighed.mixture[0], importance),
            probability=calibration.probability(mode, distance, deviation, labels),
            # Shares that sum to one do so but for rounding.
            category_probability=np.clip(held + share * (directly - held), 0, 1),
            occupation_probability=occupations,
            influence=influence,
        )

    def _importance(self, weighed: Weighed, shares: FloatArray) -> FloatArray:
        """Return the blended ratings, [m, e]: shares of the regression [m]."""
        blended = weighed.mixture + shares[:, None] * (weighed.direct - weighed.mixture)
        return self._within(self.tables.mean + self.tables.spread * blended)

    def _influence(self, inputs: Inputs, in_part: Heard) -> FloatArray:
        """Return how far ratings fall without each sentence, [s, e]; the whole comes first."""
        weighed = self.weigh(inputs, in_part, self.neighbours)
        signs = self.calibration.standardised(inputs.mode, weighed.signs)
        shares = self.calibration.regression_share(inputs.mode, signs)
        rating = self._importance(weighed, shares)
        return np.asarray(rating[0] - rating[1:], np.float32)

    def _level(
        self, mixture: FloatArray, importance_mixture: FloatArray, importance: FloatArray
    ) -> FloatArray:
        """Return the likely occupations' level, moved as importance is by the regression."""
        tables = self.tables
        moved = importance - (tables.mean + tables.spread * importance_mixture)
        level = np.clip(mixture + tables.level_slope * moved, 0, _MOST_LEVEL)
        return np.asarray(level, np.float32)

    def _within(self, importance: NDArray[np.floating[Any]]) -> FloatArray:
        within: FloatArray = np.clip(importance, *self._scales).astype(np.float32)
        return within

    @cached_property
    def _scales(self) -> tuple[FloatArray, FloatArray]:
        """The ends of the elements' scales, [e] each."""
        low = np.array([element.scale_low for element in self.elements], np.float32)
        high = np.array([element.scale_high for element in self.elements], np.float32)
        return low, high

    def arrays(self) -> dict[str, dict[str, NDArray[np.generic]]]:
        """Return everything learned, one dictionary of arrays per part."""
        return {
            "encoder": self.encoder.arrays(),
            "network": self.network.arrays(),
            "neighbours": self.neighbours.arrays(),
            "indexes": self.indexes.arrays(),
            "calibration": self.calibration.arrays(),
            "ratings": self.tables.arrays(),
        }

    def rounded(self) -> Self:
        """Return the reader that a saved and loaded copy would be."""
        return type(self).from_arrays(
            self.arrays(),
            vocabulary=self.encoder.vocabulary,
            codes=self.tables.codes,
            elements=self.elements,
            categories=self.categories,
        )

    @classmethod
    def from_arrays(
        cls,
        parts: Mapping[str, Mapping[str, NDArray[Any]]],
        *,
        vocabulary: Sequence[str],
        codes: Sequence[str],
        elements: Sequence[Element],
        categories: Sequence[Category],
    ) -> Self:
        """Rebuild a reader from what `arrays` gave and the names that stood beside it."""
        return cls(
            encoder=StaticEncoder.from_arrays(vocabulary, parts["encoder"]),
            network=Network.from_arrays(parts["network"]),
            neighbours=Neighbours.from_arrays(parts["neighbours"]),
            indexes=Indexes.from_arrays(parts["indexes"]),
            tables=RatingTables.from_arrays(codes, parts["ratings"]),
            calibration=Calibration.from_arrays(parts["calibration"]),
            elements=tuple(elements),
            categories=tuple(categories),
        )


def _worth_asking(scores: FloatArray, words: FloatArray) -> NDArray[np.intp]:
    """Return the occupations that taking out a sentence may touch: scores [o], words [o]."""
    likely = np.argsort(-scores, kind="stable")[:_LIKELIEST]
    near = np.argsort(-words, kind="stable")[:_NEAREST]
    return np.union1d(likely, near)


def _posterior(scores: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return probabilities [m, o] from scores that may be -inf, and their entropy [m]."""
    scores = scores - scores.max(axis=-1, keepdims=True)
    weights = np.exp(scores)
    total = weights.sum(axis=-1, keepdims=True)
    probability = np.asarray(weights / total, np.float32)
    kept = np.einsum("mo,mo->m", probability, np.maximum(scores, _LEAST_SCORE))
    return probability, np.asarray(np.log(total[:, 0]) - kept, np.float32)
