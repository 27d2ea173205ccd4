"""What an operator may set; the environment is read here and only when asked."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Final, Self

from jobskills.errors import DataError

__all__ = ["WebConfig"]

_PREFIX: Final = "JOBSKILLS_"


@dataclass(frozen=True, slots=True)
class WebConfig:
    """Limits of the web application.

    Parameters
    ----------
    max_body_bytes : int
        Longest request body that is read; a longer one is answered with 413.
    compress_from_bytes : int
        Responses of at least this size are compressed for clients that accept gzip.

    Examples
    --------
    >>> WebConfig.from_environment({"JOBSKILLS_MAX_BODY_BYTES": "1000"}).max_body_bytes
    1000
    >>> WebConfig.from_environment({"JOBSKILLS_MAX_BODY_BYTES": "many"})
    Traceback (most recent call last):
    jobskills.errors.DataError: JOBSKILLS_MAX_BODY_BYTES must be a whole number from 1, not 'many'
    """

    max_body_bytes: int = 4 * 1024 * 1024
    compress_from_bytes: int = 1024

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Self:
        """Read every setting from ``JOBSKILLS_<NAME>``; what is not set keeps its default."""
        environment = os.environ if environment is None else environment
        return cls(
            **{
                field.name: _whole(name, environment[name])
                for field in fields(cls)
                if (name := _PREFIX + field.name.upper()) in environment
            }
        )


def _whole(name: str, value: str) -> int:
    """Return a setting as a number, or say which setting is wrong."""
    if not (value.isascii() and value.isdigit() and int(value) >= 1):
        raise DataError(f"{name} must be a whole number from 1, not {value!r}")
    return int(value)
