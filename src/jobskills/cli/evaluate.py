"""`jobskills evaluate`: how good is a model, on which task, next to what."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from jobskills.cli.options import bundle_option
from jobskills.cli.progress import progress
from jobskills.errors import MissingExtraError
from jobskills.evaluation.registry import LABEL_MODELS, PROFILE_MODELS

if TYPE_CHECKING:
    from collections.abc import Callable

    from jobskills.models.profile import ProfileModel

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
    """Measure a model and write report.json, report.html and predictions.parquet.

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
    """Run the classic task on CSV: labels from descriptions, one random 80/20 split.

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


@evaluate.command()
@click.option("--data", type=_FILE, required=True, help="Folder made by 'jobskills data build'.")
@click.option("--model", type=click.Choice(list(PROFILE_MODELS)), required=True)
@click.option("--folds", type=click.IntRange(min=2), default=10, show_default=True)
@click.option("--seed", "shuffle", type=click.IntRange(min=0), default=0, show_default=True)
@click.option(
    "--recipe",
    type=_FILE,
    help="Recipe of the default model: its texts of the training occupations are fitted on too.",
)
@_out
def occupations(
    data: Path, model: str, folds: int, shuffle: int, recipe: Path | None, out: Path
) -> None:
    """Rate occupations the model has not seen, from their description and tasks.

    The average occupation and TF-IDF with ridge regression are always fitted besides.

    \b
    Examples:
      jobskills evaluate occupations --data data/29_3 --model tfidf --out reports/tfidf
      jobskills evaluate occupations --data data/29_3 --model default \\
        --recipe recipes/default.toml --out reports/occupations
    """
    if recipe and model != "default":
        raise click.UsageError(f"--recipe is for --model default; {model} takes no texts")
    from jobskills.dataset import Dataset
    from jobskills.evaluation.occupations import evaluate_occupations
    from jobskills.evaluation.occupations_report import occupations_predictions, occupations_report
    from jobskills.evaluation.report import write_report
    from jobskills.models.profile_data import profile_data

    make = _reader_of(recipe) if recipe else None
    dataset = Dataset.load(data)
    with progress("Fitting models") as show:
        run = evaluate_occupations(profile_data(dataset), model, folds, shuffle, show, make)
    report = occupations_report(run, str(dataset.manifest.get("release") or ""))
    write_report(report, occupations_predictions(run), out)
    for domain, score in report.numbers["models"][model]["domains"].items():
        click.echo(f"{domain:16} r {score['r']:.3f}")
    click.echo(f"{out / 'report.html'}")


def _reader_of(recipe: Path) -> "Callable[[], ProfileModel]":
    """Return what makes a reader that learns from the recipe's texts; they are read once."""
    from functools import partial

    from jobskills.evaluation.default_model import default_profile_model, fold_texts

    return partial(default_profile_model, fold_texts(recipe))


@evaluate.command()
@click.argument("file", type=_FILE)
@bundle_option
@click.option(
    "--data",
    type=_FILE,
    help="Folder made by 'jobskills data build': TF-IDF learns from it and reads the texts too; "
    "standard errors in it give the noise ceiling.",
)
@_out
def postings(file: Path, bundle: str, data: Path | None, out: Path) -> None:
    """Let a bundle read FILE, real texts with gold O*NET codes as JSON lines.

    Each line has title and description, and gold_code, onet_best, gold_agreed,
    gold_union or onet_codes, whichever there are. The average occupation always stands
    beside the bundle's model; with --data TF-IDF with ridge regression does too.

    \b
    Examples:
      jobskills evaluate postings postings.jsonl --out reports/postings
      jobskills evaluate postings postings.jsonl --data data/29_3 --out reports/postings
    """
    from jobskills.evaluation.gold_file import read_gold
    from jobskills.evaluation.posting_baselines import published
    from jobskills.evaluation.postings import evaluate_postings
    from jobskills.evaluation.postings_report import postings_predictions, postings_report
    from jobskills.evaluation.report import write_report
    from jobskills.models.profile_baselines import TfidfProfile
    from jobskills.predictor import Predictor

    gold = read_gold(file)
    reader = Predictor.load(bundle)
    ratings = published(data, reader.info.onet_release) if data else None
    models = {"tfidf": TfidfProfile().fit(ratings)} if ratings else {}
    with progress("Reading postings") as show:
        run = evaluate_postings(gold, reader, show, models=models)
    report = postings_report(run, ratings)
    write_report(report, postings_predictions(run), out)
    for field, readings in report.numbers["hits"].items():
        for name, one in readings.items():
            click.echo(f"{field:12} {name:22} hit@1 {one['hit@1']:.3f} hit@10 {one['hit@10']:.3f}")
    for name, one in report.numbers["readings"].items():
        beside = one["baselines"].get("tfidf", {"domains": {}})["domains"]
        for domain, score in one["domains"].items():
            other = f"  tfidf {beside[domain]['r']:.3f}" if domain in beside else ""
            click.echo(f"{domain:15} {name:22} r {score['r']:.3f}{other}")
    click.echo(f"{out / 'report.html'}")
