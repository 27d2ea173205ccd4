"""Whatever a table holds, its text and its Excel form are read alike."""

from datetime import date
from io import BytesIO

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from jobskills.onet.layouts import TABLES
from jobskills.onet.tabbed import read_tabbed
from jobskills.onet.typed import typed
from jobskills.onet.workbook import read_workbook

TABLE = TABLES["task_statements"]
HEADERS = ["O*NET-SOC Code", "Task ID", "Task", "Task Type", "Incumbents Responding"]
HEADERS += ["Date", "Domain Source"]

# Excel runs formulas (=) and reads errors (#N/A); O*NET's sentences hold neither.
letters = st.characters(min_codepoint=32, max_codepoint=0x2FFF, exclude_categories=("C", "Z"))
words = st.text(letters, min_size=1).filter(
    lambda t: t[0] not in "=#" and "_x" not in t and t != "n/a"
)
row = st.tuples(
    st.from_regex(r"[1-9][0-9]-[0-9]{4}\.[0-9]{2}", fullmatch=True),
    st.integers(0, 99_999),
    words,
    st.none() | st.sampled_from(["Core", "Supplemental"]),
    st.none() | st.integers(0, 500),
    st.none() | st.dates(min_value=date(1000, 1, 1)).map(lambda d: d.strftime("%m/%Y")),
    st.none() | words,
)


@settings(max_examples=40, deadline=None)
@given(st.lists(row, max_size=8))
def test_text_and_excel_are_read_alike(rows: list[tuple[object, ...]]) -> None:
    lines = [HEADERS, *(["n/a" if c is None else str(c) for c in r] for r in rows)]
    as_text = "\n".join("\t".join(line) for line in lines).encode()
    book = openpyxl.Workbook(write_only=True)
    page = book.create_sheet("Task Statements")
    for line in (HEADERS, *rows):
        page.append(line)
    as_excel = BytesIO()
    book.save(as_excel)
    book.close()
    first = typed(read_tabbed(as_text, "Task Statements.txt"), TABLE)
    second = typed(read_workbook(as_excel.getvalue(), "Task Statements.xlsx"), TABLE)
    assert_frame_equal(first, second)
    assert first.height == len(rows)
