"""Write docs/cli.md from what `--help` says, so that the page can't lag behind.

Run it after a change of the command line: python docs/generate_cli.py
"""

from collections.abc import Iterator
from pathlib import Path

import click

from jobskills.cli import cli

PAGE = Path(__file__).with_name("cli.md")
_WIDTH = 88


def page() -> str:
    """Return the page as it should be."""
    intro = (
        "# The command line\n\n"
        "This page is what `--help` prints; `python docs/generate_cli.py` writes it.\n\n"
        "Exit codes: 0 done, 1 the input or the data is wrong (one line on stderr), 2 wrong\n"
        "usage, 130 interrupted. Results go to stdout, everything else to stderr.\n"
    )
    settings = {**cli.context_settings, "terminal_width": _WIDTH}
    root = click.Context(cli, info_name="jobskills", **settings)
    return intro + "".join(_sections(cli, root))


def _sections(command: click.Command, context: click.Context) -> Iterator[str]:
    yield f"\n## {context.command_path}\n\n```text\n{command.get_help(context)}\n```\n"
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            if below is not None:
                yield from _sections(below, click.Context(below, context, name))


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
