"""`jobskills predict`: one posting in, its skills out, as a table, JSON or CSV."""

import json
import sys
from pathlib import Path
from typing import Final

import click

from jobskills.errors import PostingError
from jobskills.prediction import DOMAINS, Domain, ElementScore, Posting, Prediction
from jobskills.predictor import Predictor
from jobskills.selection import Selection
from jobskills.sheet import to_csv

__all__ = ["predict"]

_MOST_BYTES: Final = 5_000_000
_TABLE_ROWS: Final = 8
_LIKELY: Final = 0.5


@click.command()
@click.option("--title", default="", help="The job title.")
@click.option("--text", help="The description itself.")
@click.option(
    "--file",
    "path",
    type=click.Path(path_type=Path),
    help="A file with it: plain text, HTML or JSON-LD.",
)
@click.argument("stdin", required=False, metavar="[-]")
@click.option("--bundle", default="default", show_default=True, help="Name or directory.")
@click.option(
    "--domain", "domains", multiple=True, type=click.Choice(DOMAINS), help="Only this domain."
)
@click.option("--top", type=click.IntRange(min=1), help="At most so many lines per list.")
@click.option("--threshold", type=click.FloatRange(0, 1), default=0.0, help="Least probability.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "csv"]),
    default="table",
    show_default=True,
)
def predict(
    title: str,
    text: str | None,
    path: Path | None,
    stdin: str | None,
    bundle: str,
    domains: tuple[Domain, ...],
    top: int | None,
    threshold: float,
    form: str,
) -> None:
    """Say which skills a posting needs. Give a title, a description, or both.

    The description comes from --text, from --file, or from standard input with "-".

    \b
    Examples:
      jobskills predict --title "Registered nurse" --text "Care for patients on a surgical ward."
      jobskills predict --title "Welder" --file posting.txt --domain skills --top 5
      cat posting.txt | jobskills predict - --format json
    """
    if sum(given is not None for given in (text, path, stdin)) > 1:
        raise click.UsageError("give the description once: --text, --file or -")
    if stdin not in (None, "-"):
        raise click.UsageError(f"unexpected argument {stdin!r}; to read a file: --file {stdin}")
    description = text or ""
    if path is not None:
        description = _decoded(_read(path), str(path))
    elif stdin:
        description = _decoded(sys.stdin.buffer.read(_MOST_BYTES + 1), "standard input")
    if not title.strip() and not description.strip():
        raise click.UsageError("nothing to read: give --title, --text, --file or -")
    # A table shows what matters most, so it picks its rows itself.
    least = Selection(None if form == "table" else top, threshold, domains or DOMAINS)
    [prediction] = Predictor.load(bundle).predict([Posting(title, description)])
    selected = least.apply(prediction)
    if form == "json":
        click.echo(json.dumps(selected.to_dict(), ensure_ascii=False, indent=2))
    elif form == "csv":
        click.echo(to_csv(selected), nl=False)
    else:
        click.echo(_table(selected, description, top or _TABLE_ROWS))


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_MOST_BYTES + 1)
    except OSError as error:
        reason = error.strerror or error
        raise PostingError(f"{path}: can't be read ({reason}); name a text file") from error


def _decoded(content: bytes, name: str) -> str:
    if len(content) > _MOST_BYTES:
        raise PostingError(f"{name}: more than {_MOST_BYTES:,} bytes; a posting is shorter")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise PostingError(
            f"{name}, byte {error.start}: not UTF-8 text; save it as plain text in UTF-8"
        ) from error


def _table(prediction: Prediction, description: str, rows: int) -> str:
    """Return what a person wants to see first: of what is likely, the most important."""
    lines = [f"warning: {warning}" for warning in prediction.warnings]
    lines += ["Looks like"]
    lines += [
        f"  {one.probability:4.0%}  {one.code}  {one.title}" for one in prediction.occupations[:5]
    ]
    for domain in DOMAINS:
        scores = [one for one in prediction.elements if one.domain == domain]
        scores = sorted(scores, key=lambda one: (one.probability < _LIKELY, -one.importance))[:rows]
        if scores:
            lines += ["", _heading(domain)]
            lines += [_line(one, description) for one in scores]
    for name, listed in (("Technologies", prediction.technologies), ("Tools", prediction.tools)):
        named = [one.name for one in listed if one.mentioned][:rows]
        expected = [f"{one.name} {one.probability:.0%}" for one in listed if not one.mentioned]
        if listed:
            lines += ["", name]
            lines += [f"  named     {', '.join(named)}"] if named else []
            lines += [f"  expected  {', '.join(expected[:rows])}"] if expected else []
    return "\n".join(lines)


def _heading(domain: Domain) -> str:
    name = domain.replace("_", " ").capitalize()
    return f"{name:<38} rating  90 % interval  probability  evidence"


def _line(one: ElementScore, description: str) -> str:
    evidence = ""
    if one.evidence:
        first = one.evidence[0]
        evidence = " ".join(description[first.start : first.end].split())
        evidence = evidence if len(evidence) <= 50 else f"{evidence[:49]}…"
    name = one.name if len(one.name) <= 36 else f"{one.name[:35]}…"
    interval = f"{one.importance_low:.1f}–{one.importance_high:.1f}"
    return (
        f"  {name:<36} {one.importance:6.1f}  {interval:^13}  {one.probability:11.0%}  {evidence}"
    )
