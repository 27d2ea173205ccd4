"""`jobskills card`: what a bundle is, and what it can't do."""

import click

from jobskills.bundle import Bundle
from jobskills.cli.options import bundle_option

__all__ = ["card"]


@click.command()
@bundle_option
def card(bundle: str) -> None:
    """Print the model card of a bundle.

    \b
    Examples:
      jobskills card
      jobskills card --bundle my/bundle > MODEL_CARD.md
    """
    click.echo(Bundle.load(bundle).card)
