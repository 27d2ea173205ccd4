"""A reading as numbers: vectors of title and sentences, and their words' rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from jobskills.encoders.static import StaticEncoder
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
    words : tuple of lists of int
        Per sentence, the rows of its words in the encoder's table.
    doubtful : bool
        Whether no answer can be sure; see `Reading.doubtful`.
    """

    title: NDArray[np.float32] | None
    title_text: str
    units: NDArray[np.float32]
    headings: NDArray[np.bool_]
    sections: NDArray[np.intp]
    words: tuple[list[int], ...]
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
    words = [encoder.ids(unit.text) for units in telling for unit in units]
    vectors = encoder.encode_ids(words)
    title_texts = [encoder.respelled(reading.title_clean) for reading in readings]
    titles = encoder.encode(title_texts)
    ends = np.cumsum([len(units) for units in telling])
    return [
        Inputs(
            title=title if title.any() else None,
            title_text=title_text,
            units=vectors[end - len(units) : end],
            headings=np.array([unit.heading for unit in units], bool),
            sections=np.array([_SECTION_CODE[unit.section] for unit in units], np.intp),
            words=tuple(words[end - len(units) : end]),
            doubtful=reading.doubtful,
        )
        for reading, units, title, title_text, end in zip(
            readings, telling, titles, title_texts, ends, strict=True
        )
    ]
