"""Simulate both regimes for calibration: work that is listed, and work that is not.

A text of a listed occupation is read twice: as it is, and as if its SOC group stood
neither in the index nor among the texts of the regression. Training side.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Final

import numpy as np
from numpy.typing import NDArray

from jobskills.dataset import grouped_folds, soc_group
from jobskills.models.reader.inputs import MODES
from jobskills.models.reader.known import KnownText
from jobskills.models.reader.model import Reader, Weighed
from jobskills.models.reader.neighbours import Neighbours, Rated
from jobskills.models.reader.tuning import as_mode

__all__ = ["Examples", "Simulation"]

FloatArray = NDArray[np.float32]

#: Parts in which the regression is fitted without the groups that a text is of.
_FOLDS: Final = 8

#: Nearly all postings are of a listed occupation.
_LISTED_WEIGHT: Final = 12


@dataclass(frozen=True, slots=True, eq=False)
class Examples:
    """What the reader made of known texts in one mode; n of them, two of most texts.

    Attributes
    ----------
    signs : float32 [n, f]
    mixture, direct, spread : float32 [n, e]
        As in `Weighed`.
    above : float32 [n, e]
        The mixture's share of occupations at or above the median.
    gold : float32 [n, e]
    weight : float32 [n]
    """

    signs: FloatArray
    mixture: FloatArray
    direct: FloatArray
    spread: FloatArray
    above: FloatArray
    gold: FloatArray
    weight: FloatArray

    def __len__(self) -> int:
        """Return n."""
        return len(self.weight)


class Simulation:
    """Reads known texts in both regimes.

    Parameters
    ----------
    reader : Reader
        Its calibration is used for the fused posterior alone.
    rated : Rated
        What its regression was fitted on.
    """

    def __init__(self, reader: Reader, rated: Rated) -> None:
        self._reader, codes = reader, reader.tables.codes
        groups = np.array([soc_group(code) for code in codes])
        self._groups = groups
        n_groups = len(set(groups[rated.rows]))
        self._fold = grouped_folds(codes, min(_FOLDS, len(set(groups))), 0)
        self._left_out = [self._fold[rated.rows] == k for k in range(self._fold.max() + 1)]
        self._fitted = [
            Neighbours.fit(rated.take(~out)) if n_groups > 1 and 0 < out.sum() < len(out) else None
            for out in self._left_out
        ]

    def examples(self, mode: int, texts: Sequence[KnownText]) -> Examples:
        """Read the texts in one mode, those that can be read in it."""
        rows = [row for text in texts for row in self._read(mode, text)]
        if not rows:
            none = np.zeros((0, len(self._reader.elements)), np.float32)
            return Examples(**dict.fromkeys((field.name for field in fields(Examples)), none))
        columns = zip(*rows, strict=True)
        return Examples(*(np.array(column, np.float32) for column in columns))

    def _read(self, mode: int, text: KnownText) -> Iterator[tuple[object, ...]]:
        seen = as_mode(text.inputs, mode)
        # O*NET's own titles are no likeness of strange ones.
        if seen is None or seen.mode != mode or (MODES[mode] == "title" and not text.listed):
            return
        reader = self._reader
        heard = reader.hear(seen)
        if text.listed:
            weighed = reader.weigh(seen, heard, reader.neighbours)
            yield self._row(weighed, text, listed=True)
        folds = {int(self._fold[row]) for row in text.rows}
        fold = folds.pop()
        neighbours = self._fitted[fold]
        # A text of several groups can be hidden only where one fold holds them all.
        if not folds and neighbours is not None:
            hidden = np.isin(self._groups, self._groups[list(text.rows)])
            unheard = heard.without(hidden, self._left_out[fold])
            yield self._row(reader.weigh(seen, unheard, neighbours), text, listed=False)

    def _row(self, weighed: Weighed, text: KnownText, *, listed: bool) -> tuple[object, ...]:
        above = weighed.posterior[0] @ self._reader.tables.above_median
        return (
            weighed.signs[0],
            weighed.mixture[0],
            weighed.direct[0],
            self._reader.spread(weighed)[0],
            above,
            text.gold,
            text.weight * (_LISTED_WEIGHT if listed else 1),
        )
