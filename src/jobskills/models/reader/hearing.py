"""Hear postings with every voice: the whole of each, and without each of its sentences.

What a sentence moved is heard among the occupations that the whole may mean; the others
can't move anything. Serves with numpy alone.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from jobskills.models.reader.fusion import VOICES, Indexes
from jobskills.models.reader.neighbours import Neighbours, steepness
from jobskills.models.reader.network import Network
from jobskills.models.reader.products import product
from jobskills.models.reader.signs import Heard, HeardInPart, fused, hide
from jobskills.models.reader.slopes import Slopes
from jobskills.models.reader.stack import Stack

__all__ = ["Hearing"]

FloatArray = NDArray[np.float32]
IntArray = NDArray[np.intp]

_NETWORK: Final = VOICES.index("network")
_BODY_WORDS: Final = VOICES.index("body_words")
_TITLE_VOICES: Final = [VOICES.index(name) for name in ("job_title", "title_characters")]
_WORD_VOICES: Final = [VOICES.index(name) for name in ("body_words", "employers_words")]
_NAME_VOICES: Final = [VOICES.index(name) for name in ("named_title", "named_title_shared")]
_MANY_TITLES: Final = VOICES.index("many_titles")

#: Those that a sentence may move, in this order, and the others.
_MOVING_VOICES: Final = [_NETWORK, *_WORD_VOICES, *_NAME_VOICES]
_SAME_VOICES: Final = [*_TITLE_VOICES, _MANY_TITLES]

#: Cosines and probabilities to the size of the other voices.
_WORDS_SIZE: Final = np.float32(10)
_NAMES_SIZE: Final = np.float32(5)

#: What a sentence moved is asked of the likeliest occupations and of those with its words.
_LIKELIEST: Final = 112
_NEAREST: Final = 16
#: Of the bodies nearest to a whole posting's, one is the nearest without any sentence.
_NEAR_BODIES: Final = 16


class Hearing:
    """Postings of one mode before the reader.

    Parameters
    ----------
    stack : Stack
    network : Network
    indexes : Indexes
    neighbours : Neighbours
    in_part : bool
        Whether they are heard without each of their sentences, too.
    """

    def __init__(
        self,
        stack: Stack,
        network: Network,
        indexes: Indexes,
        neighbours: Neighbours,
        *,
        in_part: bool = False,
    ) -> None:
        self._stack, self._indexes, self._neighbours = stack, indexes, neighbours
        self._network, self._by_title = network, network.by_title(stack.titles)
        self._versions = stack.parts if in_part else stack.wholes
        self._wholes = self._versions.wholes
        if len(stack.units):
            self._gates, told = network.listen(stack)
            self._bodies = network.bodies(told, self._gates, stack, self._versions)
            self._terms = indexes.body_terms(stack)
            self._words = [terms.cosines(self._versions) for terms in self._terms]
            self._named = indexes.named.spell_out(indexes.named.find_all(stack), stack)

    def whole(self) -> Heard:
        """Hear the whole postings with all occupations."""
        stack, indexes, bodied = self._stack, self._indexes, len(self._stack.units) > 0
        bodies = self._bodies[self._wholes] if bodied else None
        directions = self._network.directions(stack.titles, bodies, stack.wholes)
        voices = np.zeros((len(VOICES), len(stack), len(indexes.many_titles)), np.float32)
        voices[_NETWORK] = product(directions, self._network.directed.T) + self._by_title
        voices[_MANY_TITLES] = indexes.many_titles
        near = words = np.zeros((len(stack), len(self._neighbours.rows)), np.float32)
        if stack.titles is not None:
            voices[_TITLE_VOICES] = indexes.title_voices(stack.title_texts)
        if bodied:
            said = np.stack([said[self._wholes] for said in self._words])
            voices[_WORD_VOICES] = _WORDS_SIZE * said
            voices[_NAME_VOICES] = _NAMES_SIZE * self._named.voices()
            words = said[0][:, self._neighbours.rows]
            near = self._neighbours.body_cosines(self._network.of_bodies(directions))
        return Heard(
            voices=voices,
            titles=None if stack.titles is None else self._neighbours.title_likeness(stack.titles),
            words=words,
            bodies=near,
            gate=self._gate()[self._wholes],
            length=self._length()[self._wholes],
        )

    def in_part(
        self, whole: Heard, scores: FloatArray, weights: FloatArray, slopes: Slopes
    ) -> HeardInPart:
        """Hear every version of the postings, with the occupations that matter by `scores`, [n, o].

        `whole` is what `whole` gave, which had these scores with these weights of the voices.
        """
        stack, versions = self._stack, self._versions
        among, filled = _worth_asking(scores, whole.voices[_BODY_WORDS])
        at = np.arange(len(among))[:, None]
        chosen = whole.voices[:, at, among]  # [v, n, k]
        same = fused(chosen[_SAME_VOICES], weights[_SAME_VOICES])[versions.owner]
        directions = self._network.directions(stack.titles, self._bodies, versions)
        bodies = self._network.of_bodies(directions)
        network = np.empty((len(versions), among.shape[1]), np.float32)
        by_title = np.broadcast_to(self._by_title, scores.shape)[at, among]
        for i, (start, end) in enumerate(versions.ranges or ()):
            directed = self._network.directed.take(among[i], axis=0)
            np.matmul(directions[start:end], directed.T, out=network[start:end])
        network += by_title[versions.owner]
        cells = among[versions.owner] + scores.shape[1] * np.arange(len(versions))[:, None]
        words, employers = (_WORDS_SIZE * words.take(cells) for words in self._words)
        names = _NAMES_SIZE * self._named.voices_in_part(versions, among)
        moving = fused((network, words, employers, *names), weights[_MOVING_VOICES])
        hidden = filled[versions.owner]
        title = hide(chosen[VOICES.index("job_title")], filled).max(axis=1)
        steep = steepness(stack.mode, whole.titles, whole.bodies)
        return HeardInPart(
            versions=versions,
            among=among,
            scores=hide(same + moving, hidden),
            best=(
                title[versions.owner],
                hide(words, hidden).max(axis=1),
                self._nearest(whole.bodies, bodies),
            ),
            gate=self._gate(),
            length=self._length(),
            moved=slopes.moved(stack.mode, steep, bodies, self._terms[0], versions),
        )

    def _nearest(self, whole: FloatArray, bodies: FloatArray) -> FloatArray:
        """Return the largest cosine of every version's body with those nearest the whole's, [m]."""
        k = min(_NEAR_BODIES, whole.shape[1])
        rated = np.argpartition(-whole, k - 1, axis=1)[:, :k]
        near = np.empty((len(bodies), k), np.float32)
        for texts, (start, end) in zip(rated, self._versions.ranges or (), strict=True):
            np.matmul(bodies[start:end], self._neighbours.bodies[texts].T, out=near[start:end])
        return np.asarray(near.max(axis=1), np.float32)

    def _gate(self) -> FloatArray:
        """Return the mean gate of each version, [m]; zeros without a body."""
        stack, versions = self._stack, self._versions
        if not len(stack.units):
            return np.zeros(len(versions), np.float32)
        total = np.add.reduceat(self._gates, stack.starts)[versions.owner]
        left = stack.sizes[versions.owner].astype(np.float32)
        if versions.ranges:
            total[versions.without] -= self._gates
            left[versions.without] = np.maximum(left[versions.without] - 1, 1)
        return np.asarray(total / left, np.float32)

    def _length(self) -> FloatArray:
        """Return the number of known words of each version, [m]."""
        versions = self._versions
        total = self._stack.n_words[versions.owner]
        if versions.ranges:
            total[versions.without] -= self._stack.lengths
        return total.astype(np.float32)


def _worth_asking(scores: FloatArray, words: FloatArray) -> tuple[IntArray, NDArray[np.bool_]]:
    """Return the occupations that taking out a sentence may touch, from scores and words [n, o].

    As many of each posting, [n, k]: where they are fewer, the first stands again, and is marked.
    """
    asked = _largest(scores, _LIKELIEST) | _largest(words, _NEAREST)
    n_occupations = scores.shape[1]
    counts = asked.sum(axis=1)
    k = min(_LIKELIEST, n_occupations) + min(_NEAREST, n_occupations)
    posting, occupation = np.nonzero(asked)
    starts = np.cumsum(counts) - counts
    among = np.repeat(occupation[starts][:, None], k, axis=1)
    among[posting, np.arange(len(posting)) - starts[posting]] = occupation
    return among, np.arange(k) >= counts[:, None]


def _largest(values: FloatArray, k: int) -> NDArray[np.bool_]:
    """Return which are the k largest values of each row, of equal ones the first."""
    if values.shape[1] <= k:
        return np.ones(values.shape, np.bool_)
    least = np.partition(values, -k, axis=1)[:, -k, None]
    larger, equal = values > least, values == least
    wanted = k - larger.sum(axis=1, keepdims=True)
    chosen: NDArray[np.bool_] = larger | (equal & (np.cumsum(equal, axis=1) <= wanted))
    return chosen
