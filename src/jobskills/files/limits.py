"""How much of a document is read before it is refused."""

from dataclasses import dataclass

__all__ = ["FileLimits"]

_MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class FileLimits:
    """Limits for one document; a posting or a résumé is far below all of them.

    Parameters
    ----------
    max_bytes : int
        Of the file.
    max_pages : int
        Of a PDF.
    max_entries : int
        Files inside a Word document, which is a zip archive.
    max_expanded_bytes : int
        Of all of them together, unpacked.
    max_ratio : int
        How many times its packed size one of them may be; text packs to a tenth.
    max_characters : int
        Of the text found.
    max_seconds : float
        For parsing a PDF or a Word document; a parser that takes longer is ended.
    max_memory_bytes : int
        Address space of that parser, where the system can limit it.

    Examples
    --------
    >>> FileLimits(max_pages=5).max_pages
    5
    """

    max_bytes: int = 10 * _MIB
    max_pages: int = 100
    max_entries: int = 2_000
    max_expanded_bytes: int = 100 * _MIB
    max_ratio: int = 200
    max_characters: int = 2_000_000
    max_seconds: float = 10.0
    max_memory_bytes: int = 512 * _MIB
