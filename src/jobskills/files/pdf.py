"""The text of a PDF, by PDFium; runs in the worker process only."""

from collections.abc import Iterator
from typing import Final

import pypdfium2
from pypdfium2.raw import FPDF_ERR_PASSWORD

from jobskills.errors import FileError
from jobskills.files.limits import FileLimits
from jobskills.files.unwrap import unwrap

__all__ = ["pdf_text"]

_PICTURES: Final = "{} of {} pages have no text, only pictures; they were not read."
#: PDFium's mark where a word is broken at the end of a line, with the break.
_HYPHENS: Final = ("\ufffe\r\n", "\ufffe\n", "\ufffe")


def pdf_text(content: bytes, limits: FileLimits) -> tuple[str, tuple[str, ...]]:
    """Return the text of a PDF's pages, and warnings about what of it couldn't be read.

    Raises
    ------
    FileError
        If it is broken, protected by a password, too long, or has pictures of text only.
    """
    try:
        with pypdfium2.PdfDocument(content) as document:
            return _text(document, limits)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == FPDF_ERR_PASSWORD:
            raise FileError(
                "the PDF is protected by a password; save it without one", "content"
            ) from error
        raise FileError(
            "the PDF is damaged or cut off; save or download it again", "content"
        ) from error


def _text(document: pypdfium2.PdfDocument, limits: FileLimits) -> tuple[str, tuple[str, ...]]:
    if len(document) > limits.max_pages:
        raise FileError(
            f"the PDF has {len(document)} pages, at most {limits.max_pages} are read; "
            "choose the pages of the posting",
            "size",
        )
    pages = list(_pages(document, limits.max_characters))
    pictures = sum(not any(map(str.isalpha, page)) for page in pages)
    if pictures == len(pages):
        raise FileError(
            "the PDF has no text, only pictures (a scan?); run text recognition (OCR) on it, or "
            "paste the text",
            "content",
        )
    return "\n".join(pages), (_PICTURES.format(pictures, len(pages)),) if pictures else ()


def _pages(document: pypdfium2.PdfDocument, max_characters: int) -> Iterator[str]:
    """Yield the text of each page, in paragraphs."""
    left = max_characters
    for page in document:
        text = page.get_textpage().get_text_range()
        page.close()
        left -= len(text)
        if left < 0:
            raise FileError(
                f"the PDF holds more than {max_characters:,} characters; "
                "choose the pages of the posting",
                "size",
            )
        for hyphen in _HYPHENS:
            text = text.replace(hyphen, "")
        yield unwrap(text)
