"""`jobskills data`: download a release, build a data set from it."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from jobskills.cli.progress import progress
from jobskills.onet.fetch import DEFAULT_URL, fetch_release

if TYPE_CHECKING:
    from jobskills.dataset import Dataset
    from jobskills.dataset.recipes import RecipeName
    from jobskills.onet.fetch import Format

__all__ = ["data"]

_PATH = click.Path(path_type=Path)


@click.group()
def data() -> None:
    """Download O*NET releases and build data sets from them.

    \b
    Examples:
      jobskills data fetch 29.3 --to downloads
      jobskills data build downloads/db_29_3_excel.zip --out data/29_3
    """


@data.command()
@click.argument("release")
@click.option(
    "--format",
    "fmt",
    type=click.Choice(["excel", "text"]),
    default="excel",
    show_default=True,
    help="Which of the published forms.",
)
@click.option("--to", type=_PATH, required=True, help="Folder that gets the zip.")
@click.option(
    "--base-url",
    default=DEFAULT_URL,
    show_default=True,
    help="Folder on the server, for a mirror.",
)
def fetch(release: str, fmt: "Format", to: Path, base_url: str) -> None:
    """Download RELEASE, such as 29.3, from O*NET's site.

    An interrupted download continues. The SHA-256 is recorded beside the zip, and
    a file that differs from the record is refused.

    \b
    Examples:
      jobskills data fetch 29.3 --to downloads
      jobskills data fetch 30.0 --format text --to downloads
    """
    with progress("Downloading") as show:
        path = fetch_release(release, fmt, to, base_url, show)
    click.echo(path)


@data.command()
@click.argument("source", type=_PATH)
@click.option("--out", type=_PATH, required=True, help="Folder for the data set.")
@click.option(
    "--supplement",
    "supplements",
    type=_PATH,
    multiple=True,
    help="Another release; fills domains that no earlier source has. May be given again.",
)
@click.option(
    "--crosswalk",
    type=_PATH,
    help="The official O*NET-SOC 2010 to 2019 crosswalk (CSV), for sources of the other taxonomy.",
)
@click.option(
    "--recipe",
    type=click.Choice(["seed", "full"]),
    default="full",
    show_default=True,
    help="How labels are made: the classic construction, or every element and category.",
)
def build(
    source: Path,
    out: Path,
    supplements: tuple[Path, ...],
    crosswalk: Path | None,
    recipe: "RecipeName",
) -> None:
    """Build a data set from the O*NET release SOURCE (zip or folder, Excel or text).

    Writes texts, ratings, categories and labels as Parquet, with labels.json and
    manifest.json, which says what came from where.

    \b
    Examples:
      jobskills data build db_29_3_excel.zip --out data/29_3
      jobskills data build db_29_3_excel.zip --supplement db_23_2_excel.zip \\
        --crosswalk 2010_to_2019_Crosswalk.csv --recipe full --out data/29_3
    """
    from jobskills.dataset import build_dataset
    from jobskills.dataset.store import check_writable

    check_writable(out)
    with progress("Building") as show:
        built = build_dataset(source, supplements, crosswalk, recipe, show)
    built.save(out)
    click.echo(_summary(built, out))


def _summary(built: "Dataset", out: Path) -> str:
    """Return the table that ends a build: domain, rows, occupations, where from."""
    rows = [("domain", "rows", "occupations", "from")]
    for name, domain in built.manifest["domains"].items():
        way = f", crosswalk {domain['crosswalk']}" if domain["crosswalk"] else ""
        counts = f"{domain['rows']:,}", f"{domain['occupations']:,}"
        rows.append((name, *counts, f"{domain['source']} ({domain['release']}{way})"))
    rows += [(name, "-", "-", "missing: no source has it") for name in built.manifest["missing"]]
    widths = [max(len(row[i]) for row in rows) for i in range(3)]
    lines = [
        f"{a:<{widths[0]}}  {b:>{widths[1]}}  {c:>{widths[2]}}  {d}".rstrip() for a, b, c, d in rows
    ]
    labels = f"{built.labels.width - 1:,} labels of {built.labels.height:,} occupations"
    return "\n".join([*lines, f"{labels} ({built.manifest['recipe']}) in {out}"])
