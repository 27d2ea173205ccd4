"""What only ``jobskills batch --engine spark`` has: its options, a job's run, its counts."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any, Final

import click

if TYPE_CHECKING:
    from jobskills.batch.spark import SparkOptions

__all__ = ["SparkFlags", "check_engine", "score_on_spark", "spark_options"]

#: Options of the local engine that mean nothing on a cluster, and what does it there.
_LOCAL_ONLY: Final = {
    "resume": "Spark does lost tasks again by itself; a job that was killed starts anew",
    "workers": "Spark deals the work out; --conf spark.executor.instances=N says to how many",
}
_SPARK_ONLY: Final = ("conf", "partitions", "sort")


@dataclass(frozen=True, slots=True)
class SparkFlags:
    """The options that only Spark has, as they were given."""

    conf: tuple[str, ...] = ()
    partitions: int | None = None
    sort: bool = False

    def settings(self) -> dict[str, str]:
        """Return Spark's settings from the ``KEY=VALUE`` texts."""
        settings = {}
        for one in self.conf:
            name, _, value = (piece.strip() for piece in one.partition("="))
            if not name or not value:
                raise click.BadParameter(f"expected KEY=VALUE, got {one!r}", param_hint="--conf")
            settings[name] = value
        return settings


def spark_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that only Spark has, as one argument `spark`."""

    @click.option(
        "--conf",
        multiple=True,
        metavar="KEY=VALUE",
        help="spark: a setting of Spark's, such as spark.master=yarn; may be repeated.",
    )
    @click.option(
        "--partitions",
        type=click.IntRange(min=1),
        metavar="N",
        help="spark: tasks to deal the rows out to.",
    )
    @click.option("--sort", is_flag=True, help="spark: order the rows by id.")
    @wraps(command)
    def gathered(
        *args: Any, conf: tuple[str, ...], partitions: int | None, sort: bool, **others: Any
    ) -> None:
        command(*args, spark=SparkFlags(conf, partitions, sort), **others)

    return gathered


def check_engine(context: click.Context, engine: str) -> None:
    """Refuse options of the engine that was not asked for."""
    given = [
        name
        for name in context.params
        if context.get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE
    ]
    for name in given:
        if engine == "spark" and name in _LOCAL_ONLY:
            raise click.UsageError(f"--{name} is not for --engine spark: {_LOCAL_ONLY[name]}.")
        if engine != "spark" and name in _SPARK_ONLY:
            raise click.UsageError(f"--{name} is for --engine spark.")


def score_on_spark(source: str, output: str, options: "SparkOptions") -> None:
    """Run a job and tell what it did."""
    from jobskills.batch.spark import score_table

    summary = score_table(source, output, options)
    click.echo(
        f"{output}: {summary.rows} rows, {summary.errors} with an error, "
        f"{summary.seconds:.1f} s, {summary.rate:.0f} rows a second",
        err=True,
    )
    if summary.example is not None:
        row_id, reason = summary.example
        click.echo(f"One of the errors, id {row_id}: {reason}", err=True)
