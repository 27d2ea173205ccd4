"""A broken release is refused by file, sheet, column and row, never by a foreign exception."""

import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from jobskills.errors import ReleaseError
from jobskills.onet import archive, read_release

Tables = dict[str, list[list[str | float | None]]]
Write = Callable[..., Path]


def refusal(path: Path, table: str = "skills") -> ReleaseError:
    with pytest.raises(ReleaseError) as caught:
        _ = read_release(path).tables[table]
    assert "\n" not in str(caught.value)
    return caught.value


def spoil(tables: Tables, column: str, value: str | float | None, table: str = "Skills") -> None:
    """Put a value into the second data row, row 3 as a person sees it."""
    tables[table][2][tables[table][0].index(column)] = value


@pytest.mark.parametrize("form", ["text", "excel"])
@pytest.mark.parametrize(
    ("column", "value", "says"),
    [
        ("Data Value", "high", "expected a number, found 'high'"),
        ("Data Value", "nan", "expected a number, found 'nan'"),
        ("Data Value", None, "expected a number, found nothing"),
        ("Data Value", 7.5, "rating 7.5, expected 0 to 7 on scale LV"),
        ("N", "8.5", "expected a whole number, found '8.5'"),
        ("Recommend Suppress", "maybe", "expected Y or N, found 'maybe'"),
        ("Date", "13/2023", "expected a month such as 08/2023, found '13/2023'"),
        ("O*NET-SOC Code", "11-1011", "expected an O*NET-SOC code such as 15-1252.00"),
        ("O*NET-SOC Code", "29-9999.00", "unknown occupation '29-9999.00'"),
        ("Element ID", "reading", "expected an element ID such as 2.A.1.a, found 'reading'"),
        ("Element ID", "2.C.1.a", "unknown element '2.C.1.a', expected 2.A.* or 2.B.*"),
        ("Element ID", "2.A.9.z", "unknown element '2.A.9.z', expected an element of Content"),
        ("Element Name", None, "expected text, found nothing"),
        ("Element Name", "  ", "expected text, found "),
        ("Scale ID", "IMX", "unknown scale 'IMX', expected IM or LV"),
        ("N", -3, "sample size -3, expected 0 or more"),
        ("Standard Error", -0.5, "standard error -0.5, expected 0 or more"),
    ],
)
def test_a_broken_cell_is_named(
    tables: Tables, write_release: Write, form: str, column: str, value: str, says: str
) -> None:
    spoil(tables, column, value)
    error = refusal(write_release(tables, form))
    assert error.problem.startswith(says)
    assert error.file == f"db_29_3_{form}.zip/Skills.{'txt' if form == 'text' else 'xlsx'}"
    assert error.sheet == (None if form == "text" else "Skills")
    assert (error.column, error.row) == (column, 3)


@pytest.mark.parametrize("form", ["text", "excel"])
def test_a_duplicate_key_is_named(tables: Tables, write_release: Write, form: str) -> None:
    tables["Skills"].append(tables["Skills"][2])
    error = refusal(write_release(tables, form))
    assert "duplicate key (11-1011.00, 2.A.1.a, LV)" in error.problem
    assert (error.column, error.row) == ("O*NET-SOC Code", len(tables["Skills"]))


@pytest.mark.parametrize("form", ["text", "excel"])
def test_a_missing_column_is_named(tables: Tables, write_release: Write, form: str) -> None:
    tables["Skills"] = [row[:4] + row[5:] for row in tables["Skills"]]
    error = refusal(write_release(tables, form))
    assert error.problem.startswith("the column 'Data Value' is missing; found O*NET-SOC Code,")
    assert (error.column, error.row) == ("Data Value", 1)


def test_without_a_content_model_an_element_id_must_be_well_formed(
    tables: Tables, write_release: Write
) -> None:
    del tables["Content Model Reference"]
    spoil(tables, "Element ID", "2.A.9.z")
    assert read_release(write_release(tables)).tables["skills"].height == 8


def test_a_renamed_header_is_named_in_the_header_of_the_release(
    tables: Tables, write_release: Write
) -> None:
    tables["Job Titles"] = tables.pop("Alternate Titles")
    tables["Job Titles"][0][1] = "Job Title"
    tables["Job Titles"][1][1] = None
    error = refusal(write_release(tables), "job_titles")
    assert (error.file, error.column, error.row) == (
        "db_29_3_text.zip/Job Titles.txt",
        "Job Title",
        2,
    )


def test_a_line_cut_short_is_named(tables: Tables, write_release: Write) -> None:
    folder = write_release(tables, folder=True)
    path = folder / "Skills.txt"
    path.write_bytes(path.read_bytes()[:-30])
    error = refusal(folder)
    assert error.problem.startswith("expected 13 fields, found 8")
    assert error.row == len(tables["Skills"])


def test_text_that_is_not_utf8_is_named(tables: Tables, write_release: Write) -> None:
    folder = write_release(tables, folder=True)
    path = folder / "Occupation Data.txt"
    path.write_bytes(path.read_bytes().replace(b"Web Dev", b"Web D\xe9v"))
    error = refusal(folder, "occupations")
    assert (error.file, error.row) == ("db_29_3_text/Occupation Data.txt", 3)
    assert "byte 0xe9" in error.problem


@pytest.mark.parametrize(
    ("header", "says"), [("Title\tTitle", "the column is there twice"), ("\t", "it is empty")]
)
def test_a_broken_header_is_named(tmp_path: Path, header: str, says: str) -> None:
    folder = tmp_path / "db_29_3_text"
    folder.mkdir()
    (folder / "Occupation Data.txt").write_text(f"{header}\na\tb\n")
    assert says in refusal(folder, "occupations").problem


def workbook(**sheets: list[list[str]]) -> bytes:
    book = openpyxl.Workbook(write_only=True)
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(row)
    written = BytesIO()
    book.save(written)
    book.close()
    return written.getvalue()


def put(tmp_path: Path, name: str, data: bytes) -> Path:
    folder = tmp_path / "db_29_3_excel"
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(data)
    return folder


def test_a_workbook_with_another_sheet_is_refused(tmp_path: Path) -> None:
    folder = put(tmp_path, "Skills.xlsx", workbook(Sheet1=[["O*NET-SOC Code"]]))
    error = refusal(folder)
    assert (error.file, error.sheet) == ("db_29_3_excel/Skills.xlsx", "Skills")
    assert error.problem.startswith("there is no such sheet, only 'Sheet1'")


def test_an_empty_sheet_is_refused(tmp_path: Path) -> None:
    error = refusal(put(tmp_path, "Skills.xlsx", workbook(Skills=[])))
    assert "row 1 should hold the column names" in error.problem


def test_a_second_sheet_is_ignored(tmp_path: Path) -> None:
    # Release 23.2 has one, empty, in Content Model Reference.
    rows = [["O*NET-SOC Code", "Title", "Description"], ["11-1011.00", "A", "B"]]
    data = workbook(**{"Occupation Data": rows, "Sheet2": []})
    folder = put(tmp_path, "Occupation Data.xlsx", data)
    assert read_release(folder).tables["occupations"].height == 1


def test_something_else_named_xlsx_is_refused(tmp_path: Path) -> None:
    assert "is not a whole zip file" in str(refusal(put(tmp_path, "Skills.xlsx", b"code,value\n")))
    inner = BytesIO()
    with zipfile.ZipFile(inner, "w") as opened:
        opened.writestr("readme.txt", "no workbook")
    error = refusal(put(tmp_path, "Skills.xlsx", inner.getvalue()))
    assert error.problem == "is a zip file but not an Excel workbook (.xlsx)"


def rewritten(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    written = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(written, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content) if name == part else content)
    return written.getvalue()


def test_a_workbook_that_is_broken_inside_is_refused(tmp_path: Path) -> None:
    whole = workbook(Skills=[["O*NET-SOC Code"], ["11-1011.00"]])
    cut = rewritten(whole, "xl/worksheets/sheet1.xml", lambda xml: xml[: len(xml) // 2])
    assert refusal(put(tmp_path, "Skills.xlsx", cut)).file == "db_29_3_excel/Skills.xlsx"


@pytest.mark.parametrize("far", [b'r="XFD1"', b'r="A1048576"', b"r='zz9'"])
def test_a_cell_far_out_is_refused_before_a_grid_is_allotted(tmp_path: Path, far: bytes) -> None:
    whole = workbook(Skills=[["O*NET-SOC Code"], ["11-1011.00"]])
    data = rewritten(whole, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b'r="A2"', far))
    assert "beyond column Z or row 999,999" in str(refusal(put(tmp_path, "Skills.xlsx", data)))


def test_a_truncated_zip_is_refused(tables: Tables, write_release: Write) -> None:
    path = write_release(tables, "excel")
    path.write_bytes(path.read_bytes()[:-500])
    with pytest.raises(ReleaseError, match=r"db_29_3_excel.zip: is not a whole zip file .* again"):
        read_release(path)


def test_a_zip_damaged_inside_is_refused(tables: Tables, write_release: Write) -> None:
    path = write_release({"Skills": tables["Skills"]})
    data = bytearray(path.read_bytes())
    data[60:90] = bytes(30)
    path.write_bytes(data)
    error = refusal(path)
    assert error.file == "db_29_3_text.zip/Skills.txt"


def bomb(path: Path, name: str, size: int) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as opened:
        opened.writestr(name, bytes(size))
    return path


def test_a_zip_bomb_is_refused_unexpanded(tmp_path: Path) -> None:
    path = bomb(tmp_path / "db_29_3_text.zip", "Skills.txt", archive.HARMLESS_BYTES + 1)
    with pytest.raises(ReleaseError, match="refused as a zip bomb"):
        read_release(path)


def test_a_zip_bomb_inside_a_workbook_is_refused(tmp_path: Path) -> None:
    path = bomb(tmp_path / "inner.zip", "xl/worksheets/sheet1.xml", archive.HARMLESS_BYTES + 1)
    error = refusal(put(tmp_path, "Skills.xlsx", path.read_bytes()))
    assert "refused as a zip bomb" in error.problem
    assert error.file == "db_29_3_excel/Skills.xlsx/xl/worksheets/sheet1.xml"


def test_many_members_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_MEMBERS", 2)
    path = tmp_path / "db_29_3_text.zip"
    with zipfile.ZipFile(path, "w") as opened:
        for name in "abc":
            opened.writestr(name, "")
    with pytest.raises(ReleaseError, match="holds 3 files, a release has at most 2"):
        read_release(path)


def test_a_large_total_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_EXPANDED_BYTES", 100)
    path = bomb(tmp_path / "db_29_3_text.zip", "Skills.txt", 101)
    with pytest.raises(ReleaseError, match="would expand to 101 bytes, more than 100"):
        read_release(path)


@pytest.mark.parametrize(
    "name", ["../Skills.txt", "/etc/Skills.txt", "a/../../Skills.txt", "C:\\a"]
)
def test_a_path_that_leads_outside_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / "db_29_3_text.zip"
    with zipfile.ZipFile(path, "w") as opened:
        opened.writestr(zipfile.ZipInfo(name), "x")
    with pytest.raises(ReleaseError, match="leads outside the archive"):
        read_release(path)


def test_what_is_no_release_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("nothing")
    with pytest.raises(ReleaseError, match="holds no table"):
        read_release(tmp_path)
    with pytest.raises(ReleaseError, match="no such file or folder"):
        read_release(tmp_path / "nowhere.zip")
    with pytest.raises(ReleaseError, match="is not a whole zip file"):
        read_release(tmp_path / "notes.txt")


def test_the_same_table_twice_is_refused(tables: Tables, write_release: Write) -> None:
    folder = write_release(tables, folder=True)
    (folder / "Skills.xlsx").write_bytes(b"")
    with pytest.raises(ReleaseError, match=r"the table is there twice, as 'Skills.txt' too"):
        read_release(folder)
    (folder / "Skills.xlsx").unlink()
    (folder / "Job Titles.txt").write_bytes(b"")
    with pytest.raises(ReleaseError, match=r"the same table as 'Job Titles.txt'"):
        read_release(folder)


def test_an_unknown_type_in_tools_and_technology_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "db_18_1"
    folder.mkdir()
    (folder / "Tools and Technology.txt").write_text(
        "O*NET-SOC Code\tT2 Type\tT2 Example\tCommodity Code\tCommodity Title\n"
        "11-1011.00\tToys\tPagers\t43191510\tPagers\n"
    )
    error = refusal(folder, "tools_used")
    assert error.problem == "expected Technology or Tools, found 'Toys'"
    assert (error.column, error.row) == ("T2 Type", 2)
