"""From what was read of postings to the columns of `Scores`: which lines, in which order.

The one place where lines are chosen, put in order and rounded: objects (`jobskills.from_scores`)
and tables (`jobskills.scoring`) are made of these columns.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, groupby
from typing import Any, Final, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from jobskills.models.reader.model import Profile, Reader
from jobskills.prediction import DOMAINS
from jobskills.scores import Elements, Named, Occupations, Spans, joined
from jobskills.technology import Mention
from jobskills.technology.expected import Expected
from jobskills.text import MAX_UNITS, Reading

__all__ = ["DECIMALS", "Listing", "element_lines", "named_lines", "occupation_lines"]

_Number = TypeVar("_Number", np.int32, np.float64)

_OCCUPATIONS: Final = 10
_SENTENCES: Final = 3
#: A sentence is evidence from this many scale points on.
_LEAST_WEIGHT: Final = 0.01
#: What is smaller can't be rounded to that.
_PERHAPS: Final = 0.0099
#: How much of a number a sentence's place takes, and a weight without its sign; the lines that
#: the rest can tell apart.
_SENTENCE_BITS: Final = MAX_UNITS.bit_length()
_WEIGHT_BITS: Final = 31
_MOST_LINES: Final = 1 << (63 - _SENTENCE_BITS - _WEIGHT_BITS)
_WEIGHT_MASK: Final = (1 << _WEIGHT_BITS) - 1
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
    """Return, per line, the sentences that raised the element most, the strongest first.

    `order` [n, e] are the elements of each posting's lines.
    """
    if order.size > _MOST_LINES:
        halves = slice(len(order) // 2), slice(len(order) // 2, None)
        spans: Spans = joined([_evidence(readings[i], profiles[i], order[i]) for i in halves])
        return spans
    explained = [
        reading.telling if len(profile.influence) else ()
        for reading, profile in zip(readings, profiles, strict=True)
    ]
    units = list(chain.from_iterable(explained))
    sizes = np.array(list(map(len, explained)), np.intp)
    first = np.cumsum(sizes) - sizes
    none = np.zeros((0, order.shape[1]), np.float32)
    influence = np.concatenate([none, *(profile.influence for profile in profiles)])
    # A heading says what is spoken of, not what is said of it.
    influence[[unit.heading for unit in units]] = 0
    cell = np.flatnonzero(influence >= _PERHAPS)
    sentence, element = np.divmod(cell, order.shape[1])
    posting = np.repeat(np.arange(len(sizes)), sizes)[sentence]
    line = posting * order.shape[1] + np.argsort(order, axis=1)[posting, element]
    line, nth, weight = _strongest(line, sentence - first[posting], influence.reshape(-1)[cell])
    kept = weight >= _LEAST_WEIGHT
    line = line[kept]
    sentence = first[line // order.shape[1]] + nth[kept]
    return Spans(
        counts=np.bincount(line, minlength=order.size).astype(np.int32),
        start=np.array([unit.start for unit in units], np.int32)[sentence],
        end=np.array([unit.end for unit in units], np.int32)[sentence],
        weight=weight[kept],
    )


def _strongest(
    line: NDArray[np.intp], sentence: NDArray[np.intp], weight: NDArray[np.float32]
) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.float64]]:
    """Return the largest weights of each line, the first of equals first, rounded.

    Of each: its line, its sentence, below `MAX_UNITS`, and the weight, which is positive.
    """
    # One number each, which sorts much faster than three: positive floats are in the order of
    # their bits, here turned round.
    bits = _WEIGHT_MASK - weight.view(np.int32).astype(np.int64)
    key = np.sort((line << _WEIGHT_BITS | bits) << _SENTENCE_BITS | sentence)
    line, bits = np.divmod(key >> _SENTENCE_BITS, 1 << _WEIGHT_BITS)
    begins = np.flatnonzero(np.diff(line, prepend=-1))
    nth = np.arange(len(line)) - np.repeat(begins, np.diff(begins, append=len(line)))
    kept = nth < _SENTENCES
    weight = (_WEIGHT_MASK - bits[kept]).astype(np.int32).view(np.float32)
    return line[kept], key[kept] & ((1 << _SENTENCE_BITS) - 1), _rounded(weight)


def _rounded(values: NDArray[np.floating[Any]]) -> NDArray[np.float64]:
    return np.asarray(np.round(values.astype(np.float64), DECIMALS), np.float64)


def _counts(groups: Sequence[Sequence[object] | NDArray[np.intp]]) -> NDArray[np.int32]:
    return np.array([len(group) for group in groups], np.int32)


def _joined(arrays: Sequence[NDArray[np.generic]], dtype: type[_Number]) -> NDArray[_Number]:
    return np.concatenate(arrays).astype(dtype, copy=False) if arrays else np.zeros(0, dtype)
