"""Undoes UTF-8 that was read as Windows-1252, and character references in plain text.

Only sequences that no English text holds on purpose are touched, piece by
piece, so that offsets into the source stay exact.
"""

import html
import re
from collections.abc import Iterable
from typing import Final

from jobskills.text.piece import Piece

__all__ = ["repair"]

_LIKELY: Final = (
    "‘’“”–—…•™€→●▪✓"
    "\u00a0¡£§©«®°±²³·»¼½¾¿×"
    "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝßàáâãäåæçèéêëìíîïñòóôõöøùúûüýÿ"
)


def _misread(character: str) -> str:
    """Return what a UTF-8 character becomes when its bytes are read as Windows-1252."""
    read = []
    for byte in character.encode():
        one = bytes([byte])
        # Five bytes have no character in Windows-1252; programs pass them through.
        read.append(one.decode("cp1252", errors="ignore") or one.decode("latin-1"))
    return "".join(read)


def _table() -> dict[str, str]:
    """Return misread sequence -> character."""
    table = {_misread(character): character for character in _LIKELY}
    table[_misread("\ufeff")] = ""
    # The third byte of a closing quote is often lost on the way, and a no-break
    # space is often replaced by a plain one.
    table["â€"] = "”"
    table["Â "] = " "
    return table


_TABLE: Final = _table()
_BROKEN: Final = re.compile("|".join(map(re.escape, sorted(_TABLE, key=len, reverse=True))))
_LEADS: Final = ("â", "Ã", "Â", "ï»")
_NUMBER: Final = r"#\d{1,7}|#[xX][0-9a-fA-F]{1,6}"
# Text that was escaped twice has "&amp;nbsp;"; "R&amp;D;" has not.
_REFERENCE: Final = re.compile(
    rf"&amp;(?:{_NUMBER}|amp|lt|gt|quot|apos|nbsp|[lr]squo|[lr]dquo|[nm]dash|bull|hellip);"
    rf"|&(?:{_NUMBER}|[A-Za-z][A-Za-z0-9]{{1,30}});"
)


def _replacement(match: re.Match[str]) -> str:
    """Return the character behind a broken sequence or a reference, or the text itself."""
    found = match[0]
    if found[0] != "&":
        return _TABLE[found]
    character = html.unescape(html.unescape(found))
    return character if len(character) <= 2 and character.isprintable() else " "


def _split(piece: Piece, pattern: re.Pattern[str]) -> Iterable[Piece]:
    """Yield a verbatim piece with every match replaced."""
    text, position = piece.text, 0
    for match in pattern.finditer(text):
        new = _replacement(match)
        if new == match[0]:
            continue
        if match.start() > position:
            yield Piece(
                text[position : match.start()], piece.start + position, piece.start + match.start()
            )
        yield Piece(new, piece.start + match.start(), piece.start + match.end())
        position = match.end()
    if position < len(text) or position == 0:
        yield Piece(text[position:], piece.start + position, piece.end)


def repair(pieces: list[Piece]) -> list[Piece]:
    """Return the pieces with broken sequences and character references resolved.

    Examples
    --------
    >>> [piece.text for piece in repair([Piece("Weâ€™ll", 0, 7)])]
    ['We', '’', 'll']
    >>> repair([Piece("R&amp;D", 0, 7)])[1]
    Piece(text='&', start=1, end=6)
    >>> "".join(piece.text for piece in repair([Piece("R&amp;amp;D;", 0, 12)]))
    'R&D;'
    """
    for leads, pattern in ((_LEADS, _BROKEN), (("&",), _REFERENCE)):
        if any(lead in piece.text for piece in pieces for lead in leads):
            pieces = [
                part
                for piece in pieces
                for part in (_split(piece, pattern) if piece.verbatim else (piece,))
            ]
    return pieces
