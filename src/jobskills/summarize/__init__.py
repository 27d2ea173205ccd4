"""Scored files in, small tables and pictures out: mean ratings and shares of technologies by group.

`scored` knows the forms of scored files, `groups` what rows are grouped by, `measures`
the sums, all as SQL that DuckDB runs over the file as a stream; `heat_map` and `courses`
draw what came out. Nothing here predicts, and nothing needs matplotlib but the pictures.
"""

from typing import TYPE_CHECKING

from jobskills.lazy import lazy_names
from jobskills.summarize.groups import Grouping
from jobskills.summarize.summary import KINDS, Summary, check_table, summarize

if TYPE_CHECKING:
    from jobskills.summarize.picture import check_picture, draw

__all__ = ["KINDS", "Grouping", "Summary", "check_picture", "check_table", "draw", "summarize"]

__getattr__, __dir__ = lazy_names(
    __name__,
    dict.fromkeys(("check_picture", "draw"), "jobskills.summarize.picture"),
    feature="a picture of a summary",
)
