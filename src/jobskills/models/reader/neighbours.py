"""Ratings read straight from the text: kernel ridge regression over the rated occupations.

This is the road for work that O*NET does not list: it rates a text by how near
it is to every occupation's title and prose, without having to be one of them.
Serves with numpy alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from jobskills.models.kernel_ridge import leave_one_out_duals
from jobskills.models.reader.inputs import MODES
from jobskills.models.reader.products import product

__all__ = ["Neighbours", "Rated", "kernel", "steepness", "word_kernel"]

FloatArray = NDArray[np.float32]

#: How much shared words count beside nearness in meaning.
_WORDS_SHARE: Final = np.float32(0.7)

#: What leave-one-out chooses from, for each principal component of the answers.
_PENALTIES: Final = (0.1, 0.2, 0.35, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 5.0, 8.0, 15.0, 40.0)

#: Principal components that are kept: ratings lose nothing by it, categories next to nothing.
_RATING_RANK: Final = 128
_CATEGORY_RANK: Final = 96

_HALF: Final = ("titles", "bodies", "rating_duals", "category_duals")


@dataclass(frozen=True, slots=True, eq=False)
class Rated:
    """The rated occupations as the regression learns from them; n of them.

    Attributes
    ----------
    titles, bodies : float32 [n, d]
        Unit vectors.
    words : float32 [n, n]
        Cosines of their words, as `BodyTerms` compares them.
    rows : int64 [n]
        Their places among all occupations.
    ratings : float32 [n, e]
        Standardised importance.
    held : float32 [n, c]
        Categories of technologies and tools.
    """

    titles: FloatArray
    bodies: FloatArray
    words: FloatArray
    rows: NDArray[np.int64]
    ratings: FloatArray
    held: FloatArray

    def take(self, kept: NDArray[np.bool_]) -> "Rated":
        """Return some of them alone."""
        parts = {field.name: getattr(self, field.name)[kept] for field in fields(self)}
        return Rated(**{**parts, "words": self.words[np.ix_(kept, kept)]})


@dataclass(frozen=True, slots=True, eq=False)
class Neighbours:
    """Kernel ridge regression, one set of weights for each mode (see `MODES`).

    The kernel is a sum over views: exp(-(1 - cos)) of the titles and of the bodies, alone
    and together, at two widths; where there is a body, also the cosine of its words.

    Attributes
    ----------
    titles, bodies : float32 [n, d]
        Unit vectors of the rated occupations.
    rows : int64 [n]
        Their places among all occupations.
    rating_centre : float32 [e]
    rating_duals : float32 [3, n, k]
        Weights of the occupations in each principal component of the ratings.
    rating_basis : float32 [k, e]
    category_centre : float32 [c]
    category_duals : float32 [3, n, j]
    category_basis : float32 [j, c]
    """

    titles: FloatArray
    bodies: FloatArray
    rows: NDArray[np.int64]
    rating_centre: FloatArray
    rating_duals: FloatArray
    rating_basis: FloatArray
    category_centre: FloatArray
    category_duals: FloatArray
    category_basis: FloatArray

    @classmethod
    def fit(cls, rated: Rated) -> Self:
        """Solve the regression for every mode, each component with the penalty it needs."""
        ratings = _components(rated.ratings, _RATING_RANK)
        held = _components(rated.held, _CATEGORY_RANK)
        title, body = rated.titles @ rated.titles.T, rated.bodies @ rated.bodies.T
        duals = [
            _duals(kernel(mode, np.exp(title - 1), body, rated.words), ratings[1], held[1])
            for mode in range(len(MODES))
        ]
        rating_duals, category_duals = (np.stack(each) for each in zip(*duals, strict=True))
        return cls(
            titles=rated.titles,
            bodies=rated.bodies,
            rows=rated.rows,
            rating_centre=ratings[0],
            rating_duals=rating_duals,
            rating_basis=ratings[2],
            category_centre=held[0],
            category_duals=category_duals,
            category_basis=held[2],
        )

    def body_cosines(self, bodies: FloatArray) -> FloatArray:
        """Return how near bodies, unit vectors [n, d], are to each rated occupation's: [n, r]."""
        return product(bodies, self.bodies.T)

    def title_likeness(self, titles: FloatArray) -> FloatArray:
        """Return the likeness of titles [n, d] to each rated occupation's: [n, r]."""
        return np.exp(product(titles, self.titles.T) - 1)

    def ratings(self, mode: int, kernel: FloatArray) -> FloatArray:
        """Return standardised ratings, [m, e], from what `kernel` gave."""
        found = product(product(kernel, self.rating_duals[mode]), self.rating_basis)
        return np.asarray(self.rating_centre + found, np.float32)

    def categories(self, mode: int, kernel: FloatArray) -> FloatArray:
        """Return how likely each category is held, [m, c]; near 0-1, not within it."""
        found = product(product(kernel, self.category_duals[mode]), self.category_basis)
        return np.asarray(self.category_centre + found, np.float32)

    def arrays(self) -> dict[str, NDArray[np.generic]]:
        """Return vectors and weights by name, the large ones at half precision."""
        named = {field.name: getattr(self, field.name) for field in fields(self)}
        return {
            name: array.astype(np.float16) if name in _HALF else array
            for name, array in named.items()
        }

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]]) -> Self:
        """Rebuild from what `arrays` gave."""
        names = [field.name for field in fields(cls) if field.name != "rows"]
        parts = {name: np.asarray(arrays[name], np.float32) for name in names}
        return cls(rows=np.asarray(arrays["rows"], np.int64), **parts)


def kernel(
    mode: int, titles: FloatArray | None, bodies: FloatArray | None, words: FloatArray
) -> FloatArray:
    """Return the likeness to each rated occupation, [m, r]: the sum of a mode's views.

    Parameters
    ----------
    mode : int
    titles : float32 [m, r] or None
        What `Neighbours.title_likeness` gave.
    bodies : float32 [m, r] or None
        What `Neighbours.body_cosines` gave.
    words : float32 [m, r]
        Cosines of the body's words.
    """
    head = np.float32(1) if titles is None else titles
    if MODES[mode] == "title":
        return np.asarray((0.6 * head + 0.4) * head * np.ones_like(words), np.float32)
    text = np.ones_like(words) if bodies is None else np.exp(bodies - 1)
    if MODES[mode] == "description":
        near = (np.float32(0.6) * text + np.float32(0.4)) * text
    else:
        near = text + head
        near *= text
        near *= np.float32(0.3)
        near += np.float32(0.2) * np.square(head)
    near += word_kernel(words)
    return np.asarray(near, np.float32)


def word_kernel(words: FloatArray) -> FloatArray:
    """Return what cosines of words, of any shape, add to the likeness."""
    return _WORDS_SHARE * words


def steepness(mode: int, titles: FloatArray | None, bodies: FloatArray) -> FloatArray:
    """Return how fast `kernel` grows with the cosine of bodies, mean of all occupations, [n, 1].

    The arguments are those of `kernel`, for postings with a body.
    """
    text = np.exp(bodies - 1)
    if MODES[mode] == "description":
        steep = (np.float32(1.2) * text + np.float32(0.4)) * text
    else:
        head = np.float32(1) if titles is None else titles
        steep = np.float32(0.3) * (2 * text + head) * text
    return np.asarray(steep.mean(axis=1, keepdims=True), np.float32)


def _components(targets: FloatArray, rank: int) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return the mean [t], the scores [n, k] and the directions [k, t] of the targets [n, t]."""
    centre = targets.mean(axis=0)
    if not targets.shape[1]:
        return centre, np.zeros((len(targets), 0), np.float32), np.zeros((0, 0), np.float32)
    left, sizes, right = np.linalg.svd(targets - centre, full_matrices=False)
    return centre, (left * sizes)[:, :rank], right[:rank]


def _duals(kernel: FloatArray, *targets: FloatArray) -> list[FloatArray]:
    """Return the weights of the rated occupations in each group of targets."""
    together = np.hstack(targets).astype(np.float64)
    solved = leave_one_out_duals(kernel.astype(np.float64), together, _PENALTIES)
    ends = np.cumsum([target.shape[1] for target in targets])[:-1]
    return [np.asarray(part, np.float32) for part in np.split(solved, ends, axis=1)]
