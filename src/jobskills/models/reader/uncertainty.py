"""How sure the reader is: the regression's share, calibrated probabilities, 90 % intervals.

The raw figures come from the spread of the occupations that a text may mean, from the
regression's word against theirs, and from the signs of unlisted work; what is fitted on
text with known occupations says how to trust them. Serves with numpy alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from jobskills.models.reader.fusion import VOICES
from jobskills.models.reader.odds import logistic
from jobskills.models.reader.signs import SIGNS

__all__ = ["Calibration", "Roads", "variance_parts"]

FloatArray = NDArray[np.float32]

#: Signs further out than this many deviations are taken for this many.
_FURTHEST: Final = 3

#: No rating is surer than this: the published ones have errors of their own.
_LEAST_DEVIATION: Final = 0.1


@dataclass(frozen=True, slots=True, eq=False)
class Roads:
    """The two roads to the standardised ratings of a posting.

    Attributes
    ----------
    mixture, direct : float32 [..., e]
        The likely occupations' ratings, and the regression's.
    spread : float32 [..., e]
        How far the likely occupations' ratings lie apart.
    """

    mixture: FloatArray
    direct: FloatArray
    spread: FloatArray


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
    temperature : float32 [3]
        Power of the posterior that is told: what rates best need not be honest.
    sign_mean, sign_scale : float32 [3, f]
        Of the signs; see `jobskills.models.reader.signs.SIGNS`.
    share : float32 [3, 1 + f]
        Log-odds of the regression's share in the ratings: a constant and the signs' slopes.
    share_products : float32 [3, f, f]
        And the slopes of their products.
    variance : float32 [3, 4]
        Weights of the likely occupations' variance, of the squared difference between both
        roads, of the regression's share and of a constant.
    variance_signs : float32 [3, f]
        The signs' slopes in the log of the variance.
    variance_products : float32 [3, f, f]
        And the slopes of their products.
    label : float32 [3, 4]
        Slopes of a rating's distance from the median in its own deviations, of the
        same in the element's, of the mixture's log-odds, and a constant.
    width : float32 [3, 2, e]
        Half a 90 % interval, in deviations: of a rating by the likely occupations alone, which
        is often right and now and then far off, and of one by regression alone.
    """

    voices: FloatArray
    sharpness: FloatArray
    temperature: FloatArray
    sign_mean: FloatArray
    sign_scale: FloatArray
    share: FloatArray
    share_products: FloatArray
    variance: FloatArray
    variance_signs: FloatArray
    variance_products: FloatArray
    label: FloatArray
    width: FloatArray

    @classmethod
    def neutral(cls, n_elements: int) -> Self:
        """Return figures that trust every voice once, and regression with a fifth."""
        n_signs = len(SIGNS)
        share = np.zeros((3, 1 + n_signs), np.float32)
        share[:, 0] = -np.log(4)
        return cls(
            voices=np.ones((3, len(VOICES)), np.float32),
            sharpness=np.ones(3, np.float32),
            temperature=np.ones(3, np.float32),
            sign_mean=np.zeros((3, n_signs), np.float32),
            sign_scale=np.ones((3, n_signs), np.float32),
            share=share,
            share_products=np.zeros((3, n_signs, n_signs), np.float32),
            variance=np.tile(np.array([1, 0, 0, 0.1], np.float32), (3, 1)),
            variance_signs=np.zeros((3, n_signs), np.float32),
            variance_products=np.zeros((3, n_signs, n_signs), np.float32),
            label=np.tile(np.array([0, 0, 1, 0], np.float32), (3, 1)),
            width=np.full((3, 2, n_elements), 1.64, np.float32),
        )

    def standardised(self, mode: int, signs: FloatArray) -> FloatArray:
        """Return signs [m, f] in deviations from their mean."""
        off = (signs - self.sign_mean[mode]) / self.sign_scale[mode]
        return np.asarray(np.clip(off, -_FURTHEST, _FURTHEST), np.float32)

    def regression_share(self, mode: int, standardised: FloatArray) -> FloatArray:
        """Return the regression's share in the ratings, [m], from signs [m, f]."""
        slopes, products = self.share[mode, 1:], self.share_products[mode]
        return logistic(self.share[mode, 0] + _weighed(standardised, slopes, products))

    def deviation(
        self, mode: int, standardised: FloatArray, share: FloatArray, roads: Roads
    ) -> FloatArray:
        """Return how far off the rating may be, [m, e]: signs [m, f], share [m]."""
        parts = variance_parts(share, roads)
        slopes, products = self.variance_signs[mode], self.variance_products[mode]
        factor = np.exp(_weighed(standardised, slopes, products))
        variance = sum(self.variance[mode, i] * part for i, part in enumerate(parts))
        deviation = np.sqrt(factor[..., None] * variance)
        return np.asarray(np.maximum(deviation, _LEAST_DEVIATION), np.float32)

    def half_width(self, mode: int, share: FloatArray, deviation: FloatArray) -> FloatArray:
        """Return half of a 90 % interval, standardised, [..., e]: share [...]."""
        by_mixture, by_regression = self.width[mode]
        share = np.asarray(share)[..., None]
        return np.asarray(
            ((1 - share) * by_mixture + share * by_regression) * deviation, np.float32
        )

    def probability(
        self, mode: int, distance: FloatArray, deviation: FloatArray, mixture: FloatArray
    ) -> FloatArray:
        """Return the probability of each label, from what `label` describes.

        Parameters
        ----------
        mode : int
        distance : float32 [e]
            Of the rating from the median, standardised.
        deviation : float32 [e]
        mixture : float32 [e]
            Log-odds of the likely occupations' labels, as far as they share in the rating.
        """
        own, plain, by_mixture, constant = self.label[mode]
        return logistic(
            own * distance / deviation + plain * distance + by_mixture * mixture + constant
        )

    def arrays(self) -> dict[str, NDArray[np.generic]]:
        """Return the figures by name."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]]) -> Self:
        """Rebuild the figures from what `arrays` gave."""
        return cls(**{field.name: np.asarray(arrays[field.name]) for field in fields(cls)})


def variance_parts(share: FloatArray, roads: Roads) -> tuple[FloatArray, ...]:
    """Return what the variance is made of, in the order of `Calibration.variance`."""
    share = np.asarray(share)[..., None]
    return (
        (1 - share) * np.square(roads.spread),
        np.square(roads.mixture - roads.direct),
        share,
        np.ones_like(share),
    )


def _weighed(signs: FloatArray, slopes: FloatArray, products: FloatArray) -> FloatArray:
    """Return the signs' linear and quadratic form, [...]: signs [..., f]."""
    form = np.einsum("...f,f->...", signs, slopes)
    form = form + np.einsum("...f,fg,...g->...", signs, products, signs)
    return np.asarray(form, np.float32)
