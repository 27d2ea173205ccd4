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
from jobskills.models.reader.odds import log_odds
from jobskills.models.reader.ratings import RatingTables
from jobskills.models.reader.signs import Heard
from jobskills.models.reader.uncertainty import Calibration, Roads
from jobskills.text import Reading

__all__ = ["Profile", "Reader", "Weighed"]

FloatArray = NDArray[np.float32]

_NETWORK: Final = VOICES.index("network")
_TITLE_VOICES: Final = [VOICES.index(name) for name in ("job_title", "title_characters")]
_BODY_VOICES: Final = [
    VOICES.index(name)
    for name in ("body_words", "employers_words", "named_title", "named_title_shared")
]
_MANY_TITLES: Final = VOICES.index("many_titles")

#: The temperature's part that is left where the text is doubtful.
_DOUBT: Final = np.float32(0.5)

_MOST_LEVEL: Final = 7

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

    def hear(self, inputs: Inputs, *, explain: bool) -> Heard:
        """Return what is heard of the whole posting and, to explain, without each sentence."""
        bodies, rows = None, 1
        gate, length = np.zeros(1, np.float32), np.zeros(1, np.float32)
        if len(inputs.units):
            gates, told = self.network.listen(inputs.units, inputs.sections)
            words = np.array([len(unit) for unit in inputs.words], np.float32)
            rows = 1 + len(gates) if explain else 1
            bodies = self.network.bodies(told, gates)[:rows]
            left = max(len(gates) - 1, 1)
            gate = np.append(gates.mean(), (gates.sum() - gates) / left)[:rows]
            length = np.append(words.sum(), words.sum() - words)[:rows]
        voices = np.zeros((len(VOICES), rows, len(self.tables.codes)), np.float32)
        voices[_NETWORK] = self.network.scores(inputs.title, bodies)
        if inputs.title is not None:
            for voice, said in zip(
                _TITLE_VOICES, self.indexes.title_voices(inputs.title_text), strict=True
            ):
                voices[voice] = said
        near = np.zeros((rows, len(self.neighbours.rows)), np.float32)
        if bodies is not None:
            by_words = self.indexes.body_voices(inputs.words, explain=explain)
            by_name = self.indexes.named_voices(inputs, explain=explain)
            for voice, heard in zip(_BODY_VOICES, (*by_words, *by_name), strict=True):
                voices[voice] = heard
            near = self.neighbours.body_cosines(bodies)
        voices[_MANY_TITLES] = self.indexes.many_titles
        return Heard(voices, near, gate.astype(np.float32), length)

    def weigh(self, inputs: Inputs, heard: Heard, neighbours: Neighbours) -> Weighed:
        """Go both roads to the ratings; the neighbours may be others than the reader's own."""
        mode, standard = inputs.mode, self.tables.standardised
        scores = heard.scores(self.calibration.voices[mode])
        posterior, entropy = _posterior(self.calibration.sharpness[mode] * scores)
        body = heard.bodies if len(inputs.units) else None
        kernel = neighbours.kernel(mode, inputs.title, body, heard.words)
        direct = neighbours.ratings(mode, kernel)
        mixture = posterior @ standard
        variance = posterior @ self.tables.squared.mean(axis=1) - np.square(mixture).mean(axis=1)
        squares = posterior[0] @ self.tables.squared - np.square(mixture[0])
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
        weighed = self.weigh(inputs, self.hear(inputs, explain=explain), self.neighbours)
        signs = calibration.standardised(mode, weighed.signs)
        shares = calibration.regression_share(mode, signs)
        standard = weighed.mixture + shares[:, None] * (weighed.direct - weighed.mixture)
        importances = self._within(tables.mean + tables.spread * standard)
        importance, posterior, share = importances[0], weighed.posterior[0], shares[0]
        deviation = calibration.deviation(mode, signs[0], share, weighed.roads)
        if inputs.doubtful:
            # As if nothing had been read: one deviation of all occupations.
            deviation = np.maximum(deviation, 1)
        half = tables.spread * calibration.half_width(mode, share, deviation)
        distance = (importance - tables.median) / tables.spread
        labels = (1 - share) * log_odds(posterior @ tables.above_median)
        told = calibration.temperature[mode] * (_DOUBT if inputs.doubtful else 1)
        occupations = _posterior(told * weighed.scores[:1])[0][0]
        return Profile(
            importance=importance,
            low=self._within(importance - half),
            high=self._within(importance + half),
            level=self._level(posterior, importance),
            probability=calibration.probability(mode, distance, deviation, labels),
            category_probability=self._categories(mode, weighed, share),
            occupation_probability=occupations,
            influence=importance - importances[1:],
        )

    def _level(self, posterior: FloatArray, importance: FloatArray) -> FloatArray:
        """Return the likely occupations' level, moved as importance is by the regression."""
        tables = self.tables
        moved = tables.level_slope * (importance - posterior @ tables.importance_filled)
        level = np.clip(posterior @ tables.level_filled + moved, 0, _MOST_LEVEL)
        return np.asarray(level, np.float32)

    def _categories(self, mode: int, weighed: Weighed, share: np.float32) -> FloatArray:
        direct = np.clip(self.neighbours.categories(mode, weighed.kernel[:1])[0], 0, 1)
        mixture = weighed.posterior[0] @ self.tables.held_filled
        blended = mixture + share * (direct - mixture)
        # Shares that sum to one do so but for rounding.
        return np.asarray(np.clip(blended, 0, 1), np.float32)

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


def _posterior(scores: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return probabilities [m, o] from scores that may be -inf, and their entropy [m]."""
    scores = scores - scores.max(axis=-1, keepdims=True)
    weights = np.exp(scores)
    total = weights.sum(axis=-1, keepdims=True)
    probability = np.asarray(weights / total, np.float32)
    kept = np.einsum("mo,mo->m", probability, np.maximum(scores, _LEAST_SCORE))
    return probability, np.asarray(np.log(total[:, 0]) - kept, np.float32)
