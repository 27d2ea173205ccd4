"""Job titles that the body names, and how likely each names the job that is offered.

"Reports to the Store Manager" and "we are looking for a Store Manager" both name
one. Each title that stands in the text is judged by the words around it and by where
it stands; numpy only, because it serves. `jobskills.models.reader.naming_fit` learns
the weights.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from jobskills.models.reader.inputs import Inputs
from jobskills.models.reader.named import Named
from jobskills.models.reader.odds import logistic
from jobskills.models.reader.stack import Stack
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
        return self.find_all(Stack.of([inputs]))

    def find_all(self, stack: Stack) -> Mentions:
        """Do what `find` does for several postings."""
        lengths = stack.lengths
        rows = self.fold[stack.words]
        unit = np.repeat(np.arange(len(lengths)), lengths)
        first, size, title = self._longest(rows, unit)
        at_unit = unit[first]
        found = Mentions(at_unit, title, np.zeros((len(first), len(FEATURES)), np.float32))
        flags = self._flags(stack, found, first, size)
        found.features[:, : len(_FLAGS)] = np.stack(flags, axis=1)
        section = stack.sections[at_unit]
        told = section > 0
        found.features[np.flatnonzero(told), len(_FLAGS) + section[told] - 1] = 1
        around = self._cues_around(stack, stack.owner[at_unit], first, size)
        found.features[:, -len(_WINDOWS) * len(CUES) :] = around
        return found

    def _flags(
        self, stack: Stack, found: Mentions, first: IntArray, size: IntArray
    ) -> tuple[NDArray[Any], ...]:
        """Return the columns that `_FLAGS` names, of mentions that begin at `first` and so on."""
        ends = np.cumsum(stack.lengths)
        opens = first == (ends - stack.lengths)[found.units]
        closes = first + size == ends[found.units]
        posting = stack.owner[found.units]
        place = first - (np.cumsum(stack.n_words) - stack.n_words)[posting]
        n_occupations = (self.starts[1:] - self.starts[:-1])[found.titles]
        same = posting * len(self.keys) + found.titles
        _, which, repeats = np.unique(same, return_inverse=True, return_counts=True)
        return (
            np.ones(len(first)),
            opens,
            closes,
            opens & closes,
            stack.headings[found.units],
            np.log1p(place / 30),
            place < _FIRST_WORDS,
            size == 2,
            size == 3,
            size > 3,
            np.log(n_occupations),
            np.log(repeats[which]) if len(which) else np.zeros(0),
            self.known[found.titles, 0],
            self.known[found.titles, 1],
        )

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

    def _cues_around(
        self, stack: Stack, posting: IntArray, first: IntArray, size: IntArray
    ) -> FloatArray:
        """Return which cues stand just before, before and after each match, 0 or 1."""
        # So far apart, no posting's words are another's neighbours.
        gap = _BEFORE * (1 + np.arange(len(stack)))
        bits = np.zeros(len(stack.words) + _BEFORE * (1 + len(stack)), np.uint16)
        bits[np.arange(len(stack.words)) + np.repeat(gap, stack.n_words)] = self.cues[stack.words]
        start = first + gap[posting]
        before = np.stack([bits[start - i] for i in range(_BEFORE, 0, -1)])
        after = np.stack([bits[start + size + i] for i in range(_AFTER)])
        windows = np.stack(
            [before[-1], np.bitwise_or.reduce(before), np.bitwise_or.reduce(after)], axis=1
        )
        columns = (windows[..., None] >> np.arange(len(CUES), dtype=np.uint16)) & np.uint16(1)
        return columns.reshape(len(first), len(_WINDOWS) * len(CUES)).astype(np.float32)

    def probabilities(self, mentions: Mentions) -> FloatArray:
        """Return how likely each mention names the job that is offered, [m]."""
        return logistic(np.einsum("mf,f->m", mentions.features, self.weights))

    def mass(self, mentions: Mentions, posterior: FloatArray) -> FloatArray:
        """Return, per mention, the probability that its title is one of the offered job's, [m]."""
        total = np.concatenate([[0], np.cumsum(posterior[self.occupations])])
        within = total[self.starts[mentions.titles + 1]] - total[self.starts[mentions.titles]]
        return np.asarray(np.clip(within, 0, 1), np.float32)

    def spell_out(self, mentions: Mentions, stack: Stack) -> Named:
        """Return the occupations that the mentions in postings' sentences name."""
        counts = (self.starts[1:] - self.starts[:-1])[mentions.titles]
        of = np.repeat(np.arange(len(counts)), counts)
        offset = np.arange(len(of)) - np.repeat(np.cumsum(counts) - counts, counts)
        likely = self.probabilities(mentions)
        occupation = self.occupations[self.starts[mentions.titles][of] + offset]
        unit = mentions.units[of]
        return Named(
            cell=stack.owner[unit] * self.n_occupations + occupation,
            unit=unit,
            values=np.stack([likely[of], (likely / np.sqrt(counts))[of]]).astype(np.float32),
            shape=(len(stack), self.n_occupations),
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
