"""One row of an input file, checked: fit to be scored, or with the reason why not.

Nothing here raises on a row's content; what is wrong with a row is data.
"""

import json
import re
from dataclasses import dataclass
from typing import Any, Final

__all__ = ["Row", "make_row"]

_MOST_TITLE: Final = 10_000
_MOST_ID: Final = 10_000
_LONE_SURROGATE: Final = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it was read.

    `id` is any JSON value, as the input has it. `problem` says why the row
    can't be scored; None means it can.
    """

    id: Any
    title: str | None
    description: str
    problem: str | None = None


def make_row(row_id: object, title: object, description: object) -> Row:
    """Return a row from the three values that an input file holds.

    Text may come as `str` or as UTF-8 `bytes`; None stands for empty.
    """
    plain_id, id_problem = _plain_id(row_id)
    read_title, title_problem = _text("title", title)
    read_description, description_problem = _text("description", description)
    problem = id_problem or title_problem or description_problem
    if problem is None and not read_title.strip() and not read_description.strip():
        problem = "title and description are both empty"
    if problem is None and len(read_title) > _MOST_TITLE:
        problem = f"title: {len(read_title)} characters, at most {_MOST_TITLE} are read"
    return Row(
        id=plain_id,
        title=read_title[:_MOST_TITLE] if title_problem is None and title is not None else None,
        description=read_description,
        problem=problem,
    )


def _text(field: str, value: object) -> tuple[str, str | None]:
    """Return the text and, if there is one, the problem with it."""
    if value is None:
        return "", None
    if isinstance(value, bytes | bytearray):
        try:
            return bytes(value).decode(), None
        except UnicodeDecodeError as error:
            return "", f"{field}: byte {value[error.start]:#04x} at {error.start} is not UTF-8"
    if isinstance(value, str):
        return _whole(value), None
    return "", f"{field}: expected text, got {type(value).__name__}"


def _whole(text: str) -> str:
    # Half a surrogate pair (a clipped emoji) can't be written as UTF-8. The
    # replacement is one code point long too, so evidence offsets still fit.
    return _LONE_SURROGATE.sub("\ufffd", text)


def _plain_id(value: object) -> tuple[Any, str | None]:
    """Return the id as a JSON value, and the problem if it is too long to be one."""
    if isinstance(value, bytes | bytearray):
        value = bytes(value).decode(errors="replace")
    if isinstance(value, str):
        value = _whole(value)
    written = value if isinstance(value, str) else json.dumps(value)
    if len(written) > _MOST_ID:
        return None, f"id: {len(written)} characters, at most {_MOST_ID} are kept"
    if isinstance(value, list | dict):
        # Text inside may hold halves of surrogate pairs; escaped it is plain.
        return written, None
    return value, None
