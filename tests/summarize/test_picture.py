"""What a picture shows, read from its SVG text."""

import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from jobskills.errors import DataError, MissingExtraError
from jobskills.summarize import Grouping, draw, summarize

Write = Callable[..., Path]


def words(path: Path) -> list[str]:
    """Return the texts of an SVG picture, in the order of drawing."""
    return re.findall(r"<text[^>]*>([^<]+)</text>", path.read_text(encoding="utf-8"))


@pytest.fixture
def regions(postings: Path) -> Grouping:
    return Grouping(("region",), source=postings, source_id="ref")


def test_a_heat_map_names_groups_with_their_postings_and_lines(
    write: Write, regions: Grouping, tmp_path: Path
) -> None:
    path = tmp_path / "regions.svg"
    with summarize(write(), regions) as summary:
        draw(summary, path)

    said = words(path)
    assert {"All postings (4)", "North (2)", "South (1)", "(none) (1)"} <= set(said)
    assert {"Active Listening", "Python", "Postings that name it, %"} <= set(said)
    # All postings and three groups; a region in which nobody names Python has a share of 0.
    assert {"3.4", "2.5", "4.0", "4.5", "50", "100", "0"} <= set(said)


def test_courses_have_a_curve_for_each_group_and_a_plot_for_each_line(
    write: Write, postings: Path, tmp_path: Path
) -> None:
    path = tmp_path / "months.svg"
    grouping = Grouping(("region", "posted"), "month", postings, "ref")
    with summarize(write(), grouping, kinds=["skills", "technologies"]) as summary:
        draw(summary, path)

    said = words(path)
    assert {"North", "South", "Active Listening", "Python", "R"} <= set(said)
    assert "(none)" not in said, "what has no date is nowhere on a time axis"
    assert "Administration and Management" not in said


def test_a_picture_shows_so_many_lines(write: Write, regions: Grouping, tmp_path: Path) -> None:
    with summarize(write(), regions, kinds=["skills", "knowledge"]) as summary:
        draw(summary, tmp_path / "one.svg", top=1)

    # Ratings of administration are 4, 1 and 2 in the three regions: it differs most.
    said = words(tmp_path / "one.svg")
    assert "Administration and Management" in said and "Active Listening" not in said


@pytest.mark.parametrize("ending", ["png", "svg", "pdf"])
def test_the_same_summary_gives_the_same_file(
    write: Write, regions: Grouping, tmp_path: Path, ending: str
) -> None:
    paths = [tmp_path / f"{name}.{ending}" for name in "ab"]
    with summarize(write(), regions) as summary:
        for path in paths:
            draw(summary, path)

    assert paths[0].stat().st_size > 1000
    assert paths[0].read_bytes() == paths[1].read_bytes()


def test_what_cannot_be_drawn_is_said(write: Write, regions: Grouping, tmp_path: Path) -> None:
    with summarize(write(), regions) as summary:
        with pytest.raises(DataError, match=r"expected a name that ends in \.png, \.svg, \.pdf"):
            draw(summary, tmp_path / "regions.jpg")
        with pytest.raises(DataError, match="is missing; make it first"):
            draw(summary, tmp_path / "none" / "regions.png")
    with (
        summarize(write()) as summary,
        pytest.raises(DataError, match="say by which column"),
    ):
        draw(summary, tmp_path / "all.png")


def test_without_matplotlib_it_says_which_extra_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    import jobskills.summarize as room

    for name in [name for name in sys.modules if name.startswith("jobskills.summarize.pict")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "matplotlib", None)

    with pytest.raises(MissingExtraError, match=r"pip install 'jobskills\[train\]'"):
        room.__getattr__("draw")
