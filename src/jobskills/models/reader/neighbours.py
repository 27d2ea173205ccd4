"""Ratings read straight from the text: kernel ridge regression over the rated occupations.

This is the road for work that O*NET does not list: it rates a text by how near
it is to every occupation's title and prose, without having to be one of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

__all__ = ["Neighbours"]

FloatArray = NDArray[np.float32]

_RIDGE: Final = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Neighbours:
    """Kernel ridge on two views, title and body; k is exp(-(1 - cos title) - (1 - cos body)).

    Attributes
    ----------
    titles, bodies : float32 [n, d]
        Unit vectors of the rated occupations.
    duals : float32 [n, e]
        Weights of the occupations in each element's standardised rating.
    """

    titles: FloatArray
    bodies: FloatArray
    duals: FloatArray

    @classmethod
    def fit(cls, titles: FloatArray, bodies: FloatArray, gold: FloatArray) -> Self:
        """Solve the ridge regression: titles and bodies [n, d], gold [n, e], standardised."""
        kernel = _kernel(titles, titles) * _kernel(bodies, bodies)
        kernel[np.diag_indices_from(kernel)] += _RIDGE
        return cls(titles, bodies, np.linalg.solve(kernel, gold).astype(np.float32))

    def ratings(self, title: FloatArray | None, bodies: FloatArray | None) -> FloatArray:
        """Return standardised ratings: title [d], bodies [m, d] -> [m, e]; m is 1 without body."""
        kernel: FloatArray = np.ones((1, len(self.titles)), np.float32)
        if title is not None:
            kernel = kernel * _kernel(title[None], self.titles)
        if bodies is not None:
            lengths = np.linalg.norm(bodies, axis=1, keepdims=True)
            kernel = kernel * _kernel(bodies / np.maximum(lengths, 1e-12), self.bodies)
        return kernel @ self.duals

    def arrays(self) -> dict[str, NDArray[np.generic]]:
        """Return the vectors and weights by name."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]]) -> Self:
        """Rebuild from what `arrays` gave."""
        return cls(**{field.name: np.asarray(arrays[field.name]) for field in fields(cls)})


def _kernel(left: FloatArray, right: FloatArray) -> FloatArray:
    return np.asarray(np.exp(left @ right.T - 1), np.float32)
