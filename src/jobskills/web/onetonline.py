"""Addresses of O*NET OnLine pages. They are only linked; nothing is ever loaded from there."""

from typing import Final
from urllib.parse import quote

__all__ = ["element_url", "occupation_url"]

_SITE: Final = "https://www.onetonline.org"


def occupation_url(code: str) -> str:
    """Return the page of an O*NET-SOC occupation.

    Examples
    --------
    >>> occupation_url("29-1141.00")
    'https://www.onetonline.org/link/summary/29-1141.00'
    """
    return f"{_SITE}/link/summary/{quote(code, safe='')}"


def element_url(element_id: str) -> str | None:
    """Return the page of an element of the content model, or None where none is kept.

    The work styles of releases before 30 (``1.C``) were replaced, and their pages with them.

    Examples
    --------
    >>> element_url("2.A.1.a")
    'https://www.onetonline.org/find/descriptor/result/2.A.1.a'
    >>> element_url("1.C.1.a") is None
    True
    """
    if element_id.startswith("1.C."):
        return None
    return f"{_SITE}/find/descriptor/result/{quote(element_id, safe='')}"
