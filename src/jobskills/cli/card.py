"""`jobskills card`: what a bundle is, and what it can't do."""

import click

from jobskills.bundle import Bundle

__all__ = ["card"]


@click.command()
@click.option("--bundle", default="default", show_default=True, help="Name or directory.")
def card(bundle: str) -> None:
    """Print the model card of a bundle.

    \b
    Examples:
      jobskills card
      jobskills card --bundle my/bundle > MODEL_CARD.md
    """
    click.echo(Bundle.load(bundle).card)
