"""Several postings as one: their sentences and words in a row, for one look at all of them.

Serves with numpy alone.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from jobskills.models.reader.inputs import Inputs
from jobskills.models.reader.products import Range

__all__ = ["Stack", "Versions", "stacks"]


#: Sentences whose figures are worked out together: enough of them to keep the processor at its
#: large products, few enough for its caches.
_SENTENCES_AT_ONCE: Final = 2000


@dataclass(frozen=True, slots=True, eq=False)
class Stack:
    """Postings of one mode one behind the other; n of them with s sentences and w words in all.

    Attributes
    ----------
    mode : int
        Their position in `MODES`.
    titles : float32 [n, d] or None
        None where the mode has none.
    title_texts : tuple of str, length n
    units, headings, sections : float32 [s, d], bool [s], intp [s]
        As in `Inputs`.
    sizes : intp [n]
        How many sentences each posting has: none of them, or at least one each.
    lengths : intp [s]
        How many words each sentence has.
    words : intp [w]
    doubtful : bool [n]
    """

    mode: int
    titles: NDArray[np.float32] | None
    title_texts: tuple[str, ...]
    units: NDArray[np.float32]
    headings: NDArray[np.bool_]
    sections: NDArray[np.intp]
    sizes: NDArray[np.intp]
    lengths: NDArray[np.intp]
    words: NDArray[np.intp]
    doubtful: NDArray[np.bool_]

    @classmethod
    def of(cls, inputs: Sequence[Inputs]) -> "Stack":
        """Stack postings of one mode, at least one, all with a title or none."""
        titles = [one.title for one in inputs if one.title is not None]
        return cls(
            mode=inputs[0].mode,
            titles=np.stack(titles) if titles else None,
            title_texts=tuple(one.title_text for one in inputs),
            units=np.concatenate([one.units for one in inputs]),
            headings=np.concatenate([one.headings for one in inputs]),
            sections=np.concatenate([one.sections for one in inputs]),
            sizes=np.array([len(one.units) for one in inputs], np.intp),
            lengths=np.concatenate([one.words.lengths for one in inputs]),
            words=np.concatenate([one.words.rows for one in inputs]),
            doubtful=np.array([one.doubtful for one in inputs], bool),
        )

    def __len__(self) -> int:
        """Return n."""
        return len(self.sizes)

    @property
    def starts(self) -> NDArray[np.intp]:
        """The first sentence of each posting, [n]."""
        return np.cumsum(self.sizes) - self.sizes

    @property
    def owner(self) -> NDArray[np.intp]:
        """The posting of each sentence, [s]."""
        return np.repeat(np.arange(len(self.sizes)), self.sizes)

    @property
    def n_words(self) -> NDArray[np.intp]:
        """The number of words of each posting, [n]."""
        return np.bincount(self.owner, self.lengths, len(self.sizes)).astype(np.intp)

    @property
    def ranges(self) -> list[Range]:
        """Where each posting's sentences begin and end, [n]."""
        starts = self.starts
        return list(zip(starts.tolist(), (starts + self.sizes).tolist(), strict=True))

    @property
    def wholes(self) -> "Versions":
        """The postings as they are, [n]."""
        every = np.arange(len(self))
        return Versions(owner=every, without=every[:0], ranges=None)

    @property
    def parts(self) -> "Versions":
        """Each posting as it is, and behind it without each sentence in turn: [n + s]."""
        starts = self.starts + np.arange(len(self))
        return Versions(
            owner=np.repeat(np.arange(len(self)), 1 + self.sizes),
            without=np.arange(len(self.units)) + self.owner + 1,
            ranges=list(zip(starts.tolist(), (starts + 1 + self.sizes).tolist(), strict=True)),
        )


@dataclass(frozen=True, slots=True, eq=False)
class Versions:
    """Versions of n postings, m in all.

    Attributes
    ----------
    owner : intp [m]
        The posting that each version is of.
    without : intp [s] or [0]
        The version in which each sentence is missing.
    ranges : list of (int, int), length n, or None
        Where each posting's versions begin, the whole first, and where they end; None where
        there are wholes alone.
    """

    owner: NDArray[np.intp]
    without: NDArray[np.intp]
    ranges: list[Range] | None

    def __len__(self) -> int:
        """Return m."""
        return len(self.owner)

    @property
    def wholes(self) -> NDArray[np.intp]:
        """The version of each posting in which nothing is missing, [n]."""
        if self.ranges is None:
            return self.owner
        return np.array([start for start, _ in self.ranges], np.intp)


def stacks(inputs: Sequence[Inputs]) -> Iterator[tuple[list[int], Stack]]:
    """Yield stacks of postings that are alike, none too long, and the places of these postings."""
    alike: defaultdict[tuple[int, bool], list[int]] = defaultdict(list)
    for place, one in enumerate(inputs):
        alike[one.mode, one.title is None].append(place)
    for places in alike.values():
        for group in _short(places, inputs):
            yield group, Stack.of([inputs[place] for place in group])


def _short(places: Sequence[int], inputs: Sequence[Inputs]) -> Iterator[list[int]]:
    """Part places, at least one, where there would be too many sentences."""
    group: list[int] = []
    size = 0
    for place in places:
        size += len(inputs[place].units)
        if group and size > _SENTENCES_AT_ONCE:
            yield group
            group, size = [], len(inputs[place].units)
        group.append(place)
    yield group
