"""Plots as SVG text that takes its colours and its font from the page around it.

Figures are drawn without pyplot, so nothing global is touched. The colours below
are stand-ins that nobody chooses by accident; each becomes a CSS variable of the page.
"""

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator
from numpy.typing import ArrayLike, NDArray

__all__ = ["Series", "curves", "dots"]

_INK: Final = "#01fe01"
_MUTED: Final = "#02fe02"
_LINE: Final = "#03fe03"
#: The subject of a report comes first in every plot, so it has the first colour.
_SERIES: Final = ("#11fe01", "#12fe02", "#13fe03", "#14fe04")
_MARKERS: Final = ("o", "s", "^", "D")
_VARIABLES: Final = {
    _INK: "var(--ink)",
    _MUTED: "var(--muted)",
    _LINE: "var(--line)",
    **{color: f"var(--series-{i})" for i, color in enumerate(_SERIES, start=1)},
}
# Any: matplotlib's own type for this is a list of its four hundred parameters.
_STYLE: Final[Any] = {
    "svg.fonttype": "none",
    "font.size": 9,
    "figure.facecolor": "none",
    "axes.facecolor": "none",
    "savefig.facecolor": "none",
    "text.color": _INK,
    "axes.labelcolor": _MUTED,
    "axes.edgecolor": _LINE,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "grid.color": _LINE,
    "grid.linewidth": 0.6,
    "xtick.color": _MUTED,
    "ytick.color": _MUTED,
    "xtick.labelcolor": _INK,
    "ytick.labelcolor": _INK,
    "legend.frameon": False,
    "legend.fontsize": 9,
}
_WIDTH: Final = 4.9  # inches: on a phone one point is about one pixel


@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """One model in a plot: a value per row and, where known, an interval around it."""

    name: str
    values: Sequence[float]
    low: Sequence[float] | None = None
    high: Sequence[float] | None = None


def dots(
    rows: Sequence[str],
    series: Sequence[Series],
    axis: str,
    marks: tuple[str, Sequence[float]] | None = None,
) -> str:
    """Draw one dot per row and series, bars for intervals; `marks` are ticks such as a ceiling."""
    with mpl.rc_context(_STYLE):
        height = 1.0 + len(rows) * max(0.45, 0.17 * len(series))
        figure = Figure(figsize=(_WIDTH, height), layout="constrained")
        axes = figure.add_subplot()
        place = np.arange(len(rows), dtype=np.float64)
        for i, one in enumerate(series):
            shift = (i - (len(series) - 1) / 2) * (0.62 / max(len(series), 2))
            axes.errorbar(
                np.asarray(one.values, dtype=np.float64),
                place + shift,
                xerr=_bars(one),
                fmt=_MARKERS[i % 4],
                color=_SERIES[i % 4],
                markersize=4.5,
                elinewidth=1.4,
                label=one.name,
            )
        if marks:
            name, at = marks[0], np.asarray(marks[1], dtype=np.float64)
            axes.plot(at, place, "|", color=_INK, markersize=14, markeredgewidth=1.4, label=name)
        axes.set_yticks(place, rows)
        axes.set_ylim(len(rows) - 0.4, -0.6)
        axes.grid(visible=False, axis="y")
        axes.tick_params(axis="y", length=0)
        axes.set_xlabel(axis)
        axes.xaxis.set_major_locator(MaxNLocator(6))
        _legend(figure, len(series) + bool(marks))
        return _svg(figure, salt=axis + "".join(rows))


def curves(
    series: Mapping[str, tuple[ArrayLike, ArrayLike]],
    axes_names: tuple[str, str],
    *,
    diagonal: bool = False,
    form: Literal["line", "marked line", "points"] = "line",
) -> str:
    """Draw one line, or cloud of points, per series; `diagonal` adds where x equals y."""
    look: dict[str, Any] = {"linewidth": 0 if form == "points" else 1.7, "markersize": 4.5}
    if form == "points":
        look |= {"alpha": 0.75, "markeredgewidth": 0}
    with mpl.rc_context(_STYLE):
        figure = Figure(figsize=(_WIDTH, 3.5), layout="constrained")
        axes = figure.add_subplot()
        for i, (name, (x, y)) in enumerate(series.items()):
            marker = "none" if form == "line" else _MARKERS[i % 4]
            color = _SERIES[i % 4]
            axes.plot(np.asarray(x), np.asarray(y), color=color, marker=marker, label=name, **look)
        if diagonal:
            # Frozen first: a line without ends would stretch the axes to zero.
            axes.set(xlim=axes.get_xlim(), ylim=axes.get_ylim())
            axes.axline((0, 0), slope=1, color=_MUTED, linewidth=1, linestyle=(0, (4, 3)))
        axes.set_xlabel(axes_names[0])
        axes.set_ylabel(axes_names[1])
        _legend(figure, len(series))
        return _svg(figure, salt="".join((*axes_names, *series)))


def _bars(one: Series) -> NDArray[np.float64] | None:
    """Return the distances from value to low and high, [2, rows]; nothing where unknown."""
    if one.low is None or one.high is None:
        return None
    value = np.asarray(one.values, dtype=np.float64)
    low, high = np.asarray(one.low, dtype=np.float64), np.asarray(one.high, dtype=np.float64)
    return np.nan_to_num(np.clip(np.stack([value - low, high - value]), 0, None))


def _legend(figure: Figure, entries: int) -> None:
    figure.legend(loc="outside upper center", ncols=min(entries, 3), handletextpad=0.3)


def _svg(figure: Figure, salt: str) -> str:
    """Return the figure as an SVG element; the same figure gives the same text."""
    buffer = io.StringIO()
    nothing: dict[str, Any] = dict.fromkeys(("Creator", "Date", "Format", "Type"))
    with mpl.rc_context({**_STYLE, "svg.hashsalt": salt}):
        figure.savefig(buffer, format="svg", metadata=nothing)
    text = buffer.getvalue()
    text = text[text.index("<svg ") :]
    for stand_in, variable in _VARIABLES.items():
        text = text.replace(stand_in, variable)
    # Names such as "axes_1" would repeat from plot to plot on one page.
    text = re.sub(r' id="[a-zA-Z0-9.]+_[0-9_]+"', "", text)
    return re.sub(r"font-family: [^;\"]+", "font-family: var(--font)", text)
