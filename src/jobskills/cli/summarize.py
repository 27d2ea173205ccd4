"""`jobskills summarize`: mean ratings and shares of technologies by group."""

import shutil
import sys
import tempfile
from pathlib import Path
from typing import get_args

import click

from jobskills.summarize import KINDS, Grouping, Summary, check_table
from jobskills.summarize import summarize as sum_up
from jobskills.summarize.groups import Period

__all__ = ["summarize"]

_PATH = click.Path(path_type=Path)


@click.command()
@click.argument("scored", metavar="SCORED", type=_PATH)
@click.option(
    "--by",
    multiple=True,
    metavar="COLUMN",
    help="Group by a column of SCORED or INPUT, by occupation or by major_group; may be repeated.",
)
@click.option(
    "--every", type=click.Choice(get_args(Period)), help="The last COLUMN is a date: group by this."
)
@click.option(
    "--with",
    "source",
    type=_PATH,
    metavar="INPUT",
    help="The file that was scored, for its columns.",
)
@click.option(
    "--id", "source_id", default="id", show_default=True, help="INPUT's column with the ids."
)
@click.option(
    "--domain",
    "kinds",
    multiple=True,
    type=click.Choice(KINDS),
    help="Only this; may be repeated.",
)
@click.option(
    "--least",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    metavar="N",
    help="Leave out groups of fewer postings.",
)
@click.option(
    "--out", type=_PATH, metavar="PATH", help="Write the lines to a .csv or .parquet file."
)
@click.option("--plot", type=_PATH, metavar="PATH", help="Draw a .png, .svg or .pdf picture.")
@click.option(
    "--top",
    type=click.IntRange(min=1),
    default=30,
    show_default=True,
    metavar="N",
    help="Lines that the picture shows.",
)
@click.option("--bundle", default="default", show_default=True, help="The model that scored.")
def summarize(
    scored: Path,
    by: tuple[str, ...],
    every: Period | None,
    source: Path | None,
    source_id: str,
    kinds: tuple[str, ...],
    least: int,
    out: Path | None,
    plot: Path | None,
    top: int,
    bundle: str,
) -> None:
    """Sum up what batch wrote: mean ratings, and which technologies postings name.

    One line per group and element, technology or tool: the mean importance, or the share of
    postings that name it, with its standard error, a 95 % interval and counts. As CSV on
    standard output, unless --out or --plot says where. SCORED is a .parquet or .jsonl file,
    long or wide, or a folder of them.

    \b
    Examples:
      jobskills summarize scored.parquet --by occupation --out by_occupation.parquet
      jobskills summarize scored.parquet --by region --with postings.csv --plot regions.png
      jobskills summarize scored.parquet --by posted --every month --with postings.parquet \\
        --plot months.svg --domain skills --domain technologies
      jobskills summarize scored.parquet --by region --by posted --every year \\
        --with postings.parquet --id job_id --least 30 --out years.csv
    """
    if every and not by:
        raise click.UsageError("--every says how to group a date; say which column with --by.")
    # A mistyped name is said before the work, and so is a missing extra.
    if out is not None:
        check_table(out)
    if plot is not None:
        from jobskills.summarize import check_picture, draw

        check_picture(plot)
    grouping = Grouping(by, every, source, source_id)
    with sum_up(scored, grouping, kinds or KINDS, least, bundle) as summary:
        if plot is not None:
            draw(summary, plot, top)
        if out is not None:
            summary.write(out)
        if out is None and plot is None:
            _print(summary)
        groups = summary.groups()
    n_postings = sum(group[-1] for group in groups)
    click.echo(f"{scored}: {n_postings} postings in {len(groups)} group(s)", err=True)


def _print(summary: Summary) -> None:
    with tempfile.TemporaryDirectory(prefix="jobskills-") as folder:
        path = Path(folder, "summary.csv")
        summary.write(path)
        with path.open("rb") as lines:
            shutil.copyfileobj(lines, sys.stdout.buffer)
