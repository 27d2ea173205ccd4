"""The real releases: the same one in two forms, old and new layouts, known counts."""

from pathlib import Path

import pytest
from polars.testing import assert_frame_equal

from jobskills.onet import read_crosswalk, read_release
from jobskills.onet.layouts import TABLES

pytestmark = pytest.mark.shared


def test_30_0_is_the_same_from_excel_and_from_text(shared: Path) -> None:
    excel = read_release(shared / "onet" / "db_30_0_excel.zip")
    text = read_release(shared / "onet" / "db_30_0_text.zip")
    assert set(excel.tables) == {"occupations", "abilities", "skills", "knowledge", "interests"}
    for name in excel.tables:
        assert_frame_equal(excel.tables[name], text.tables[name], check_exact=True)
    assert excel.tables["skills"]["code"].n_unique() == 894


def test_the_layout_of_30_3_gives_the_tables_of_30_0(shared: Path) -> None:
    new = read_release(shared / "onet" / "db_30_3_layout_text.zip")
    old = read_release(shared / "onet" / "db_30_0_text.zip")
    assert new.version == "30.3"
    for name in ("abilities", "skills", "knowledge"):
        assert_frame_equal(new.tables[name], old.tables[name], check_exact=True)


def test_every_table_of_29_3_is_read(shared: Path) -> None:
    release = read_release(shared / "onet" / "db_29_3_excel.zip")
    assert (release.version, release.taxonomy) == ("29.3", "2019")
    heights = {name: table.height for name, table in release.tables.items()}
    assert heights["occupations"] == 1016
    assert heights["skills"] == 879 * 35 * 2
    assert heights["knowledge"] == 879 * 33 * 2
    assert heights["work_styles"] == 879 * 16
    assert min(heights.values()) > 0
    assert {"abilities", "work_activities", "work_context", "task_ratings"} <= set(release.missing)


@pytest.mark.parametrize(
    ("file", "version", "taxonomy", "table", "rows"),
    [
        ("db_24_2_text.zip", "24.2", "2010", "tools_used", 42_278),
        ("db_23_2_excel.zip", "23.2", "2010", "work_styles", 15_456),
        ("supplement_18_1_work_context.zip", "18.1", "2010", "work_context", 52_592),
        ("supplement_29_3_abilities.zip", "29.3", "2019", "abilities", 88_140),
    ],
)
def test_releases_know_what_they_are(
    shared: Path, file: str, version: str, taxonomy: str, table: str, rows: int
) -> None:
    release = read_release(shared / "onet" / file)
    assert (release.version, release.taxonomy) == (version, taxonomy)
    assert release.tables[table].height == rows


def test_the_official_crosswalk(shared: Path) -> None:
    pairs = read_crosswalk(shared / "onet" / "2010_to_2019_Crosswalk.csv").pairs
    assert (pairs.height, pairs["2010"].n_unique(), pairs["2019"].n_unique()) == (1164, 1110, 1012)


def test_the_layouts_know_the_newest_headers(shared: Path) -> None:
    lines = (shared / "onet" / "HEADERS_30.3_31.0.tsv").read_text().splitlines()
    listed = dict(line.split("\t", 1) for line in lines[1:])
    known = {f: t for t in TABLES.values() for names in t.files for f in names}
    checked = set()
    for file, headers in listed.items():
        stem = file.removesuffix(" *").removesuffix(".txt")
        if stem in known and " | " in headers and "..." not in headers:
            found = {h.partition(" (")[0].strip() for h in headers.split("   ")[0].split(" | ")}
            found |= {"Source(s)"} if "Source(s)" in headers else set()
            for column in known[stem].columns:
                assert not column.required or found & set(column.headers), (file, column.name)
            checked.add(stem)
    assert {"Essential Skills", "Software Skills", "Job Titles", "Tasks to DWAs"} <= checked
    assert {"Work Styles", "Task Ratings", "Related Occupations"} <= checked
