"""O*NET's rating tables as the model mixes them: gaps filled, spread and medians at hand."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

__all__ = ["RatingTables"]

FloatArray = NDArray[np.float32]

#: Lengths of the code's beginnings, from the detailed occupation to the major group.
_GROUPS: Final = (7, 6, 5, 4, 2)

#: How a NaN of `held` is stored.
_NOBODY_LOOKED: Final = 2


#: How a NaN of a rating is stored.
_NOT_RATED: Final = np.iinfo(np.int16).min


class RatingTables:
    """What O*NET publishes of the occupations that the model knows.

    Parameters
    ----------
    codes : sequence of str, length o
    importance, level : float32 [o, e]
        NaN where not published.
    held : float32 [o, c]
        Whether the occupation lists a category; NaN where nobody looked.
    """

    def __init__(
        self, codes: Sequence[str], importance: FloatArray, level: FloatArray, held: FloatArray
    ) -> None:
        self.codes = tuple(codes)
        self.importance, self.level, self.held = importance, level, held

    def arrays(self) -> dict[str, NDArray[np.generic]]:
        """Return the tables by name: ratings in thousandths, `held` in a byte a cell."""
        held = np.where(np.isnan(self.held), _NOBODY_LOOKED, self.held).astype(np.uint8)
        return {
            "importance": _thousandths(self.importance),
            "level": _thousandths(self.level),
            "held": held,
        }

    @classmethod
    def from_arrays(cls, codes: Sequence[str], arrays: Mapping[str, NDArray[Any]]) -> Self:
        """Rebuild the tables from what `arrays` gave."""
        held = arrays["held"].astype(np.float32)
        held[held == _NOBODY_LOOKED] = np.nan
        return cls(codes, _whole(arrays["importance"]), _whole(arrays["level"]), held)

    @cached_property
    def mean(self) -> FloatArray:
        """Mean importance over rated occupations, [e]."""
        return np.asarray(np.nanmean(self.importance, axis=0), np.float32)

    @cached_property
    def spread(self) -> FloatArray:
        """Standard deviation of importance over rated occupations, [e]; never zero."""
        spread = np.nanstd(self.importance, axis=0)
        return np.where(spread > 0, spread, 1).astype(np.float32)

    @cached_property
    def median(self) -> FloatArray:
        """Median importance over rated occupations, [e]: a label is on at or above it."""
        return np.asarray(np.nanmedian(self.importance, axis=0), np.float32)

    @cached_property
    def importance_filled(self) -> FloatArray:
        """Importance with gaps filled by the mean of the nearest SOC group, [o, e]."""
        return _filled(self.codes, self.importance)

    @cached_property
    def standardised(self) -> FloatArray:
        """The filled importance in deviations from the element's mean, [o, e]."""
        return np.asarray((self.importance_filled - self.mean) / self.spread, np.float32)

    @cached_property
    def squared(self) -> FloatArray:
        """Squares of the standardised importance, [o, e], for the spread of a mixture."""
        return np.square(self.standardised)

    @cached_property
    def mean_square(self) -> FloatArray:
        """Their mean over elements, [o]."""
        return np.asarray(self.squared.mean(axis=1), np.float32)

    @cached_property
    def above_median(self) -> FloatArray:
        """1 where the filled importance is at or above the median, [o, e]."""
        return (self.importance_filled >= self.median).astype(np.float32)

    @cached_property
    def level_filled(self) -> FloatArray:
        """Level with gaps filled likewise, [o, e]; NaN columns where the domain has no level."""
        return _filled(self.codes, self.level)

    @cached_property
    def level_slope(self) -> FloatArray:
        """How far the level rises with one unit of importance, [e]; 0 where none is published."""
        known = ~np.isnan(self.level) & ~np.isnan(self.importance)
        counts = np.maximum(known.sum(axis=0), 1)
        importance = np.where(known, self.importance, 0)
        level = np.where(known, self.level, 0)
        centred = np.where(known, importance - importance.sum(axis=0) / counts, 0)
        variance = np.square(centred).sum(axis=0)
        slope = (centred * level).sum(axis=0) / np.where(variance > 0, variance, 1)
        return np.asarray(slope, np.float32)

    @cached_property
    def held_filled(self) -> FloatArray:
        """Categories with gaps filled likewise, [o, c]; 0 where nobody looked at all."""
        return np.nan_to_num(_filled(self.codes, self.held))


def _thousandths(values: FloatArray) -> NDArray[np.int16]:
    """Halve the size; published ratings have two decimals, means of merged occupations more."""
    return np.where(np.isnan(values), _NOT_RATED, np.rint(values * 1000)).astype(np.int16)


def _whole(thousandths: NDArray[Any]) -> FloatArray:
    values = np.where(thousandths == _NOT_RATED, np.nan, thousandths / 1000)
    return np.asarray(values, np.float32)


def _filled(codes: Sequence[str], values: FloatArray) -> FloatArray:
    filled = values.copy()
    for length in (*_GROUPS, 0):
        gaps = np.isnan(filled)
        if not gaps.any():
            break
        _, group = np.unique([code[:length] for code in codes], return_inverse=True)
        order = np.argsort(group, kind="stable")
        starts = np.flatnonzero(np.diff(group[order], prepend=-1))
        known = ~np.isnan(values)
        sums = np.add.reduceat(np.where(known, values, 0.0)[order], starts, dtype=np.float64)
        counts = np.add.reduceat(known[order], starts, dtype=np.float64)
        means = np.divide(sums, counts, out=np.full_like(sums, np.nan), where=counts > 0)
        filled = np.where(gaps, means[group], filled)
    return filled.astype(np.float32)
