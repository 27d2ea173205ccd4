"""A reading as numbers: vectors of title and sentences, and their words' rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from jobskills.encoders.static import StaticEncoder, WordRows
from jobskills.text import SECTIONS, Reading

__all__ = ["MODES", "Inputs", "encode_readings"]

#: What a posting has: the model keeps one set of fusion weights for each.
MODES: Final = ("both", "description", "title")

_SECTION_CODE: Final = {section: code for code, section in enumerate(SECTIONS)}


@dataclass(frozen=True, slots=True, eq=False)
class Inputs:
    """One posting as the model sees it; s sentences.

    Attributes
    ----------
    title : float32 [d] or None
        None where no word of the title is known.
    title_text : str
        The cleaned title, unknown words as known ones where any are near.
    units : float32 [s, d]
        Unit vectors of the sentences, headings among them: they often name the job.
    headings : bool [s]
        Which of the sentences are headings.
    sections : intp [s]
        Positions in `jobskills.text.SECTIONS`.
    words : WordRows
        The sentences' words in the encoder's table.
    doubtful : bool
        Whether no answer can be sure; see `Reading.doubtful`.
    """

    title: NDArray[np.float32] | None
    title_text: str
    units: NDArray[np.float32]
    headings: NDArray[np.bool_]
    sections: NDArray[np.intp]
    words: WordRows
    doubtful: bool = False

    @property
    def mode(self) -> int:
        """The position in `MODES`; a posting without any known word counts as a title."""
        if not len(self.units):
            return 2
        return 0 if self.title is not None else 1


def encode_readings(readings: Sequence[Reading], encoder: StaticEncoder) -> list[Inputs]:
    """Turn readings into inputs, from the sentences that may tell of the work.

    All sentences of all of them are encoded at once.
    """
    telling = [reading.telling for reading in readings]
    words = encoder.rows([unit.text for units in telling for unit in units])
    vectors = encoder.encode_rows(words)
    title_texts = [encoder.respelled(reading.title_clean) for reading in readings]
    titles = encoder.encode(title_texts)
    ends = list(accumulate(map(len, telling), initial=0))
    word_ends = np.concatenate([[0], np.cumsum(words.lengths)])[ends]
    return [
        Inputs(
            title=title if title.any() else None,
            title_text=title_text,
            units=vectors[start:end],
            headings=np.array([unit.heading for unit in units], bool),
            sections=np.array([_SECTION_CODE[unit.section] for unit in units], np.intp),
            words=WordRows(words.rows[first:last], words.lengths[start:end]),
            doubtful=reading.doubtful,
        )
        for reading, units, title, title_text, (start, end), (first, last) in zip(
            readings,
            telling,
            titles,
            title_texts,
            pairwise(ends),
            pairwise(word_ends.tolist()),
            strict=True,
        )
    ]
