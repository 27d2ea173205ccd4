"""The reader's small network, forward only, in numpy.

A gate decides how much each sentence counts; the pooled body and the title
are mapped to one direction, and occupations are compared with it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from jobskills.models.reader.odds import logistic

__all__ = ["Network"]

FloatArray = NDArray[np.float32]

#: Keeps a body of closed gates from being divided by nothing.
_GATE_FLOOR = np.float32(0.1)


@dataclass(frozen=True, slots=True, eq=False)
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

    def listen(
        self, units: FloatArray, sections: NDArray[np.intp]
    ) -> tuple[FloatArray, FloatArray]:
        """Return how much each sentence counts, 0-1 [s], and what it tells [s, d].

        From units [s, d] and sections [s].
        """
        d = self.dimension
        # The one-hot part of the product is a look-up of columns.
        hidden = units @ self.gate_hidden[:, :d].T + self.gate_hidden[:, d:].T[sections]
        hidden = np.maximum(hidden + self.gate_hidden_bias, 0)
        gates = logistic(hidden @ self.gate_out + self.gate_out_bias)
        return gates, units + hidden @ self.told.T

    def bodies(self, told: FloatArray, gates: FloatArray) -> FloatArray:
        """Return the pooled body, then the body without each sentence in turn: [1 + s, d]."""
        weighted = told * gates[:, None]
        total, weight = weighted.sum(axis=0), gates.sum()
        rest = (total - weighted) / (weight - gates + _GATE_FLOOR)[:, None]
        return np.vstack([total / (weight + _GATE_FLOOR), rest]).astype(np.float32)

    def scores(
        self,
        title: FloatArray | None,
        bodies: FloatArray | None,
        among: NDArray[np.intp] | slice = slice(None),
    ) -> FloatArray:
        """Return log-odds of occupations, up to a constant: title [d], bodies [m, d] -> [m, o].

        Of all occupations or of some.
        """
        head = self.no_title if title is None else self.title_map @ title + self.title_bias
        body = self.no_body[None] if bodies is None else bodies @ self.body_map.T + self.body_bias
        query = head + body
        query = query / np.maximum(np.linalg.norm(query, axis=1, keepdims=True), 1e-12)
        scores = query @ self.prototypes[among].T + self.occupation_bias[among]
        if title is not None:
            scores = scores + self.title_prototypes[among] @ title
        if bodies is not None:
            lengths = np.linalg.norm(bodies, axis=1, keepdims=True)
            near = bodies / np.maximum(lengths, 1e-12)
            scores = scores + near @ self.body_prototypes[among].T
        return np.asarray(scores, np.float32)

    def arrays(self) -> dict[str, NDArray[np.generic]]:
        """Return the weights by name, at half precision."""
        return {field.name: getattr(self, field.name).astype(np.float16) for field in fields(self)}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]]) -> Self:
        """Rebuild the network from what `arrays` gave."""
        return cls(**{one.name: np.asarray(arrays[one.name], np.float32) for one in fields(cls)})
