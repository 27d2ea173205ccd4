"""What an operator may set; the environment is read here and only when asked."""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, Self, get_args

from jobskills.errors import DataError
from jobskills.files import FileLimits

__all__ = ["AccessLog", "WebConfig"]

AccessLog = Literal["off", "text", "json"]

_PREFIX: Final = "JOBSKILLS_"
_MIB: Final = 1024 * 1024
_ORIGIN: Final = re.compile(r"\*|https?://[A-Za-z0-9.\-]+(?::\d{1,5})?")
_RATE: Final = re.compile(
    r"[1-9]\d{0,8} */ *(?:[1-9]\d{0,4} *)?(?:second|minute|hour|day)s?"
    r"(?: *; *[1-9]\d{0,8} */ *(?:[1-9]\d{0,4} *)?(?:second|minute|hour|day)s?)*"
)
_STORE: Final = re.compile(r"[a-z0-9+]+://\S*")


@dataclass(frozen=True, slots=True)
class WebConfig:
    """Settings of the web application.

    Parameters
    ----------
    max_body_bytes : int
        Longest request body that is read; a longer one is answered with 413.
    max_file_bytes, max_file_pages, max_file_seconds : int
        Largest document that is read, most pages of a PDF, longest time that parsing may take.
    compress_from_bytes : int
        Responses of at least this size are compressed for clients that accept gzip.
    rate_limit : str
        Requests that an address may make, such as "60/minute" or "10/second;600/hour"; a batch
        counts as many as it has postings. Empty for no limit.
    rate_limit_storage : str
        Where they are counted: in each worker's own memory, or, for one count over all workers
        and machines, a store such as "redis://host:6379".
    trusted_proxies : int
        How many proxies stand in front, whose X-Forwarded-For names the address. With 0 the
        header is not believed.
    cors_origins : tuple of str
        Origins whose pages may call the API from a browser; none unless named, "*" for all.
    access_log : str
        "off", "text" or "json": a line for each request on stderr, without any of its text.

    Examples
    --------
    >>> WebConfig.from_environment({"JOBSKILLS_MAX_BODY_BYTES": "1000"}).max_body_bytes
    1000
    >>> WebConfig.from_environment({"JOBSKILLS_CORS_ORIGINS": "https://a.org, https://b.org"})
    ... # doctest: +ELLIPSIS
    WebConfig(...cors_origins=('https://a.org', 'https://b.org')...)
    >>> WebConfig.from_environment({"JOBSKILLS_MAX_BODY_BYTES": "many"})
    Traceback (most recent call last):
    jobskills.errors.DataError: JOBSKILLS_MAX_BODY_BYTES must be a whole number from 1, not 'many'
    """

    max_body_bytes: int = 4 * _MIB
    max_file_bytes: int = 10 * _MIB
    max_file_pages: int = 100
    max_file_seconds: int = 10
    compress_from_bytes: int = 1024
    rate_limit: str = ""
    rate_limit_storage: str = "memory://"
    trusted_proxies: int = 0
    cors_origins: tuple[str, ...] = ()
    access_log: AccessLog = "off"

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Self:
        """Read every setting from ``JOBSKILLS_<NAME>``; what is not set keeps its default."""
        environment = os.environ if environment is None else environment
        given = {name: environment.get(_PREFIX + name.upper()) for name in _READERS}
        settings: dict[str, Any] = {
            name: _READERS[name](_PREFIX + name.upper(), value)
            for name, value in given.items()
            if value is not None
        }
        return cls(**settings)

    def file_limits(self) -> FileLimits:
        """Return the limits of one document."""
        return FileLimits(
            max_bytes=self.max_file_bytes,
            max_pages=self.max_file_pages,
            max_seconds=self.max_file_seconds,
        )


def _whole(least: int) -> Callable[[str, str], int]:
    """Return a reader of whole numbers, which says which setting is wrong."""

    def read(name: str, value: str) -> int:
        if not (value.isascii() and value.isdigit() and int(value) >= least):
            raise DataError(f"{name} must be a whole number from {least}, not {value!r}")
        return int(value)

    return read


def _matching(pattern: re.Pattern[str], expected: str) -> Callable[[str, str], str]:
    def read(name: str, value: str) -> str:
        if value and not pattern.fullmatch(value):
            raise DataError(f"{name} must be {expected}, not {value!r}")
        return value

    return read


def _origins(name: str, value: str) -> tuple[str, ...]:
    origins = tuple(origin.strip() for origin in value.split(",") if origin.strip())
    for origin in origins:
        if not _ORIGIN.fullmatch(origin):
            raise DataError(
                f"{name} must be origins such as 'https://example.org', split by commas, or '*'; "
                f"{origin!r} is none"
            )
    return origins


def _access_log(name: str, value: str) -> str:
    if value not in get_args(AccessLog):
        raise DataError(f"{name} must be one of {', '.join(get_args(AccessLog))}, not {value!r}")
    return value


#: How each setting is read; a setting without a reader can't be set from outside.
_READERS: Final[Mapping[str, Callable[[str, str], Any]]] = {
    "max_body_bytes": _whole(1),
    "max_file_bytes": _whole(1),
    "max_file_pages": _whole(1),
    "max_file_seconds": _whole(1),
    "compress_from_bytes": _whole(1),
    "rate_limit": _matching(_RATE, "such as '60/minute' or '10/second;600/hour'"),
    "rate_limit_storage": _matching(_STORE, "an address such as 'redis://localhost:6379'"),
    "trusted_proxies": _whole(0),
    "cors_origins": _origins,
    "access_log": _access_log,
}
