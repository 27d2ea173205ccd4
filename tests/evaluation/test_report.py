import json
import re
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from jobskills.evaluation import plots
from jobskills.evaluation.report import Figure, Report, Table, Tile, write_report


def _report(**changes: object) -> Report:
    fields: dict[str, object] = {
        "title": "A <b>bold</b> title",
        "lead": "Lead & more.",
        "tiles": [Tile("Number", "0.5")],
        "figures": [Figure("Plot", plots.dots(["row"], [plots.Series("m", [0.5])], "x"), "a plot")],
        "tables": [Table("Table", ["Model", "r"], [["gru", float("nan")], ["<i>", 0.12345]])],
        "notes": ["A note."],
        "numbers": {"r": np.float32(0.1), "none": float("nan"), "rows": (1, True, "x")},
        "release": "29.3",
    }
    return Report(**{**fields, **changes})  # type: ignore[arg-type]


def _write(report: Report, out: Path) -> tuple[dict[str, object], str]:
    write_report(report, pl.DataFrame({"a": [1]}), out)
    return json.loads((out / "report.json").read_text()), (out / "report.html").read_text()


def test_numbers_become_plain_json(tmp_path: Path) -> None:
    numbers, _ = _write(_report(timing={"seconds": 1.5}), tmp_path)
    assert numbers["r"] == 0.1
    assert numbers["none"] is None
    assert numbers["rows"] == [1, True, "x"]
    assert numbers["schema_version"] == 1
    assert numbers["timing"] == {"seconds": 1.5}


def test_text_is_escaped_and_plots_are_not(tmp_path: Path) -> None:
    _, page = _write(_report(), tmp_path)
    assert "A &lt;b&gt;bold&lt;/b&gt; title" in page
    assert "&lt;i&gt;" in page
    assert "<svg " in page
    assert "0.123</td>" in page
    assert ">–</td>" in page


@pytest.mark.parametrize(
    ("release", "text"), [("29.3", "O*NET 29.3 Database"), ("", "O*NET Database")]
)
def test_the_attribution_names_the_release_where_it_is_known(
    release: str, text: str, tmp_path: Path
) -> None:
    assert text in _write(_report(release=release), tmp_path)[1]


def test_a_plot_is_the_same_each_time_and_takes_the_pages_colours() -> None:
    first, second = (
        plots.curves({"a": ([0, 1], [0, 1]), "b": ([0, 1], [1, 0])}, ("x", "y"), diagonal=True)
        for _ in range(2)
    )
    assert first == second
    assert "var(--series-2)" in first
    assert "var(--font)" in first
    assert not re.search("#[0-9a-f]{2}fe0", first)
    assert 'id="axes_1"' not in first


def test_undefined_values_are_left_out_of_a_plot() -> None:
    series = plots.Series("m", [0.5, float("nan")], [0.4, float("nan")], [0.6, float("nan")])
    assert (
        "nan" not in plots.dots(["a", "b"], [series], "x", ("ceiling", [0.9, float("nan")])).lower()
    )


def test_words_wrap_and_numbers_stand_right(tmp_path: Path) -> None:
    table = Table("Table", ["Row", "Interval", "Name"], [["a", "0.1 – 0.2", "Line cook"]])
    report = Report("Title", "Lead", [], [], [table], [], {})
    write_report(report, pl.DataFrame(), tmp_path)
    page = (tmp_path / "report.html").read_text()
    assert '<td class="number">0.1 – 0.2</td>' in page
    assert '<td class="words">Line cook</td>' in page
