"""The fitted reader: readings in, profiles out, with what each sentence moved.

Serves with numpy alone; everything in it was learned by `jobskills.models.reader.fit`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from jobskills.encoders.static import StaticEncoder
from jobskills.models.profile import Category, Element
from jobskills.models.reader.fusion import Indexes
from jobskills.models.reader.hearing import Hearing
from jobskills.models.reader.inputs import MODES, Inputs, encode_readings
from jobskills.models.reader.neighbours import Neighbours, kernel
from jobskills.models.reader.network import Network
from jobskills.models.reader.odds import log_odds, posterior
from jobskills.models.reader.products import product
from jobskills.models.reader.ratings import RatingTables
from jobskills.models.reader.signs import Heard, HeardInPart
from jobskills.models.reader.slopes import Slopes
from jobskills.models.reader.stack import Stack, stacks
from jobskills.models.reader.uncertainty import Calibration, Roads
from jobskills.shares import even_share
from jobskills.text import Reading

__all__ = ["Profile", "Reader", "Weighed"]

FloatArray = NDArray[np.float32]

#: The temperature's part that is left where the text is doubtful.
_DOUBT: Final = np.float32(0.5)

_MOST_LEVEL: Final = 7

#: Postings that are encoded together.
_AT_ONCE: Final = 128


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
    """Both roads to the ratings, standardised, of m whole postings.

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
    """

    scores: FloatArray
    posterior: FloatArray
    kernel: FloatArray
    signs: FloatArray
    mixture: FloatArray
    direct: FloatArray


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

    def read(
        self, readings: Sequence[Reading], *, explain: bool = True, categories: bool = True
    ) -> list[Profile]:
        """Return one profile per reading, in order.

        Without `explain`, no influences; without `categories`, none of their probabilities.
        """
        profiles: dict[int, Profile] = {}
        at_once = even_share(len(readings), _AT_ONCE)
        for first in range(0, len(readings), at_once):
            inputs = encode_readings(readings[first : first + at_once], self.encoder)
            for places, stack in stacks(inputs):
                read = self._profiles(stack, explain=explain, categories=categories)
                profiles |= {first + i: one for i, one in zip(places, read, strict=True)}
        return [profiles[i] for i in range(len(readings))]

    def hear(self, inputs: Inputs) -> Heard:
        """Return what is heard of the whole posting."""
        return self._hearing(Stack.of([inputs])).whole()

    def _hearing(self, stack: Stack, *, in_part: bool = False) -> Hearing:
        return Hearing(stack, self.network, self.indexes, self.neighbours, in_part=in_part)

    def weigh(self, inputs: Inputs | Stack, heard: Heard, neighbours: Neighbours) -> Weighed:
        """Go both roads to the ratings; the neighbours may be others than the reader's own."""
        mode = inputs.mode
        scores = heard.scores(self.calibration.voices[mode])
        likely, entropy = posterior(self.calibration.sharpness[mode] * scores)
        body = heard.bodies if MODES[mode] != "title" else None
        likeness = kernel(mode, heard.titles, body, heard.words)
        direct = neighbours.ratings(mode, likeness)
        mixture, variance = _mixture(product(likely, self._rated))
        return Weighed(
            scores=scores,
            posterior=likely,
            kernel=likeness,
            signs=heard.signs(entropy, variance, direct),
            mixture=mixture,
            direct=direct,
        )

    @cached_property
    def _rated(self) -> FloatArray:
        """The occupations' standardised ratings, and the mean of their squares, [o, e + 1]."""
        return np.column_stack([self.tables.standardised, self.tables.mean_square])

    @cached_property
    def _slopes(self) -> Slopes:
        return Slopes(self.neighbours, self.indexes.words)

    def spread(self, weighed: Weighed) -> FloatArray:
        """Return how far the likely occupations' ratings lie apart, [m, e]; of whole postings."""
        squares = product(weighed.posterior, self.tables.squared) - np.square(weighed.mixture)
        return np.sqrt(np.maximum(squares, 0))

    def profile(self, inputs: Inputs, *, explain: bool = True) -> Profile:
        """Read one posting."""
        return self._profiles(Stack.of([inputs]), explain=explain, categories=True)[0]

    def _profiles(self, stack: Stack, *, explain: bool, categories: bool) -> list[Profile]:
        """Read postings of one mode."""
        tables, mode, calibration = self.tables, stack.mode, self.calibration
        explain = explain and len(stack.units) > 0
        hearing = self._hearing(stack, in_part=explain)
        heard = hearing.whole()
        weighed = self.weigh(stack, heard, self.neighbours)
        signs = calibration.standardised(mode, weighed.signs)
        shares = calibration.regression_share(mode, signs)
        importance = self._importance(weighed.mixture, weighed.direct, shares)
        likely, share = weighed.posterior, shares[:, None]
        roads = Roads(weighed.mixture, weighed.direct, self.spread(weighed))
        deviation = calibration.deviation(mode, signs, shares, roads)
        # As if nothing had been read: one deviation of all occupations.
        deviation[stack.doubtful] = np.maximum(deviation[stack.doubtful], 1)
        half = tables.spread * calibration.half_width(mode, shares, deviation)
        distance = (importance - tables.median) / tables.spread
        labels = (1 - share) * log_odds(product(likely, tables.above_median))
        told = calibration.temperature[mode] * np.where(stack.doubtful, _DOUBT, np.float32(1))
        columns = {
            "importance": importance,
            "low": self._within(importance - half),
            "high": self._within(importance + half),
            "level": self._level(product(likely, tables.level_filled), weighed, importance),
            "probability": calibration.probability(mode, distance, deviation, labels),
            "category_probability": (
                self._categories(mode, weighed, share)
                if categories
                else np.zeros((len(stack), 0), np.float32)
            ),
            "occupation_probability": posterior(told[:, None] * weighed.scores)[0],
        }
        influence = np.zeros((0, importance.shape[1]), np.float32)
        ends = np.zeros(len(stack), np.intp)
        if explain:
            weights = calibration.voices[mode]
            in_part = hearing.in_part(heard, weighed.scores, weights, self._slopes)
            influence = self._influence(stack, weighed, in_part)
            ends = np.cumsum(stack.sizes)
        return [
            Profile(
                **{name: column[i] for name, column in columns.items()},
                influence=influence[start:end],
            )
            for i, (start, end) in enumerate(pairwise([0, *ends.tolist()]))
        ]

    def _categories(self, mode: int, weighed: Weighed, share: FloatArray) -> FloatArray:
        """Return how likely each category is held, [m, c]: shares of the regression [m, 1]."""
        held = product(weighed.posterior, self.tables.held_filled)
        directly = np.clip(self.neighbours.categories(mode, weighed.kernel), 0, 1)
        # Shares that sum to one do so but for rounding.
        return np.asarray(np.clip(held + share * (directly - held), 0, 1), np.float32)

    def _importance(
        self, mixture: FloatArray, direct: FloatArray, shares: FloatArray
    ) -> FloatArray:
        """Return the ratings of both roads [m, e], blended: shares of the regression [m]."""
        blended = mixture + shares[:, None] * (direct - mixture)
        return self._within(self.tables.mean + self.tables.spread * blended)

    def _influence(self, stack: Stack, whole: Weighed, in_part: HeardInPart) -> FloatArray:
        """Return how far ratings fall without each sentence, [s, e]."""
        mode, versions, calibration = stack.mode, in_part.versions, self.calibration
        likely, entropy = posterior(calibration.sharpness[mode] * in_part.scores)
        mixed = np.empty((len(versions), self._rated.shape[1]), np.float32)
        for among, (start, end) in zip(in_part.among, versions.ranges or (), strict=True):
            np.matmul(likely[start:end], self._rated.take(among, axis=0), out=mixed[start:end])
        mixture, variance = _mixture(mixed)
        direct = whole.direct[versions.owner] + in_part.moved
        signs = calibration.standardised(mode, in_part.signs(entropy, variance, direct))
        shares = calibration.regression_share(mode, signs)
        rating = self._importance(mixture, direct, shares)
        influence: FloatArray = rating[versions.wholes][stack.owner] - rating[versions.without]
        return influence

    def _level(self, mixture: FloatArray, weighed: Weighed, importance: FloatArray) -> FloatArray:
        """Return the likely occupations' level, moved as importance is by the regression."""
        tables = self.tables
        moved = importance - (tables.mean + tables.spread * weighed.mixture)
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


def _mixture(mixed: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return mixed ratings [m, e] and their mean variance [m], from what `_rated` was mixed to."""
    mixture, mean_square = mixed[:, :-1], mixed[:, -1]
    return mixture, mean_square - np.square(mixture).mean(axis=1)
