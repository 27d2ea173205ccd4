"""A data set is one release, then what its supplements add, each in its own taxonomy."""

import json
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from jobskills.dataset import Dataset, build_dataset
from jobskills.dataset.schema import CATEGORIES, RATINGS, TEXTS
from jobskills.errors import DatasetError, ReleaseError

Row = list[str | float | None]
Tables = dict[str, list[Row]]
Write = Callable[..., Path]

PAIRS = (
    ("11-1011.00", "11-1011.00"),
    ("15-1134.00", "15-1254.00"),
    ("15-1131.00", "15-1254.00"),
    ("29-1111.00", "29-1141.00"),
    ("29-1141.00", "29-1141.00"),
    ("29-1111.00", "11-1011.00"),
)


@pytest.fixture
def crosswalk(tmp_path: Path) -> Path:
    path = tmp_path / "crosswalk.csv"
    lines = ["O*NET-SOC 2010 Code,O*NET-SOC 2010 Title,O*NET-SOC 2019 Code,O*NET-SOC 2019 Title"]
    path.write_text("\n".join([*lines, *(f"{old},A,{new},B" for old, new in PAIRS)]) + "\n")
    return path


def older(tables: Tables, *names: str) -> Tables:
    """Return tables as of 2010: Web Developers under their old code."""
    return {
        name: [["15-1134.00" if c == "15-1254.00" else c for c in row] for row in tables[name]]
        for name in names
    }


def test_a_whole_release_makes_every_table(tables: Tables, write_release: Write) -> None:
    built = build_dataset(write_release(tables))
    assert built.texts.schema == TEXTS
    assert built.ratings.schema == RATINGS
    assert built.categories.schema == CATEGORIES
    assert built.texts.row(1, named=True) == {
        "code": "15-1254.00",
        "title": "Web Developers",
        "description": 'Make "sites" work.',
        "tasks": ["Write pages.", "Test pages."],
        "job_titles": ["Web Developers", "Web Designer"],
    }
    assert built.texts["job_titles"][0].to_list() == [
        "Chief Executives",
        "Chief Executive Officer (CEO)",
        "CEO",
    ]
    assert built.texts["tasks"][2].to_list() == []
    assert built.manifest["missing"] == {}
    assert built.manifest["counts"]["occupations"] == 3
    assert built.manifest["counts"]["rated_occupations"] == 2


def test_importance_level_error_and_sample_of_one_element(
    tables: Tables, write_release: Write
) -> None:
    rows = tables["Skills"]
    level = next(
        r for r in rows if r[:4] == ["15-1254.00", "2.A.1.a", "Reading Comprehension", "LV"]
    )
    level[4:7] = [4.5, 99, 0.99]
    ratings = build_dataset(write_release(tables)).ratings
    row = ratings.filter(code="15-1254.00", element_id="2.A.1.a").row(0, named=True)
    assert row == {
        "code": "15-1254.00",
        "element_id": "2.A.1.a",
        "element_name": "Reading Comprehension",
        "domain": "skills",
        "importance": 3.25,
        "level": 4.5,
        "standard_error": 0.25,
        "n": 8,
    }


def test_importance_without_level_keeps_its_row(tables: Tables, write_release: Write) -> None:
    tables["Abilities"] = [r for r in tables["Abilities"] if r[3] != "LV"]
    ratings = build_dataset(write_release(tables)).ratings.filter(domain="abilities")
    assert ratings["level"].to_list() == [None] * 4
    assert ratings["importance"].null_count() == 0


def test_work_context_is_its_mean_and_not_its_categories(
    tables: Tables, write_release: Write
) -> None:
    share = list(tables["Work Context"][1])
    share[3:6] = ["CXP", 1, 62.5]
    tables["Work Context"].append(share)
    tables["Work Context"][2][3] = "CT"
    tables["Work Context"][2][5] = 2.5
    context = build_dataset(write_release(tables)).ratings.filter(domain="work_context")
    assert context.select("importance", "level").rows() == [(2.25, None), (2.5, None)]


def test_work_styles_of_30_are_their_impact(tables: Tables, write_release: Write) -> None:
    header = "O*NET-SOC Code|Element ID|Element Name|Scale ID|Data Value|Date|Domain Source"
    tables["Content Model Reference"].append(["1.D.1.a", "Innovation", "A thing."])
    tables["Work Styles"] = [
        [*header.split("|")],
        ["11-1011.00", "1.D.1.a", "Innovation", "WI", -1.5, "08/2025", "AI/Expert"],
        ["11-1011.00", "1.D.1.a", "Innovation", "DR", 4, "08/2025", "AI/Expert"],
    ]
    styles = build_dataset(write_release(tables, name="db_30_0")).ratings
    assert styles.filter(domain="work_styles")["importance"].to_list() == [-1.5]


def test_a_domain_without_importance_is_refused(tables: Tables, write_release: Write) -> None:
    tables["Skills"] = [tables["Skills"][0], *(r for r in tables["Skills"] if r[3] == "LV")]
    with pytest.raises(DatasetError, match="skills: expected ratings on scale IM, found only LV"):
        build_dataset(write_release(tables))


def test_a_supplement_fills_only_what_is_missing(tables: Tables, write_release: Write) -> None:
    plain = build_dataset(write_release(tables))
    other: Tables = {
        "Skills": [list(r) for r in tables["Skills"]],
        "Abilities": tables["Abilities"],
    }
    for row in other["Skills"][1:]:
        row[4] = 1
    base = write_release({k: v for k, v in tables.items() if k != "Abilities"}, name="db_29_3")
    joined = build_dataset(base, [write_release(other, name="more_29_2")])
    assert_frame_equal(joined.ratings, plain.ratings)
    domains = joined.manifest["domains"]
    assert domains["skills"]["source"] == "db_29_3_text.zip"
    assert domains["abilities"]["source"] == "more_29_2_text.zip"
    assert domains["abilities"]["release"] == "29.2"
    assert domains["abilities"]["files"][0]["file"] == "more_29_2_text/Abilities.txt"


def test_a_missing_domain_is_stated(tables: Tables, write_release: Write) -> None:
    del tables["Abilities"], tables["Tools Used"], tables["Task Statements"]
    built = build_dataset(write_release(tables))
    assert set(built.manifest["missing"]) == {"abilities", "tool", "tasks"}
    assert "looked in db_29_3_text.zip" in built.manifest["missing"]["abilities"]
    assert built.texts["tasks"].list.len().sum() == 0


def test_an_older_supplement_needs_the_crosswalk(
    tables: Tables, write_release: Write, crosswalk: Path
) -> None:
    old = older(tables, "Abilities")
    base = write_release({k: v for k, v in tables.items() if k != "Abilities"})
    supplement = write_release(old, name="db_23_2")
    with pytest.raises(DatasetError, match=r"db_23_2_text.zip is in O\*NET-SOC 2010.*--crosswalk"):
        build_dataset(base, [supplement])
    built = build_dataset(base, [supplement], crosswalk)
    whole = build_dataset(write_release(tables, name="whole_29_3"))
    assert_frame_equal(built.ratings, whole.ratings)
    assert built.manifest["domains"]["abilities"]["crosswalk"] == "2010 to 2019"
    assert built.manifest["crosswalk"]["used"]


def test_merged_occupations_are_averaged_and_split_ones_copied(
    tables: Tables, write_release: Write, crosswalk: Path
) -> None:
    header = tables["Abilities"][0]

    def rated(code: str, value: float, error: float | None, n: int) -> list[Row]:
        tail: Row = [value, value, "N", None, "08/2010", "Analyst"]
        start: Row = [code, "1.A.1.a.1", "Oral Comprehension", "IM", value, n, error]
        level: Row = [code, "1.A.1.a.1", "Oral Comprehension", "LV", value + 1, n, error]
        return [[*start, *tail], [*level, *tail]]

    rows = [*rated("15-1134.00", 2, 0.3, 8), *rated("15-1131.00", 4, 0.4, 10)]
    rows += rated("29-1111.00", 3, 0.2, 6)
    old: Tables = {"Abilities": [header, *rows]}
    base = write_release({k: v for k, v in tables.items() if k != "Abilities"})
    built = build_dataset(base, [write_release(old, name="db_23_2")], crosswalk)
    abilities = built.ratings.filter(domain="abilities").drop(
        "element_id", "element_name", "domain"
    )
    assert abilities.rows() == [
        ("11-1011.00", 3.0, 4.0, 0.2, 6),
        ("15-1254.00", 3.0, 4.0, pytest.approx(0.25), 18),
        ("29-1141.00", 3.0, 4.0, 0.2, 6),
    ]


def test_an_average_with_an_unknown_error_has_none(
    tables: Tables, write_release: Write, crosswalk: Path
) -> None:
    old = older(tables, "Abilities")
    for row in old["Abilities"][1:]:
        if row[0] == "11-1011.00":
            row[0], row[5], row[6] = "15-1131.00", None, None
    base = write_release({k: v for k, v in tables.items() if k != "Abilities"})
    built = build_dataset(base, [write_release(old, name="db_23_2")], crosswalk)
    abilities = built.ratings.filter(domain="abilities")
    assert set(abilities["code"]) == {"15-1254.00"}
    assert abilities["standard_error"].null_count() == abilities["n"].null_count() == 2


def test_categories_and_texts_of_merged_occupations_are_united(
    tables: Tables, write_release: Write, crosswalk: Path
) -> None:
    names = ("Technology Skills", "Task Statements", "Alternate Titles")
    old = older(tables, *names)
    technology = [[*r[:4], "N"] for r in old["Technology Skills"]]
    technology[0][4] = "Hot Technology"
    technology.append(["15-1131.00", *technology[1][1:4], "Y"])
    technology.append(["15-1131.00", "Compilers", 43232401, "Compiler software", "N"])
    old["Technology Skills"] = technology
    old["Alternate Titles"].append(["15-1131.00", "Coder", None, "08"])
    base = write_release({k: v for k, v in tables.items() if k not in names})
    built = build_dataset(base, [write_release(old, name="db_23_2")], crosswalk)
    found = built.categories.filter(code="15-1254.00").select("example", "hot", "in_demand")
    assert found.rows() == [("JavaScript", True, None), ("Compilers", False, None)]
    titles = built.texts.filter(code="15-1254.00")["job_titles"][0].to_list()
    assert titles == ["Web Developers", "Web Designer", "Coder"]


def test_a_newer_supplement_is_carried_backwards(
    tables: Tables, write_release: Write, crosswalk: Path
) -> None:
    names = ("Occupation Data", "Skills")
    base = write_release(older(tables, *names), name="db_24_2")
    supplement = write_release({"Abilities": tables["Abilities"]}, name="db_29_3")
    built = build_dataset(base, [supplement], crosswalk)
    assert built.manifest["taxonomy"] == "2010"
    assert built.manifest["domains"]["abilities"]["crosswalk"] == "2019 to 2010"
    values = built.ratings.filter(domain="abilities", code="15-1134.00")["importance"]
    assert values.to_list() == [3.25, 3.75]


def test_backwards_the_crosswalk_must_list_the_data_set(
    tables: Tables, write_release: Write, crosswalk: Path
) -> None:
    base = write_release(older(tables, "Occupation Data", "Skills"), name="db_24_2")
    supplement = write_release({"Abilities": tables["Abilities"]}, name="db_29_3")
    lines = [line for line in crosswalk.read_text().splitlines() if "15-1134" not in line]
    crosswalk.write_text("\n".join(lines) + "\n")
    with pytest.raises(DatasetError, match=r"1 of the 3 occupations of the data set.*15-1134.00"):
        build_dataset(base, [supplement], crosswalk)


def test_codes_that_the_data_set_lacks_are_left_out_and_counted(
    tables: Tables, write_release: Write
) -> None:
    skills = tables.pop("Skills")
    supplement: Tables = {"Skills": [*skills, ["53-1043.00", *skills[1][1:]]]}
    built = build_dataset(write_release(tables), [write_release(supplement, name="db_29_2")])
    assert built.manifest["domains"]["skills"]["occupations_left_out"] == 1
    assert "53-1043.00" not in built.ratings["code"]


def test_elements_are_named_as_the_release_names_them(tables: Tables, write_release: Write) -> None:
    skills = tables.pop("Skills")
    for row in skills[1:]:
        row[2] = "Old name"
    built = build_dataset(
        write_release(tables), [write_release({"Skills": skills}, name="db_29_2")]
    )
    names = built.ratings.filter(domain="skills")["element_name"].unique().sort().to_list()
    assert names == ["Programming", "Reading Comprehension"]


def test_elements_that_the_release_has_dropped_are_listed(
    tables: Tables, write_release: Write
) -> None:
    skills = tables.pop("Skills")
    for row in skills[1:3]:
        row[1:3] = ["2.A.1.z", "Spelling"]
    built = build_dataset(
        write_release(tables), [write_release({"Skills": skills}, name="db_29_2")]
    )
    assert built.manifest["domains"]["skills"]["elements_not_in_release"] == ["2.A.1.z"]


def test_suppressed_ratings_stay_and_are_counted(tables: Tables, write_release: Write) -> None:
    plain = build_dataset(write_release(tables))
    for row in tables["Knowledge"][1:]:
        row[9] = "Y"
    built = build_dataset(write_release(tables, name="again_29_3"))
    assert_frame_equal(built.ratings, plain.ratings)
    assert built.manifest["domains"]["knowledge"]["scales"] == {
        "IM": {"rows": 2, "recommend_suppress": 2, "not_relevant": 0},
        "LV": {"rows": 2, "recommend_suppress": 2, "not_relevant": 0},
    }


def test_without_occupations_there_is_no_data_set(tables: Tables, write_release: Write) -> None:
    del tables["Occupation Data"]
    with pytest.raises(DatasetError, match="no source has the table Occupation Data"):
        build_dataset(write_release(tables))


def test_a_supplement_may_list_the_occupations(tables: Tables, write_release: Write) -> None:
    occupations = {"Occupation Data": tables.pop("Occupation Data")}
    built = build_dataset(write_release(tables), [write_release(occupations, name="db_30_0")])
    assert built.texts.height == 3
    assert built.manifest["release"] == "30.0"


def test_a_broken_table_is_the_releases_error(tables: Tables, write_release: Write) -> None:
    tables["Skills"][1][4] = "much"
    with pytest.raises(ReleaseError, match=r"Skills.txt, column 'Data Value', row 2"):
        build_dataset(write_release(tables))


def test_the_same_sources_give_the_same_bytes(
    tables: Tables, write_release: Write, tmp_path: Path
) -> None:
    source = write_release(tables)
    for name in ("one", "two"):
        build_dataset(source).save(tmp_path / name)
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


def test_text_and_excel_give_the_same_data_set(tables: Tables, write_release: Write) -> None:
    text = build_dataset(write_release(tables, "text"))
    excel = build_dataset(write_release(tables, "excel"))
    for name in ("texts", "ratings", "categories", "labels"):
        assert_frame_equal(getattr(text, name), getattr(excel, name))


def test_progress_counts_the_domains(tables: Tables, write_release: Write) -> None:
    seen: list[tuple[int, int]] = []
    build_dataset(write_release(tables), on_progress=lambda *p: seen.append(p))
    assert seen == [(i, 12) for i in range(1, 13)]


def test_labels_are_of_the_rated_occupations(tables: Tables, write_release: Write) -> None:
    built = build_dataset(write_release(tables))
    assert built.labels["code"].to_list() == ["11-1011.00", "15-1254.00"]
    assert built.labels["Programming"].to_list() == [0, 1]
    json.dumps(built.label_report)


@pytest.mark.shared
def test_29_3_with_its_supplements(shared: Path) -> None:
    onet = shared / "onet"
    names = ("supplement_29_3_abilities", "supplement_23_2_excel", "supplement_18_1_work_context")
    built = build_dataset(
        onet / "db_29_3_excel.zip",
        [onet / f"{name}.zip" for name in names],
        onet / "2010_to_2019_Crosswalk.csv",
    )
    assert isinstance(built, Dataset)
    assert built.texts.height == 1016
    rated = {
        d: (c["occupations"], c["elements"]) for d, c in built.manifest["counts"]["ratings"].items()
    }
    assert rated == {
        "abilities": (879, 52),
        "skills": (879, 35),
        "knowledge": (879, 33),
        "work_activities": (914, 41),
        "work_context": (874, 57),
        "work_styles": (879, 16),
    }
    assert built.manifest["missing"] == {}
    assert built.manifest["domains"]["work_context"]["crosswalk"] == "2010 to 2019"
    abilities = built.ratings.filter(domain="abilities")
    assert abilities.filter(pl.col("level").is_null())["code"].n_unique() == 63
    assert built.labels.height == 879
    assert not built.ratings.select("code", "element_id").is_duplicated().any()
