import json
from pathlib import Path
from typing import Any

import figures
import kept
import pytest
from figure_rows import ROWS, Row, one

README = (Path(__file__).resolve().parents[2] / "README.md").read_text(encoding="utf-8")


def _row(**changes: Any) -> Row:
    fields: dict[str, Any] = {"must": (0.8, 0.6), "aim": (0.9, 0.7), "read": one(("a",), ("b",))}
    return Row(what="Row", source="made", **{**fields, **changes})


@pytest.mark.parametrize(
    ("said", "mark"),
    [
        ((0.9, 0.7), " (aim)"),
        ((0.8996, 0.6999), " (aim)"),
        ((0.95, 0.65), " (must)"),
        ((0.95, 0.59), " (**missed**)"),
        ((0.95, None), " (**missed**)"),
    ],
)
def test_all_figures_of_a_row_have_to_be_reached(said: tuple[float | None, ...], mark: str) -> None:
    assert figures.verdict(_row(), said) == mark


def test_less_may_be_better_and_what_need_not_be_reached_has_no_mark() -> None:
    assert figures.verdict(_row(must=(8.0,), aim=(3.0,), at_most=True), (7.9,)) == " (must)"
    assert figures.verdict(_row(must=(8.0,), aim=(), at_most=True), (8.1,)) == " (**missed**)"
    assert figures.verdict(_row(must=(), aim=()), (0.1,)) == ""


def test_a_row_shows_what_stands_beside_and_which_command_made_it() -> None:
    results: dict[str, dict[str, Any]] = {
        "made": {"a": 0.85, "b": 0.6, "beside": 0.5, "command": "python x.py", "bundle": "mine"},
        "look": {"up": 0.3},
    }
    rows = [
        _row(beside={"TF-IDF": one(("beside",))}),
        _row(beside={"look-up": one(("up",))}, beside_source="look"),
    ]
    lines = list(figures.table("mine", rows, lambda name: results.get(name)))
    assert lines[2] == (
        "| Row | .800 / .600 | .900 / .700 | .850 / .600 (must) | TF-IDF .500 | 1 |"
    )
    assert "look-up .300" in lines[3]
    assert lines[-1] == "1. `python x.py`"


def test_what_is_not_measured_or_of_another_bundle_is_said_so() -> None:
    [*_, row, _, _] = figures.table("mine", [_row()], lambda _: None)
    assert row.split("|")[4].strip() == "not measured"
    other = {"a": 1.0, "b": 1.0, "bundle": "other"}
    assert "with another bundle" in list(figures.table("mine", [_row()], lambda _: other))[-1]


def test_every_row_reads_what_its_benchmark_keeps() -> None:
    for row in ROWS:
        found = kept.kept(row.source)
        if found is not None:
            assert None not in row.read(found), row.what
            assert len(row.must) in (0, len(row.read(found))), row.what
            assert len(row.aim) in (0, len(row.must)), row.what


def test_the_pages_have_the_tables_that_the_kept_figures_make() -> None:
    pages = README + figures.DECISION.read_text(encoding="utf-8")
    for name, block in figures.blocks(kept.weights("default")).items():
        start, end = figures.marks(name)
        assert f"{start}{block}{end}" in pages, "stale: python benchmarks/figures.py"


def test_no_text_of_a_posting_is_kept() -> None:
    for path in kept.RESULTS.glob("*.json"):
        result = json.loads(path.read_text())
        assert not {"misses", "postings_read", "predictions"} & set(result), path.name


def test_a_block_is_written_between_its_marks_alone(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("A\n<!-- x: start -->\nold\n<!-- x: end -->\nB\n")
    figures.write_between(page, "x", "new\nlines")
    figures.write_between(page, "y", "nowhere")
    assert page.read_text() == "A\n<!-- x: start -->\nnew\nlines\n<!-- x: end -->\nB\n"


def test_what_is_kept_is_json_with_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "RESULTS", tmp_path)
    numbers = {"r": 0.12345678, "many": [1.00000004, float("nan")], "n": 3}
    kept.keep("made", "python x.py", numbers, "default")
    found = kept.kept("made")
    assert found is not None
    assert (found["r"], found["many"], found["n"]) == (0.123457, [1.0, None], 3)
    assert (found["command"], found["bundle"]) == ("python x.py", kept.weights("default"))
    assert kept.kept("none") is None


def test_an_empty_block_keeps_what_stands_below_it(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("above\n<!-- x: start -->\n<!-- x: end -->\nbelow\n", encoding="utf-8")
    figures.write_between(page, "x", "new")
    written = page.read_text(encoding="utf-8")
    assert written == "above\n<!-- x: start -->\nnew\n<!-- x: end -->\nbelow\n"


def test_a_block_without_an_end_is_refused_and_its_page_left_alone(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("above\n<!-- x: start -->\nbelow\n", encoding="utf-8")
    with pytest.raises(SystemExit, match=r"page\.md: the block 'x' has no end"):
        figures.write_between(page, "x", "new")
    assert page.read_text(encoding="utf-8") == "above\n<!-- x: start -->\nbelow\n"
