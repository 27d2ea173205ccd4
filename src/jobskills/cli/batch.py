"""``jobskills batch``: score a file of postings."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jobskills.cli.options import bundle_option
from jobskills.cli.progress import progress
from jobskills.cli.spark_engine import (
    SparkFlags,
    check_engine,
    score_on_spark,
    spark_options,
)
from jobskills.errors import JobskillsError, PostingError

if TYPE_CHECKING:
    from jobskills.batch import BatchOptions, Columns, Summary

__all__ = ["batch"]


@click.command()
@click.argument("source", metavar="INPUT")  # no paths: to Spark s3a://bucket/x is another
@click.argument("output", metavar="OUTPUT")  # thing than s3a:/bucket/x
@click.option(
    "--engine",
    type=click.Choice(["local", "spark"]),
    default="local",
    show_default=True,
    help="What does the work.",
)
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    metavar="N",
    help="Processes that score (default: one per core).",
)
@click.option(
    "--limit", type=click.IntRange(min=1), metavar="N", help="Score the first N rows and no more."
)
@click.option("--wide", is_flag=True, help="Write one column im_<element id> per element.")
@click.option(
    "--top",
    type=click.IntRange(min=1),
    metavar="N",
    help="Keep N elements in each domain, N technologies and N tools.",
)
@click.option(
    "--threshold",
    type=click.FloatRange(0, 1),
    default=0.0,
    metavar="P",
    help="Leave out lines below this probability, but what the text names.",
)
@click.option(
    "--no-evidence",
    is_flag=True,
    help="Don't say which sentences speak for an element: faster, and smaller files.",
)
@click.option(
    "--columns",
    metavar="FIELD=COLUMN,...",
    help="Input columns: id=..,title=..,description=.. (default: of the same names).",
)
@click.option("--resume", is_flag=True, help="Continue the same job where it was killed.")
@click.option(
    "--errors",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="PATH",
    help="Write the rows that could not be scored, as JSON lines.",
)
@bundle_option
@spark_options
@click.pass_context
def batch(
    context: click.Context,
    source: str,
    output: str,
    engine: str,
    workers: int | None,
    limit: int | None,
    wide: bool,
    top: int | None,
    threshold: float,
    no_evidence: bool,
    columns: str | None,
    resume: bool,
    errors: Path | None,
    bundle: str,
    spark: SparkFlags,
) -> None:
    """Score every posting of INPUT and write OUTPUT, one row per row, in order.

    INPUT is a .parquet, .csv, .tsv or .jsonl file (text also packed: .gz, .bz2,
    .xz, .zst), a folder of them, or a quoted pattern; OUTPUT ends in .parquet or
    .jsonl. A row that can't be scored gets status "error" and the reason, and
    keeps its place. OUTPUT appears when it is whole; a job that was killed goes on
    with the same command and --resume.

    \b
    Examples:
      jobskills batch postings.jsonl scored.parquet
      jobskills batch postings.csv scored.parquet --columns id=ref,title=job,description=body
      jobskills batch postings.parquet scored.jsonl --top 10 --workers 4 --errors errors.jsonl
      jobskills batch "ads/2024-*.csv.gz" scored.parquet --limit 1000 --threshold 0.5
      jobskills batch postings.parquet scored.parquet --wide --resume
      jobskills batch s3a://jobs/2026/ s3a://jobs/scored.parquet --engine spark --sort
    """
    check_engine(context, engine)
    if engine == "spark":
        from jobskills.batch.spark import SparkOptions
        from jobskills.scoring.kernel import Shape
        from jobskills.selection import Selection

        job = SparkOptions(
            columns=_columns(columns),
            shape=Shape(Selection(top=top, threshold=threshold), wide, not no_evidence),
            bundle=bundle,
            limit=limit,
            partitions=spark.partitions,
            sort=spark.sort,
            errors=errors,
            settings=spark.settings(),
        )
        return score_on_spark(source, output, job)
    # The workers share out the cores; threads inside each would fight for them,
    # and another number of threads may round differently. To be said before
    # numpy is imported.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from jobskills.batch import BatchOptions

    options = BatchOptions(
        columns=_columns(columns),
        top=top,
        threshold=threshold,
        wide=wide,
        evidence=not no_evidence,
        limit=limit,
        workers=workers or _cores(),
        resume=resume,
        errors=errors,
    )
    return _score(bundle, Path(source), Path(output), options)


def _cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _columns(text: str | None) -> "Columns":
    from jobskills.batch import Columns

    try:
        return Columns() if text is None else Columns.parse(text)
    except PostingError as error:
        raise click.BadParameter(str(error), param_hint="--columns") from None


def _score(bundle: str, source: Path, output: Path, options: "BatchOptions") -> None:
    from jobskills.batch import score_file, unfinished
    from jobskills.predictor import Predictor

    predictor = Predictor.load(bundle)
    try:
        with progress("Scoring", "rows") as show:
            summary = score_file(predictor, source, output, options, show)
    except (JobskillsError, KeyboardInterrupt):
        if unfinished(output):
            click.echo("Finished parts are kept; the same command with --resume goes on.", err=True)
        raise
    _report(summary, output)


def _report(summary: "Summary", output: Path) -> None:
    kept = f" ({summary.resumed} of them by an earlier run)" if summary.resumed else ""
    click.echo(
        f"{output}: {summary.rows} rows{kept}, {summary.errors} with an error, "
        f"{summary.seconds:.1f} s, {summary.rate:.0f} rows a second",
        err=True,
    )
    if summary.first_error is not None:
        first = summary.first_error
        click.echo(f"The first error is in row {first.row}: {first.error}", err=True)
