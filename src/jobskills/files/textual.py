"""Plain text, HTML and JobPosting JSON to a document; the reading is that of `jobskills.text`."""

import json
import re
from collections.abc import Sequence
from typing import Final, Literal

from jobskills.errors import FileError
from jobskills.files.document import Document
from jobskills.prediction import Posting
from jobskills.text import job_postings
from jobskills.text.json_ld import is_json
from jobskills.text.markup import is_markup
from jobskills.text.visible import Visible

__all__ = ["read_html", "read_text", "tidy"]

#: The most telling place of a title comes first; a page's <title> often holds the site's name.
_TITLES: Final = (re.compile(r"<h1\b[^<>]*>", re.IGNORECASE), re.compile(r"<title\b[^<>]*>", re.I))
_END: Final = re.compile(r"</(?:h1|title)\b", re.IGNORECASE)
_LONGEST_MARKED: Final = 2_000
_LONGEST_TITLE: Final = 150
_SEVERAL: Final = "The file has {} postings; the first one was read."
_NO_POSTING: Final = (
    'the JSON holds no JobPosting and no "description"; give schema.org JobPosting, '
    'or {"title": ..., "description": ...}'
)


def read_text(text: str, *, named_json: bool = False) -> Document:
    """Return what a text file says: JSON and HTML are told from plain text by what they hold.

    Raises
    ------
    FileError
        If it is JSON without a posting, or broken JSON that is named as JSON.

    Examples
    --------
    >>> read_text('{"@type": "JobPosting", "title": "Baker", "description": "<p>Bake</p>"}').title
    'Baker'
    >>> read_text("<h1>Baker</h1><p>Bake bread.</p>").description
    'Baker\\n\\nBake bread.'
    """
    if named_json or is_json(text):
        document = _read_json(text, named_json=named_json)
        if document is not None:
            return document
    if is_markup(text):
        return read_html(text)
    return Document("text", "", text, text)


def read_html(source: str) -> Document:
    """Return what a page says: the posting that it declares, else all that a person sees."""
    postings = job_postings(source)
    if postings:
        return _declared("html", source, postings)
    return Document("html", _marked_title(source), _visible(source), source)


def tidy(text: str) -> str:
    """Return a text without the spaces and empty lines that layout leaves behind.

    Examples
    --------
    >>> tidy("Bake  bread. \\r\\n\\n\\n\\nGreet\\xa0guests.")
    'Bake bread.\\n\\nGreet guests.'
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _read_json(text: str, *, named_json: bool) -> Document | None:
    """Return the posting of a JSON text; None for plain text that only begins like JSON."""
    try:
        json.loads(text, strict=False)
    except (ValueError, RecursionError) as error:
        if not named_json:
            return None
        where = f", line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise FileError(
            f"the file is named JSON, but is none{where}; correct it", "content"
        ) from error
    postings = job_postings(text)
    if not postings:
        raise FileError(_NO_POSTING, "content")
    return _declared("json", text, postings)


def _declared(kind: Literal["html", "json"], source: str, postings: Sequence[Posting]) -> Document:
    """Return the first of the postings that a document declares."""
    first = postings[0]
    warnings = (_SEVERAL.format(len(postings)),) if len(postings) > 1 else ()
    return Document(kind, first.title, _visible(first.description), source, warnings)


def _visible(source: str) -> str:
    return tidy(Visible.of(source).text)


def _marked_title(source: str) -> str:
    """Return what a page marks as its title; a title in the text is found there by the model."""
    for mark in _TITLES:
        found = mark.search(source)
        if found is not None:
            marked = source[found.end() : found.end() + _LONGEST_MARKED]
            title = _visible(f"<p>{_END.split(marked)[0]}</p>").replace("\n", " ")
            if 0 < len(title) <= _LONGEST_TITLE:
                return title
    return ""
