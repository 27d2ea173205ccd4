"""From a name to a DataFrame of postings, and from scored rows to a place with a name.

Parquet, ORC, tables and whatever else has columns come as Spark reads them. JSON Lines
are split by Spark and read line by line by the one reader that both engines have. CSV is
read by Spark, for a record may go over many lines.
"""

import csv
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

import pyarrow as pa
from pyspark.sql import Column, DataFrame, DataFrameWriter, SparkSession
from pyspark.sql import functions as F  # noqa: N812 - its name everywhere
from pyspark.sql.types import StringType, StructField, StructType

from jobskills.batch.jsonl import FIRST, check_keys
from jobskills.batch.lines import Line
from jobskills.batch.spark.engine import name_of, postings_of
from jobskills.batch.spark.worker import parse_lines, which_ids
from jobskills.errors import PostingError
from jobskills.scoring.columns import Columns

__all__ = ["Place", "read_postings"]

_TABLE: Final = "table"
#: What may stand before a colon; other words there belong to the path (`s3a:`, `dbfs:`).
_FORMATS: Final = ("parquet", "json", "csv", "orc", "avro", "delta", "iceberg", _TABLE)
_ENDINGS: Final = {
    ".parquet": "parquet",
    ".json": "json",
    ".jsonl": "json",
    ".ndjson": "json",
    ".csv": "csv",
    ".tsv": "csv",
    ".orc": "orc",
    ".avro": "avro",
}
_PACKED: Final = frozenset((".gz", ".bz2", ".zst", ".lz4", ".snappy"))
_DELIMITERS: Final = (",", ";", "\t")
_CORRUPT: Final = "_jobskills_corrupt_record"


@dataclass(frozen=True, slots=True)
class Place:
    """Where rows are: a format of Spark's and a path, or ``table`` and a table's name.

    Examples
    --------
    >>> Place.parse("s3a://bucket/postings/2026.jsonl.gz")
    Place(format='json', name='s3a://bucket/postings/2026.jsonl.gz')
    >>> Place.parse("hdfs:///postings")
    Place(format='parquet', name='hdfs:///postings')
    >>> Place.parse("delta:s3a://bucket/postings"), Place.parse("table:jobs.postings").format
    (Place(format='delta', name='s3a://bucket/postings'), 'table')
    """

    format: str
    name: str

    @classmethod
    def parse(cls, text: str) -> "Place":
        """Read ``FORMAT:PATH``, ``table:NAME``, or a path whose ending tells the format.

        A path without a known ending is a folder of Parquet files.
        """
        format_, colon, name = text.partition(":")
        if colon and format_ in _FORMATS:
            return cls(format_, name)
        path = PurePosixPath(text)
        packed = path.suffix.lower() in _PACKED
        ending = (path.with_suffix("") if packed else path).suffix.lower()
        return cls(_ENDINGS.get(ending, "parquet"), text)

    def frame(self, session: SparkSession, schema: StructType | None = None) -> DataFrame:
        """Return the rows as Spark reads them."""
        if self.format == _TABLE:
            return session.read.table(self.name)
        reader = session.read if schema is None else session.read.schema(schema)
        return reader.format(self.format).load(self.name)

    def write(self, frame: DataFrame) -> None:
        """Write a DataFrame here; what is here already is never replaced.

        Raises
        ------
        PostingError
            If the format can't hold lists.
        """
        if self.format == "csv":
            raise PostingError(
                f"{self.name}: CSV can't hold lists; write parquet:, json: or table:"
            )
        writer: DataFrameWriter = frame.write.mode("errorifexists")
        if self.format == _TABLE:
            return writer.saveAsTable(self.name)
        if self.format == "parquet":
            writer = writer.option("compression", "zstd")
        if self.format == "json":
            writer = writer.option("ignoreNullFields", "false")
        return writer.format(self.format).save(self.name)


def read_postings(session: SparkSession, place: Place, columns: Columns) -> DataFrame:
    """Return `id`, `title`, `description` and `problem` of every row of a place.

    Raises
    ------
    PostingError
        If a column is missing.
    """
    read = {"json": _json_lines, "csv": _delimited}.get(place.format)
    try:
        if read is None:
            return postings_of(place.frame(session), columns)
        return read(session, place.name, columns)
    except PostingError as error:
        named = str(error).startswith(place.name)
        raise error if named else PostingError(f"{place.name}: {error}") from None


def _json_lines(session: SparkSession, path: str, columns: Columns) -> DataFrame:
    lines = _lines(session, path)
    first = [Line(0, bytes(row["value"]), True) for row in lines.take(FIRST)]
    check_keys(first, columns, path)
    found = lines.mapInArrow(which_ids(columns), "whole boolean, other boolean")
    whole, other = found.agg(F.max("whole"), F.max("other")).first() or (None, None)
    # As on one machine: ids are whole numbers if all of them are, else text.
    id_type = ("bigint", pa.int64()) if whole and not other else ("string", pa.string())
    return lines.mapInArrow(
        parse_lines(columns, id_type[1]),
        f"id {id_type[0]}, title string, description string, problem string",
    )


def _lines(session: SparkSession, path: str) -> DataFrame:
    """Return the lines of text files as bytes, UTF-8 or not."""
    text = session.read.option("lineSep", "\n").text(path)
    return text.select(F.col("value").cast("binary").alias("value"))


def _delimited(session: SparkSession, path: str, columns: Columns) -> DataFrame:
    header, delimiter = _header(session, path)
    places = columns.find([name.strip() for name in header])
    fields = [StructField(name, StringType()) for name in (*header, _CORRUPT)]
    frame = session.read.csv(
        path,
        schema=StructType(fields),
        sep=delimiter,
        header=True,
        enforceSchema=False,  # files of one folder may differ in the order of their columns
        quote='"',
        escape='"',
        multiLine=True,
        mode="PERMISSIVE",
        columnNameOfCorruptRecord=_CORRUPT,
    )
    good = F.col(_CORRUPT).isNull()

    def text(field: str) -> Column:
        place = places[field]
        if place is None:
            return F.lit(None).cast("string").alias(field)
        # An empty field is empty text, as on one machine, and no missing one.
        return F.when(good, F.coalesce(F.col(name_of(header[place])), F.lit(""))).alias(field)

    problem = F.when(~good, F.lit(f"not a CSV record of the header's {len(header)} fields"))
    return frame.select(text("id"), text("title"), text("description"), problem.alias("problem"))


def _header(session: SparkSession, path: str) -> tuple[list[str], str]:
    first = _lines(session, path).first()
    if first is None:
        raise PostingError("is empty; a header was expected")
    text = bytes(first["value"]).decode(errors="replace").removeprefix("\ufeff").rstrip("\r")
    delimiter = max(_DELIMITERS, key=text.count)
    return next(csv.reader([text], delimiter=delimiter)), delimiter
