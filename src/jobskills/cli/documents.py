"""Documents that a command line names, read for every verb that takes one."""

import sys
from pathlib import Path
from typing import Final

import click

from jobskills.errors import FileError, PostingError
from jobskills.files import Document, FileLimits, binary_kind, read_file

__all__ = ["read_document"]

_LIMITS: Final = FileLimits()
_MOST_TEXT_BYTES: Final = 5_000_000


def read_document(path: Path | None) -> Document:
    """Read a document, or standard input where there is no path; warnings go to stderr.

    Raises
    ------
    PostingError
        If it can't be read; its name comes first.
    """
    name = "standard input" if path is None else str(path)
    content = _content(path)
    try:
        if binary_kind(content) is None:
            _require_text(content, name)
            if not content.strip():
                return Document("text", "", "", "")
        document = read_file(content, path.name if path else "", _LIMITS)
    except FileError as error:
        raise PostingError(f"{name}: {error}") from error
    for warning in document.warnings:
        click.echo(f"{name}: {warning}", err=True)
    return document


def _content(path: Path | None) -> bytes:
    if path is None:
        return sys.stdin.buffer.read(_LIMITS.max_bytes + 1)
    try:
        with path.open("rb") as file:
            return file.read(_LIMITS.max_bytes + 1)
    except OSError as error:
        reason = error.strerror or error
        raise PostingError(f"{path}: can't be read ({reason}); name a text file") from error


def _require_text(content: bytes, name: str) -> None:
    """Refuse text that would have to be guessed at: whoever runs a command can save it again."""
    if len(content) > _MOST_TEXT_BYTES:
        raise PostingError(f"{name}: more than {_MOST_TEXT_BYTES:,} bytes; a posting is shorter")
    try:
        if not content.startswith((b"\xff\xfe", b"\xfe\xff")):  # UTF-16 says what it is
            content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise PostingError(
            f"{name}, byte {error.start}: not UTF-8 text; save it as plain text in UTF-8"
        ) from error
