"""A posting as its writer sent it, to clean sentences that know where they stand.

Read by standard-library means, but for the hints of a text, which NumPy looks for: this room
is part of serving, so nothing here may import anything of the training side
(`jobskills.text.classic`, the cleaning of the classic data set, is used by training and
evaluation only).
"""

from jobskills.text.json_ld import job_postings
from jobskills.text.posting import MAX_UNITS, MAX_WORDS, read_posting
from jobskills.text.reading import SECTIONS, Reading, Section, Unit
from jobskills.text.title import clean_title

__all__ = [
    "MAX_UNITS",
    "MAX_WORDS",
    "SECTIONS",
    "Reading",
    "Section",
    "Unit",
    "clean_title",
    "job_postings",
    "read_posting",
]
