"""Documents sent over HTTP: what comes back, and what is refused, and how."""

from io import BytesIO
from typing import Any

import pytest
from flask.testing import FlaskClient
from fpdf import FPDF
from werkzeug.test import TestResponse

from jobskills.files import read_file
from jobskills.predictor import Predictor
from jobskills.web import WebConfig, create_app
from jobskills.web.schemas import DocumentAnswer, ProblemDetails

READ = "/api/v1/read"


def pdf(text: str = "Bake bread and cakes.") -> bytes:
    made = FPDF()
    made.add_page()
    made.set_font("Helvetica", size=11)
    made.multi_cell(0, 6, text)
    return bytes(made.output())


def send(client: FlaskClient, content: bytes, name: str = "posting") -> TestResponse:
    form = {"file": (BytesIO(content), name)}
    return client.post(READ, data=form, content_type="multipart/form-data")


def assert_problem(response: TestResponse, status: int, field: str) -> str:
    assert response.status_code == status
    assert response.content_type == "application/problem+json"
    problem = ProblemDetails.model_validate(response.get_json())
    assert [one.field for one in problem.errors] == [field]
    assert problem.errors[0].pointer is None
    return problem.detail


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (pdf(), "posting.pdf"),
        (b"<h1>Baker</h1><p>Bake bread.</p>", "posting.html"),
        (b'{"title": "Baker", "description": "Bake bread."}', "posting.json"),
        ("Bäcker 🙂\r\nBake bread.".encode(), "posting.txt"),
    ],
)
def test_a_document_is_read_as_the_library_reads_it(
    client: FlaskClient, content: bytes, name: str
) -> None:
    answer = send(client, content, name)
    expected = read_file(content, name)
    assert answer.status_code == 200
    DocumentAnswer.model_validate_json(answer.data)
    assert answer.get_json() == {
        "kind": expected.kind,
        "title": expected.title,
        "description": expected.description,
        "warnings": [],
    }


def test_what_was_read_can_be_predicted(client: FlaskClient) -> None:
    read = send(client, pdf()).get_json()
    posting = {"title": read["title"], "description": read["description"]}
    answer = client.post("/api/v1/predict", json=posting).get_json()
    assert answer["occupations"][0]["title"] == "Bakers"


def test_a_name_that_lies_is_said(client: FlaskClient) -> None:
    assert "but it is a PDF" in send(client, pdf(), "posting.docx").get_json()["warnings"][0]


@pytest.mark.parametrize(
    ("content", "status", "words"),
    [
        (b"", 422, "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(40), 415, "picture"),
        (b"%PDF-1.7 cut", 422, "damaged"),
        (pdf(""), 422, "OCR"),
        (b"{}", 422, "JobPosting"),
    ],
)
def test_a_file_that_cant_be_read_is_a_problem_that_says_what_to_do(
    client: FlaskClient, content: bytes, status: int, words: str
) -> None:
    detail = assert_problem(send(client, content), status, "file")
    assert words in detail
    assert detail.endswith(".")


def test_a_file_over_a_limit_is_too_large(predictor: Predictor) -> None:
    config = WebConfig(max_file_bytes=50_000, max_body_bytes=1_000, max_file_pages=1)
    small = create_app(predictor, config).test_client()
    assert send(small, b"Bake bread. " * 1_000).status_code == 200
    assert "at most 50,000" in assert_problem(send(small, b"Bake. " * 10_000), 413, "file")
    whole = send(small, b"x" * 200_000)
    assert (whole.status_code, whole.content_type) == (413, "application/problem+json")


@pytest.mark.parametrize(
    "sent",
    [
        {"data": b"Bake bread.", "content_type": "text/plain"},
        {"json": {"file": "Bake bread."}},
        {"data": {"file": "Bake bread."}},
        {},
    ],
)
def test_another_type_of_body_is_refused(client: FlaskClient, sent: dict[str, Any]) -> None:
    assert "multipart" in assert_problem(client.post(READ, **sent), 415, "Content-Type")


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"file": "no file, only text"}, "file"),
        ({"other": (BytesIO(b"Bake."), "a.txt")}, "file"),
        ({"file": [(BytesIO(b"a"), "a.txt"), (BytesIO(b"b"), "b.txt")]}, "file"),
    ],
)
def test_the_file_is_one_and_named_file(
    client: FlaskClient, form: dict[str, Any], field: str
) -> None:
    answer = client.post(READ, data=form, content_type="multipart/form-data")
    assert answer.status_code == 422
    assert field in [one["field"] for one in answer.get_json()["errors"]]


def test_a_form_that_is_none_names_the_file(client: FlaskClient) -> None:
    kind = "multipart/form-data; boundary=x"
    for body in (b"", b"--x", b"--x\r\n\r\n", b"\xff" * 50):
        answer = client.post(READ, data=body, content_type=kind)
        assert answer.status_code in {400, 422}
        assert answer.content_type == "application/problem+json"
