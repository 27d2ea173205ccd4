"""A summary as a picture: a heat map of its groups, or, over time, one small plot per line.

Which of the two, and which of a summary's hundreds of lines it shows, is decided here;
`heat_map` and `courses` only draw. Figures are made without pyplot, so nothing global
is touched.
"""

from pathlib import Path
from typing import Any, Final

import matplotlib as mpl

from jobskills.errors import DataError
from jobskills.summarize.courses import courses
from jobskills.summarize.heat_map import heat_map
from jobskills.summarize.lines import read_lines
from jobskills.summarize.summary import Summary

__all__ = ["check_picture", "draw"]

_UNDATED: Final = {".png": {}, ".svg": {"Date": None}, ".pdf": {"CreationDate": None}}
# Any: matplotlib's own type for this is a list of its four hundred parameters.
_STYLE: Final[Any] = {
    "font.family": "sans-serif",
    "font.size": 8,
    "axes.titlesize": 8,
    "axes.linewidth": 0.6,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "xtick.major.width": 0.6,
    "ytick.major.width": 0.6,
    "legend.frameon": False,
    "pdf.fonttype": 42,
    "svg.fonttype": "none",
    "svg.hashsalt": "jobskills",
}


def check_picture(path: Path) -> None:
    """Refuse a file that can't be drawn to.

    Raises
    ------
    DataError
        If it has another ending, or its folder isn't there.
    """
    if path.suffix.lower() not in _UNDATED:
        raise DataError(f"{path}: expected a name that ends in {', '.join(_UNDATED)}")
    if not path.parent.is_dir():
        raise DataError(f"{path}: the folder {path.parent} is missing; make it first")


def draw(summary: Summary, path: Path, top: int = 30) -> None:
    """Draw a summary.

    Parameters
    ----------
    summary : Summary
    path : Path
        Ends in .png, .svg or .pdf.
    top : int
        How many elements, technologies and tools are shown in all: those that differ most
        between groups, and those that are named most.

    Raises
    ------
    DataError
        If the file has another ending or can't be written, or there is nothing to draw.
    """
    check_picture(path)
    lines = read_lines(summary, top)
    with mpl.rc_context(_STYLE):
        figure = courses(lines) if summary.grouping.every else heat_map(lines)
        # No date, so that the same summary gives the same file.
        undated: Any = _UNDATED[path.suffix.lower()]
        try:
            figure.savefig(path, dpi=200, metadata=undated, facecolor="white")
        except OSError as error:
            raise DataError(f"{path}: can't be written: {error}") from error
