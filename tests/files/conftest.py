"""Documents made here: PDFs by a library, Word documents part by part, so that parts can lie."""

import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO

import pytest
from fpdf import FPDF

TEXT = (
    "Registered nurse, night shift\n\n"
    "You care for patients on a surgical ward and keep their charts.\n"
    "- Give medication\n- Record vital signs"
)
_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
    'content-types"><Default Extension="xml" ContentType="application/xml"/><Default '
    'Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
    'relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/'
    '2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)
_DOCUMENT = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    "<w:body>{}</w:body></w:document>"
)


@pytest.fixture(scope="session")
def make_pdf() -> Callable[..., bytes]:
    """Return a maker of PDFs: `make_pdf(text, pages=1, password=None)`."""

    def make(text: str = TEXT, pages: int = 1, password: str | None = None) -> bytes:
        pdf = FPDF()
        pdf.set_font("Helvetica", size=11)
        for _ in range(pages):
            pdf.add_page()
            pdf.multi_cell(0, 6, text)
        if password is not None:
            pdf.set_encryption(owner_password="owner", user_password=password)
        return bytes(pdf.output())

    return make


@pytest.fixture(scope="session")
def make_docx() -> Callable[..., bytes]:
    """Return a maker of Word documents; `parts` are added to or replace its own."""

    def make(
        text: str = TEXT,
        parts: Mapping[str, str | bytes] | None = None,
        body: str | None = None,
        head: str = "",
    ) -> bytes:
        paragraphs = "".join(paragraph(line) for line in text.split("\n"))
        whole = {
            "[Content_Types].xml": _TYPES,
            "_rels/.rels": _RELATIONS,
            "word/document.xml": head + _DOCUMENT.format(body or paragraphs),
            **(parts or {}),
        }
        out = BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in whole.items():
                archive.writestr(name, content)
        return out.getvalue()

    return make


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"
