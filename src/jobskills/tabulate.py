"""From what was read of postings to the columns of `Scores`: which lines, in which order.

The one place where lines are chosen, put in order and rounded: objects (`jobskills.from_scores`)
and tables (`jobskills.scoring`) are made of these columns.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from jobskills.models.reader.model import Profile, Reader
from jobskills.prediction import DOMAINS
from jobskills.scores import Elements, Named, Occupations, Spans
from jobskills.technology import Mention
from jobskills.technology.expected import Expected
from jobskills.text import Reading

__all__ = ["DECIMALS", "Listing", "element_lines", "named_lines", "occupation_lines"]

_Number = TypeVar("_Number", np.int32, np.float64)

_OCCUPATIONS: Final = 10
_SENTENCES: Final = 3
#: A sentence is evidence from this many scale points on.
_LEAST_WEIGHT: Final = 0.01
#: Unnamed technologies and tools are listed from this probability on.
_LEAST_EXPECTED: Final = 0.10
_MOST_EXPECTED: Final = 40
#: Every number is rounded here, once, so that no door can round otherwise.
DECIMALS: Final = 4


def occupation_lines(profiles: Sequence[Profile]) -> Occupations:
    """Return the likeliest occupations of each posting."""
    found = [_likeliest(profile.occupation_probability) for profile in profiles]
    probabilities = [
        round(probability, DECIMALS)
        for places, profile in zip(found, profiles, strict=True)
        for probability in profile.occupation_probability[places].tolist()
    ]
    return Occupations(
        counts=_counts(found),
        occupation=_joined(found, np.int32),
        probability=np.array(probabilities, np.float64),
    )


def element_lines(
    readings: Sequence[Reading], profiles: Sequence[Profile], reader: Reader
) -> Elements:
    """Return every element of each posting, domain by domain, the most probable first."""
    tables = reader.tables

    def stacked(column: Callable[[Profile], NDArray[np.float32]]) -> NDArray[np.float64]:
        values = np.array([column(profile) for profile in profiles], np.float32)
        shape = (len(profiles), len(reader.elements))
        return _rounded(values.reshape(shape))

    probability = stacked(lambda profile: profile.probability)
    domain = np.array([DOMAINS.index(element.domain) for element in reader.elements], np.float64)
    order = np.argsort(2 * domain - probability, axis=1, kind="stable")  # [n, e]

    def ordered(values: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.take_along_axis(values, order, axis=1).reshape(-1)

    return Elements(
        counts=np.full(len(profiles), len(reader.elements), np.int32),
        element=order.reshape(-1).astype(np.int32),
        importance=ordered(stacked(lambda profile: profile.importance)),
        low=ordered(stacked(lambda profile: profile.low)),
        high=ordered(stacked(lambda profile: profile.high)),
        level=ordered(stacked(lambda profile: profile.level)),
        probability=ordered(probability),
        distinctiveness=ordered(
            stacked(lambda profile: (profile.importance - tables.mean) / tables.spread)
        ),
        evidence=_evidence(readings, profiles, order),
    )


@dataclass(frozen=True, slots=True)
class Listing:
    """How technologies, or tools, are listed.

    Attributes
    ----------
    expected : Expected
        What occupations use.
    precision : float
        How sure it is that what was found in a text is meant as a name.
    by_category : bool
        Whether something named stands for its category: of tools O*NET lists kinds only.
    """

    expected: Expected
    precision: float
    by_category: bool


def named_lines(
    listing: Listing, profiles: Sequence[Profile], mentions: Sequence[Sequence[Mention]]
) -> Named:
    """Return what each posting names, then what its likely occupations use."""
    found = [_lines(listing, *pair) for pair in zip(profiles, mentions, strict=True)]
    named = [line for lines, _, _ in found for line in lines]
    counts = np.array([(len(lines), len(places)) for lines, places, _ in found], np.int32)
    is_named = np.repeat(np.tile([True, False], len(found)), counts.reshape(-1))
    places = _joined([places for _, places, _ in found], np.int32)
    expected = listing.expected

    def column(own: Iterable[object], others: NDArray[Any]) -> NDArray[Any]:
        values = np.empty(len(is_named), others.dtype)
        values[is_named] = list(own)
        values[~is_named] = others
        return values

    shares = _joined([shares for _, _, shares in found], np.float64)
    hot, in_demand = expected.flags[:, places]
    spans = [mention for line in named for mention in line.places]
    return Named(
        counts=counts.reshape(-1, 2).sum(axis=1, dtype=np.int32),
        name=column((line.name for line in named), expected.names[places]),
        category=column((line.category for line in named), expected.categories[places]),
        probability=_rounded(column((line.probability for line in named), shares)),
        mentioned=is_named,
        hot=column((line.places[0].hot for line in named), hot),
        in_demand=column((line.places[0].in_demand for line in named), in_demand),
        evidence=Spans(
            counts=column((len(line.places) for line in named), np.zeros(len(places), np.int32)),
            start=np.array([mention.start for mention in spans], np.int32),
            end=np.array([mention.end for mention in spans], np.int32),
            weight=np.zeros(len(spans)),
        ),
    )


class _Line(NamedTuple):
    """What a text names, and where."""

    name: str
    category: str
    probability: float
    places: Sequence[Mention]


def _lines(
    listing: Listing, profile: Profile, mentions: Sequence[Mention]
) -> tuple[list[_Line], NDArray[np.intp], NDArray[np.float64]]:
    """Return what a text names, and the products that it doesn't with their probabilities."""
    expected = listing.expected
    places, shares = expected.likely(profile.occupation_probability, least=_LEAST_EXPECTED)
    named: list[_Line] = []
    if mentions:
        sure = dict(zip(expected.names[places].tolist(), shares.tolist(), strict=True))
        named = [_named(listing, sure, group) for group in _by_name(mentions)]
        named.sort(key=lambda line: -line.probability)
        names = {line.name for line in named}
        if listing.by_category:
            names |= {mention.category for mention in mentions}
        left = np.array([name not in names for name in sure], np.bool_)
        places, shares = places[left], shares[left]
    return named, places[:_MOST_EXPECTED], shares[:_MOST_EXPECTED]


def _named(listing: Listing, sure: dict[str, float], group: Sequence[Mention]) -> _Line:
    """Return a line for one name; it is as probable as the finder is sure, at least."""
    first = group[0]
    share = sure.get(first.category if listing.by_category else first.name, 0.0)
    probability = round(max(listing.precision, share), DECIMALS)
    return _Line(first.name, first.category, probability, group)


def _by_name(mentions: Sequence[Mention]) -> list[list[Mention]]:
    """Group mentions of one name; the groups stand in the order of their names."""
    ordered = sorted(mentions, key=lambda mention: (mention.name, mention.start))
    return [list(group) for _, group in groupby(ordered, key=lambda mention: mention.name)]


def _likeliest(probability: NDArray[np.float32]) -> NDArray[np.intp]:
    """Return the places of the largest values, the first of equals first."""
    if len(probability) <= _OCCUPATIONS:
        return np.argsort(-probability, kind="stable")
    least = np.partition(probability, -_OCCUPATIONS)[-_OCCUPATIONS]
    likely = np.flatnonzero(probability >= least)
    return likely[np.argsort(-probability[likely], kind="stable")[:_OCCUPATIONS]]


def _evidence(
    readings: Sequence[Reading], profiles: Sequence[Profile], order: NDArray[np.intp]
) -> Spans:
    """Return, per line, the sentences that raised the element most, the strongest first."""
    counts, starts, ends, weights = [], [], [], []
    for reading, profile, elements in zip(readings, profiles, order, strict=True):
        telling = reading.telling
        # A heading says what is spoken of, not what is said of it.
        said = [i for i, unit in enumerate(telling) if not unit.heading]
        if not len(profile.influence) or not said:
            counts.append(np.zeros(len(elements), np.int32))
            continue
        strongest, weight = _strongest(profile.influence[said])  # [e, k]
        strongest, weight = strongest[elements], weight[elements]
        kept = weight >= _LEAST_WEIGHT
        units = [telling[i] for i in said]
        places = strongest[kept]
        counts.append(kept.sum(axis=1, dtype=np.int32))
        starts.append(np.array([unit.start for unit in units], np.int32)[places])
        ends.append(np.array([unit.end for unit in units], np.int32)[places])
        weights.append(weight[kept])
    return Spans(
        _joined(counts, np.int32),
        _joined(starts, np.int32),
        _joined(ends, np.int32),
        _joined(weights, np.float64),
    )


def _strongest(
    influence: NDArray[np.float32],
) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    """Return rows of the largest values of each column, [e, k], and the values, rounded."""
    left = influence.T.copy()  # [e, s]
    columns = np.arange(len(left))
    k = min(_SENTENCES, left.shape[1])
    found = np.empty((len(left), k), np.intp)
    values = np.empty((len(left), k), np.float32)
    for i in range(k):
        best = found[:, i] = left.argmax(axis=1)
        values[:, i] = left[columns, best]
        left[columns, best] = -np.inf
    return found, _rounded(values)


def _rounded(values: NDArray[np.floating[Any]]) -> NDArray[np.float64]:
    return np.asarray(np.round(values.astype(np.float64), DECIMALS), np.float64)


def _counts(groups: Sequence[Sequence[object] | NDArray[np.intp]]) -> NDArray[np.int32]:
    return np.array([len(group) for group in groups], np.int32)


def _joined(arrays: Sequence[NDArray[np.generic]], dtype: type[_Number]) -> NDArray[_Number]:
    return np.concatenate(arrays).astype(dtype, copy=False) if arrays else np.zeros(0, dtype)
