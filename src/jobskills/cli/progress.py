"""Progress of long work: a bar on a terminal, plain lines elsewhere, always on stderr."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

import click

__all__ = ["progress"]

_SECONDS_BETWEEN_LINES: Final = 10.0


@contextmanager
def progress(label: str) -> Iterator[Callable[[int, int], None]]:
    """Give a callback ``(done, total)`` that shows how far the work is.

    Parameters
    ----------
    label : str
        What is being done, such as ``"Reading tables"``.

    Yields
    ------
    Callable[[int, int], None]
        To be called with the units done so far and the units in all, 0 where unknown.
    """
    with _bar(label) if sys.stderr.isatty() else _lines(label) as show:
        yield show


@contextmanager
def _bar(label: str) -> Iterator[Callable[[int, int], None]]:
    with click.progressbar(length=1, label=label, file=sys.stderr, show_pos=True) as bar:

        def show(done: int, total: int) -> None:
            bar.length = max(total, 1)
            bar.update(done - bar.pos)

        yield show


@contextmanager
def _lines(label: str) -> Iterator[Callable[[int, int], None]]:
    started = shown = time.monotonic()

    def show(done: int, total: int) -> None:
        nonlocal shown
        now = time.monotonic()
        if done >= total > 0 or now - shown >= _SECONDS_BETWEEN_LINES:
            shown = now
            of = f" of {total}" if total else ""
            click.echo(f"{label}: {done}{of} ({now - started:.0f} s)", err=True)

    yield show
