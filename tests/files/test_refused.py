"""Broken, protected, scanned, huge and hostile documents: one clear error each, never a crash."""

import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobskills.errors import FileError
from jobskills.files import FileLimits, read_file

Make = Callable[..., bytes]
LIMITS = FileLimits()
BOMB = "<!DOCTYPE lolz [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]>"


def refused(content: bytes, reason: str, name: str = "", limits: FileLimits = LIMITS) -> str:
    with pytest.raises(FileError) as caught:
        read_file(content, name, limits)
    assert caught.value.reason == reason, caught.value
    return str(caught.value)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"{\\rtf1 Bake bread.}", "rich text"),
        (b"\x89PNG\r\n\x1a\n" + bytes(40), "picture"),
        (b"\xff\xd8\xff\xe0" + bytes(40), "picture"),
        (b"\x1f\x8b\x08" + bytes(40), "archive"),
        (b"MZ\x90\0\3" + bytes(80), "program"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old Office"),
        (b"Bake\0bread\1\2", "no document"),
    ],
)
def test_another_kind_of_file_is_named(content: bytes, words: str) -> None:
    assert words in refused(content, "type", "posting.pdf")


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ("xl/workbook.xml", "spreadsheet"),
        ("ppt/presentation.xml", "presentation"),
        ("mimetype", "OpenDocument"),
        ("posting.txt", "archive"),
    ],
)
def test_another_archive_is_named(entry: str, words: str) -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(entry, "Bake bread.")
    assert words in refused(out.getvalue(), "type", "posting.docx")


def test_a_protected_document_is_told_from_a_broken_one(make_pdf: Make, make_docx: Make) -> None:
    assert "password" in refused(make_pdf(password="secret"), "content")
    office = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    assert "password" in refused(office, "content", "posting.docx")
    flagged = bytearray(make_docx())
    place = flagged.index(b"PK\1\2")
    while place >= 0:
        flagged[place + 8] |= 1
        place = flagged.find(b"PK\1\2", place + 4)
    assert "encrypted" in refused(bytes(flagged), "content")


def test_what_is_cut_off_is_damaged(make_pdf: Make, make_docx: Make) -> None:
    assert "damaged" in refused(make_pdf()[:300], "content")
    assert "damaged" in refused(make_docx()[:300], "content")
    assert "damaged" in refused(make_docx(parts={"word/document.xml": "<w:document"}), "content")


def test_a_scan_is_told_apart(make_pdf: Make) -> None:
    assert "OCR" in refused(make_pdf(""), "content")


@pytest.mark.parametrize("content", [b"", b" \r\n\t", b"\xef\xbb\xbf \n", b"... -- !", b"<p></p>"])
def test_a_file_without_words_is_refused(content: bytes) -> None:
    assert "choose another" in refused(content, "content")


def test_a_word_document_without_words_is_refused(make_docx: Make) -> None:
    assert "no words" in refused(make_docx(""), "content")


def test_json_without_a_posting_and_broken_json_are_said() -> None:
    assert "JobPosting" in refused(b'{"name": "Baker"}', "content")
    assert "line 2" in refused(b'{"title":\n "Baker",,}', "content", "posting.json")
    assert "is none" in refused(b"[" * 100_000, "content", "posting.json")


def test_what_is_too_large_is_refused(make_pdf: Make, make_docx: Make) -> None:
    few = FileLimits(max_characters=40)
    assert "at most 10" in refused(b"Bake bread.", "size", limits=FileLimits(max_bytes=10))
    assert "characters" in refused(b"Bake bread. " * 4, "size", limits=few)
    assert "characters" in refused(make_pdf(), "size", limits=few)
    assert "characters" in refused(make_docx(), "size", limits=few)


def test_a_bomb_is_not_unpacked(make_docx: Make) -> None:
    zeros = make_docx(parts={"word/media/image1.png": bytes(20_000_000)})
    assert len(zeros) < 40_000
    assert "unpacks to more" in refused(zeros, "size")
    small = FileLimits(max_expanded_bytes=1_000)
    assert "unpacks to more" in refused(make_docx(), "size", limits=small)
    many = make_docx(parts={f"word/{i}.txt": b"" for i in range(50)})
    assert "unpacks to more" in refused(many, "size", limits=FileLimits(max_entries=50))


def test_an_entry_that_lies_about_its_size_is_not_unpacked(make_docx: Make) -> None:
    bomb = bytearray(make_docx(parts={"word/document.xml": b" " * 5_000_000}))
    for mark, place in ((b"PK\1\2", 24), (b"PK\3\4", 22)):
        start = bomb.rindex(mark)  # the document is the last entry
        bomb[start + place : start + place + 4] = (900).to_bytes(4, "little")
    refused(bytes(bomb), "content")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused_in_every_part_and_encoding(make_docx: Make, encoding: str) -> None:
    part = f'<?xml version="1.0" encoding="{encoding}"?>{BOMB}<a>&b;</a>'.encode(encoding)
    assert "entities" in refused(make_docx(head=BOMB), "content")
    assert "entities" in refused(make_docx(parts={"word/styles.xml": part}), "content")


def test_no_file_beside_a_document_is_opened(make_docx: Make) -> None:
    relation = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="i" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/image" Target="file:///etc/passwd" TargetMode="External"/></Relationships>'
    )
    body = (
        '<w:p xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:wp="http://'
        'schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:pic="http://schemas'
        '.openxmlformats.org/drawingml/2006/picture" xmlns:r="http://schemas.openxmlformats.org/'
        'officeDocument/2006/relationships"><w:r><w:t>Bake</w:t></w:r><w:r><w:drawing><wp:inline>'
        '<a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:link="i"/></pic:blipFill>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )
    parts = {"word/_rels/document.xml.rels": relation}
    assert read_file(make_docx(body=body, parts=parts)).description == "Bake"


def test_a_parser_that_hangs_is_ended(make_pdf: Make) -> None:
    soon = FileLimits(max_seconds=0.01)
    assert "took longer than 0.01 s" in refused(make_pdf(), "content", limits=soon)


def test_a_parser_that_swells_is_ended(make_docx: Make) -> None:
    deep = "<w:p><w:r><w:t>" + "Bake bread. " * 300_000 + "</w:t></w:r></w:p>"
    little = FileLimits(max_memory_bytes=60 * 1024 * 1024, max_characters=10_000_000)
    with pytest.raises(FileError):
        read_file(make_docx(body=deep), limits=little)


@settings(max_examples=12, deadline=None)
@given(data=st.data())
def test_a_document_with_wrong_bytes_is_read_or_refused(
    data: st.DataObject, make_pdf: Make, make_docx: Make
) -> None:
    content = bytearray(data.draw(st.sampled_from([make_pdf(), make_docx()])))
    for _ in range(data.draw(st.integers(1, 30))):
        content[data.draw(st.integers(4, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        assert read_file(bytes(content)).description
    except FileError as error:
        assert str(error)


@given(content=st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    try:
        read_file(content)
    except FileError as error:
        assert str(error)
