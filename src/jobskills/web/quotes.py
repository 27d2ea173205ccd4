"""What a posting says at some places, short enough to be read beside a line."""

import re
from collections.abc import Iterable
from itertools import islice
from typing import Final

from jobskills.prediction import Posting, Span

__all__ = ["quotes", "sentence_around"]

_MOST: Final = 2
_NEAR: Final = 300
_LONGEST: Final = 600
#: Where a sentence ends, nearly enough to quote one.
_END: Final = re.compile(r"[.!?](?=\s)|\n+")


def quotes(posting: Posting, spans: Iterable[Span]) -> tuple[str, ...]:
    """Return what the text says at the first places, each once and no longer than one reads.

    Examples
    --------
    >>> quotes(Posting("Baker", "Bake\\n  bread. Sell it."), [Span(0, 13), Span(0, 13)])
    ('Bake bread.',)
    """
    said = (
        " ".join(posting.description[span.start : min(span.end, span.start + _LONGEST)].split())
        for span in islice(spans, _MOST)
    )
    return tuple(dict.fromkeys(quote for quote in said if quote))


def sentence_around(posting: Posting, span: Span) -> Span:
    """Return where the sentence stands that holds a name.

    Examples
    --------
    >>> sentence_around(Posting("Clerk", "Sell bread. Keep lists in Excel. Smile."), Span(26, 31))
    Span(start=11, end=32)
    """
    # A name may stand in a text without any stop: a sentence is looked for nearby only.
    text = posting.description
    first, last = max(span.start - _NEAR, 0), min(span.end + _NEAR, len(text))
    starts = [end.end() for end in _END.finditer(text, first, span.start)]
    end = _END.search(text, span.end, last)
    return Span(starts[-1] if starts else first, end.end() if end else last)
