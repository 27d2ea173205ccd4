"""The fitted reader: readings in, profiles out, with what each sentence moved.

Serves with numpy alone; everything in it was learned by `jobskills.models.reader.fit`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from jobskills.encoders.static import StaticEncoder
from jobskills.models.profile import Category, Element
from jobskills.models.reader.fusion import VOICES, Indexes
from jobskills.models.reader.inputs import Inputs, encode_readings
from jobskills.models.reader.neighbours import Neighbours
from jobskills.models.reader.network import Network
from jobskills.models.reader.ratings import RatingTables
from jobskills.models.reader.uncertainty import Calibration
from jobskills.text import Reading

__all__ = ["Profile", "Reader"]

FloatArray = NDArray[np.float32]

_NETWORK: Final = VOICES.index("network")
_TITLE_VOICES: Final = [
    VOICES.index(name) for name in ("job_title", "title_characters", "title_meaning")
]
_BODY_WORDS: Final = VOICES.index("body_words")
_MANY_TITLES: Final = VOICES.index("many_titles")

#: Share of the ratings read straight from the text; the rest are the likely occupations' own.
#: A fifth costs next to nothing on listed occupations and helps where none fits.
REGRESSION_SHARE: Final = np.float32(0.2)

#: No interval is narrower than what one such fraction of an element's spread would give.
_LEAST_DEVIATION: Final = np.float32(0.3)


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
        How far `importance` falls when a sentence is taken out.
    places : tuple of int, length s
        The sentences' positions in `Reading.units`.
    """

    importance: FloatArray
    low: FloatArray
    high: FloatArray
    level: FloatArray
    probability: FloatArray
    category_probability: FloatArray
    occupation_probability: FloatArray
    influence: FloatArray
    places: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
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
        inputs = encode_readings(readings, self.encoder)
        return [self.profile(posting, explain=explain) for posting in inputs]

    def voices(self, inputs: Inputs, *, explain: bool) -> tuple[FloatArray, FloatArray]:
        """Return the fusion's voices and the standardised ratings read from the text.

        The first row speaks of the whole posting, row 1 + i of it without
        sentence i; without `explain` the first row stands alone.

        Returns
        -------
        voices : float32 [1 + s, o, v]
        ratings : float32 [1 + s, e]
        """
        bodies = None
        if len(inputs.units):
            gates = self.network.gates(inputs.units, inputs.sections)
            bodies = self.network.bodies(inputs.units, gates)[: None if explain else 1]
        heard = self.network.log_posterior(inputs.title, bodies)
        voices = np.zeros((*heard.shape, len(VOICES)), np.float32)
        voices[..., _NETWORK] = heard
        if inputs.title is not None:
            by_title = self.indexes.title_voices(inputs.title_text, inputs.title)
            voices[..., _TITLE_VOICES] = np.stack(by_title, axis=-1)
        if bodies is not None:
            voices[..., _BODY_WORDS] = self.indexes.body_voice(inputs.words, explain=explain)
        voices[..., _MANY_TITLES] = self.indexes.many_titles
        return voices, self.neighbours.ratings(inputs.title, bodies)

    def profile(self, inputs: Inputs, *, explain: bool = True) -> Profile:
        """Read one posting."""
        tables, mode = self.tables, inputs.mode
        voices, direct = self.voices(inputs, explain=explain)
        scores = voices @ self.calibration.voices[mode]
        whole = _softmax(scores[0])
        mixture = _softmax(self.calibration.sharpness[mode] * scores) @ tables.importance_filled
        importances = self._blend(mixture, direct)
        importance = importances[0]
        half: FloatArray = self.calibration.width[mode] * self.deviation(whole)
        return Profile(
            importance=importance,
            low=self._within(importance - half),
            high=self._within(importance + half),
            level=whole @ tables.level_filled,
            probability=self.calibration.probability(
                mode, whole @ tables.above_median, (importance - tables.median) / tables.spread
            ),
            # Shares that sum to one do so but for rounding.
            category_probability=np.minimum(whole @ tables.held_filled, np.float32(1)),
            occupation_probability=whole,
            influence=importance - importances[1:],
            places=inputs.places if len(importances) > 1 else (),
        )

    def _blend(self, mixture: FloatArray, direct: FloatArray) -> FloatArray:
        read = self.tables.mean + self.tables.spread * direct
        return self._within((1 - REGRESSION_SHARE) * mixture + REGRESSION_SHARE * read)

    def deviation(self, posterior: FloatArray) -> FloatArray:
        """Return how far ratings of the likely occupations lie apart, [e]: posterior is [o]."""
        mean = posterior @ self.tables.importance_filled
        squares = posterior @ self.tables.importance_squared
        variance = np.maximum(squares - np.square(mean), 0)
        return np.asarray(
            np.sqrt(variance + np.square(_LEAST_DEVIATION * self.tables.spread)), np.float32
        )

    def _within(self, importance: NDArray[np.floating[Any]]) -> FloatArray:
        low = np.array([element.scale_low for element in self.elements], np.float32)
        high = np.array([element.scale_high for element in self.elements], np.float32)
        within: FloatArray = np.clip(importance, low, high).astype(np.float32)
        return within

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


def _softmax(scores: FloatArray) -> FloatArray:
    weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(weights / weights.sum(axis=-1, keepdims=True), np.float32)
