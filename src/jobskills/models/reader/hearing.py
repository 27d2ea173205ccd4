"""Hear a posting with every voice: the whole of it, and without each of its sentences.

What a sentence moved is heard among the occupations that the whole may mean; the others
can't move anything. Serves with numpy alone.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from jobskills.models.reader.fusion import VOICES, Indexes
from jobskills.models.reader.inputs import Inputs
from jobskills.models.reader.neighbours import Neighbours
from jobskills.models.reader.network import Network
from jobskills.models.reader.signs import Heard

__all__ = ["Hearing"]

FloatArray = NDArray[np.float32]

_NETWORK: Final = VOICES.index("network")
_TITLE_VOICES: Final = [VOICES.index(name) for name in ("job_title", "title_characters")]
_WORD_VOICES: Final = [VOICES.index(name) for name in ("body_words", "employers_words")]
_NAME_VOICES: Final = [VOICES.index(name) for name in ("named_title", "named_title_shared")]
_MANY_TITLES: Final = VOICES.index("many_titles")

#: Cosines and probabilities to the size of the other voices.
_WORDS_SIZE: Final = np.float32(10)
_NAMES_SIZE: Final = np.float32(5)


class Hearing:
    """One posting before the reader.

    Parameters
    ----------
    inputs : Inputs
    network : Network
    indexes : Indexes
    neighbours : Neighbours
    """

    def __init__(
        self, inputs: Inputs, network: Network, indexes: Indexes, neighbours: Neighbours
    ) -> None:
        self._inputs = inputs
        self._network, self._indexes, self._neighbours = network, indexes, neighbours
        if len(inputs.units):
            self._gates, told = network.listen(inputs.units, inputs.sections)
            self._bodies = network.bodies(told, self._gates)  # [1 + s, d]
            self._terms = indexes.body_terms(inputs.words)
            self._mentions = indexes.named.find(inputs)

    def whole(self) -> Heard:
        """Hear the whole posting with all occupations."""
        inputs, indexes = self._inputs, self._indexes
        bodies = self._bodies[:1] if len(inputs.units) else None
        n_occupations = len(indexes.many_titles)
        voices = np.zeros((len(VOICES), 1, n_occupations), np.float32)
        voices[_NETWORK] = self._network.scores(inputs.title, bodies)
        voices[_MANY_TITLES] = indexes.many_titles
        if inputs.title is not None:
            voices[_TITLE_VOICES, 0] = indexes.title_voices(inputs.title_text)
        if bodies is None:
            words = np.zeros((1, n_occupations), np.float32)
            near = np.zeros((1, len(self._neighbours.rows)), np.float32)
            return Heard(voices, words, near, np.zeros(1, np.float32), np.zeros(1, np.float32))
        by_words = np.stack([terms.cosines() for terms in self._terms])
        voices[_WORD_VOICES, 0] = _WORDS_SIZE * by_words
        voices[_NAME_VOICES, 0] = _NAMES_SIZE * indexes.named.voices(self._mentions)
        near = self._neighbours.body_cosines(bodies)
        gates, lengths = self._gates_and_lengths()
        return Heard(voices, by_words[:1], near, gates[:1], lengths[:1])

    def in_part(self, whole: Heard, among: NDArray[np.intp]) -> Heard:
        """Hear the whole posting, then without each sentence, with some occupations."""
        own, employers = self._terms
        rows = 1 + len(self._gates)
        voices = np.repeat(whole.voices[:, :, among], rows, axis=1)  # [v, 1 + s, k]
        voices[_NETWORK] = self._network.scores(self._inputs.title, self._bodies, among)
        words = own.cosines_in_part()
        voices[_WORD_VOICES[0]] = _WORDS_SIZE * words[:, among]
        voices[_WORD_VOICES[1]] = _WORDS_SIZE * employers.cosines_in_part(among)
        named = self._indexes.named.voices_in_part(self._mentions, rows - 1, among)
        voices[_NAME_VOICES] = _NAMES_SIZE * named
        near = self._neighbours.body_cosines(self._bodies)
        return Heard(voices, words, near, *self._gates_and_lengths(), among=among)

    def _gates_and_lengths(self) -> tuple[FloatArray, FloatArray]:
        """Return the mean gate and the number of words, of the whole and without each: [1 + s]."""
        gates, left = self._gates, max(len(self._gates) - 1, 1)
        words = np.array([len(unit) for unit in self._inputs.words], np.float32)
        return (
            np.append(gates.mean(), (gates.sum() - gates) / left).astype(np.float32),
            np.append(words.sum(), words.sum() - words),
        )
