"""Cut a posting into passages: the sentences that count, and the technologies it names.

Offsets are code points, and so is Python's indexing: everything is cut here
and nothing is counted again in the browser, whose strings count differently.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from jobskills.prediction import Evidence, Prediction, Span

__all__ = ["MarkedPosting", "Passage", "Piece", "mark_posting"]

#: From these shares of the heaviest sentence's weight on, a sentence is shaded 1, 2, 3.
_SHADES: Final = (0.1, 0.33, 0.66)


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text; `technology` is the name it stands for, if it names one.

    `first` is the first that stands for this name.
    """

    text: str
    technology: str | None
    first: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence that counts (`number` from 1, `shade` 0-3) or the text between two of them."""

    number: int | None
    shade: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class MarkedPosting:
    """A description cut into passages, and where each evidence span went."""

    passages: tuple[Passage, ...]
    _starts: tuple[int, ...]
    _ends: tuple[int, ...]

    @property
    def marked(self) -> frozenset[str]:
        """The names of technologies and tools that are marked in the text."""
        pieces = (piece for passage in self.passages for piece in passage.pieces)
        return frozenset(piece.technology for piece in pieces if piece.technology)

    def number(self, span: Span) -> int | None:
        """Return the number of the sentence that holds a span, or None for a span outside."""
        for number, (start, end) in enumerate(zip(self._starts, self._ends, strict=True), 1):
            if start <= span.start < end:
                return number
        return None


def mark_posting(description: str, prediction: Prediction) -> MarkedPosting:
    """Cut a description along the evidence and the mentions of its prediction.

    Parameters
    ----------
    description : str
        The text as it was sent to the predictor; the passages join to exactly it.
    prediction : Prediction
        Read from that description.

    Returns
    -------
    MarkedPosting
        Overlapping evidence is one sentence; spans outside the text are cut to it.
    """
    evidence = [span for score in prediction.elements for span in score.evidence]
    sentences = _merge(evidence, len(description))
    weights = [_weight(sentence, evidence) for sentence in sentences]
    heaviest = max(weights, default=0.0)
    mentions = _mentions(prediction, len(description))
    passages: list[Passage] = []
    position = 0
    for number, (sentence, weight) in enumerate(zip(sentences, weights, strict=True), 1):
        between = Span(position, sentence.start)
        if between.start < between.end:
            passages.append(Passage(None, 0, _pieces(description, between, mentions)))
        shade = sum(weight >= share * heaviest > 0 for share in _SHADES)
        passages.append(Passage(number, shade, _pieces(description, sentence, mentions)))
        position = sentence.end
    if position < len(description):
        rest = Span(position, len(description))
        passages.append(Passage(None, 0, _pieces(description, rest, mentions)))
    starts, ends = (tuple(getattr(s, edge) for s in sentences) for edge in ("start", "end"))
    return MarkedPosting(tuple(_with_firsts(passages)), starts, ends)


def _with_firsts(passages: Iterable[Passage]) -> Iterator[Passage]:
    """Yield passages again, knowing which piece is the first to stand for its name."""
    seen: set[str | None] = {None}
    for passage in passages:
        pieces = []
        for piece in passage.pieces:
            pieces.append(replace(piece, first=piece.technology not in seen))
            seen.add(piece.technology)
        yield replace(passage, pieces=tuple(pieces))


def _merge(spans: Iterable[Span], length: int) -> list[Span]:
    """Join overlapping spans, in the order of the text."""
    merged: list[Span] = []
    for span in sorted({(max(span.start, 0), min(span.end, length)) for span in spans}):
        start, end = span
        if start >= end:
            continue
        if merged and start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(end, merged[-1].end))
        else:
            merged.append(Span(start, end))
    return merged


def _weight(sentence: Span, evidence: Sequence[Evidence]) -> float:
    return sum(
        max(one.weight, 0.0) for one in evidence if sentence.start <= one.start < sentence.end
    )


def _mentions(prediction: Prediction, length: int) -> list[tuple[Span, str]]:
    """Return the spans that name a technology or tool; of overlapping ones the first."""
    named = [(score.name, score.evidence) for score in prediction.technologies]
    named += [(score.name, score.evidence) for score in prediction.tools]
    # Of two that start together the longer one comes first: "Power BI" before "Power".
    found = [
        (max(span.start, 0), -min(span.end, length), name)
        for name, spans in named
        for span in spans
    ]
    mentions: list[tuple[Span, str]] = []
    for start, minus_end, name in sorted(found):
        free = not mentions or start >= mentions[-1][0].end
        if free and start < -minus_end:
            mentions.append((Span(start, -minus_end), name))
    return mentions


def _pieces(
    description: str, within: Span, mentions: Sequence[tuple[Span, str]]
) -> tuple[Piece, ...]:
    # Mentions come in the order of the text and don't overlap: only those nearby are looked at.
    first = bisect_right(mentions, within.start, key=lambda mention: mention[0].end)
    last = bisect_left(mentions, within.end, key=lambda mention: mention[0].start)
    inside = [
        (Span(max(span.start, within.start), min(span.end, within.end)), name)
        for span, name in mentions[first:last]
    ]
    return tuple(_cut(description, within, inside))


def _cut(description: str, within: Span, inside: Sequence[tuple[Span, str]]) -> Iterator[Piece]:
    edges = sorted(
        {within.start, within.end, *(s.start for s, _ in inside), *(s.end for s, _ in inside)}
    )
    names = {span.start: name for span, name in inside}
    for start, end in pairwise(edges):
        yield Piece(description[start:end], names.get(start))
