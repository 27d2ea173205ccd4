import math
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from jobskills.errors import DataError
from jobskills.summarize import Grouping, summarize
from jobskills.summarize.measures import COLUMNS

Write = Callable[..., Path]
Lines = list[dict[str, Any]]
FORMS = [("scored.jsonl", False), ("scored.parquet", False), ("scored.parquet", True)]
FORMS += [("scored.jsonl", True), ("spark", False), ("spark", True)]


def lines(scored: Path, *by: str, **others: Any) -> Lines:
    """Return a summary's lines as dicts."""
    grouping = {
        name: others.pop(name) for name in ("every", "source", "source_id") if name in others
    }
    with summarize(scored, Grouping(by, **grouping), **others) as summary:
        return [dict(zip(summary.columns, line, strict=True)) for line in summary.lines()]


def one(found: Lines, **values: Any) -> dict[str, Any]:
    """Return the only line that has these values."""
    [line] = [line for line in found if values.items() <= line.items()]
    return line


@pytest.mark.parametrize(("name", "wide"), FORMS)
def test_means_and_shares_of_every_form_are_those_of_a_sum_by_hand(
    write: Write, name: str, wide: bool
) -> None:
    found = lines(write(name, wide))

    rating = one(found, id="2.A.1.b")
    assert rating | {"domain": "skills", "name": "Active Listening", "n": 4, "count": 4} == rating
    assert rating["value"] == pytest.approx(3.375)
    deviations = [2 - 3.375, 3 - 3.375, 4 - 3.375, 4.5 - 3.375]
    error = math.sqrt(sum(d * d for d in deviations) / 3 / 4)
    assert rating["standard_error"] == pytest.approx(error, abs=1e-6)
    assert rating["low"] == pytest.approx(3.375 - 1.959964 * error, abs=1e-5)
    share = one(found, name="Python")
    assert share | {"domain": "technologies", "measure": "share", "n": 4, "count": 2} == share
    assert (share["value"], share["standard_error"]) == (0.5, 0.25)
    # Wilson's interval of 2 in 4.
    assert (share["low"], share["high"]) == pytest.approx((0.150039, 0.849961), abs=1e-5)
    assert {line["name"] for line in found if line["domain"] == "tools"} == {"Laptops", "Whisks"}
    assert not [line for line in found if line["name"] == "Zoom"]


@pytest.mark.parametrize("name", ["scored.jsonl", "scored.parquet"])
def test_groups_of_the_files_own_columns(write: Write, name: str) -> None:
    found = lines(write(name), "occupation")

    assert list(found[0])[:2] == ["occupation_code", "occupation_title"]
    web = one(found, occupation_code="15-1254.00", id="2.A.1.b")
    assert (web["occupation_title"], web["value"], web["n"]) == ("Web Developers", 2.5, 2)
    assert one(found, occupation_code="15-1254.00", name="R")["value"] == 0.5
    assert {line["major_group"] for line in lines(write(name), "major_group")} == {
        "15 Computers and mathematics",
        "35 Food",
    }


def test_groups_of_the_inputs_columns_by_id(write: Write, postings: Path) -> None:
    found = lines(write(), "region", source=postings, source_id="ref")

    values = {line["region"]: line["value"] for line in found if line["id"] == "2.A.1.b"}
    assert values == {"North": 2.5, "South": 4.0, None: 4.5}
    # A mean of one posting has no interval.
    assert one(found, region="South", id="2.A.1.b")["standard_error"] is None
    assert [line["region"] for line in found][-1] is None


def test_dates_are_grouped_by_their_beginning(write: Write, postings: Path) -> None:
    found = lines(write(), "region", "posted", every="month", source=postings, source_id="ref")

    groups = {(line["region"], line["posted"]) for line in found}
    january = date(2026, 1, 1)
    assert groups == {
        ("North", january),
        ("North", date(2026, 2, 1)),
        ("South", january),
        (None, None),
    }


def test_lines_stand_by_group_domain_and_value(write: Write) -> None:
    found = lines(write(), "occupation_code")

    order = [(line["occupation_code"], line["domain"], line["name"]) for line in found]
    assert order == [
        ("15-1254.00", "skills", "Active Listening"),
        ("15-1254.00", "knowledge", "Administration and Management"),
        ("15-1254.00", "technologies", "Python"),
        ("15-1254.00", "technologies", "R"),
        ("15-1254.00", "tools", "Laptops"),
        ("35-2014.00", "skills", "Active Listening"),
        ("35-2014.00", "knowledge", "Administration and Management"),
        ("35-2014.00", "tools", "Whisks"),
    ]


def test_only_the_kinds_and_the_groups_that_are_wanted(write: Write, postings: Path) -> None:
    scored = write()
    named = {"source": postings, "source_id": "ref"}

    assert {line["domain"] for line in lines(scored, kinds=["tools", "skills"])} == {
        "tools",
        "skills",
    }
    assert {line["domain"] for line in lines(scored, kinds=["knowledge"])} == {"knowledge"}
    assert {line["region"] for line in lines(scored, "region", least=2, **named)} == {"North"}
    with pytest.raises(DataError, match="no group has 9 postings"):
        lines(scored, "region", least=9, **named)


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_a_summary_is_written_as_a_table(write: Write, tmp_path: Path, ending: str) -> None:
    output = tmp_path / f"summary.{ending}"
    with summarize(write(), Grouping(("occupation_code",))) as summary:
        summary.write(output)
    written = duckdb.connect().execute(f"FROM '{output}'")

    assert tuple(column[0] for column in written.description) == ("occupation_code", *COLUMNS)
    assert len(written.fetchall()) == 8
    assert not list(tmp_path.glob("*.tmp"))


def test_a_file_that_was_cut_to_its_first_elements_is_refused(write: Write, tmp_path: Path) -> None:
    scored, cut = write(), tmp_path / "cut.parquet"
    duckdb.connect().execute(
        f"COPY (SELECT * REPLACE (list_filter(elements, lambda e: e.importance > 1.5) AS elements) "
        f"FROM '{scored}') TO '{cut}'"
    )

    with pytest.raises(
        DataError, match=r"3 of 4 postings .* --top or --threshold.* or with --wide"
    ):
        lines(cut)
    assert lines(cut, kinds=["technologies"])


@pytest.mark.parametrize(
    ("by", "others", "said"),
    [
        (("region",), {}, "no column 'region'; give the file that was scored by --with, or group"),
        (("town",), {"source_id": "ref"}, "no column 'town', nor has .*; the columns are ref, reg"),
        (("region",), {"source_id": "region"}, "id '(North|South)' is there . times"),
        (("region",), {"source_id": "posted"}, "none of the ids of .* is there, such as '1'"),
        (("region",), {"source_id": "ref", "every": "year"}, "no date can be read in 'region'"),
    ],
)
def test_what_cannot_be_grouped_is_said(
    write: Write, postings: Path, by: tuple[str, ...], others: dict[str, Any], said: str
) -> None:
    source = {"source": postings} if others else {}

    with pytest.raises(DataError, match=said):
        lines(write(), *by, **source, **others)


def test_files_that_are_no_scored_ones_are_refused(postings: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "broken.parquet").write_bytes(b"PAR1 no more")
    (tmp_path / "scored.xlsx").touch()
    wrong = {
        "postings.csv": "has no column 'id': expected a file that jobskills batch wrote",
        "none.parquet": "no such file or folder",
        "empty": "a folder without .parquet, .jsonl or .csv files",
        "broken.parquet": "can't be read",
        "scored.xlsx": "expected a .parquet, .jsonl or .csv file",
    }
    for name, said in wrong.items():
        with pytest.raises(DataError, match=said) as caught:
            summarize(tmp_path / name)
        assert "\n" not in str(caught.value)


def test_a_file_without_a_score_is_refused(write: Write) -> None:
    failed = (4, "error", "", (0.0, 0.0), (), ())

    with pytest.raises(DataError, match="has no posting with a score"):
        summarize(write(rows=(failed,)))
