"""The engine for one machine: files in, parts scored in turn or in processes, a file out.

The output appears under its name only when it is whole. Finished parts lie in
a folder beside it, which a later run may resume.
"""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Any, Final

import duckdb

from jobskills import __version__
from jobskills.batch.cutting import Part, cut, rows_per_part
from jobskills.batch.files import check_names, check_output, write_errors
from jobskills.batch.parquet import reason
from jobskills.batch.parts import PartFolder, PartReport, RowError
from jobskills.batch.pool import ordered_map
from jobskills.batch.sinks import Sink, open_sink
from jobskills.batch.sources import Source, open_source
from jobskills.errors import JobskillsError
from jobskills.prediction import Posting
from jobskills.scoring.columns import Columns
from jobskills.scoring.kernel import Scorer, Shape, score_batch
from jobskills.selection import Selection

__all__ = ["BatchOptions", "Summary", "score_file", "unfinished"]


#: A posting of every kind that models tell apart.
_FIRST: Final = (Posting("Baker", "Bake bread."), Posting("", "Bake bread."), Posting("Baker"))


@dataclass(frozen=True, slots=True)
class BatchOptions:
    """How postings are scored.

    Parameters
    ----------
    columns : Columns
        Which input columns hold id, title and description.
    top : int, optional
        Keep at most so many elements in each domain, so many technologies and
        so many tools. Wide columns are always complete.
    threshold : float
        Leave out elements, and technologies and tools that no text names, below this
        probability. Wide columns are always complete.
    wide : bool
        Write, instead of `elements`, one column ``im_<element id>`` each.
    evidence : bool
        Say which sentences speak for an element.
    limit : int, optional
        Score so many rows and no more.
    workers : int
        Processes that score.
    resume : bool
        Keep the parts that an unfinished run of the same job has left.
    errors : Path, optional
        A JSON Lines file for the rows that could not be scored.
    """

    columns: Columns = field(default_factory=Columns)
    top: int | None = None
    threshold: float = 0.0
    wide: bool = False
    evidence: bool = True
    limit: int | None = None
    workers: int = 1
    resume: bool = False
    errors: Path | None = None

    @property
    def shape(self) -> Shape:
        """What the output rows look like."""
        return Shape(Selection(top=self.top, threshold=self.threshold), self.wide, self.evidence)


@dataclass(frozen=True, slots=True)
class Summary:
    """What a job did: rows in all, those without a score, those kept from an earlier run.

    Examples
    --------
    >>> Summary(rows=1200, errors=3, resumed=200, seconds=4.0).rate
    250.0
    """

    rows: int = 0
    errors: int = 0
    resumed: int = 0
    seconds: float = 0.0
    first_error: RowError | None = None

    @property
    def rate(self) -> float:
        """Rows scored per second by this run."""
        return (self.rows - self.resumed) / self.seconds if self.seconds else 0.0


@dataclass(frozen=True, slots=True)
class _Task:
    """Scores and stores one part; the same object in every process."""

    scorer: Scorer
    shape: Shape
    sink: Sink
    folder: PartFolder

    def __call__(self, part: Part | PartReport) -> tuple[PartReport, bool]:
        """Return the part's report, and whether an earlier run had done it."""
        if isinstance(part, PartReport):
            return part, True
        batch = score_batch(self.scorer, part.rows, self.shape)
        errors = tuple(
            RowError(part.first + place + 1, part.rows[place].id, problem)
            for place, problem in enumerate(batch.problems)
            if problem is not None
        )
        report = PartReport(len(part.rows), errors)
        try:
            aside = self.folder.aside(part.number)
            self.sink.write_part(batch, aside)
            self.folder.finish(part.number, aside, report)
        except (OSError, duckdb.Error) as error:
            raise JobskillsError(
                f"{self.folder.path}: can't be written: {reason(error)}"
            ) from error
        return report, False


def score_file(
    scorer: Scorer,
    source: Path,
    output: Path,
    options: BatchOptions | None = None,
    on_progress: Callable[[int, int], None] | None = None,
) -> Summary:
    """Score a file of postings; write one row per row, in order.

    Parameters
    ----------
    scorer : Scorer
        A loaded `Predictor`.
    source : Path
        A Parquet, CSV or JSON Lines file, a folder of them, or a pattern such as
        ``ads/2024-*.parquet``.
    output : Path
        The file to write; its ending, ``.parquet`` or ``.jsonl``, decides the format.
    options : BatchOptions, optional
        How to score; the defaults if left out.
    on_progress : callable, optional
        Called with rows done and rows expected, after each part.

    Returns
    -------
    Summary
        Counts and the time it took.

    Raises
    ------
    PostingError
        If the input can't be read, a column is missing, the output has another
        ending, or a run can't be resumed. A row that can't be scored raises
        nothing: it is written with ``status = "error"``.
    JobskillsError
        If the output can't be written or the system ends a worker.

    Examples
    --------
    >>> import tempfile
    >>> from jobskills import Predictor
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     postings = Path(folder, "postings.csv")
    ...     _ = postings.write_text("id,title,description\\n1,Cook,\\n2,,\\n")
    ...     summary = score_file(Predictor.load(), postings, Path(folder, "scored.jsonl"))
    >>> summary.rows, summary.errors
    (2, 1)
    """
    started = time.perf_counter()
    options = options or BatchOptions()
    check_output(output, options.errors)
    reader = open_source(source, options.columns)
    check_names(source, reader.files, output, options.errors)
    sink = open_sink(output, options.shape.columns(scorer), reader.id_type)
    folder = PartFolder.beside(output, sink.ending)
    plan = _plan(scorer, reader, options)
    try:
        folder.begin(plan, options.resume)
        if options.workers > 1:
            # What a model derives when it is first asked is then shared by the processes.
            scorer.scores(_FIRST, explain=options.shape.explains)
        parts = cut(islice(reader.rows(), options.limit), plan["rows_per_part"])
        work = ordered_map(
            _Task(scorer, options.shape, sink, folder), _left(parts, folder), options.workers
        )
        summary, n_parts = _gather(work, reader, options.limit, on_progress)
        sink.join([folder.part(number) for number in range(n_parts)], folder.joined)
        if options.errors is not None:
            write_errors(folder.errors(n_parts), options.errors)
        folder.joined.replace(output)
        folder.remove()
    except (OSError, duckdb.Error) as error:
        raise JobskillsError(f"{output}: can't be written: {reason(error)}") from error
    finally:
        folder.remove_if_useless()
    return replace(summary, seconds=time.perf_counter() - started)


def unfinished(output: Path) -> bool:
    """Return whether a run has left parts for this output that can be resumed."""
    return PartFolder.beside(output, output.suffix).ours


def _plan(scorer: Scorer, reader: Source, options: BatchOptions) -> dict[str, Any]:
    """Return what must be equal for two runs to share parts."""
    stats = {str(path.resolve()): path.stat() for path in reader.files}
    return {
        "input": {
            path: {"bytes": stat.st_size, "changed": stat.st_mtime_ns}
            for path, stat in stats.items()
        },
        "columns": asdict(options.columns),
        "top": options.top,
        "threshold": options.threshold,
        "wide": options.wide,
        "evidence": options.evidence,
        "limit": options.limit,
        "model": asdict(scorer.info) | {"digest": scorer.digest},
        "jobskills": __version__,
        "rows_per_part": rows_per_part(
            sum(stat.st_size for stat in stats.values()), _known(reader.n_rows, options.limit)
        ),
    }


def _known(n_rows: int | None, limit: int | None) -> int | None:
    """Return how many rows will be scored, where that is known."""
    return n_rows if n_rows is None or limit is None else min(n_rows, limit)


def _left(parts: Iterable[Part], folder: PartFolder) -> Iterator[Part | PartReport]:
    """Yield parts, and reports for those that an earlier run has done: their rows go nowhere."""
    for part in parts:
        yield folder.report(part.number) or part


def _gather(
    work: Iterable[tuple[PartReport, bool]],
    reader: Source,
    limit: int | None,
    on_progress: Callable[[int, int], None] | None,
) -> tuple[Summary, int]:
    """Do the work; return the counts and the number of parts."""
    summary, n_parts = Summary(), 0
    for report, resumed in work:
        n_parts += 1
        summary = Summary(
            rows=summary.rows + report.rows,
            errors=summary.errors + len(report.errors),
            resumed=summary.resumed + (report.rows if resumed else 0),
            first_error=summary.first_error or next(iter(report.errors), None),
        )
        if on_progress:
            expected = max(summary.rows, reader.expected())
            on_progress(summary.rows, expected if limit is None else min(expected, limit))
    return summary, n_parts
