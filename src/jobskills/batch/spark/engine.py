"""From a DataFrame of postings to a DataFrame of scored rows; nothing of paths and sessions."""

import atexit
import hashlib
import shutil
import tempfile
import zipfile
from functools import cache
from pathlib import Path
from typing import Final

import duckdb
import pyarrow as pa
from pyspark.sql import Column, DataFrame, SparkSession
from pyspark.sql import functions as F  # noqa: N812 - its name everywhere
from pyspark.sql.pandas.types import from_arrow_schema
from pyspark.sql.types import DataType, StringType, StructField, StructType

from jobskills import __version__
from jobskills.batch.parquet import name_sql
from jobskills.batch.spark.worker import Task, score_rows
from jobskills.bundle import bundle_path
from jobskills.errors import JobskillsError
from jobskills.predictor import Predictor
from jobskills.scoring.columns import Columns
from jobskills.scoring.kernel import Shape

__all__ = ["postings_of", "score_dataframe", "score_postings"]

#: Id types that the output keeps; of others it has the text, as on one machine.
_KEPT: Final = {"tinyint", "smallint", "int", "bigint", "double", "string", "binary"} | {
    "boolean",
    "date",
    "timestamp_ntz",
}


def score_dataframe(
    frame: DataFrame,
    columns: Columns | None = None,
    shape: Shape | None = None,
    bundle: str | Path = "default",
) -> DataFrame:
    """Score a DataFrame of postings, lazily; one row per row.

    Parameters
    ----------
    frame : DataFrame
        With an id, a title and a description; one of the last two is enough.
    columns : Columns, optional
        Which columns these are, if they have other names.
    shape : Shape, optional
        Which lines and columns the output has.
    bundle : str or Path
        A shipped model by name or one by its directory on the driver. It is sent to
        each executor once, whether the executors have it or not.

    Returns
    -------
    DataFrame
        The output columns of ``jobskills batch``. A row that can't be scored is there
        with ``status = "error"``. The rows of a partition keep their order.

    Raises
    ------
    PostingError
        If a column is missing.
    BundleError
        If the model is missing, of another format, or was changed.

    Examples
    --------
    On a session named `spark`::

        postings = spark.read.parquet("s3a://bucket/postings/")
        scored = score_dataframe(postings, Columns(description="body"), Shape(wide=True))
        scored.write.parquet("s3a://bucket/scored/")
    """
    return score_postings(postings_of(frame, columns or Columns()), shape or Shape(), bundle)


def postings_of(frame: DataFrame, columns: Columns) -> DataFrame:
    """Return the columns `id`, `title`, `description` and `problem` of a DataFrame."""
    names = frame.columns
    found = {
        field: None if place is None else frame.schema[place]
        for field, place in columns.find(names).items()
    }
    return frame.select(
        _id_column(frame, found["id"]).alias("id"),
        _text_column(frame, found["title"]).alias("title"),
        _text_column(frame, found["description"]).alias("description"),
        F.lit(None).cast("string").alias("problem"),
    )


def _id_column(frame: DataFrame, field: StructField | None) -> Column:
    if field is None:
        return F.lit(None).cast("string")
    column = frame[name_of(field.name)]
    return column if field.dataType.simpleString() in _KEPT else column.cast("string")


def _text_column(frame: DataFrame, field: StructField | None) -> Column:
    if field is None:
        return F.lit(None).cast("string")
    column = frame[name_of(field.name)]
    # As bytes: Spark hands text on as it lies in the file, UTF-8 or not, and what is
    # not must cost its row and no more.
    return column.cast("binary") if isinstance(field.dataType, StringType) else column


def name_of(column: str) -> str:
    """Return a column's name as Spark's expressions write it."""
    return "`" + column.replace("`", "``") + "`"


def score_postings(postings: DataFrame, shape: Shape, bundle: str | Path) -> DataFrame:
    """Score a DataFrame of `id`, `title`, `description`, `problem`."""
    predictor = Predictor.load(bundle)
    archive = _ship(postings.sparkSession, bundle_path(bundle))
    schema = _arrow_schema(shape.columns(predictor))
    task = Task(archive, __version__, shape)
    return postings.mapInArrow(
        score_rows(task), _spark_schema(schema, postings.schema["id"].dataType)
    )


def _arrow_schema(columns: dict[str, str]) -> pa.Schema:
    """Return the output's columns as Arrow types; DuckDB says which its own types are."""
    empty = ", ".join(f"NULL::{kind} AS {name_sql(name)}" for name, kind in columns.items())
    with duckdb.connect() as database:
        return database.sql(f"SELECT {empty} LIMIT 0").to_arrow_table().schema


def _spark_schema(schema: pa.Schema, id_type: DataType) -> StructType:
    fields = from_arrow_schema(schema).fields
    return StructType([StructField("id", id_type), *fields[1:]])


def _ship(session: SparkSession, bundle: Path) -> str:
    """Have a bundle unpacked on every executor; return its name there."""
    try:
        context = session.sparkContext
    except Exception as error:
        raise JobskillsError(
            "the spark engine needs a classic Spark session; a Spark Connect session can't "
            "carry the model: run it where the driver is"
        ) from error
    name = f"jobskills-{_digest(bundle)}"
    if not any(archive.endswith(f"#{name}") for archive in context.listArchives):
        context.addArchive(f"{_packed(bundle, name)}#{name}")
    return name


def _digest(bundle: Path) -> str:
    # bundle.json has the SHA-256 of every other file.
    return hashlib.sha256((bundle / "bundle.json").read_bytes()).hexdigest()[:16]


@cache
def _packed(bundle: Path, name: str) -> Path:
    """Write a bundle's files as one archive, for executors that start now or later."""
    folder = Path(tempfile.mkdtemp(prefix="jobskills-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    path = folder / f"{name}.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for file in sorted(bundle.iterdir()):
            if file.is_file():
                archive.write(file, file.name)
    return path
