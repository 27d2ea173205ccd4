"""A heat map of groups: how ratings differ from those of all postings, and shares of what is named.

Lines and groups stand in the order in which they are alike, so that blocks show.
"""

import textwrap
from typing import Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.colors import Normalize
from matplotlib.figure import Figure
from matplotlib.ticker import PercentFormatter
from numpy.typing import NDArray

from jobskills.summarize.lines import Block, Group, Lines

__all__ = ["heat_map"]

_CELL: Final = (0.44, 0.205)  # inches
_BAR, _BOTTOM, _GAP = 1.0, 0.4, 0.3  # inches: the colour bar's, the foot's, between blocks
#: How wide a letter of a label is on average, in inches, and the sine of 45 degrees.
_LETTER, _SLANT = 0.061, 0.707
_MOST_LETTERS: Final = 44
_COLORS: Final = {"importance": "RdBu_r", "share": "Greens"}
#: Where in its range a colour map is pale.
_PALE: Final = {"importance": 0.5, "share": 0.15}
_HEADS: Final = {
    "importance": "Mean rating; colour: difference\nfrom all postings, scale points",
    "share": "Postings that name it, %",
}


def heat_map(lines: Lines) -> Figure:
    """Return the figure."""
    order = np.array(_alike(lines.blocks[0], columns=True))
    groups = [lines.groups[place] for place in order]
    blocks = [_sorted(block).take(np.arange(len(block.names)), order) for block in lines.blocks]
    labels = _labels(groups, lines.n_postings)
    slanted = 0.25 + _SLANT * _LETTER * max(map(len, labels))
    heights = [len(block.names) * _CELL[1] for block in blocks]
    left = 0.2 + _LETTER * max(len(_cut(name)) for block in blocks for name in block.names)
    cells = len(labels) * _CELL[0]
    width = left + cells + max(_BAR, slanted)
    height = slanted + sum(heights) + _GAP * (len(blocks) - 1) + _BOTTOM
    figure = Figure(figsize=(width, height))
    top = height - slanted
    for place, (block, tall) in enumerate(zip(blocks, heights, strict=True)):
        low, high = (top - tall) / height, tall / height
        axes = figure.add_axes((left / width, low, cells / width, high))
        _draw(axes, block)
        if not place:
            _head(axes, labels)
        bar = figure.add_axes(((left + cells + 0.15) / width, low, 0.1 / width, high))
        _legend(figure, bar, block)
        top -= tall + _GAP
    _foot(figure, lines, width, height)
    return figure


def _labels(groups: list[Group], n_postings: int) -> list[str]:
    return [f"All postings ({n_postings:,})"] + [f"{_cut(g.label)} ({g.n:,})" for g in groups]


def _draw(axes: Axes, block: Block) -> None:
    """Draw the cells; the first column is that of all postings and has no colour."""
    n_lines, n_groups = block.value.shape
    shown, norm = _colored(block)
    axes.pcolormesh(
        np.arange(n_groups + 1) + 1,
        np.arange(n_lines + 1),
        np.ma.masked_invalid(shown),
        cmap=_COLORS[block.measure],
        norm=norm,
        edgecolor="white",
        linewidth=0.6,
    )
    axes.set(xlim=(0, n_groups + 1), ylim=(n_lines, 0), xticks=[])
    axes.set_yticks(np.arange(n_lines) + 0.5, [_cut(name) for name in block.names])
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    values = np.column_stack([block.overall, block.value])
    for line, column in np.ndindex(values.shape):
        value = float(values[line, column])
        if not np.isnan(value):
            dark = (
                column > 0
                and abs(float(norm(shown[line, column - 1])) - _PALE[block.measure]) > 0.33
            )
            axes.text(
                column + 0.5,
                line + 0.52,
                _number(value, block),
                ha="center",
                va="center",
                fontsize=6.5,
                color="white" if dark else "#333333",
                fontweight="bold" if not column else "normal",
            )


def _colored(block: Block) -> tuple[NDArray[np.float64], Normalize]:
    """Return what the colours stand for, and their range."""
    if block.measure == "share":
        return block.value, Normalize(0, max(float(np.nanmax(block.value)), 0.01))
    apart = block.value - block.overall[:, None]
    # A group or two that are far from all others must not make the rest pale.
    most = max(float(np.nanquantile(np.abs(apart), 0.98)), 0.05)
    return apart, Normalize(-most, most)


def _number(value: float, block: Block) -> str:
    if block.measure == "importance":
        return f"{value:.1f}"
    # Small shares need a decimal to differ at all.
    decimals = int(value > 0 and float(np.max(block.value)) < 0.1)
    return f"{100 * value:.{decimals}f}"


def _cut(name: str) -> str:
    return textwrap.shorten(name, _MOST_LETTERS, placeholder=" …")


def _head(axes: Axes, labels: list[str]) -> None:
    """Write the groups above the first block."""
    for place, label in enumerate(labels):
        axes.text(
            place + 0.45,
            -0.25,
            label,
            rotation=45,
            rotation_mode="anchor",
            ha="left",
            va="bottom",
            fontweight="bold" if not place else "normal",
        )


def _legend(figure: Figure, axes: Axes, block: Block) -> None:
    _, norm = _colored(block)
    mappable = ScalarMappable(norm, _COLORS[block.measure])
    bar = figure.colorbar(
        mappable, cax=axes, extend="both" if block.measure == "importance" else "neither"
    )
    bar.outline.set_visible(False)
    bar.ax.tick_params(length=2, labelsize=7)
    bar.set_label(_HEADS[block.measure], fontsize=7)
    if block.measure == "share":
        bar.ax.yaxis.set_major_formatter(PercentFormatter(1, decimals=0, symbol=""))


def _foot(figure: Figure, lines: Lines, width: float, height: float) -> None:
    left_out = lines.n_groups - len(lines.groups)
    said = (
        f"By {lines.title}. Lines: those that differ most between groups, and what is named most."
    )
    if left_out:
        said += f" The {len(lines.groups)} largest of {lines.n_groups} groups."
    figure.text(0.1 / width, 0.15 / height, said, fontsize=6.5, color="#666666")


def _sorted(block: Block) -> Block:
    return block.take(np.array(_alike(block, columns=False)))


def _alike(block: Block, columns: bool) -> list[int]:
    """Return lines or groups so that those that are alike stand together.

    The order is that of the first singular vector of what sets groups apart.
    """
    table = np.nan_to_num(block.value - block.overall[:, None])
    if min(table.shape) == 0 or (block.measure == "share" and not columns):
        return list(range(len(block.names)))
    left, _, right = np.linalg.svd(table, full_matrices=False)
    vector = right[0] if columns else left[:, 0]
    # Its sign is arbitrary; the first line's side comes first.
    side = -1.0 if left[0, 0] > 0 else 1.0
    return [int(place) for place in np.argsort(side * vector, kind="stable")]
