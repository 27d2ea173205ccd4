"""The command line: argv to calls, errors to exit codes; the only place that prints and exits.

Each verb is one file of this room, imported when it is asked for, so that
``jobskills predict`` never waits for what ``jobskills train`` needs.
"""

import sys
from importlib import import_module
from typing import Final

import click

from jobskills import __version__
from jobskills.errors import JobskillsError

__all__ = ["cli", "main"]

_VERBS: Final = (
    "predict",
    "compare",
    "batch",
    "summarize",
    "serve",
    "mcp",
    "data",
    "train",
    "evaluate",
    "card",
)


class _Verbs(click.Group):
    """A group whose commands live in modules of the same name, imported on demand."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(_VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _VERBS:
            return None
        command = getattr(import_module(f"jobskills.cli.{cmd_name}"), cmd_name)
        assert isinstance(command, click.Command)  # noqa: S101
        return command


@click.group(cls=_Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="jobskills")
def cli() -> None:
    """Read a job posting; say which skills it needs, as O*NET names and rates them.

    \b
    Examples:
      jobskills predict --title "Registered nurse" --file posting.txt
      jobskills serve --port 8000
      jobskills batch postings.jsonl scored.parquet
    """


def main() -> None:
    """Run the command line and exit: 0 done, 1 wrong input, 2 wrong usage, 130 interrupted."""
    try:
        status = cli.main(standalone_mode=False)
    except click.exceptions.Abort:
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except JobskillsError as error:
        click.echo(f"jobskills: {error}", err=True)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        # The reader of our output (head, less) has left; that is its right.
        sys.stderr.close()
        sys.exit(0)
    sys.exit(status if isinstance(status, int) else 0)
