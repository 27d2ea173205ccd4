"""JobPosting JSON-LD, alone or inside a web page, to postings; reads no sentences."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from jobskills.prediction import Posting
from jobskills.text.json_strings import JsonStrings
from jobskills.text.piece import Piece

__all__ = ["Declared", "declared_postings", "is_json", "job_postings"]

_OPEN: Final = re.compile(r"<script\b[^<>]*application/ld\+json[^<>]*>", re.IGNORECASE)
_CLOSE: Final = re.compile("</script", re.IGNORECASE)
_MARK: Final = "JobPosting"
_PLAIN: Final = '"description"'
_PARTS: Final = {
    "description": "Description",
    "responsibilities": "Responsibilities",
    "qualifications": "Qualifications",
    "skills": "Skills",
    "jobBenefits": "Benefits",
}
_MARGIN: Final = "\ufeff \t\r\n"
_MAX_DEPTH: Final = 12
_MAX_CHARACTERS: Final = 5_000_000


@dataclass(frozen=True, slots=True)
class Declared:
    """A posting that a document declares.

    Parameters
    ----------
    title : str
    identifier : str or None
    pieces : tuple of Piece
        Its text, usually HTML, tied to where it stands in the document.

    Examples
    --------
    >>> Declared("Baker", None, (Piece("Bake", 7, 11),)).text
    'Bake'
    """

    title: str
    identifier: str | None
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """The description with all parts that are given apart from it."""
        return "".join(piece.text for piece in self.pieces)


def job_postings(source: str) -> list[Posting]:
    """Return the postings that a JSON document or a web page declares as schema.org JobPosting.

    `read_posting` reads such a document as it is, with offsets into it; this function takes
    the vacancies out of it, so that offsets are positions in their own text.

    Parameters
    ----------
    source : str
        JSON text, or HTML with ``<script type="application/ld+json">`` elements.

    Returns
    -------
    list of Posting
        In the order of the source; empty when it declares none or is broken.

    Examples
    --------
    >>> job_postings('{"@type": "JobPosting", "title": "Baker", "description": "<p>Bake</p>"}')
    [Posting(title='Baker', description='<p>Bake</p>', id=None)]
    >>> job_postings("Bake bread.")
    []
    """
    return [
        Posting(one.title, one.text.strip(), one.identifier) for one in declared_postings(source)
    ]


def declared_postings(source: str) -> list[Declared]:
    """Return what a JSON document or a web page declares, tied to the source.

    A JSON object that is no JSON-LD but has a "description" counts as one posting.

    Examples
    --------
    >>> declared_postings('{"title": "Baker", "description": "Bake"}')[0].title
    'Baker'
    """
    marked = _MARK in source
    if not (marked or _PLAIN in source) or len(source) > _MAX_CHARACTERS:
        return []
    if is_json(source):
        start = len(source) - len(source.lstrip(_MARGIN))
        places: Iterator[tuple[int, int]] = iter([(start, len(source))])
    else:
        places = _scripts(source) if marked else iter(())
    return [one for place in places for one in _declared(source, *place)]


def is_json(source: str) -> bool:
    """Whether a text is a JSON document by its first sign, rather than a page around some.

    Examples
    --------
    >>> is_json(' {"title": "Baker"}'), is_json("<html>")
    (True, False)
    """
    return source.lstrip(_MARGIN)[:1] in ("{", "[")


def _scripts(source: str) -> Iterator[tuple[int, int]]:
    """Yield the ranges of a page's JSON-LD scripts, passing over each character once."""
    position = 0
    for opened in _OPEN.finditer(source):
        if opened.start() >= position:
            closed = _CLOSE.search(source, opened.end())
            if closed is None:
                return
            yield opened.end(), closed.start()
            position = closed.end()


def _declared(source: str, start: int, end: int) -> list[Declared]:
    """Return the postings of one JSON document, none where it can't be parsed."""
    try:
        document = json.loads(source[start:end], strict=False)
        found = list(_found(document, _MAX_DEPTH))
    except (ValueError, RecursionError):
        return []
    if not found and isinstance(document, dict) and isinstance(document.get("description"), str):
        found = [document]
    strings = JsonStrings(source, start, end) if found else None
    return [_posting(one, strings) for one in found if strings is not None]


def _found(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    """Yield the postings among a value's parts: graphs, lists, pages that hold one."""
    if depth == 0:
        return
    if isinstance(value, list):
        for part in value:
            yield from _found(part, depth - 1)
    elif isinstance(value, dict):
        kinds = value.get("@type")
        if _MARK in (kinds if isinstance(kinds, list) else [kinds]):
            yield value
        else:
            yield from _found(list(value.values()), depth - 1)


def _posting(value: dict[str, Any], strings: JsonStrings) -> Declared:
    """Return a declared posting with all parts of its text, in the order of the source."""
    blocks: list[tuple[Piece, ...]] = []
    whole = ""
    for key, heading in _PARTS.items():
        parts = list(_strings(value.get(key)))
        part = "\n".join(parts)
        # The description often repeats what is also given by itself.
        if part.strip() and part not in whole:
            whole += part
            blocks += _headed(heading, [strings.pieces(one) for one in parts])
    blocks.sort(key=lambda block: block[0].start)
    if blocks and blocks[0][0].text == _heading(_PARTS["description"]):
        blocks[0] = blocks[0][1:]
    identifier = value.get("identifier")
    if isinstance(identifier, dict):
        identifier = identifier.get("value")
    pieces = tuple(piece for block in blocks for piece in block)
    return Declared(_text(value.get("title")), _text(identifier) or None, pieces)


def _headed(heading: str, parts: list[list[Piece]]) -> Iterator[tuple[Piece, ...]]:
    """Yield the parts that have text, a heading before the first; it stands for a quote."""
    lead = _heading(heading)
    for part in filter(None, parts):
        yield Piece(lead, part[0].start - 1, part[0].start), *part
        lead = "\n"


def _heading(name: str) -> str:
    return f"\n\n{name}:\n"


def _strings(value: Any) -> Iterator[str]:
    """Yield the strings of a value that may be one or a list of them."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for part in value:
            yield from _strings(part)


def _text(value: Any) -> str:
    """Return a value that may be text, a number or a list of texts as text."""
    if isinstance(value, list):
        return "\n".join(filter(None, map(_text, value)))
    return str(value) if isinstance(value, str | int | float) else ""
