"""Every kind of document that is read, and what comes out of it."""

import json
import subprocess
import sys
from collections.abc import Callable

import pytest
from fpdf import FPDF

from jobskills.errors import FileError, MissingExtraError
from jobskills.files import FileLimits, parsing, read_file
from jobskills.prediction import Posting
from jobskills.predictor import Predictor

Make = Callable[..., bytes]
STYLED = (
    '<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>Night nurse</w:t></w:r></w:p>'
    "<w:p><w:r><w:t>Care for </w:t></w:r><w:r><w:t>patients &lt;3</w:t></w:r></w:p>"
    "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Shift</w:t></w:r></w:p></w:tc>"
    "<w:tc><w:p><w:r><w:t>Night</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
)
STYLES = (
    '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/></w:style>'
    "</w:styles>"
)
STYLES_RELATION = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="s1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/styles" Target="styles.xml"/></Relationships>'
)


def test_a_pdf_is_read_with_its_lines(make_pdf: Make) -> None:
    document = read_file(make_pdf(pages=2), "nurse.pdf")
    lines = document.description.splitlines()
    assert document.kind == "pdf"
    assert lines[0] == "Registered nurse, night shift"
    assert lines.count("- Give medication") == 2
    assert document.warnings == ()
    assert document.source == document.description


def test_pages_that_are_pictures_are_said(make_pdf: Make) -> None:
    made = FPDF()
    made.set_font("Helvetica", size=11)
    for text in ("Bake bread.", "", "Greet guests."):
        made.add_page()
        made.multi_cell(0, 6, text)
    document = read_file(bytes(made.output()))
    assert document.description == "Bake bread.\n\nGreet guests."
    assert document.warnings == ("1 of 3 pages have no text, only pictures; they were not read.",)


def test_a_pdf_that_only_its_owner_may_change_is_read(make_pdf: Make) -> None:
    assert "surgical ward" in read_file(make_pdf(password="")).description


def test_a_word_document_is_read_with_its_headings_and_tables(make_docx: Make) -> None:
    parts = {"word/styles.xml": STYLES, "word/_rels/document.xml.rels": STYLES_RELATION}
    document = read_file(make_docx(body=STYLED, parts=parts), "nurse.docx")
    assert document.kind == "docx"
    assert document.title == "Night nurse"
    assert "Care for patients <3" in document.description.splitlines()
    assert "Shift" in document.description and "Night" in document.description


def test_plain_text_stays_what_it_is() -> None:
    text = "Bake  bread.\r\n\r\n\r\nGreet guests 🙂.\n"
    document = read_file(b"\xef\xbb\xbf" + text.encode(), "posting.txt")
    assert (document.kind, document.description, document.source) == ("text", text, text)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-8-sig"])
def test_text_is_decoded_by_its_mark(encoding: str) -> None:
    mark = b"\xff\xfe" if encoding == "utf-16-le" else b""
    document = read_file(mark + "Bäcker – 한글".encode(encoding))
    assert document.description == "Bäcker – 한글"
    assert document.warnings == ()


def test_text_of_an_unknown_encoding_is_guessed_and_said() -> None:
    document = read_file("Bäcker „gesucht“".encode("cp1252"))
    assert document.description == "Bäcker „gesucht“"
    assert "Windows-1252" in document.warnings[0]


def test_a_page_is_read_in_the_encoding_that_it_declares() -> None:
    page = '<html><meta charset="koi8-r"><h1>Пекарь</h1><p>Печь хлеб.</p></html>'
    document = read_file(page.encode("koi8-r"))
    assert (document.title, document.warnings) == ("Пекарь", ())


def test_an_encoding_that_is_none_of_files_is_not_believed() -> None:
    page = '<html><meta charset="unicode_escape"><p>Bake \\x41 \xe9</p></html>'
    assert "\\x41 é" in read_file(page.encode("cp1252")).description


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("<title>Jobs at Acme</title><h1>Night <b>baker</b></h1>", "Night baker"),
        ("<title>Baker &amp; cook</title>", "Baker & cook"),
        ("<h1>" + "long " * 60 + "</h1>", ""),
        ("", ""),
    ],
)
def test_a_page_gives_its_title(head: str, title: str) -> None:
    page = f"<html><head></head>{head}<p>Bake bread.</p><script>alert(1)</script></html>"
    document = read_file(page.encode(), "page.html")
    assert (document.kind, document.title) == ("html", title)
    assert "Bake bread." in document.description
    assert "alert" not in document.description
    assert document.source == page


POSTING = {"@type": "JobPosting", "title": "Baker", "description": "<ul><li>Bake bread</li></ul>"}


@pytest.mark.parametrize("plain", [POSTING, {"title": "Baker", "description": "Bake bread"}])
def test_json_gives_its_posting(plain: dict[str, str]) -> None:
    document = read_file(json.dumps(plain).encode(), "posting.json")
    assert (document.kind, document.title) == ("json", "Baker")
    assert document.description.lstrip("• ") == "Bake bread"


def test_a_page_gives_the_posting_that_it_declares_and_says_if_there_are_more() -> None:
    script = f'<script type="application/ld+json">{json.dumps([POSTING, POSTING])}</script>'
    document = read_file(f"<html>{script}<p>Cookies</p></html>".encode())
    assert (document.title, document.description) == ("Baker", "• Bake bread")
    assert "2 postings" in document.warnings[0]


def test_text_that_begins_like_json_is_text() -> None:
    assert read_file(b"[Acme] bakes bread.").kind == "text"


def test_the_bytes_decide_and_a_name_that_lies_is_said(make_pdf: Make, make_docx: Make) -> None:
    read = read_file(make_docx(), "nurse.pdf")
    assert read.kind == "docx"
    assert read.warnings == ("The file's name ends like a PDF, but it is a Word document (.docx).",)
    assert read_file(make_pdf(), "nurse.html").kind == "pdf"
    assert read_file(b"Bake bread.", "nurse.docx").warnings


def test_a_document_is_read_by_the_model_as_its_text_is(make_pdf: Make) -> None:
    document = read_file(make_pdf())
    predictor = Predictor.load()
    [of_file, of_text] = predictor.predict(
        [document.posting(), Posting(description=document.description)]
    )
    assert of_file == of_text
    assert of_file.occupations[0].title == "Registered Nurses"


def test_a_page_gives_the_same_numbers_as_source_and_as_its_text() -> None:
    page = (
        "<html><head><title>Baker - Acme</title></head><body><h1>Baker</h1><h2>Your tasks</h2>"
        "<ul><li>Mix dough &amp; bake bread</li>\n<li>Keep the order list in Microsoft Excel</li>"
        "</ul><p>You get up <b>early</b>.<br>We pay well.</p></body></html>"
    )
    document = read_file(page.encode())
    sides = Posting(document.title, document.source), document.posting()
    source, text = Predictor.load().predict(sides)
    assert [(one.id, one.importance) for one in source.elements] == [
        (one.id, one.importance) for one in text.elements
    ]
    assert source.occupations == text.occupations


def test_without_the_extra_the_error_says_what_to_install(
    make_pdf: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parsing, "find_spec", lambda _: None)
    with pytest.raises(MissingExtraError, match=r"pip install 'jobskills\[files\]'"):
        read_file(make_pdf())


def test_reading_text_loads_no_parser() -> None:
    script = (
        "import sys; from jobskills.files import read_file; read_file(b'Bake bread.');"
        "print(sorted({'pypdfium2', 'mammoth', 'numpy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.stdout == "[]\n", done.stderr


def test_a_limit_is_the_callers(make_pdf: Make) -> None:
    assert read_file(make_pdf(pages=3), limits=FileLimits(max_pages=3)).kind == "pdf"
    with pytest.raises(FileError, match="3 pages, at most 2"):
        read_file(make_pdf(pages=3), limits=FileLimits(max_pages=2))
