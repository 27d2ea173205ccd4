"""How the regression's ratings turn with what a body says: its slope at a whole posting.

A posting without one of its sentences lies near the whole one, so what the regression would say
of it is read off the slope: to ask it again for every sentence would be nearly half of what
evidence takes. Serves with numpy alone.
"""

import numpy as np
from numpy.typing import NDArray

from jobskills.encoders.terms import TermIndex
from jobskills.models.reader.body_terms import BodyTerms
from jobskills.models.reader.neighbours import Neighbours, word_kernel
from jobskills.models.reader.products import product
from jobskills.models.reader.stack import Versions

__all__ = ["Slopes"]

FloatArray = NDArray[np.float32]


class Slopes:
    """The slopes of a regression, made for a mode when it is first asked for.

    Parameters
    ----------
    neighbours : Neighbours
    words : TermIndex
        What tells the cosines of bodies' words.
    """

    def __init__(self, neighbours: Neighbours, words: TermIndex) -> None:
        self._neighbours, self._words = neighbours, words
        self._of_mode: dict[int, tuple[FloatArray, FloatArray]] = {}

    def moved(
        self,
        mode: int,
        steepness: FloatArray,
        bodies: FloatArray,
        terms: BodyTerms,
        versions: Versions,
    ) -> FloatArray:
        """Return how far each version's standardised ratings lie from the whole's, [m, e].

        Parameters
        ----------
        mode : int
        steepness : float32 [n, 1]
            What `jobskills.models.reader.neighbours.steepness` gave for the whole postings.
        bodies : float32 [m, d]
            Unit vectors of the versions' bodies.
        terms : BodyTerms
            The bodies' words.
        versions : Versions
        """
        by_body, by_word = self._slopes(mode)
        turned = product(bodies, by_body, versions.ranges)
        turned *= steepness[versions.owner]
        turned += terms.values(versions, by_word)
        turned -= turned[versions.wholes][versions.owner]
        return product(turned, self._neighbours.rating_basis, versions.ranges)

    def _slopes(self, mode: int) -> tuple[FloatArray, FloatArray]:
        """Return how components of ratings turn with bodies [d, k] and with words [t, k].

        With bodies, as if all occupations were as near.
        """
        if mode not in self._of_mode:
            neighbours, duals = self._neighbours, self._neighbours.rating_duals[mode]
            words = self._words.columns(np.arange(len(self._words.terms)))[:, neighbours.rows]
            self._of_mode[mode] = neighbours.bodies.T @ duals, word_kernel(words) @ duals
        return self._of_mode[mode]
