"""How sure the reader is: calibrated probabilities and 90 % intervals.

The raw figures come from the spread of the occupations that a text may mean;
what is fitted on text with known occupations says how to trust them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from jobskills.models.reader.fusion import VOICES

__all__ = ["Calibration", "log_odds"]

FloatArray = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Calibration:
    """Fitted figures; rows are modes (`jobskills.models.reader.inputs.MODES`).

    Attributes
    ----------
    voices : float32 [3, v]
        Fusion weights; see `jobskills.models.reader.fusion.VOICES`.
    sharpness : float32 [3]
        Power of the posterior in the mixture of ratings: what is best for naming the
        occupation need not be best for rating it.
    label : float32 [3, 3]
        Slope of the mixture's log-odds, slope of the expected rating's distance
        from the median in standard deviations, and a constant.
    width : float32 [3, e]
        Half a 90 % interval, in units of the mixture's standard deviation.
    """

    voices: FloatArray
    sharpness: FloatArray
    label: FloatArray
    width: FloatArray

    @classmethod
    def neutral(cls, n_elements: int) -> Self:
        """Return figures that trust every voice once and the spread as it is."""
        return cls(
            voices=np.ones((3, len(VOICES)), np.float32),
            sharpness=np.ones(3, np.float32),
            label=np.tile(np.array([1, 0, 0], np.float32), (3, 1)),
            width=np.full((3, n_elements), 1.64, np.float32),
        )

    def probability(self, mode: int, mixture: FloatArray, distance: FloatArray) -> FloatArray:
        """Return the probability of each label, [e], from what `label` describes."""
        slope, by_distance, constant = self.label[mode]
        score = slope * log_odds(mixture) + by_distance * distance + constant
        # The logistic function, written so that it can't overflow.
        return np.asarray((1 + np.tanh(score / 2)) / 2, np.float32)

    def arrays(self) -> dict[str, NDArray[np.generic]]:
        """Return the figures by name."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]]) -> Self:
        """Rebuild the figures from what `arrays` gave."""
        return cls(**{field.name: np.asarray(arrays[field.name]) for field in fields(cls)})


def log_odds(probability: FloatArray) -> FloatArray:
    """Return log(p / (1 - p)), kept within what 1 % and 99 % would give."""
    kept = np.clip(probability, 0.01, 0.99)
    return np.asarray(np.log(kept / (1 - kept)), np.float32)
