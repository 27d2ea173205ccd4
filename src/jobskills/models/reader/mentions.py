"""Job titles that the body names, and how likely each names the job that is offered.

"Reports to the Store Manager" and "we are looking for a Store Manager" both name
one. Each title that stands in the text is judged by the words around it and by where
it stands; numpy only, because it serves. `jobskills.models.reader.naming_fit` learns
the weights.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from itertools import chain
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from jobskills.models.reader.inputs import Inputs
from jobskills.models.reader.odds import logistic
from jobskills.text import SECTIONS

__all__ = ["CUES", "FEATURES", "MOST_WORDS", "Mentions", "NamedTitles", "sequence_hash"]

FloatArray = NDArray[np.float32]
IntArray = NDArray[np.intp]

#: Longer job titles are not looked for in running text.
MOST_WORDS: Final = 6
_BASE: Final = np.uint64(0x9E3779B97F4A7C15)

_SIEVE_BITS: Final = 18
_SIEVE_SHIFT: Final = np.uint64(64 - _SIEVE_BITS)

#: Words that tell, before or after a job title, whose job it is.
CUES: Final[dict[str, str]] = {
    "seeking": "seeking seek looking look hiring hire recruiting recruit search searching need "
    "needs opening opportunity vacancy wanted join become career",
    "as": "as",
    "a": "a an",
    "the": "the this",
    "our": "our we us",
    "label": "title position role job summary class classification overview description",
    "under": "report reports reporting under supervision direction supervised guidance led",
    "with": "with by and or other assist assists assisting support supports supporting from to "
    "between including coordinate coordinates",
    "over": "supervise supervises supervising manage manages managing lead leads leading train "
    "trains training oversee oversees of",
    "past": "experience years background worked previous former",
    "acts": "will is are must performs perform provides provide works work assists supports plans "
    "plan has who that should shall may you responsible",
    "joins": "to in for at our within",
    "place": "position role job jobs opening class series vacancy vacancies",
}

_WINDOWS: Final = ("just before", "before", "after")
_FLAGS: Final = (
    "always",
    "opens a unit",
    "ends a unit",
    "is the unit",
    "is a heading",
    "comes late",
    "comes first",
    "two words",
    "three words",
    "four words or more",
    "many occupations",
    "repeated",
    "common in postings",
    "trusted",
)
#: What the columns of a mention's features mean.
FEATURES: Final = (
    *_FLAGS,
    *(f"in {section}" for section in SECTIONS[1:]),
    *(f"{window}: {cue}" for window in _WINDOWS for cue in CUES),
)
_BEFORE: Final = 5
_AFTER: Final = 2
_FIRST_WORDS: Final = 25


def sequence_hash(rows: NDArray[np.integer[Any]]) -> np.uint64:
    """Return one number for a sequence of word rows.

    Examples
    --------
    >>> sequence_hash(np.array([1, 2])) == sequence_hash(np.array([2, 1]))
    np.False_
    """
    value = np.zeros(1, np.uint64)
    for row in np.asarray(rows).astype(np.uint64):
        value = value * _BASE + row + np.uint64(1)
    return np.uint64(value[0])


@dataclass(frozen=True, slots=True, eq=False)
class Mentions:
    """Job titles found in one posting; m of them, in the order of the text.

    Attributes
    ----------
    units : intp [m]
        Positions in `Inputs.units`.
    titles : intp [m]
        Positions in `NamedTitles.keys`.
    features : float32 [m, f]
        One column for each of `FEATURES`.
    """

    units: IntArray
    titles: IntArray
    features: FloatArray


@dataclass(frozen=True, eq=False)
class NamedTitles:
    """Every job title as a sequence of word rows, and the judge of where it stands.

    Attributes
    ----------
    keys : uint64 [k], ascending
        `sequence_hash` of each title's words, plurals folded.
    starts : int64 [k + 1]
        Title i belongs to `occupations[starts[i]:starts[i + 1]]`.
    occupations : int32 [m]
    fold : int64 [v]
        From a row of the encoder's table to the row of its singular.
    cues : uint16 [v]
        The `CUES` that each word is one of, a bit each.
    known : float32 [k, 2]
        How common the title is in postings, and how much it can be trusted there.
    weights : float32 [f]
        Of the logistic regression over `FEATURES`.
    n_occupations : int
    """

    keys: NDArray[np.uint64]
    starts: NDArray[np.int64]
    occupations: NDArray[np.int32]
    fold: NDArray[np.int64]
    cues: NDArray[np.uint16]
    known: FloatArray
    weights: FloatArray
    n_occupations: int

    @cached_property
    def _sieve(self) -> NDArray[np.bool_]:
        """Which beginnings of keys there are: most sequences of words are no title's."""
        sieve = np.zeros(1 << _SIEVE_BITS, bool)
        sieve[self.keys >> _SIEVE_SHIFT] = True
        return sieve

    def find(self, inputs: Inputs) -> Mentions:
        """Return the job titles that stand in a posting's sentences, the longest at each place."""
        lengths = np.array([len(words) for words in inputs.words], np.intp)
        flat = np.fromiter(chain.from_iterable(inputs.words), np.intp, lengths.sum())
        rows = self.fold[flat]
        unit = np.repeat(np.arange(len(lengths)), lengths)
        first, size, title = self._longest(rows, unit)
        ends = np.cumsum(lengths)
        at_unit = unit[first]
        features = np.zeros((len(first), len(FEATURES)), np.float32)
        starts_unit = first == (ends - lengths)[at_unit]
        ends_unit = first + size == ends[at_unit]
        n_occupations = (self.starts[1:] - self.starts[:-1])[title]
        _, place, repeats = np.unique(title, return_inverse=True, return_counts=True)
        features[:, : len(_FLAGS)] = np.stack(
            [
                np.ones(len(first)),
                starts_unit,
                ends_unit,
                starts_unit & ends_unit,
                inputs.headings[at_unit],
                np.log1p(first / 30),
                first < _FIRST_WORDS,
                size == 2,
                size == 3,
                size > 3,
                np.log(n_occupations),
                np.log(repeats[place]) if len(place) else np.zeros(0),
                self.known[title, 0],
                self.known[title, 1],
            ],
            axis=1,
        )
        section = np.asarray(inputs.sections, np.intp)[at_unit]
        told = section > 0
        features[np.flatnonzero(told), len(_FLAGS) + section[told] - 1] = 1
        features[:, -len(_WINDOWS) * len(CUES) :] = self._cues_around(flat, first, first + size)
        return Mentions(at_unit, title, features)

    def _longest(self, rows: IntArray, unit: IntArray) -> tuple[IntArray, IntArray, IntArray]:
        """Return first word, number of words and title of each match; matches don't overlap."""
        size = np.zeros(len(rows), np.intp)
        title = np.zeros(len(rows), np.intp)
        value = np.zeros(len(rows), np.uint64)
        words = rows.astype(np.uint64)
        for n in range(1, min(MOST_WORDS, len(rows)) + 1):
            last = len(rows) - n + 1
            value = value[:last] * _BASE + words[n - 1 :] + np.uint64(1)
            likely = np.flatnonzero(
                self._sieve[value >> _SIEVE_SHIFT] & (unit[:last] == unit[n - 1 :])
            )
            asked = value[likely]
            at = np.minimum(np.searchsorted(self.keys, asked), len(self.keys) - 1)
            found = self.keys[at] == asked
            size[likely[found]], title[likely[found]] = n, at[found]
        kept, end = [], 0
        for first in np.flatnonzero(size).tolist():
            if first >= end:
                kept.append(first)
                end = first + size[first]
        chosen = np.array(kept, np.intp)
        return chosen, size[chosen], title[chosen]

    def _cues_around(self, flat: IntArray, first: IntArray, end: IntArray) -> FloatArray:
        """Return which cues stand just before, before and after each match, 0 or 1."""
        padding = np.zeros(_BEFORE, np.uint16)
        bits = np.concatenate([padding, self.cues[flat], padding])
        before = np.stack([bits[first + i] for i in range(_BEFORE)])
        after = np.stack([bits[_BEFORE + end + i] for i in range(_AFTER)])
        windows = np.stack(
            [before[-1], np.bitwise_or.reduce(before), np.bitwise_or.reduce(after)], axis=1
        )
        columns = (windows[..., None] >> np.arange(len(CUES), dtype=np.uint16)) & np.uint16(1)
        return columns.reshape(len(first), len(_WINDOWS) * len(CUES)).astype(np.float32)

    def probabilities(self, mentions: Mentions) -> FloatArray:
        """Return how likely each mention names the job that is offered, [m]."""
        return logistic(mentions.features @ self.weights)

    def mass(self, mentions: Mentions, posterior: FloatArray) -> FloatArray:
        """Return, per mention, the probability that its title is one of the offered job's, [m]."""
        total = np.concatenate([[0], np.cumsum(posterior[self.occupations])])
        within = total[self.starts[mentions.titles + 1]] - total[self.starts[mentions.titles]]
        return np.asarray(np.clip(within, 0, 1), np.float32)

    def voices(self, mentions: Mentions) -> FloatArray:
        """Return the strongest mention of each occupation, whole and shared, [2, o].

        Shared: divided by the root of the number of occupations that bear the title.
        """
        named = self._named(mentions)
        best = np.zeros((2, self.n_occupations), np.float32)
        for row, value in zip(best, named.values, strict=True):
            np.maximum.at(row, named.occupation, value)
        return best

    def voices_in_part(self, mentions: Mentions, n_units: int, among: IntArray) -> FloatArray:
        """Return the same of some occupations, then without each sentence: [2, 1 + s, k]."""
        named = self._named(mentions)
        place = np.full(self.n_occupations, -1)
        place[among] = np.arange(len(among))
        near = place[named.occupation] >= 0
        occupation, unit = place[named.occupation[near]], named.unit[near]
        shape = (1 + n_units, len(among))
        return np.stack(
            [_strongest(value[near], occupation, unit, shape) for value in named.values]
        )

    def _named(self, mentions: Mentions) -> "_Named":
        """Spell out the occupations of each mention's title."""
        counts = (self.starts[1:] - self.starts[:-1])[mentions.titles]
        of = np.repeat(np.arange(len(counts)), counts)
        offset = np.arange(len(of)) - np.repeat(np.cumsum(counts) - counts, counts)
        likely = self.probabilities(mentions)
        return _Named(
            occupation=self.occupations[self.starts[mentions.titles][of] + offset],
            unit=mentions.units[of],
            values=np.stack([likely[of], (likely / np.sqrt(counts))[of]]).astype(np.float32),
        )

    def arrays(self) -> dict[str, NDArray[np.generic]]:
        """Return everything by name."""
        flat = {field.name: getattr(self, field.name) for field in fields(self)}
        small = {
            "occupations": self.occupations.astype(np.uint16),
            "starts": self.starts.astype(np.int32),
            "known": self.known.astype(np.float16),
            "n_occupations": np.array([self.n_occupations], np.int64),
        }
        del flat["fold"]
        return flat | small

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]], fold: NDArray[np.int64]) -> Self:
        """Rebuild from what `arrays` gave."""
        return cls(
            keys=np.asarray(arrays["keys"], np.uint64),
            starts=np.asarray(arrays["starts"], np.int64),
            occupations=np.asarray(arrays["occupations"], np.int32),
            fold=fold,
            cues=np.asarray(arrays["cues"], np.uint16),
            known=np.asarray(arrays["known"], np.float32),
            weights=np.asarray(arrays["weights"], np.float32),
            n_occupations=int(np.asarray(arrays["n_occupations"])[0]),
        )


@dataclass(frozen=True, slots=True, eq=False)
class _Named:
    """Occupations that a body names; n of them, one more than once.

    Attributes
    ----------
    occupation : int32 [n]
    unit : intp [n]
        The sentence that does.
    values : float32 [2, n]
        How likely it is the offered job, whole and shared.
    """

    occupation: NDArray[np.int32]
    unit: IntArray
    values: FloatArray


def _strongest(
    value: FloatArray, occupation: IntArray, unit: IntArray, shape: tuple[int, int]
) -> FloatArray:
    """Return the greatest value of each occupation, and what it is without each unit in turn."""
    best = np.zeros(shape[1], np.float32)
    np.maximum.at(best, occupation, value)
    strongest = np.broadcast_to(best, shape).copy()
    if shape[0] > 1 and len(value):
        owner = np.full(shape[1], -1, np.intp)
        ruling = value == best[occupation]
        owner[occupation[ruling]] = unit[ruling]
        second = np.zeros(shape[1], np.float32)
        others = unit != owner[occupation]
        np.maximum.at(second, occupation[others], value[others])
        owned = np.flatnonzero(owner >= 0)
        strongest[1 + owner[owned], owned] = second[owned]
    return strongest
