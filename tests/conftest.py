"""What several rooms test with: the real data's folder, and tiny releases in O*NET's formats."""

import os
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

Cell = str | float | None
#: File name without its ending, to rows; the header is the first one.
Tables = dict[str, list[list[Cell]]]

RATING = "O*NET-SOC Code|Element ID|Element Name|Scale ID|Data Value|N|Standard Error|"
RATING += "Lower CI Bound|Upper CI Bound|Recommend Suppress"
DATED = "Date|Domain Source"
TASKS = "O*NET-SOC Code|Task ID|Task|Task Type|Incumbents Responding"
EXAMPLES = "O*NET-SOC Code|Example|Commodity Code|Commodity Title"
CODES = ("11-1011.00", "15-1254.00", "29-1141.00")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real data; without it a test is skipped here, and fails in CI."""
    folder = Path(__file__).resolve().parents[1] / ".." / "shared" / "data"
    if not folder.is_dir() and os.environ.get("CI") == "true":
        pytest.fail(f"{folder} is not here")
    if not folder.is_dir():
        pytest.skip("the real data in ../shared is not here")
    return folder.resolve()


@pytest.fixture
def tables() -> Tables:
    """A whole tiny release of 2019: three occupations, two of them rated, every domain."""
    written: Tables = {
        "Occupation Data": [
            ["O*NET-SOC Code", "Title", "Description"],
            ["11-1011.00", "Chief Executives", "Lead a firm."],
            ["15-1254.00", "Web Developers", 'Make "sites" work.'],
            ["29-1141.00", "Registered Nurses", "Care for patients."],
        ],
        "Task Statements": [
            [*TASKS.split("|"), *DATED.split("|")],
            ["11-1011.00", 1, "Set goals.", "Core", 10, "08/2023", "Incumbent"],
            ["15-1254.00", 2, "Write pages.", None, None, "08/2023", "Incumbent"],
            ["15-1254.00", 3, "Test pages.", "Core", 9, "08/2023", "Incumbent"],
        ],
        "Alternate Titles": [
            ["O*NET-SOC Code", "Alternate Title", "Short Title", "Source(s)"],
            ["11-1011.00", "Chief Executive Officer (CEO)", "CEO", "08"],
            ["15-1254.00", "web developers", None, "02,04"],
        ],
        "Sample of Reported Titles": [
            ["O*NET-SOC Code", "Reported Job Title", "Shown in My Next Move"],
            ["15-1254.00", "Web Designer", "Y"],
        ],
        "Technology Skills": [
            [*EXAMPLES.split("|"), "Hot Technology", "In Demand"],
            ["15-1254.00", "JavaScript", 43232403, "Web platform development software", "Y", "Y"],
            ["11-1011.00", "Spreadsheets", 43232110, "Spreadsheet software", "N", "N"],
        ],
        "Tools Used": [
            [*EXAMPLES.split("|")],
            ["29-1141.00", "Digital thermometers", 41112224, "Electronic thermometers"],
        ],
        "Content Model Reference": [
            ["Element ID", "Element Name", "Description"],
            *MODEL,
        ],
    }
    for domain in ("Abilities", "Skills", "Knowledge", "Work Activities", "Work Context"):
        written[domain] = _rated(domain)
    written["Work Styles"] = [
        [c for h, c in zip(written["Skills"][0], row, strict=True) if h != "Not Relevant"]
        for row in _rated("Work Styles")
    ]
    return written


#: Domain, element ID, element name.
ELEMENTS = (
    ("Abilities", "1.A.1.a.1", "Oral Comprehension"),
    ("Abilities", "1.A.1.a.2", "Written Comprehension"),
    ("Skills", "2.A.1.a", "Reading Comprehension"),
    ("Skills", "2.B.3.e", "Programming"),
    ("Knowledge", "2.C.1.a", "Administration and Management"),
    ("Work Activities", "4.A.1.a.1", "Getting Information"),
    ("Work Context", "4.C.1.a.2.c", "Public Speaking"),
    ("Work Styles", "1.C.1.a", "Achievement/Effort"),
)


MODEL: list[list[Cell]] = [[element, name, "A thing."] for _, element, name in ELEMENTS]


def _rated(domain: str) -> list[list[Cell]]:
    """Two occupations rated on importance and level (work context: CX; styles: importance)."""
    context = domain == "Work Context"
    header: list[Cell] = [*RATING.split("|"), "Not Relevant", *DATED.split("|")]
    if context:
        header.insert(4, "Category")
    scales = {"Work Context": ("CX",), "Work Styles": ("IM",)}.get(domain, ("IM", "LV"))
    rows = [header]
    for i, code in enumerate(CODES[:2]):
        for j, element in enumerate(e for e in ELEMENTS if e[0] == domain):
            for scale in scales:
                value = 2.25 + i + 0.5 * j
                row: list[Cell] = [code, *element[1:], scale, value, 8, 0.25, value, value + 0.5]
                row += ["N", "N" if scale == "LV" else None, "08/2023", "Analyst"]
                if context:
                    row.insert(4, None)
                rows.append(row)
    return rows


@pytest.fixture
def write_release(tmp_path: Path) -> Callable[..., Path]:
    """Write tables as O*NET publishes them: `write(tables, "text" | "excel", folder=False)`."""

    def write(
        tables: Tables, form: str = "text", name: str = "db_29_3", folder: bool = False
    ) -> Path:
        files = {
            f"{name}_{form}/{stem}{'.txt' if form == 'text' else '.xlsx'}": as_text(rows)
            if form == "text"
            else as_workbook(rows, stem[:31])
            for stem, rows in tables.items()
        }
        if folder:
            for path, data in files.items():
                (tmp_path / path).parent.mkdir(exist_ok=True)
                (tmp_path / path).write_bytes(data)
            return tmp_path / f"{name}_{form}"
        target = tmp_path / f"{name}_{form}.zip"
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as opened:
            for path, data in files.items():
                opened.writestr(path, data)
        return target

    return write


def as_text(rows: list[list[Cell]]) -> bytes:
    """Tab-delimited, LF, missing cells as n/a."""
    lines = ("\t".join("n/a" if c is None else str(c) for c in row) for row in rows)
    return ("\n".join(lines) + "\n").encode()


def as_workbook(rows: list[list[Cell]], sheet: str) -> bytes:
    """One sheet, missing cells empty."""
    book = openpyxl.Workbook(write_only=True)
    page = book.create_sheet(sheet)
    for row in rows:
        page.append(row)
    written = BytesIO()
    book.save(written)
    book.close()
    return written.getvalue()
