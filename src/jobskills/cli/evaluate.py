"""`jobskills evaluate`: how good is a model, on which task, next to what."""

from pathlib import Path

import click

from jobskills.cli.progress import progress
from jobskills.errors import MissingExtraError
from jobskills.evaluation.registry import LABEL_MODELS

__all__ = ["evaluate"]

_FILE = click.Path(path_type=Path)
_out = click.option("--out", type=_FILE, required=True, help="Folder for the report.")


class _NeedsTrain(click.Group):
    """Says which extra is missing when a library of the training side is."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except ModuleNotFoundError as error:
            if (error.name or "").startswith("jobskills"):
                raise
            raise MissingExtraError("jobskills evaluate", "train") from error


@click.group(cls=_NeedsTrain)
def evaluate() -> None:
    r"""Measure a model and write report.json, report.html and predictions.parquet.

    \b
    Examples:
      jobskills evaluate seed dataset_finale.csv --model gru --out reports/seed
      jobskills evaluate occupations --data data/29_3 --model default --out reports/occupations
      jobskills evaluate postings postings.jsonl --out reports/postings
    """


@evaluate.command()
@click.argument("csv", type=_FILE)
@click.option("--model", type=click.Choice(list(LABEL_MODELS)), required=True)
@click.option("--random-state", type=click.IntRange(min=0), default=42, show_default=True)
@click.option(
    "--states",
    type=click.IntRange(min=0),
    default=10,
    show_default=True,
    help="How many further random states to repeat the split with.",
)
@_out
def seed(csv: Path, model: str, random_state: int, states: int, out: Path) -> None:
    r"""Run the classic task on CSV: labels from descriptions, one random 80/20 split.

    The majority, TF-IDF with ridge regression and the GRU are always fitted besides.

    \b
    Examples:
      jobskills evaluate seed dataset_finale.csv --model gru --out reports/seed
      jobskills evaluate seed dataset_finale.csv --model tfidf --states 0 --out reports/seed
    """
    from jobskills.evaluation.report import write_report
    from jobskills.evaluation.seed import SeedSettings, evaluate_seed
    from jobskills.evaluation.seed_data import read_seed
    from jobskills.evaluation.seed_report import seed_predictions, seed_report

    data = read_seed(csv)
    with progress("Fitting models") as show:
        run = evaluate_seed(data, model, SeedSettings(random_state, states), show)
    report = seed_report(run)
    write_report(report, seed_predictions(run), out)
    for name, numbers in report.numbers["models"].items():
        click.echo(f"{name:16} median accuracy {numbers['median_accuracy']:.3f}")
    click.echo(f"{out / 'report.html'}")
