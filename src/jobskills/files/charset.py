"""Bytes of a text file to text; knows nothing of what the text says."""

import codecs
import re
from typing import Final

__all__ = ["decode"]

#: A file that is not UTF-8 was most likely saved by Windows in Western Europe or America.
_FALLBACK: Final = "cp1252"
_GUESSED: Final = (
    "The file is not UTF-8; it was read as Windows-1252. If letters look wrong, save it as UTF-8."
)
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED: Final = re.compile(rb"<meta\b[^<>]*charset\s*=\s*[\"']?([\w:.-]{2,40})", re.IGNORECASE)
_HEAD: Final = 4096


def decode(content: bytes) -> tuple[str, tuple[str, ...]]:
    """Return the text of a file and warnings about how it was decoded.

    By its byte order mark, as UTF-8, as the page itself declares, or as Windows-1252.

    Examples
    --------
    >>> decode("Bäcker".encode())
    ('Bäcker', ())
    >>> decode("Bäcker".encode("utf-16"))
    ('Bäcker', ())
    >>> decode("Bäcker".encode("cp1252"))[0]
    'Bäcker'
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, errors="replace"), ()
    try:
        return content.decode(), ()
    except UnicodeDecodeError:
        pass
    declared = _declared(content)
    if declared is not None:
        return content.decode(declared, errors="replace"), ()
    return content.decode(_FALLBACK, errors="replace"), (_GUESSED,)


def _declared(content: bytes) -> str | None:
    """Return the text encoding that a page declares, if Python knows it as one."""
    found = _DECLARED.search(content[:_HEAD])
    if found is None:
        return None
    try:
        # Python's own "idna" or "unicode_escape" are no encodings of files.
        info = codecs.lookup(found[1].decode("ascii"))
        known = info.name.startswith(
            ("iso8859", "cp", "koi8", "mac-", "gb", "big5", "euc", "shift")
        )
        return info.name if known else None
    except (LookupError, UnicodeDecodeError):
        return None
