"""Courses over time: one small plot per line, one curve per group, a band where it may lie."""

import textwrap
from typing import Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator, PercentFormatter
from numpy.typing import NDArray

from jobskills.summarize.lines import Block, Lines

__all__ = ["courses"]

_COLUMNS: Final = 4
#: Colours that the colour-blind can tell apart (Okabe and Ito).
_COLORS: Final = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9")
_PANEL: Final = (1.95, 1.45)  # inches
_MOST: Final = 16


def courses(lines: Lines) -> Figure:
    """Return the figure."""
    panels = [(block, row) for block in lines.blocks for row in _rows(block, len(lines.blocks))]
    n_rows = -(-len(panels) // _COLUMNS)
    width, height = _COLUMNS * _PANEL[0] + 0.3, n_rows * _PANEL[1] + 0.75
    figure = Figure(figsize=(width, height), layout="constrained")
    grid = figure.subplots(n_rows, _COLUMNS, sharex=True, squeeze=False)
    for axes, (block, row) in zip(grid.flat, panels, strict=False):
        _panel(axes, lines, block, row)
    for axes in list(grid.flat)[len(panels) :]:
        axes.set_visible(False)
    labels = list(dict.fromkeys(group.label for group in lines.groups))
    if len(labels) > 1:
        handles, _ = grid.flat[0].get_legend_handles_labels()
        figure.legend(handles, labels, loc="outside upper center", ncols=min(len(labels), 6))
    figure.supxlabel(_caption(lines, len(labels)), fontsize=6.5, color="#666666", x=0.01, ha="left")
    return figure


def _rows(block: Block, n_blocks: int) -> range:
    most = _MOST if n_blocks == 1 else _MOST // 4 if block.measure == "share" else 3 * _MOST // 4
    return range(min(most, len(block.names)))


def _panel(axes: Axes, lines: Lines, block: Block, row: int) -> None:
    labels = list(dict.fromkeys(group.label for group in lines.groups))
    for color, label in zip(_COLORS, labels, strict=False):
        at = np.array([place for place, one in enumerate(lines.groups) if one.label == label])
        when = np.array([lines.groups[place].period for place in at], dtype="datetime64[D]")
        axes.fill_between(when, *_band(block, row, at), color=color, alpha=0.16, linewidth=0)
        axes.plot(when, block.value[row, at], color=color, linewidth=1.2, label=label)
    unit = "%" if block.measure == "share" else ""
    axes.set_title(_wrapped(block.names[row]), loc="left")
    axes.yaxis.set_major_locator(MaxNLocator(4, min_n_ticks=3))
    if unit:
        axes.yaxis.set_major_formatter(PercentFormatter(1, decimals=0))
        axes.set_ylim(bottom=0)
    locator = AutoDateLocator(minticks=3, maxticks=5)  # type: ignore[no-untyped-call]
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(ConciseDateFormatter(locator))  # type: ignore[no-untyped-call]
    axes.grid(axis="y", color="#e5e5e5", linewidth=0.6)
    axes.tick_params(labelsize=7)


def _band(
    block: Block, row: int, at: NDArray[np.intp]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the interval; a single posting has none, so there it is the value."""
    value = block.value[row, at]
    low, high = block.low[row, at], block.high[row, at]
    return np.where(np.isnan(low), value, low), np.where(np.isnan(high), value, high)


def _caption(lines: Lines, n_labels: int) -> str:
    said = (
        f"{lines.n_postings:,} postings by {lines.title}. Mean ratings on O*NET's scales, and "
        "shares of postings that name a technology or tool; bands: 95 % intervals of sampling."
    )
    left_out = lines.n_groups - n_labels
    return f"{said}\nThe {n_labels} largest of {lines.n_groups} groups." if left_out else said


def _wrapped(name: str) -> str:
    """Return a name in two lines at most, and so that it shows where one is longer."""
    return "\n".join(textwrap.wrap(name, 26, max_lines=2, placeholder=" …"))
