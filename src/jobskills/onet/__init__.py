"""O*NET releases as published, in typed tables; knows nothing of machine learning.

Names are imported on first use: `fetch_release` works in the base install,
reading a release needs the `train` extra.
"""

from typing import TYPE_CHECKING

from jobskills.lazy import lazy_names

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

__getattr__, __dir__ = lazy_names(__name__, _HOMES, "reading an O*NET release")
