"""A release reads the same whatever its form, and every rename ends in the same tables."""

import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from jobskills.errors import ReleaseError
from jobskills.onet import read_release

Tables = dict[str, list[list[str | float | None]]]
Write = Callable[..., Path]


def test_text_and_excel_zip_and_folder_are_read_alike(tables: Tables, write_release: Write) -> None:
    text = read_release(write_release(tables, "text"))
    others = [
        read_release(write_release(tables, "excel")),
        read_release(write_release(tables, "text", folder=True)),
        read_release(write_release(tables, "excel", folder=True)),
    ]
    for other in others:
        assert list(other.tables) == list(text.tables)
        for name in text.tables:
            assert_frame_equal(other.tables[name], text.tables[name])


def test_a_table_has_canonical_names_and_types(tables: Tables, write_release: Write) -> None:
    skills = read_release(write_release(tables, "excel")).tables["skills"]
    assert skills.row(0, named=True) == {
        "code": "11-1011.00",
        "element_id": "2.A.1.a",
        "element_name": "Reading Comprehension",
        "scale_id": "IM",
        "data_value": 2.25,
        "n": 8,
        "standard_error": 0.25,
        "lower_ci": 2.25,
        "upper_ci": 2.75,
        "recommend_suppress": False,
        "not_relevant": None,
        "date": date(2023, 8, 1),
        "domain_source": "Analyst",
    }


def test_look_up_columns_of_excel_are_ignored(tables: Tables, write_release: Write) -> None:
    plain = read_release(write_release(tables, "text")).tables["tools_used"]
    rows = tables["Tools Used"]
    tables["Tools Used"] = [
        [r[0], "Title" if i == 0 else "Nurses", *r[1:]] for i, r in enumerate(rows)
    ]
    assert_frame_equal(read_release(write_release(tables, "excel")).tables["tools_used"], plain)


def test_missing_cells_crlf_quotes_and_a_byte_order_mark(tmp_path: Path) -> None:
    folder = tmp_path / "db_24_2_text"
    folder.mkdir()
    text = (
        "\ufeffO*NET-SOC Code\tTitle\tDescription\r\n"
        '11-1011.00\t"Chief" Executives\tLead "it\r\n'
        '15-1131.00\tProgrammers"\tWrite.\r\n'
    )
    (folder / "Occupation Data.txt").write_bytes(text.encode())
    occupations = read_release(folder).tables["occupations"]
    assert occupations["title"].to_list() == ['"Chief" Executives', 'Programmers"']
    assert occupations["description"].to_list() == ['Lead "it', "Write."]


def rename(tables: Tables, old: str, new: str, **headers: str) -> None:
    rows = tables.pop(old)
    named = {old.replace("_", " "): new for old, new in headers.items()}
    tables[new] = [[named.get(str(h), h) for h in rows[0]], *rows[1:]]


def test_the_names_of_30_3_end_in_the_same_tables(tables: Tables, write_release: Write) -> None:
    before = read_release(write_release(tables, "text", "db_29_3"))
    rename(
        tables,
        "Technology Skills",
        "Software Skills",
        Example="Workplace Example",
        Commodity_Code="Element ID",
        Commodity_Title="Element Name",
    )
    rename(tables, "Alternate Titles", "Job Titles", Alternate_Title="Job Title")
    del tables["Tools Used"]
    skills = tables.pop("Skills")
    for part, branch in (("Essential Skills", "2.A"), ("Transferable Skills", "2.B")):
        own = [row for row in skills[1:] if str(row[1]).startswith(branch)]
        tables[part] = [skills[0], *own]
    after = read_release(write_release(tables, "text", "db_30_3"))
    assert after.version == "30.3"
    for name in ("skills", "technology_skills", "job_titles"):
        assert_frame_equal(after.tables[name], before.tables[name])
    assert "tools_used" in after.missing
    assert [f.rows for f in after.files_of("skills")] == [4, 4]


def test_half_of_a_spread_table_is_missing_and_says_so(
    tables: Tables, write_release: Write
) -> None:
    tables["Essential Skills"] = tables.pop("Skills")
    release = read_release(write_release(tables, "text", "db_30_3"))
    assert "skills" not in release.tables
    assert release.missing["skills"] == (
        "Essential Skills is only a part of it: Transferable Skills is not there"
    )


def test_dwa_element_id_is_the_dwa_id(tmp_path: Path) -> None:
    for folder, header in (("db_29_3_text", "DWA ID"), ("db_30_3_text", "DWA Element ID")):
        (tmp_path / folder).mkdir()
        text = f"O*NET-SOC Code\tTask ID\t{header}\tDate\tDomain Source\n"
        text += "11-1011.00\t8\t4.A.2.a.4.I09.D03\t07/2014\tAnalyst\n"
        (tmp_path / folder / "Tasks to DWAs.txt").write_text(text)
        table = read_release(tmp_path / folder).tables["tasks_to_dwas"]
        assert table.row(0) == ("11-1011.00", 8, "4.A.2.a.4.I09.D03", date(2014, 7, 1), "Analyst")


def test_work_styles_of_30_have_no_sampling_columns(tables: Tables, write_release: Write) -> None:
    header = "O*NET-SOC Code|Element ID|Element Name|Scale ID|Data Value|Date|Domain Source"
    row: list[str | float | None] = [
        "11-1011.00",
        "1.D.1.a",
        "Innovation",
        "WI",
        -1.5,
        "08/2025",
        "AI/Expert",
    ]
    del tables["Content Model Reference"]
    tables["Work Styles"] = [[*header.split("|")], [*row]]
    styles = read_release(write_release(tables, "text", "db_30_0")).tables["work_styles"]
    assert styles["data_value"].to_list() == [-1.5]
    assert styles["standard_error"].to_list() == [None]


def test_tools_and_technology_of_18_is_two_tables(tmp_path: Path) -> None:
    folder = tmp_path / "db_18_1"
    folder.mkdir()
    (folder / "Tools and Technology.txt").write_text(
        "O*NET-SOC Code\tT2 Type\tT2 Example\tCommodity Code\tCommodity Title\n"
        "11-1011.00\tTools\tPagers\t43191510\tPagers\n"
        "11-1011.00\tTechnology\tSpreadsheets\t43232110\tSpreadsheet software\n"
    )
    release = read_release(folder)
    assert release.tables["tools_used"]["example"].to_list() == ["Pagers"]
    technology = release.tables["technology_skills"]
    assert technology["example"].to_list() == ["Spreadsheets"]
    assert technology["hot_technology"].to_list() == [None]
    assert [f.rows for f in release.files_of("technology_skills")] == [1]


@pytest.mark.parametrize(
    ("name", "version", "taxonomy"),
    [("db_18_1", "18.1", "2010"), ("db_25_0", "25.0", "2010"), ("db_25_1", "25.1", "2019")],
)
def test_the_version_tells_the_taxonomy_where_codes_fit_both(
    write_release: Write, name: str, version: str, taxonomy: str
) -> None:
    header: list[str | float | None] = ["O*NET-SOC Code", "Title", "Description"]
    release = read_release(
        write_release(
            {"Occupation Data": [header, ["11-1011.00", "Chiefs", "Lead."]]}, "text", name
        )
    )
    assert (release.version, release.taxonomy) == (version, taxonomy)


def test_codes_overrule_a_wrong_name(tables: Tables, write_release: Write) -> None:
    assert read_release(write_release(tables, "text", "db_20_0")).taxonomy == "2019"


def test_codes_of_both_taxonomies_are_refused(tables: Tables, write_release: Write) -> None:
    tables["Occupation Data"].append(["15-1134.00", "Web Developers", "Make sites."])
    with pytest.raises(ReleaseError, match=r"mixes O\*NET-SOC 2010 \(15-1134.00\) with 2019"):
        _ = read_release(write_release(tables)).taxonomy


def test_an_unknown_release_with_common_codes_only_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "Occupation Data.txt").write_text(
        "O*NET-SOC Code\tTitle\tDescription\n11-1011.00\tChiefs\tLead.\n"
    )
    with pytest.raises(ReleaseError, match="name the file or folder after its release"):
        _ = read_release(folder).taxonomy


def test_the_read_me_names_the_version_of_a_renamed_zip(tmp_path: Path) -> None:
    target = tmp_path / "onet.zip"
    with zipfile.ZipFile(target, "w") as opened:
        opened.writestr("Read Me.txt", "O*NET 24.2 Database\nFebruary 2020 Release\n")
        opened.writestr(
            "Occupation Data.txt", "O*NET-SOC Code\tTitle\tDescription\n11-1011.00\tA\tB\n"
        )
    release = read_release(target)
    assert (release.version, release.taxonomy) == ("24.2", "2010")


def test_sources_name_every_file_with_its_hash_and_rows(
    tables: Tables, write_release: Write
) -> None:
    release = read_release(write_release(tables))
    by_file = {s.file: s for s in release.sources}
    assert set(by_file) == {f"db_29_3_text/{stem}.txt" for stem in tables}
    assert by_file["db_29_3_text/Tools Used.txt"].rows == 1
    assert all(len(s.sha256) == 64 for s in by_file.values())
    assert len(release.sha256 or "") == 64


def test_tables_are_read_once_and_only_when_asked(tables: Tables, write_release: Write) -> None:
    tables["Skills"][1][4] = "broken"
    release = read_release(write_release(tables))
    knowledge = release.tables["knowledge"]
    assert release.tables["knowledge"] is knowledge
    assert "skills" in release.tables
    with pytest.raises(ReleaseError, match="broken"):
        _ = release.tables["skills"]


def test_an_empty_table_keeps_its_types(tables: Tables, write_release: Write) -> None:
    tables["Tools Used"] = tables["Tools Used"][:1]
    for form in ("text", "excel"):
        table = read_release(write_release(tables, form)).tables["tools_used"]
        assert table.height == 0
        assert set(table.dtypes) == {pl.String}
