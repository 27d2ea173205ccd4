"""`jobskills predict`: one posting in, its skills out, as a table, JSON or CSV."""

import json
from pathlib import Path
from typing import Final

import click

from jobskills.cli.documents import read_document
from jobskills.cli.options import answer_options
from jobskills.percent import percent
from jobskills.prediction import DOMAINS, Domain, ElementScore, Posting, Prediction
from jobskills.predictor import Predictor
from jobskills.selection import Selection
from jobskills.sheet import to_csv

__all__ = ["predict"]

_TABLE_ROWS: Final = 8


@click.command()
@click.option("--title", default="", help="The job title.")
@click.option("--text", help="The description itself.")
@click.option(
    "--file",
    "path",
    type=click.Path(path_type=Path),
    help="A file with it: plain text, HTML, JSON-LD, PDF or Word (.docx).",
)
@click.argument("stdin", required=False, metavar="[-]")
@answer_options(top="At most so many lines per list.", threshold=0.0, least="Least probability.")
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

    The description comes from --text, from --file, or from standard input with "-". What kind
    of file it is, is told by what is in it. A PDF and a Word document need the extra: pip
    install 'jobskills[files]'.

    \b
    Examples:
      jobskills predict --title "Registered nurse" --text "Care for patients on a surgical ward."
      jobskills predict --title "Welder" --file posting.txt --domain skills --top 5
      jobskills predict --file posting.pdf
      cat posting.txt | jobskills predict - --format json
    """
    if sum(given is not None for given in (text, path, stdin)) > 1:
        raise click.UsageError("give the description once: --text, --file or -")
    if stdin not in (None, "-"):
        raise click.UsageError(f"unexpected argument {stdin!r}; to read a file: --file {stdin}")
    description = text or ""
    if path is not None or stdin:
        document = read_document(path)
        # The file itself where the model can read it, so that offsets are positions in it.
        title, description = title or document.title, document.source
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


def _table(prediction: Prediction, description: str, rows: int) -> str:
    """Return what a person wants to see first: the most important of each domain."""
    lines = [f"warning: {warning}" for warning in prediction.warnings]
    lines += ["Looks like"]
    lines += [
        f"  {percent(one.probability):>5}  {one.code}  {one.title}"
        for one in prediction.occupations[:5]
    ]
    for domain in DOMAINS:
        scores = [one for one in prediction.elements if one.domain == domain]
        scores = sorted(scores, key=lambda one: -one.importance)[:rows]
        if scores:
            lines += ["", _heading(domain)]
            lines += [_line(one, description) for one in scores]
    for name, listed in (("Technologies", prediction.technologies), ("Tools", prediction.tools)):
        named = [one.name for one in listed if one.mentioned][:rows]
        expected = [f"{one.name} {percent(one.probability)}" for one in listed if not one.mentioned]
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
    figures = f"{one.importance:6.1f}  {interval:^13}  {percent(one.probability):>11}"
    return f"  {name:<36} {figures}  {evidence}"
