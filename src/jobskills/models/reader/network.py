"""The reader's small network, forward only, in numpy.

A gate decides how much each sentence counts; the pooled body and the title
are mapped to one direction, and occupations are compared with it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from jobskills.models.reader.odds import logistic
from jobskills.models.reader.products import product
from jobskills.models.reader.stack import Stack, Versions

__all__ = ["Network"]

FloatArray = NDArray[np.float32]

#: Keeps a body of closed gates from being divided by nothing.
_GATE_FLOOR = np.float32(0.1)


@dataclass(frozen=True, eq=False)
class Network:
    """The weights; d: encoder's dimension, h: gate's, o: occupations, c: sections.

    Attributes
    ----------
    gate_hidden : float32 [h, d + c]
        From a sentence's vector and the one-hot code of its section.
    gate_hidden_bias : float32 [h]
    gate_out : float32 [h]
    gate_out_bias : float32 [1]
    told : float32 [d, h]
        What the gate's hidden layer adds to a sentence's vector.
    title_map, body_map : float32 [d, d]
    title_bias, body_bias : float32 [d]
    no_title, no_body : float32 [d]
        Stand in for a missing title or body.
    prototypes : float32 [o, d]
        One direction per occupation, of length exp(scale).
    title_prototypes, body_prototypes : float32 [o, d]
        Two directions more per occupation, for the title and the body alone.
    occupation_bias : float32 [o]
    """

    gate_hidden: FloatArray
    gate_hidden_bias: FloatArray
    gate_out: FloatArray
    gate_out_bias: FloatArray
    told: FloatArray
    title_map: FloatArray
    title_bias: FloatArray
    body_map: FloatArray
    body_bias: FloatArray
    no_title: FloatArray
    no_body: FloatArray
    prototypes: FloatArray
    title_prototypes: FloatArray
    body_prototypes: FloatArray
    occupation_bias: FloatArray

    @property
    def dimension(self) -> int:
        """The length d of the vectors it reads."""
        return int(self.title_map.shape[0])

    def listen(self, stack: Stack) -> tuple[FloatArray, FloatArray]:
        """Return how much each sentence counts, 0-1 [s], and what it tells [s, d]."""
        d, ranges = self.dimension, stack.ranges
        hidden = product(stack.units, self.gate_hidden[:, :d].T, ranges)
        # The one-hot part of the product is a look-up of columns.
        hidden += (self.gate_hidden[:, d:].T + self.gate_hidden_bias)[stack.sections]
        np.maximum(hidden, 0, out=hidden)
        gates = logistic(np.einsum("sh,h->s", hidden, self.gate_out) + self.gate_out_bias)
        return gates, stack.units + product(hidden, self.told.T, ranges)

    def bodies(
        self, told: FloatArray, gates: FloatArray, stack: Stack, versions: Versions
    ) -> FloatArray:
        """Return the pooled body of each version, [m, d], from what `listen` gave."""
        weighted = told * gates[:, None]
        totals = np.add.reduceat(weighted, stack.starts)[versions.owner]
        weights = np.add.reduceat(gates, stack.starts)[versions.owner]
        if versions.ranges:
            totals[versions.without] -= weighted
            weights[versions.without] -= gates
        totals /= (weights + _GATE_FLOOR)[:, None]
        return np.asarray(totals, np.float32)

    def directions(
        self, titles: FloatArray | None, bodies: FloatArray | None, versions: Versions
    ) -> FloatArray:
        """Return what `prototypes` and then `body_prototypes` are compared with, [m, 2 d].

        From titles [n, d] and bodies [m, d].
        """
        head = np.broadcast_to(self.no_title, (len(versions), self.dimension))
        if titles is not None:
            head = (product(titles, self.title_map.T) + self.title_bias)[versions.owner]
        if bodies is None:
            return np.hstack([_unit(head + self.no_body), np.zeros_like(head)])
        query = product(bodies, self.body_map.T, versions.ranges) + self.body_bias
        return np.hstack([_unit(query + head), _unit(bodies)])

    def of_bodies(self, directions: FloatArray) -> FloatArray:
        """Return the bodies' unit vectors among `directions`, [m, d]."""
        return directions[:, self.dimension :]

    def by_title(self, titles: FloatArray | None) -> FloatArray:
        """Return the part of the scores that titles [n, d] have alone, [n, o] or [1, o]."""
        if titles is None:
            return self.occupation_bias[None]
        return product(titles, self.title_prototypes.T) + self.occupation_bias

    @cached_property
    def directed(self) -> FloatArray:
        """Both prototypes of each occupation side by side, as in `directions`: [o, 2 d]."""
        return np.hstack([self.prototypes, self.body_prototypes])

    def arrays(self) -> dict[str, NDArray[np.generic]]:
        """Return the weights by name, at half precision."""
        return {field.name: getattr(self, field.name).astype(np.float16) for field in fields(self)}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]]) -> Self:
        """Rebuild the network from what `arrays` gave."""
        return cls(**{one.name: np.asarray(arrays[one.name], np.float32) for one in fields(cls)})


def _unit(vectors: FloatArray) -> FloatArray:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-12), np.float32)
