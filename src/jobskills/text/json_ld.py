"""JobPosting JSON-LD, alone or inside a web page, to postings; reads no sentences.

The description that comes out is the vacancy's own text (usually HTML), so offsets
of a prediction are positions in it, not in the page around it.
"""

import json
import re
from collections.abc import Iterator
from typing import Any, Final

from jobskills.prediction import Posting

__all__ = ["job_postings"]

_OPEN: Final = re.compile(r"<script\b[^<>]*application/ld\+json[^<>]*>", re.IGNORECASE)
_CLOSE: Final = re.compile("</script", re.IGNORECASE)
_MARK: Final = "JobPosting"
_PARTS: Final = {
    "responsibilities": "Responsibilities",
    "qualifications": "Qualifications",
    "skills": "Skills",
    "jobBenefits": "Benefits",
}
_MAX_DEPTH: Final = 12
_MAX_CHARACTERS: Final = 5_000_000


def job_postings(source: str) -> list[Posting]:
    """Return the postings that a JSON document or a web page declares as schema.org JobPosting.

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
    if _MARK not in source or len(source) > _MAX_CHARACTERS:
        return []
    stripped = source.lstrip("\ufeff \t\r\n")
    documents = [stripped] if stripped[:1] in ("{", "[") else _scripts(source)
    return [posting for document in documents for posting in _declared(document)]


def _scripts(source: str) -> Iterator[str]:
    """Yield the contents of a page's JSON-LD scripts, passing over each character once."""
    position = 0
    for opened in _OPEN.finditer(source):
        if opened.start() >= position:
            closed = _CLOSE.search(source, opened.end())
            if closed is None:
                return
            yield source[opened.end() : closed.start()]
            position = closed.end()


def _declared(document: str) -> list[Posting]:
    """Return the postings of one JSON document, none where it can't be parsed."""
    try:
        return list(_found(json.loads(document), _MAX_DEPTH))
    except (ValueError, RecursionError):
        return []


def _found(value: Any, depth: int) -> Iterator[Posting]:
    """Yield the postings among a value's parts: graphs, lists, pages that hold one."""
    if depth == 0:
        return
    if isinstance(value, list):
        for part in value:
            yield from _found(part, depth - 1)
    elif isinstance(value, dict):
        kinds = value.get("@type")
        if _MARK in (kinds if isinstance(kinds, list) else [kinds]):
            yield _posting(value)
        else:
            yield from _found(list(value.values()), depth - 1)


def _posting(value: dict[str, Any]) -> Posting:
    """Return a declared posting with all parts of its text."""
    whole = _text(value.get("description"))
    for key, heading in _PARTS.items():
        part = _text(value.get(key))
        # The description often repeats what is also given by itself.
        if part and part not in whole:
            whole += f"\n\n{heading}:\n{part}"
    identifier = value.get("identifier")
    if isinstance(identifier, dict):
        identifier = identifier.get("value")
    return Posting(_text(value.get("title")), whole.strip(), _text(identifier) or None)


def _text(value: Any) -> str:
    """Return a value that may be text, a number or a list of texts as text."""
    if isinstance(value, list):
        return "\n".join(filter(None, map(_text, value)))
    return str(value) if isinstance(value, str | int | float) else ""
