"""Plain text, HTML and JobPosting JSON to a document; the reading is that of `jobskills.text`."""

import json
import re
from typing import Final

from jobskills.errors import FileError
from jobskills.files.document import Document
from jobskills.text import job_postings
from jobskills.text.json_ld import is_json
from jobskills.text.markup import is_markup
from jobskills.text.visible import Visible

__all__ = ["read_html", "read_text", "tidy", "title_of"]

#: The most telling place of a title comes first; a page's <title> often holds the site's name.
_TITLES: Final = (
    re.compile(r"<h1\b[^<>]*>(.{1,2000}?)</h1", re.IGNORECASE | re.DOTALL),
    re.compile(r"<title\b[^<>]*>([^<]{1,2000})</title", re.IGNORECASE),
)
_LABELLED: Final = re.compile(
    r"^[^\S\n]*(?:job title|position title|position|vacancy|role)[^\S\n]*:[^\S\n]*(\S.{1,100})$",
    re.IGNORECASE | re.MULTILINE,
)
#: A title's line stands at the top, if anywhere.
_TOP: Final = 1_000
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
    >>> read_text("Job title: Baker\\nBake bread.").title
    'Baker'
    """
    if named_json or is_json(text):
        document = _read_json(text, named_json=named_json)
        if document is not None:
            return document
    if is_markup(text):
        return read_html(text)
    return Document("text", title_of(text), text, text)


def read_html(source: str) -> Document:
    """Return what a page says: the posting that it declares, else all that a person sees."""
    postings = job_postings(source)
    if postings:
        warnings = (_SEVERAL.format(len(postings)),) if len(postings) > 1 else ()
        description = _visible(postings[0].description) or _visible(source)
        return Document("html", postings[0].title, description, source, warnings)
    description = _visible(source)
    return Document("html", _marked_title(source) or title_of(description), description, source)


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


def title_of(text: str) -> str:
    """Return the title that a line at the top is labelled as, else nothing: no line is guessed.

    A title that stands unlabelled in the text is found there by the model.
    """
    found = _LABELLED.search(text[:_TOP])
    return found[1].strip() if found else ""


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
    warnings = (_SEVERAL.format(len(postings)),) if len(postings) > 1 else ()
    return Document("json", postings[0].title, _visible(postings[0].description), text, warnings)


def _visible(source: str) -> str:
    return tidy(Visible.of(source).text)


def _marked_title(source: str) -> str:
    for pattern in _TITLES:
        found = pattern.search(source)
        title = _visible(f"<p>{found[1]}</p>").replace("\n", " ") if found else ""
        if 0 < len(title) <= _LONGEST_TITLE:
            return title
    return ""
