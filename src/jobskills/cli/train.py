"""`jobskills train`: from a recipe and a built data set to a bundle."""

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import click

from jobskills.cli.progress import progress
from jobskills.errors import MissingExtraError
from jobskills.recipe import load_recipe

__all__ = ["train"]

_PATH = click.Path(path_type=Path)


@click.command()
@click.argument("recipe", type=_PATH)
@click.option("--data", type=_PATH, required=True, help="What `jobskills data build` wrote.")
@click.option("--out", type=_PATH, required=True, help="Directory of the new bundle.")
def train(recipe: Path, data: Path, out: Path) -> None:
    """Train a bundle by RECIPE (TOML) and evaluate it as loaded back from disk.

    \b
    Examples:
      jobskills train recipes/default.toml --data data/29_3 --out my/bundle
      jobskills predict --bundle my/bundle --title "Baker"
    """
    try:
        from jobskills import training
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("jobskills"):
            raise
        raise MissingExtraError("training", "train") from error
    with ExitStack() as stack:
        predictor = training.train(load_recipe(recipe), data, out, _stages(stack))
    info = predictor.info
    click.echo(f"{out}: bundle {info.name} {info.version}, O*NET {info.onet_release}")


def _stages(stack: ExitStack) -> Callable[[str, int, int], None]:
    """Show one progress line or bar per stage, opened when the stage is first heard of."""
    shown: dict[str, Callable[[int, int], None]] = {}

    def show(stage: str, done: int, total: int) -> None:
        if stage not in shown:
            stack.close()
            shown[stage] = stack.enter_context(progress(stage))
        shown[stage](done, total)

    return show
