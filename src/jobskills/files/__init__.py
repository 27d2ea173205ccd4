"""A document that somebody hands over, to a title and a description.

PDF and Word are parsed by well-kept libraries (extra ``files``) in a process of their own, with
limits on time and memory; HTML and JobPosting JSON-LD are read by `jobskills.text`. The kind is
told by the bytes, not by the name. Nothing of a document is kept, logged or quoted in an error.
"""

from jobskills.files.document import Document
from jobskills.files.kinds import KINDS, Kind, binary_kind
from jobskills.files.limits import FileLimits
from jobskills.files.read import read_file

__all__ = ["KINDS", "Document", "FileLimits", "Kind", "binary_kind", "read_file"]
