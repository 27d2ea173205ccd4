"""What several rooms test with: the real data's folder, tiny releases, a scorer to reason about."""

import os
import shutil
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import numpy as np
import openpyxl
import pytest

from jobskills.prediction import (
    Domain,
    ElementScore,
    Evidence,
    ModelInfo,
    OccupationScore,
    Posting,
    Prediction,
    Span,
    TechnologyScore,
    ToolScore,
)
from jobskills.scores import Elements, Named, Occupations, Scores, Spans

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


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser's program; without it a test is skipped here, and fails in CI."""
    path = shutil.which("chromium")
    said = "chromium is not installed, so nothing can be tried in a browser"
    if path is None and os.environ.get("CI") == "true":
        pytest.fail(said)
    if path is None:
        pytest.skip(said)
    return path


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


class Element(NamedTuple):
    id: str
    name: str
    domain: Domain


class CountingScorer:
    """Says how many words a posting has, on every scale; fails where the text asks for it."""

    info = ModelInfo(name="counting", version="7", onet_release="29.3")
    digest = "c0117"
    elements = (
        Element("2.A.1.a", "Element 0", "skills"),
        Element("2.A.1.b", "Elément 1", "skills"),
        Element("1.C.1", "Element 2", "work_styles"),
    )
    occupations = (("35-2014.00", "Cooks, Restaurant"), ("51-3011.00", "Bakers"))

    def scores(self, postings: Sequence[Posting], /, *, explain: bool = True) -> Scores:
        said = self.predict(postings)
        if not explain:
            said = [
                replace(one, elements=tuple(replace(e, evidence=()) for e in one.elements))
                for one in said
            ]
        return scores_of(said, self.elements, self.occupations)

    def predict(self, postings: Sequence[Posting], /) -> list[Prediction]:
        return [self._one(posting) for posting in postings]

    def _one(self, posting: Posting) -> Prediction:
        if "EXPLODE" in posting.description:
            raise ZeroDivisionError("this text divides by zero")
        n = len(posting.description.split())
        return Prediction(
            model=self.info,
            id=posting.id,
            title=posting.title,
            n_words=n,
            truncated=n > 100,
            warnings=(),
            occupations=tuple(
                OccupationScore(code, title, 0.5 / (place + 1) + 1 / (n + 3))
                for place, (code, title) in enumerate(self.occupations)
            ),
            elements=tuple(
                ElementScore(
                    id=element.id,
                    name=element.name,
                    domain=element.domain,
                    importance=1 + (n % 400) / 100 + k / 3,
                    importance_low=1.0,
                    importance_high=5.0,
                    level=None if k == 2 else 2.5,
                    probability=0.9 - k / 10,
                    distinctiveness=-0.25,
                    evidence=(Evidence(0, n, 0.125),) if n else (),
                )
                for k, element in enumerate(self.elements)
            ),
            technologies=(
                TechnologyScore("R", "Statistics", 0.5, True, True, False, (Span(1, 2),)),
                TechnologyScore("Zoom", "Conferencing", 0.25, False, False, True, ()),
            ),
            tools=(ToolScore("Whisks", 0.75, False, ()), ToolScore("Ovens", 0.5, False, ())),
        )


def scores_of(
    predictions: Sequence[Prediction],
    elements: Sequence[Element],
    occupations: Sequence[tuple[str, str]],
) -> Scores:
    """Return predictions as columns: what the columns mean, written the slow way."""
    place = {element.id: i for i, element in enumerate(elements)}
    known = {code: i for i, (code, _) in enumerate(occupations)}
    rated = [line for said in predictions for line in said.elements]
    likely = [line for said in predictions for line in said.occupations]
    return Scores(
        n_words=np.array([said.n_words for said in predictions], np.int32),
        truncated=np.array([said.truncated for said in predictions], np.bool_),
        occupations=Occupations(
            np.array([len(said.occupations) for said in predictions], np.int32),
            np.array([known[line.code] for line in likely], np.int32),
            np.array([line.probability for line in likely], np.float64),
        ),
        elements=Elements(
            np.array([len(said.elements) for said in predictions], np.int32),
            np.array([place[line.id] for line in rated], np.int32),
            np.array([line.importance for line in rated], np.float64),
            np.array([line.importance_low for line in rated], np.float64),
            np.array([line.importance_high for line in rated], np.float64),
            np.array([line.level for line in rated], np.float64),
            np.array([line.probability for line in rated], np.float64),
            np.array([line.distinctiveness for line in rated], np.float64),
            spans_of([line.evidence for line in rated]),
        ),
        technologies=named_of([said.technologies for said in predictions]),
        tools=named_of([said.tools for said in predictions]),
    )


def named_of(groups: Sequence[Sequence[TechnologyScore | ToolScore]]) -> Named:
    lines = [line for group in groups for line in group]
    return Named(
        np.array([len(group) for group in groups], np.int32),
        np.array([line.name for line in lines], np.object_),
        np.array([getattr(line, "category", "") for line in lines], np.object_),
        np.array([line.probability for line in lines], np.float64),
        np.array([line.mentioned for line in lines], np.bool_),
        np.array([getattr(line, "hot", False) for line in lines], np.bool_),
        np.array([getattr(line, "in_demand", False) for line in lines], np.bool_),
        spans_of([line.evidence for line in lines]),
    )


def spans_of(groups: Sequence[Sequence[Span]]) -> Spans:
    spans = [span for group in groups for span in group]
    return Spans(
        np.array([len(group) for group in groups], np.int32),
        np.array([span.start for span in spans], np.int32),
        np.array([span.end for span in spans], np.int32),
        np.array([getattr(span, "weight", 0) for span in spans], np.float64),
    )


@pytest.fixture
def scorer() -> CountingScorer:
    return CountingScorer()
