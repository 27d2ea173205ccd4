"""Reads postings with gold O*NET codes from JSON lines; says line and field of what is wrong."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from jobskills.errors import PostingError

__all__ = ["GOLD_SETS", "GoldFile", "GoldPosting", "read_gold"]

#: Fields with all codes that count as right, from the strictest to the widest.
GOLD_SETS: Final = ("gold_agreed", "gold_union", "onet_codes")

#: Fields with the one code whose ratings are the truth; the first that a row has decides.
_GOLD_CODES: Final = ("gold_code", "onet_best")


@dataclass(frozen=True, slots=True)
class GoldPosting:
    """A text and what it is.

    Attributes
    ----------
    line : int
        Where in the file, from 1.
    code : str or None
        The occupation whose ratings are the truth; None where no single one is right.
    sets : Mapping of field to frozenset of str
        The gold sets that the row carries and that are not empty.
    """

    line: int
    id: str | None
    title: str
    description: str
    code: str | None
    sets: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class GoldFile:
    """A file of such postings."""

    file: str
    sha256: str
    postings: tuple[GoldPosting, ...]


def read_gold(path: Path, *, labelled: bool = True) -> GoldFile:
    """Read a JSON Lines file with `title`, `description` and gold codes.

    Parameters
    ----------
    path : Path
    labelled : bool
        Whether the file is of use only if some row has a gold code.

    Raises
    ------
    PostingError
        With file, line and field of what is wrong.
    """
    try:
        raw = path.read_bytes()
        text = raw.decode("utf-8-sig")
    except OSError as error:
        raise PostingError(f"{path}: can't be read ({error.strerror or error})") from error
    except UnicodeDecodeError as error:
        raise PostingError(f"{path}, byte {error.start}: not UTF-8") from error
    # Only a line feed ends a line of JSON Lines; a text may hold other separators.
    lines = enumerate(text.split("\n"), start=1)
    postings = tuple(_posting(path, n, _row(path, n, line)) for n, line in lines if line.strip())
    if labelled and not any(posting.sets or posting.code for posting in postings):
        raise PostingError(
            f"{path}: no row has a gold code ({', '.join((*_GOLD_CODES, *GOLD_SETS))})"
        )
    return GoldFile(path.name, hashlib.sha256(raw).hexdigest(), postings)


def _row(path: Path, line: int, text: str) -> Mapping[str, Any]:
    try:
        row = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise PostingError(f"{path}, line {line}: not JSON ({error})") from error
    if not isinstance(row, dict):
        raise PostingError(
            f"{path}, line {line}: expected an object such as "
            f'{{"title": ..., "description": ...}}, got {type(row).__name__}'
        )
    return row


def _posting(path: Path, line: int, row: Mapping[str, Any]) -> GoldPosting:
    title, description = (_text(path, line, row, field) or "" for field in ("title", "description"))
    if not title.strip() and not description.strip():
        raise PostingError(f"{path}, line {line}: 'title' and 'description' are both empty")
    identifier = row.get("id")
    sets = {field: _codes(path, line, row, field) for field in GOLD_SETS}
    return GoldPosting(
        line=line,
        id=None if identifier is None else str(identifier),
        title=title,
        description=description,
        code=_gold_code(path, line, row, sets["onet_codes"]),
        sets={field: codes for field, codes in sets.items() if codes},
    )


def _gold_code(
    path: Path, line: int, row: Mapping[str, Any], onet_codes: frozenset[str]
) -> str | None:
    """Return `gold_code`, else `onet_best`, else the only one of `onet_codes`.

    A null is an answer, "no single code is right", and what comes later is not asked.
    """
    for field in _GOLD_CODES:
        if field in row:
            return _text(path, line, row, field)
    return next(iter(onet_codes)) if len(onet_codes) == 1 else None


def _text(path: Path, line: int, row: Mapping[str, Any], field: str) -> str | None:
    value = row.get(field)
    if value is not None and not isinstance(value, str):
        raise PostingError(
            f"{path}, line {line}, field {field!r}: expected text, got {type(value).__name__}"
        )
    return value


def _codes(path: Path, line: int, row: Mapping[str, Any], field: str) -> frozenset[str]:
    value = row.get(field)
    if value is None:
        return frozenset()
    if not isinstance(value, list) or not all(isinstance(code, str) for code in value):
        raise PostingError(
            f"{path}, line {line}, field {field!r}: expected a list of O*NET-SOC codes, "
            f"got {value!r}"
        )
    return frozenset(value)
