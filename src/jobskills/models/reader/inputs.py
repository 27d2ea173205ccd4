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
        The cleaned title.
    units : float32 [s, d]
        Unit vectors of the sentences that count, headings left out.
    sections : intp [s]
        Positions in `jobskills.text.SECTIONS`.
    words : tuple of lists of int
        Per sentence, the rows of its words in the encoder's table.
    places : tuple of int
        Per sentence, its position in `Reading.units`.
    doubtful : bool
        Whether no answer can be sure; see `Reading.doubtful`.
    """

    title: NDArray[np.float32] | None
    title_text: str
    units: NDArray[np.float32]
    sections: NDArray[np.intp]
    words: tuple[list[int], ...]
    places: tuple[int, ...]
    doubtful: bool = False

    @property
    def mode(self) -> int:
        """The position in `MODES`; a posting without any known word counts as a title."""
        if not len(self.units):
            return 2
        return 0 if self.title is not None else 1


def encode_readings(readings: Sequence[Reading], encoder: StaticEncoder) -> list[Inputs]:
    """Turn readings into inputs; all sentences of all of them are encoded at once."""
    places = [_speaking(reading) for reading in readings]
    words = [
        encoder.ids(reading.units[i].text)
        for reading, kept in zip(readings, places, strict=True)
        for i in kept
    ]
    units = encoder.encode_ids(words)
    titles = encoder.encode([reading.title_clean for reading in readings])
    ends = np.cumsum([len(kept) for kept in places])
    return [
        Inputs(
            title=title if title.any() else None,
            title_text=reading.title_clean,
            units=units[end - len(kept) : end],
            sections=np.array([_SECTION_CODE[reading.units[i].section] for i in kept], np.intp),
            words=tuple(words[end - len(kept) : end]),
            places=kept,
            doubtful=reading.doubtful,
        )
        for reading, kept, title, end in zip(readings, places, titles, ends, strict=True)
    ]


def _speaking(reading: Reading) -> tuple[int, ...]:
    """Return the units that say something; headings speak only where nothing else does."""
    said = tuple(i for i, unit in enumerate(reading.units) if not unit.heading)
    return said or tuple(range(len(reading.units)))
