"""The OpenAPI document is true: its examples run, and what it allows and forbids is so.

Thousands of cases are tried by hand against a running server (docs/http.md says how); here
few enough for every run, and always the same ones.
"""

from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

import pytest
import schemathesis
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given, settings
from schemathesis import Case, GenerationMode
from schemathesis.schemas import BaseSchema
from schemathesis.specs.openapi.checks import positive_data_acceptance
from werkzeug.test import TestResponse

from jobskills.web.reference import operations_by_topic

_READ = "/api/v1/read"


@pytest.fixture(scope="module")
def document(app: Flask) -> Mapping[str, Any]:
    found: dict[str, Any] = app.test_client().get("/openapi.json").get_json()
    return found


@pytest.fixture(scope="module")
def service(app: Flask) -> BaseSchema:
    return schemathesis.openapi.from_wsgi("/openapi.json", app)


OPERATIONS = (
    ("/api/v1/predict", "post"),
    ("/api/v1/predict/batch", "post"),
    ("/api/v1/compare", "post"),
    (_READ, "post"),
    ("/api/v1/occupations", "get"),
    ("/api/v1/occupations/{code}", "get"),
)


@pytest.mark.parametrize(("path", "method"), OPERATIONS)
@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_what_the_document_allows_and_forbids_is_so(
    service: BaseSchema, path: str, method: str, mode: GenerationMode
) -> None:
    # What a file may be, no schema can say: most bytes are rightly refused.
    unknowable: list[Any] = [positive_data_acceptance] if path == _READ else []

    @settings(max_examples=20, deadline=None, derandomize=True, database=None)
    @given(service[path][method].as_strategy(generation_mode=mode))
    def conforms(case: "Case[Any]") -> None:
        case.call_and_validate(headers={"Accept-Encoding": "identity"}, excluded_checks=unknowable)

    conforms()


def examples(document: Mapping[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield each example as method, address and what to send."""
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            query, address = {}, path
            for one in operation["parameters"]:
                if one["in"] == "path":
                    address = address.replace(f"{{{one['name']}}}", one["example"])
                elif "example" in one:
                    query[one["name"]] = one["example"]
            bodies = operation.get("requestBody", {}).get("content", {})
            for kind, content in bodies.items() or [("", {})]:
                for example in content.get("examples", {"": {"value": None}}).values():
                    yield method, address, {"query_string": query} | _sent(kind, example["value"])


def _sent(kind: str, value: Any) -> dict[str, Any]:
    if kind == "multipart/form-data":
        form = {name: (BytesIO(text.encode()), "file") for name, text in value.items()}
        return {"data": form, "content_type": kind}
    return {"json": value} if kind else {}


def test_every_operation_has_an_example_and_every_example_runs(
    client: FlaskClient, document: Mapping[str, Any]
) -> None:
    answered: list[TestResponse] = []
    for method, address, sent in examples(document):
        answer = client.open(address, method=method, **sent)
        assert answer.status_code == 200, f"{method} {address}: {answer.text}"
        answered.append(answer)
    assert len(answered) >= sum(len(operations) for operations in document["paths"].values())


def test_every_route_of_the_design_is_described(document: Mapping[str, Any]) -> None:
    described = {(m, path) for path, operations in document["paths"].items() for m in operations}
    api = "/api/v1"
    assert described == {
        ("post", f"{api}/predict"),
        ("post", f"{api}/predict/batch"),
        ("post", f"{api}/compare"),
        ("post", _READ),
        ("get", f"{api}/occupations"),
        ("get", f"{api}/occupations/{{code}}"),
        ("get", f"{api}/elements"),
        ("get", f"{api}/model"),
        ("get", "/healthz"),
        ("get", "/readyz"),
    }
    names = [one["operationId"] for each in document["paths"].values() for one in each.values()]
    assert len(set(names)) == len(names)
    assert all(name.isidentifier() for name in names)


def test_every_refusal_is_a_problem_and_said_to_be(document: Mapping[str, Any]) -> None:
    for path, operations in document["paths"].items():
        for operation in operations.values():
            for code, answer in operation["responses"].items():
                kinds = list(answer["content"])
                assert kinds == [
                    "application/problem+json" if code >= "400" else "application/json"
                ]
            if path.startswith("/api/"):
                assert {"429", "500"} <= set(operation["responses"])


def test_the_page_has_a_command_for_every_operation(
    client: FlaskClient, document: Mapping[str, Any]
) -> None:
    topics = operations_by_topic(document, "http://localhost")
    commands = [one.command for operations in topics.values() for one in operations]
    page = client.get("/docs").text
    assert len(commands) == 10
    assert all(
        command.startswith("curl http://localhost/") or "'" in command for command in commands
    )
    assert page.count("curl ") == len(commands)
    assert "-F file=@" in page
