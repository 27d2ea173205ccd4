"""A report on disk: the same numbers as JSON for programs and as one HTML page for people.

The page needs no other file and no other host. Only the block `timing` of the
JSON may differ between two runs on the same data.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import polars as pl
from jinja2 import Environment, StrictUndefined, Template

from jobskills import __version__
from jobskills.attribution import attribution
from jobskills.errors import DatasetError

__all__ = ["Figure", "Report", "Table", "Tile", "span", "write_report"]

_DIGITS: Final = 6  # the JSON's; what is beyond differs between processors
Cell = str | float | int | None


@dataclass(frozen=True, slots=True)
class Tile:
    """One number that a reader should see first."""

    label: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells; numbers are shown with three decimals, None as a dash.

    `emphasis` is the number of the row that the report is about; a `folded` table
    opens on a click.
    """

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    note: str = ""
    emphasis: int | None = None
    folded: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A plot: an SVG element made by `jobskills.evaluation.plots` and what it shows, in words."""

    title: str
    svg: str
    alt: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that one evaluation writes, but its predictions.

    Attributes
    ----------
    title, lead : str
        Heading of the page and the sentences under it.
    numbers : Mapping
        The JSON report, without `timing`; NaN becomes null.
    timing : Mapping
        Seconds; the one part that may differ between runs.
    release : str, optional
        The O*NET release to name in the attribution; "" where the data does not say.
    """

    title: str
    lead: str
    tiles: Sequence[Tile]
    figures: Sequence[Figure]
    tables: Sequence[Table]
    notes: Sequence[str]
    numbers: Mapping[str, Any]
    timing: Mapping[str, Any] = field(default_factory=dict)
    release: str = ""


def write_report(report: Report, predictions: pl.DataFrame, out: Path) -> None:
    """Write `report.json`, `report.html` and `predictions.parquet` into a folder.

    Raises
    ------
    DatasetError
        The folder can't be made or written.
    """
    numbers = {"schema_version": 1, "jobskills": __version__, **report.numbers}
    text = json.dumps(
        _plain({**numbers, "timing": report.timing}), ensure_ascii=False, indent=1, allow_nan=False
    )
    page = _template().render(
        report=report, attribution=attribution(report.release), version=__version__
    )
    try:
        out.mkdir(parents=True, exist_ok=True)
        (out / "report.json").write_text(text + "\n", encoding="utf-8")
        (out / "report.html").write_text(page, encoding="utf-8")
        predictions.write_parquet(out / "predictions.parquet")
    except OSError as error:
        raise DatasetError(f"{out}: can't be written ({error.strerror or error})") from error


def span(low: float, high: float, digits: int = 3) -> str:
    """Return an interval as text; a dash where it is not defined.

    Examples
    --------
    >>> span(0.71, 0.74)
    '0.710 – 0.740'
    """
    if math.isnan(low) or math.isnan(high):
        return "–"
    return f"{low:.{digits}f} – {high:.{digits}f}"


def _plain(value: Any) -> Any:
    """Return JSON's own types: numbers rounded, NaN as null, tuples as lists."""
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, str) or value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, Sequence):
        return [_plain(item) for item in value]
    number = float(value)
    return round(number, _DIGITS) if math.isfinite(number) else None


def _cell(value: Cell) -> str:
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return "–"
    return f"{value:.3f}" if isinstance(value, float) else str(value)


def _kind(table: Table, column: int) -> str:
    """Return whether a column holds words, which wrap, or numbers, which don't."""
    cells = "".join(str(row[column]) for row in table.rows if isinstance(row[column], str))
    return "words" if any(character.isalpha() for character in cells) else "number"


@cache
def _template() -> Template:
    environment = Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined
    )
    environment.filters["cell"] = _cell
    environment.filters["kind"] = _kind
    source = files("jobskills.evaluation").joinpath("report.html").read_text(encoding="utf-8")
    return environment.from_string(source)
