"""Options that several verbs have, said once: which model, which lines, in which form."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

from jobskills.prediction import DOMAINS

__all__ = ["answer_options", "bundle_option"]

_Command = TypeVar("_Command", bound=Callable[..., Any])


def bundle_option(command: _Command) -> _Command:
    """Give a verb the option that says which model speaks."""
    return click.option(
        "--bundle",
        default="default",
        show_default=True,
        metavar="NAME|DIR",
        help="Model, by name or directory.",
    )(command)


def answer_options(*, top: str, threshold: float, least: str) -> Callable[[_Command], _Command]:
    """Give a verb the options of an answer: `domains`, `top`, `threshold`, `form`, `bundle`.

    `top` and `least` say what the numbers mean there, `threshold` is its default.
    """
    options = (
        bundle_option,
        click.option(
            "--domain",
            "domains",
            multiple=True,
            type=click.Choice(DOMAINS),
            help="Only this domain; may be repeated.",
        ),
        click.option("--top", type=click.IntRange(min=1), help=top),
        click.option(
            "--threshold",
            type=click.FloatRange(0, 1),
            default=threshold,
            show_default=True,
            help=least,
        ),
        click.option(
            "--format",
            "form",
            type=click.Choice(["table", "json", "csv"]),
            default="table",
            show_default=True,
        ),
    )

    def give(command: _Command) -> _Command:
        for option in reversed(options):  # as decorators stand above a function
            command = option(command)
        return command

    return give
