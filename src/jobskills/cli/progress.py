"""Progress of long work: a bar on a terminal, plain lines elsewhere, always on stderr."""

import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

import click

__all__ = ["progress"]

_SECONDS_BETWEEN_LINES: Final = 10.0
#: The rate is that of the last minute: what an earlier run has done goes by at another.
_SECONDS_OF_RATE: Final = 60.0


@contextmanager
def progress(label: str, unit: str = "") -> Iterator[Callable[[int, int], None]]:
    """Give a callback ``(done, total)`` that shows how far the work is.

    Parameters
    ----------
    label : str
        What is being done, such as ``"Reading tables"``.
    unit : str
        What is counted, such as ``"rows"``: then their rate is shown, and the time left.

    Yields
    ------
    Callable[[int, int], None]
        To be called with the units done so far and the units in all, 0 where unknown.
    """
    with _bar(label, unit) if sys.stderr.isatty() else _lines(label, unit) as show:
        yield show


@contextmanager
def _bar(label: str, unit: str) -> Iterator[Callable[[int, int], None]]:
    pace = _Pace(time.monotonic())
    with click.progressbar(
        length=1,
        label=label,
        file=sys.stderr,
        show_pos=True,
        show_percent=True,
        show_eta=not unit,  # click's own, which an earlier run's rows would mislead
        item_show_func=(lambda said: said or "") if unit else None,
    ) as bar:

        def show(done: int, total: int) -> None:
            bar.length = max(total, 1)
            pace.add(time.monotonic(), done)
            bar.update(
                done - bar.pos, f"{pace.rate:.0f} {unit}/s{pace.left(total)}" if unit else None
            )

        yield show


@contextmanager
def _lines(label: str, unit: str) -> Iterator[Callable[[int, int], None]]:
    started = shown = time.monotonic()
    pace = _Pace(started)

    def show(done: int, total: int) -> None:
        nonlocal shown
        now = time.monotonic()
        pace.add(now, done)
        if done >= total > 0 or now - shown >= _SECONDS_BETWEEN_LINES:
            shown = now
            of = f" of {total}" if total else ""
            speed = f" {unit}, {pace.rate:.0f} a second{pace.left(total)}" if unit else ""
            click.echo(f"{label}: {done}{of}{speed} ({now - started:.0f} s)", err=True)

    yield show


class _Pace:
    """How fast work goes on: what was done by when, of the last minute."""

    def __init__(self, started: float) -> None:
        self._steps = deque([(started, 0)])

    def add(self, now: float, done: int) -> None:
        self._steps.append((now, done))
        while len(self._steps) > 2 and now - self._steps[0][0] > _SECONDS_OF_RATE:
            self._steps.popleft()

    @property
    def rate(self) -> float:
        """Units done per second."""
        (began, before), (now, done) = self._steps[0], self._steps[-1]
        return (done - before) / (now - began) if now > began else 0.0

    def left(self, total: int) -> str:
        """Return how long the rest will take, in words; nothing where nobody can know."""
        rest = total - self._steps[-1][1]
        if rest <= 0 or not self.rate:
            return ""
        minutes, seconds = divmod(round(rest / self.rate), 60)
        hours, minutes = divmod(minutes, 60)
        if hours:
            return f", {hours} h {minutes} min left"
        return f", {minutes} min {seconds} s left" if minutes else f", {seconds} s left"
