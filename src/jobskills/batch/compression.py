"""Compressed files by their ending: what they unpack to, as a stream of bytes."""

import bz2
import gzip
import lzma
import sys
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import IO, Any, Final

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

__all__ = ["BROKEN", "ENDINGS", "plain_name", "unpacked"]

_OPENERS: Final[Mapping[str, Callable[[Any], Any]]] = {
    ".gz": lambda raw: gzip.GzipFile(fileobj=raw),
    ".bz2": bz2.BZ2File,
    ".xz": lzma.LZMAFile,
    ".zst": zstd.ZstdFile,
}

#: The endings that mean a compressed file.
ENDINGS: Final = tuple(_OPENERS)
#: What reading a file raises that is damaged, or not what its ending says.
BROKEN: Final = (OSError, EOFError, zlib.error, lzma.LZMAError, zstd.ZstdError)


def plain_name(path: Path) -> Path:
    """Return a file's name without the ending that says how it is compressed.

    Examples
    --------
    >>> plain_name(Path("ads.csv.zst")).name, plain_name(Path("ads.csv")).name
    ('ads.csv', 'ads.csv')
    """
    return path.with_suffix("") if path.suffix.lower() in _OPENERS else path


def unpacked(raw: IO[bytes], path: Path) -> IO[bytes]:
    """Return the content of an open file, unpacked if its ending says so."""
    opener = _OPENERS.get(path.suffix.lower())
    unpacked: IO[bytes] = raw if opener is None else opener(raw)
    return unpacked
