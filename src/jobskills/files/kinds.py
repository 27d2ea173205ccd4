"""What kind of file some bytes are, whatever their name says; parses nothing."""

import re
import zipfile
from io import BytesIO
from pathlib import PurePath
from typing import Final, Literal

from jobskills.errors import FileError

__all__ = ["KINDS", "Kind", "binary_kind", "named_kind"]

Kind = Literal["pdf", "docx", "html", "json", "text"]

#: What a person calls each kind.
KINDS: Final[dict[Kind, str]] = {
    "pdf": "a PDF",
    "docx": "a Word document (.docx)",
    "html": "HTML",
    "json": "JSON",
    "text": "plain text",
}
_SUFFIXES: Final[dict[str, Kind]] = {
    ".pdf": "pdf",
    ".docx": "docx",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".json": "json",
    ".jsonld": "json",
}
_READ: Final = "PDF, Word (.docx), HTML, plain text and JobPosting JSON are read"
_PICTURE: Final = "a picture; the words in it aren't read: paste the text instead"
_ARCHIVE: Final = f"an archive; unpack it and choose one document ({_READ})"
_PROGRAM: Final = f"a program, no document; {_READ}"

#: First bytes of files that people choose by mistake, and what they are.
_FOREIGN: Final[tuple[tuple[bytes, str], ...]] = (
    (rb"\{\\rtf", "rich text (.rtf); save it as .docx or PDF"),
    (rb"\x89PNG|\xff\xd8\xff|GIF8|RIFF....WEBP|II\*\0|MM\0\*|BM....\0\0\0\0", _PICTURE),
    (rb"....ftyp(?:heic|heix|mif1|avif)", _PICTURE),
    (rb"\x1f\x8b|7z\xbc\xaf|Rar!|BZh|\xfd7zXZ", _ARCHIVE),
    (rb"\x7fELF|MZ.{0,62}\0", _PROGRAM),
)
_PDF: Final = re.compile(rb"^\s*%PDF-\d", re.MULTILINE)
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_BYTE_ORDER: Final = (b"\xff\xfe", b"\xfe\xff")
_HEAD: Final = 1024


def named_kind(name: str) -> Kind | None:
    """Return the kind that a file's name promises; None where it promises nothing.

    Examples
    --------
    >>> named_kind("Welder.PDF"), named_kind("posting.txt")
    ('pdf', None)
    """
    return _SUFFIXES.get(PurePath(name).suffix.lower())


def binary_kind(content: bytes) -> Literal["pdf", "docx"] | None:
    """Return which binary document some bytes are, or None for text.

    Raises
    ------
    FileError
        If they are neither.

    Examples
    --------
    >>> binary_kind(b"%PDF-1.7 ..."), binary_kind(b"Bake bread.")
    ('pdf', None)
    >>> binary_kind(b"\\x89PNG....")
    Traceback (most recent call last):
    jobskills.errors.FileError: this is a picture; the words in it aren't read: paste the text
    instead
    """
    head = content[:_HEAD]
    if _PDF.search(head):
        return "pdf"
    if head.startswith(b"PK"):
        _require_word(content)
        return "docx"
    if head.startswith(_OLE):
        raise _of_old_office(content)
    for pattern, what in _FOREIGN:
        if re.match(pattern, head, re.DOTALL):
            raise FileError(f"this is {what}", "type")
    if b"\0" in content and not head.startswith(_BYTE_ORDER):
        raise FileError(f"this is no document that can be read here; {_READ}", "type")
    return None


def _of_old_office(content: bytes) -> FileError:
    """Return what to say of the container that Office 97 used, and encryption still does."""
    if _ENCRYPTED in content:
        return FileError(
            "this Office document is protected by a password; save it without one", "content"
        )
    return FileError(
        "this is a document of an old Office (.doc, .xls, .ppt); save it as .docx or PDF", "type"
    )


def _require_word(content: bytes) -> None:
    """Refuse a zip archive that is no Word document."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise FileError(
            "the file is damaged or cut off: it begins like a Word document, but can't be "
            "unpacked; save or download it again",
            "content",
        ) from error
    roots = {name.partition("/")[0] for name in names}
    if "word" in roots:
        return
    what = _ARCHIVE
    if "xl" in roots or "ppt" in roots:
        what = "a spreadsheet or a presentation; save it as .docx or PDF"
    elif "mimetype" in roots:
        what = "an OpenDocument or an e-book; save it as .docx or PDF"
    raise FileError(f"this is {what}", "type")
