"""The engine for a cluster: the same kernel, fed by Spark's Arrow iterator interface.

Only this room imports pyspark, and nothing imports this room before Spark is asked for.
`worker` runs on the executors, everything else on the driver: `engine` turns one
DataFrame into another, `tables` turns names into DataFrames and back, `job` is a whole
job from one name to another. Finding free machines, retrying what was lost and
committing the output once is Spark's work, not ours.
"""

from jobskills.errors import MissingExtraError

try:
    from jobskills.batch.spark.engine import score_dataframe
    from jobskills.batch.spark.job import SparkOptions, score_table
except ModuleNotFoundError as error:
    if (error.name or "").partition(".")[0] not in {"pyspark", "pyarrow", "pandas", "py4j"}:
        raise
    raise MissingExtraError("the spark engine", "spark") from error

__all__ = ["SparkOptions", "score_dataframe", "score_table"]
