"""A file's bytes to a document: the one function that puts this room's steps together."""

from dataclasses import replace
from typing import Final

from jobskills.errors import FileError
from jobskills.files.charset import decode
from jobskills.files.document import Document
from jobskills.files.kinds import KINDS, binary_kind, named_kind
from jobskills.files.limits import FileLimits
from jobskills.files.parsing import parse
from jobskills.files.textual import read_html, read_text, tidy

__all__ = ["read_file"]

_LIMITS: Final = FileLimits()


def read_file(content: bytes, name: str = "", limits: FileLimits = _LIMITS) -> Document:
    """Read a PDF, a Word document, HTML, plain text or JobPosting JSON.

    Parameters
    ----------
    content : bytes
        The file. Its kind is told from these.
    name : str
        The file's name, if known; a promise in it that the bytes don't keep is warned of.
    limits : FileLimits

    Returns
    -------
    Document

    Raises
    ------
    FileError
        If it is of another kind, over a limit, broken, protected, or has no text.
    MissingExtraError
        If it is a PDF or a Word document, and the extra `files` is not installed.

    Examples
    --------
    >>> read_file(b"<h1>Baker</h1><p>Bake bread.</p>", "posting.html").title
    'Baker'
    >>> read_file(b"", "posting.txt")
    Traceback (most recent call last):
    jobskills.errors.FileError: the file is empty; choose another
    """
    if len(content) > limits.max_bytes:
        raise FileError(
            f"the file has {len(content):,} bytes, at most {limits.max_bytes:,} are read; "
            "choose a smaller one or paste the text",
            "size",
        )
    if not content.strip():
        raise FileError("the file is empty; choose another", "content")
    promised = named_kind(name)
    document = _read(content, limits, named_json=promised == "json")
    if not any(map(str.isalnum, document.description + document.title)):
        raise FileError("the file has no words in it; choose another", "content")
    if promised not in (None, document.kind):
        said = f"The file's name ends like {KINDS[promised]}, but it is {KINDS[document.kind]}."
        document = replace(document, warnings=(said, *document.warnings))
    return document


def _read(content: bytes, limits: FileLimits, *, named_json: bool) -> Document:
    kind = binary_kind(content)
    if kind is not None:
        text, warnings = parse(kind, content, limits)
        read = read_html(text) if kind == "docx" else Document("text", "", tidy(text), text)
        return Document(kind, read.title, read.description, read.description, warnings)
    text, warnings = decode(content)
    if len(text) > limits.max_characters:
        raise FileError(
            f"the file holds more than {limits.max_characters:,} characters; "
            "choose the part with the posting",
            "size",
        )
    document = read_text(text, named_json=named_json)
    return replace(document, warnings=(*warnings, *document.warnings))
