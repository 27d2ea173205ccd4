"""Files of postings in, files of scored postings out, one output row per input row.

`kernel` scores rows and knows nothing of files or engines; `sources` and
`sinks` know files and nothing of models; `local` plugs them together on one
machine. Nothing here trains, prints, or holds more than a few parts of a file
in memory.
"""

from jobskills.batch.local import BatchOptions, Summary, score_file, unfinished
from jobskills.scoring.columns import Columns

__all__ = ["BatchOptions", "Columns", "Summary", "score_file", "unfinished"]
