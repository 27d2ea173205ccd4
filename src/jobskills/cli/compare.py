"""`jobskills compare`: two documents in, what the second asks that the first lacks."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import click

from jobskills.cli.documents import read_document
from jobskills.cli.options import answer_options
from jobskills.comparison import (
    THRESHOLD,
    Comparison,
    ElementComparison,
    Gap,
    PostingSide,
    comparison_csv,
)
from jobskills.comparison import compare as compare_predictions
from jobskills.percent import percent
from jobskills.prediction import DOMAINS, Domain, Posting
from jobskills.predictor import Predictor

__all__ = ["compare"]

_TABLE_ROWS: Final = 10
_ACTIONS: Final = {
    "learn": "To learn",
    "practise": "To practise",
    "expect": "To expect of the job",
}


@click.command()
@click.argument("left", type=click.Path(path_type=Path))
@click.argument("right", type=click.Path(path_type=Path))
@answer_options(
    top="At most so many lines per list (table).",
    threshold=THRESHOLD,
    least="A side asks for what is at least this probable.",
)
def compare(
    left: Path,
    right: Path,
    bundle: str,
    domains: tuple[Domain, ...],
    top: int | None,
    threshold: float,
    form: str,
) -> None:
    """Say what RIGHT asks that LEFT lacks, and what both need.

    LEFT is where somebody stands (a résumé, the present job), RIGHT what is asked for (a posting).
    Both are files: plain text, HTML, JSON-LD, PDF or Word (.docx); "-" is standard input. A PDF
    and a Word document need the extra: pip install 'jobskills[files]'.

    A difference is in rating points on the element's own scale, with its 90 % interval, and in
    standard deviations (sd) between occupations.

    \b
    Examples:
      jobskills compare resume.pdf posting.html
      jobskills compare resume.docx posting.txt --domain skills --domain knowledge --top 5
      jobskills compare old.txt new.txt --format json > gaps.json
    """
    if str(left) == str(right) == "-":
        raise click.UsageError("standard input can be one side, not both: name a file")
    postings = [_posting(path) for path in (left, right)]
    predictions = Predictor.load(bundle).predict(postings)
    comparison = compare_predictions(*predictions, threshold=threshold, domains=domains or DOMAINS)
    if form == "json":
        click.echo(json.dumps(comparison.to_dict(), ensure_ascii=False, indent=2))
    elif form == "csv":
        click.echo(comparison_csv(comparison), nl=False)
    else:
        click.echo("\n".join(_table(comparison, top or _TABLE_ROWS)))


def _posting(path: Path) -> Posting:
    document = read_document(None if str(path) == "-" else path)
    if not document.description.strip():
        raise click.UsageError(f"nothing to read in {path}")
    return Posting(document.title, document.source)


def _table(comparison: Comparison, rows: int) -> Iterator[str]:
    """Yield what a person acts on first, and then what both need."""
    yield from _side("LEFT", comparison.left)
    yield from _side("RIGHT", comparison.right)
    for action, heading in _ACTIONS.items():
        gaps = [gap for gap in comparison.gaps if gap.action == action]
        if gaps:
            yield ""
            yield f"{heading:<45}        left  right  difference (90 % interval)"
            described = {one.id: one for one in comparison.elements}
            yield from (_gap(gap, described.get(gap.id or "")) for gap in gaps[:rows])
            if len(gaps) > rows:
                yield f"  … and {len(gaps) - rows} more"
    shared = [one for one in comparison.elements if one.relation == "shared"]
    shared.sort(key=lambda one: -min(one.left.importance, one.right.importance))
    names = [*_shared_products(comparison), *(one.name for one in shared)]
    yield from _names("Both need", names, rows)
    stronger = [one for one in comparison.elements if one.relation in {"stronger", "extra"}]
    stronger.sort(key=lambda one: one.difference_sd)
    yield from _names("LEFT has more of", [one.name for one in stronger], rows)


def _side(name: str, side: PostingSide) -> Iterator[str]:
    first = side.occupations[0]
    yield f"{name:<6}{percent(first.probability):>5}  {first.code}  {first.title}"
    yield from (f"      warning: {warning}" for warning in side.warnings)


def _gap(gap: Gap, one: ElementComparison | None) -> str:
    name = gap.name if len(gap.name) <= 42 else f"{gap.name[:41]}…"
    if one is None:
        found = "named in RIGHT" if gap.sure else f"expected, {percent(gap.probability)}"
        return f"  {name:<43} {gap.kind}, {found}"
    interval = f"({one.difference_low:+.1f} to {one.difference_high:+.1f})"
    return (
        f"  {name:<43}       {one.left.importance:4.1f}  {one.right.importance:5.1f}  "
        f"{one.difference:+.1f} {interval}, {one.difference_sd:+.1f} sd"
    )


def _shared_products(comparison: Comparison) -> Iterator[str]:
    for both in (comparison.technologies.both, comparison.tools.both):
        yield from (row.name for row in both if row.right is not None and row.right.mentioned)


def _names(heading: str, names: Sequence[str], rows: int) -> Iterator[str]:
    if names:
        more = f", … and {len(names) - rows} more" if len(names) > rows else ""
        yield ""
        yield heading
        yield f"  {', '.join(names[:rows])}{more}"
