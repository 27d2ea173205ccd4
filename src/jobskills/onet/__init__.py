"""O*NET releases as published, in typed tables; knows nothing of machine learning.

Names are imported on first use: `fetch_release` works in the base install,
reading a release needs the `train` extra.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from jobskills.errors import MissingExtraError

if TYPE_CHECKING:
    from jobskills.onet.crosswalk import Crosswalk, read_crosswalk
    from jobskills.onet.fetch import fetch_release
    from jobskills.onet.load import SourceFile
    from jobskills.onet.read import Release, read_release
    from jobskills.onet.taxonomy import Taxonomy

__all__ = [
    "Crosswalk",
    "Release",
    "SourceFile",
    "Taxonomy",
    "fetch_release",
    "read_crosswalk",
    "read_release",
]

_HOMES = {
    "Crosswalk": "jobskills.onet.crosswalk",
    "Release": "jobskills.onet.read",
    "SourceFile": "jobskills.onet.load",
    "Taxonomy": "jobskills.onet.taxonomy",
    "fetch_release": "jobskills.onet.fetch",
    "read_crosswalk": "jobskills.onet.crosswalk",
    "read_release": "jobskills.onet.read",
}


def __getattr__(name: str) -> object:
    """Import a public name on first use (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    try:
        return getattr(import_module(_HOMES[name]), name)
    except ModuleNotFoundError as error:
        if error.name in {"polars", "python_calamine"}:
            raise MissingExtraError("reading an O*NET release", "train") from error
        raise


def __dir__() -> list[str]:
    """List the public names."""
    return sorted(__all__)
