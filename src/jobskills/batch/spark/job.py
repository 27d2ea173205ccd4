"""A whole job on a cluster: from one named place to another, with the counts at its end."""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from pyspark.sql import DataFrame
from pyspark.sql import functions as F  # noqa: N812 - its name everywhere

from jobskills.batch.spark.engine import score_postings
from jobskills.batch.spark.session import plain_errors, spark_session
from jobskills.batch.spark.tables import Place, read_postings
from jobskills.errors import PostingError
from jobskills.scoring.columns import Columns
from jobskills.scoring.kernel import Shape

__all__ = ["SparkOptions", "SparkSummary", "score_table"]

#: Fewer tasks than this for each core leave cores idle at the end, and cost much when one is lost.
_TASKS_PER_CORE: Final = 4


@dataclass(frozen=True, slots=True)
class SparkOptions:
    """How a job runs on a cluster.

    Parameters
    ----------
    columns : Columns
        Which input columns hold id, title and description.
    shape : Shape
        Which lines and columns the output has.
    bundle : str
        The model, by name or by its directory on the driver.
    limit : int, optional
        Score so many rows and no more; on a cluster no rows are the first.
    partitions : int, optional
        Into how many tasks the rows are dealt out. As Spark reads them if left out, or
        four for each core if that is more.
    sort : bool
        Order the rows by id.
    errors : Path, optional
        A JSON Lines file on the driver for the rows that could not be scored.
    settings : mapping of str to str
        Spark's own, such as ``spark.master``, for the session that is started.
    """

    columns: Columns = field(default_factory=Columns)
    shape: Shape = field(default_factory=Shape)
    bundle: str = "default"
    limit: int | None = None
    partitions: int | None = None
    sort: bool = False
    errors: Path | None = None
    settings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SparkSummary:
    """What a job did: rows in all, those without a score, one of them with its id and reason."""

    rows: int
    errors: int
    seconds: float
    example: tuple[Any, str] | None = None

    @property
    def rate(self) -> float:
        """Rows scored per second."""
        return self.rows / self.seconds if self.seconds else 0.0


def score_table(source: str, output: str, options: SparkOptions | None = None) -> SparkSummary:
    """Score a table of postings with Spark.

    Parameters
    ----------
    source, output : str
        A path that Spark knows, whose ending tells the format; ``FORMAT:PATH``; or
        ``table:NAME``. The output must not be there yet.
    options : SparkOptions, optional
        How; the defaults if left out.

    Returns
    -------
    SparkSummary
        Counts, from the written output, and the time it took.

    Raises
    ------
    PostingError
        If Spark finds no such input, a column is missing, or the output is there.
    JobskillsError
        If Java is missing or the job fails.
    """
    started = time.perf_counter()
    options = options or SparkOptions()
    if options.errors is not None and not options.errors.parent.is_dir():
        raise PostingError(f"{options.errors}: expected a file in a folder that is there")
    place = Place.parse(output)
    with spark_session(options.settings) as session:
        with plain_errors(source):
            postings = read_postings(session, Place.parse(source), options.columns)
            postings = _dealt_out(postings, options)
        scored = score_postings(postings, options.shape, options.bundle)
        with plain_errors(output):
            place.write(scored)
            written = place.frame(session, scored.schema)
            counts, example = _counts(written)
            if options.errors is not None:
                _write_errors(written, options.errors)
    seconds = time.perf_counter() - started
    return SparkSummary(sum(counts.values()), counts.get("error", 0), seconds, example)


def _dealt_out(postings: DataFrame, options: SparkOptions) -> DataFrame:
    """Return the rows that are to be scored, in as many tasks as keep a cluster busy."""
    least = postings.sparkSession.sparkContext.defaultParallelism * _TASKS_PER_CORE
    if options.limit is not None:
        # Spark gathers these in one partition.
        postings, there = postings.limit(options.limit), 1
    else:
        there = postings.rdd.getNumPartitions()
    partitions = options.partitions or max(least, there)
    if options.sort:
        # Here and not at the end: the scored rows are ten times as large.
        return postings.repartitionByRange(partitions, "id").sortWithinPartitions("id")
    return postings if partitions == there else postings.repartition(partitions)


def _counts(written: DataFrame) -> tuple[dict[str, int], tuple[Any, str] | None]:
    """Return how many rows have each status, and one that could not be scored."""
    grouped = written.groupBy("status").agg(
        F.count("*").alias("rows"), F.first(F.struct("id", "error")).alias("example")
    )
    found = {row["status"]: row for row in grouped.collect()}
    example = found["error"]["example"] if "error" in found else None
    counts = {status: int(row["rows"]) for status, row in found.items()}
    return counts, None if example is None else (example["id"], example["error"])


def _write_errors(written: DataFrame, path: Path) -> None:
    """Write the rows that could not be scored; which row of the input they are nobody knows."""
    rows = written.where("status = 'error'").select("id", "error").toLocalIterator()
    aside = path.with_name(f"{path.name}.tmp")
    with aside.open("w", encoding="utf-8", newline="\n") as file:
        for row in rows:
            error = {"row": None, "id": row["id"], "error": row["error"]}
            file.write(json.dumps(error, ensure_ascii=False, default=str) + "\n")
    aside.replace(path)
