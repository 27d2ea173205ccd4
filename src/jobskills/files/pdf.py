"""The text of a PDF, by PDFium; runs in the worker process only."""

from typing import Final

import pypdfium2
from pypdfium2.raw import FPDF_ERR_PASSWORD

from jobskills.errors import FileError
from jobskills.files.limits import FileLimits

__all__ = ["pdf_text"]

#: PDFium's mark where a word is broken at the end of a line, with the break.
_HYPHENS: Final = ("\ufffe\r\n", "\ufffe\n", "\ufffe")


def pdf_text(content: bytes, limits: FileLimits) -> str:
    """Return the text of a PDF's pages.

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


def _text(document: pypdfium2.PdfDocument, limits: FileLimits) -> str:
    if len(document) > limits.max_pages:
        raise FileError(
            f"the PDF has {len(document)} pages, at most {limits.max_pages} are read; "
            "choose the pages of the posting",
            "size",
        )
    pages = []
    left = limits.max_characters
    for page in document:
        text = page.get_textpage().get_text_range()
        page.close()
        left -= len(text)
        if left < 0:
            raise FileError(
                f"the PDF holds more than {limits.max_characters:,} characters; "
                "choose the pages of the posting",
                "size",
            )
        pages.append(text)
    whole = "\n".join(pages)
    if not any(map(str.isalpha, whole)):
        raise FileError(
            "the PDF has no text, only pictures (a scan?); run text recognition (OCR) on it, or "
            "paste the text",
            "content",
        )
    for hyphen in _HYPHENS:
        whole = whole.replace(hyphen, "")
    return whole
