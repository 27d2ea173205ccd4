"""The engine for one machine: a file in, parts scored in turn or in processes, a file out.

The output appears under its name only when it is whole. Finished parts lie in
a folder beside it, which a later run may resume.
"""

import json
import os
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Any, Final

import duckdb

from jobskills import __version__
from jobskills.batch.columns import Columns
from jobskills.batch.kernel import Scorer, Shape, score
from jobskills.batch.parts import PartFolder, PartReport, RowError
from jobskills.batch.pool import ordered_map
from jobskills.batch.rows import Row
from jobskills.batch.sinks import Sink, open_sink
from jobskills.batch.sources import Source, open_source
from jobskills.errors import JobskillsError, PostingError
from jobskills.selection import Selection

__all__ = ["BatchOptions", "Summary", "score_file", "unfinished"]

_ROWS_PER_PART: Final = 512


@dataclass(frozen=True, slots=True)
class BatchOptions:
    """How a file is scored.

    Parameters
    ----------
    columns : Columns
        Which input columns hold id, title and description.
    top : int, optional
        Keep at most so many elements in each domain, so many technologies and
        so many tools. Wide columns are always complete.
    wide : bool
        Write, instead of `elements`, one column ``im_<element id>`` each.
    workers : int
        Processes that score.
    resume : bool
        Keep the parts that an unfinished run of the same job has left.
    errors : Path, optional
        A JSON Lines file for the rows that could not be scored.
    """

    columns: Columns = field(default_factory=Columns)
    top: int | None = None
    wide: bool = False
    workers: int = 1
    resume: bool = False
    errors: Path | None = None


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
class _Part:
    """A slice of the input; `first` is the number of its first row, from 0."""

    number: int
    first: int
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class _Task:
    """Scores and stores one part; the same object in every process."""

    scorer: Scorer
    shape: Shape
    sink: Sink
    folder: PartFolder

    def __call__(self, part: _Part) -> tuple[PartReport, bool]:
        """Return the part's report, and whether an earlier run had done it."""
        done = self.folder.report(part.number)
        if done is not None:
            return done, True
        errors: list[RowError] = []
        try:
            aside = self.folder.aside(part.number)
            self.sink.write_part(self._scored(part, errors), aside)
            report = PartReport(len(part.rows), tuple(errors))
            self.folder.finish(part.number, aside, report)
        except (OSError, duckdb.Error) as error:
            raise JobskillsError(f"{self.folder.path}: can't be written: {error}") from error
        return report, False

    def _scored(self, part: _Part, errors: list[RowError]) -> Iterator[dict[str, Any]]:
        scored = score(self.scorer, part.rows, self.shape)
        for number, row in enumerate(scored, start=part.first + 1):
            if row["status"] == "error":
                errors.append(RowError(number, row["id"], row["error"]))
            yield row


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
        A Parquet, CSV or JSON Lines file, or a folder of Parquet files.
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
    shape = Shape(Selection(top=options.top), options.wide)
    sink = open_sink(output, shape.columns(scorer))
    reader = open_source(source, options.columns)
    _check_names(reader, output, options.errors)
    folder = PartFolder.beside(output, sink.ending)
    try:
        folder.begin(_plan(scorer, reader, options), options.resume)
        summary, n_parts = _score_parts(
            _Task(scorer, shape, sink, folder), reader, options.workers, on_progress
        )
        parts = [folder.part(number) for number in range(n_parts)]
        sink.join(parts, folder.joined, reader.id_type)
        if options.errors is not None:
            _write_errors(folder.errors(n_parts), options.errors)
        folder.joined.replace(output)
        folder.remove()
    except (OSError, duckdb.Error) as error:
        raise JobskillsError(f"{output}: can't be written: {error}") from error
    finally:
        folder.remove_if_useless()
    return replace(summary, seconds=time.perf_counter() - started)


def unfinished(output: Path) -> bool:
    """Return whether a run has left parts for this output that can be resumed."""
    return PartFolder.beside(output, output.suffix).ours


def _check_names(reader: Source, output: Path, errors: Path | None) -> None:
    """Refuse names that would cost the input or the output, before any work is done."""
    inputs = {os.path.realpath(path) for path in reader.files}
    if os.path.realpath(output) in inputs:
        raise PostingError(f"{output}: is the input; choose another name for the output")
    if errors is None:
        return
    if os.path.realpath(errors) in {*inputs, os.path.realpath(output)}:
        raise PostingError(f"{errors}: is the input or the output; choose another for the errors")
    if errors.is_dir() or not errors.parent.is_dir():
        raise PostingError(f"{errors}: expected a file in a folder that is there")


def _plan(scorer: Scorer, reader: Source, options: BatchOptions) -> dict[str, Any]:
    """Return what must be equal for two runs to share parts."""
    stats = [(path.resolve(), path.stat()) for path in reader.files]
    return {
        "input": [[str(path), stat.st_size, stat.st_mtime_ns] for path, stat in stats],
        "columns": asdict(options.columns),
        "top": options.top,
        "wide": options.wide,
        "model": asdict(scorer.info),
        "jobskills": __version__,
        "rows_per_part": _ROWS_PER_PART,
    }


def _score_parts(
    task: _Task,
    reader: Source,
    workers: int,
    on_progress: Callable[[int, int], None] | None,
) -> tuple[Summary, int]:
    """Score every part; return the counts and the number of parts."""
    summary, n_parts, n_read = Summary(), 0, 0

    def parts() -> Iterator[_Part]:
        nonlocal n_read
        rows = reader.rows()
        while some := list(islice(rows, _ROWS_PER_PART)):
            first, n_read = n_read, n_read + len(some)
            yield _Part(first // _ROWS_PER_PART, first, some)

    for report, resumed in ordered_map(task, parts(), workers):
        n_parts += 1
        summary = Summary(
            rows=summary.rows + report.rows,
            errors=summary.errors + len(report.errors),
            resumed=summary.resumed + (report.rows if resumed else 0),
            first_error=summary.first_error or next(iter(report.errors), None),
        )
        if on_progress:
            on_progress(summary.rows, reader.expected(n_read))
    return summary, n_parts


def _write_errors(errors: Iterable[RowError], path: Path) -> None:
    aside = path.with_name(f"{path.name}.tmp")
    with aside.open("w", encoding="utf-8", newline="\n") as file:
        for error in errors:
            file.write(json.dumps(asdict(error), ensure_ascii=False) + "\n")
    aside.replace(path)
