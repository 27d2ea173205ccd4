"""Every route and every refusal of the JSON API; its numbers are the library's."""

import json
import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from jobskills.comparison import Comparison, compare
from jobskills.prediction import DOMAINS, Posting, Prediction
from jobskills.predictor import Predictor
from jobskills.selection import Selection
from jobskills.web import WebConfig, create_app
from jobskills.web.schemas import (
    BatchAnswer,
    ComparisonAnswer,
    PredictionAnswer,
    ProblemDetails,
    RatedOccupation,
)

PREDICT = "/api/v1/predict"
BATCH = "/api/v1/predict/batch"
COMPARE = "/api/v1/compare"


def body(posting: Posting, **more: Any) -> dict[str, Any]:
    return {"title": posting.title, "description": posting.description, **more}


def plain(value: Any) -> Any:
    """Bring tuples to lists, as JSON has no other."""
    return json.loads(json.dumps(value))


def assert_problem(response: TestResponse, status: int, field: str | None = None) -> None:
    assert response.status_code == status
    assert response.content_type == "application/problem+json"
    problem = ProblemDetails.model_validate(response.get_json())
    assert problem.status == status
    assert problem.request_id == response.headers["X-Request-ID"]
    if field is not None:
        assert field in [one.field for one in problem.errors]


def test_http_numbers_are_the_librarys(
    client: FlaskClient, predictor: Predictor, nurse: Posting
) -> None:
    answer = client.post(PREDICT, json=body(nurse, id="a1"))
    expected = predictor.predict([Posting(nurse.title, nurse.description, "a1")])[0]
    assert answer.status_code == 200
    assert answer.get_json() == plain(expected.to_dict())
    assert list(answer.get_json())[:4] == ["schema_version", "model", "id", "title"]
    PredictionAnswer.model_validate_json(answer.data)


def test_an_answer_is_written_as_python_writes_it(
    client: FlaskClient, predictor: Predictor, nurse: Posting
) -> None:
    wild = Posting('Nurse "<&>" \\ / \x7f\u2028 🙂', nurse.description, "\t\x01é")
    carer = Posting("Home care assistant")
    pair = {"left": body(carer), "right": body(nurse)}
    expected: dict[str, tuple[Any, Prediction | Comparison]] = {
        PREDICT: (body(wild, id=wild.id), predictor.predict([wild])[0]),
        COMPARE: (pair, compare(*predictor.predict([carer, nurse]))),
    }
    for address, (asked, answer) in expected.items():
        text = json.dumps(answer.to_dict(), ensure_ascii=False, separators=(",", ":"))
        assert client.post(address, json=asked).text == text


def test_the_selection_is_the_librarys(
    client: FlaskClient, predictor: Predictor, nurse: Posting
) -> None:
    wish = {"top": 3, "threshold": 0.6, "domains": ["knowledge", "skills"]}
    answer = client.post(PREDICT, json=body(nurse, **wish)).get_json()
    selection = Selection(3, 0.6, ("skills", "knowledge"))
    assert answer == plain(selection.apply(predictor.predict([nurse])[0]).to_dict())
    assert {score["domain"] for score in answer["elements"]} == {"knowledge", "skills"}


def test_a_batch_answers_item_by_item(client: FlaskClient, nurse: Posting) -> None:
    items = [body(nurse, id="1"), {"title": "Welder", "id": "2", "top": 1}, body(nurse, id="3")]
    answer = client.post(BATCH, json={"items": items})
    assert answer.status_code == 200
    BatchAnswer.model_validate_json(answer.data)
    answers = answer.get_json()["items"]
    assert [one["id"] for one in answers] == ["1", "2", "3"]
    assert len(answers[1]["tools"]) <= 1
    single = client.post(PREDICT, json=items[0]).get_json()
    assert [o["code"] for o in answers[0]["occupations"]] == [
        o["code"] for o in single["occupations"]
    ]
    for mine, alone in zip(answers[0]["elements"], single["elements"], strict=True):
        assert mine["importance"] == pytest.approx(alone["importance"], abs=1e-5)


def test_offsets_are_code_points_into_the_description_as_sent(client: FlaskClient) -> None:
    description = "🙂🙂 Line ends stay.\r\nYou write SQL and Python every day.\r\nGood pay."
    answer = client.post(PREDICT, json={"title": "Data analyst", "description": description})
    answer_json = answer.get_json()
    spans = [e for s in answer_json["elements"] for e in s["evidence"]]
    spans += [e for s in answer_json["technologies"] for e in s["evidence"]]
    assert spans
    for span in spans:
        assert 0 <= span["start"] < span["end"] <= len(description)
    named = {
        description[e["start"] : e["end"]]
        for score in answer_json["technologies"]
        for e in score["evidence"]
    }
    assert "Python" in named


@pytest.mark.parametrize("words", ["nurse", "NURSE registered", "29-1141"])
def test_occupations_are_found_by_words_or_code(client: FlaskClient, words: str) -> None:
    found = client.get("/api/v1/occupations", query_string={"query": words}).get_json()
    assert "29-1141.00" in [one["code"] for one in found["occupations"]]
    assert found["total"] >= len(found["occupations"])


def test_occupations_are_limited_and_counted(client: FlaskClient, predictor: Predictor) -> None:
    found = client.get("/api/v1/occupations", query_string={"limit": 2}).get_json()
    assert len(found["occupations"]) == 2
    assert found["total"] == len(predictor.occupations)
    nothing = client.get("/api/v1/occupations", query_string={"query": "zzzz"}).get_json()
    assert nothing == {"total": 0, "occupations": []}


def test_one_occupation_by_its_code(client: FlaskClient) -> None:
    found = client.get("/api/v1/occupations/29-1141.00").get_json()
    assert found["title"] == "Registered Nurses"
    assert found["url"] == "https://www.onetonline.org/link/summary/29-1141.00"
    assert_problem(client.get("/api/v1/occupations/99-9999.99"), 404, "code")


def test_an_occupation_has_onets_ratings(client: FlaskClient, predictor: Predictor) -> None:
    found = client.get("/api/v1/occupations/29-1141.00").get_json()
    RatedOccupation.model_validate(found)
    row = [code for code, _ in predictor.occupations].index("29-1141.00")
    by_id = {one["id"]: one for one in found["elements"]}
    for column, element in enumerate(predictor.elements):
        rating = float(predictor.ratings[row, column])
        assert (element.id in by_id) == (not math.isnan(rating))
        if element.id in by_id:
            assert by_id[element.id]["importance"] == pytest.approx(rating, abs=1e-4)
    domains = [one["domain"] for one in found["elements"]]
    assert domains == sorted(domains, key=DOMAINS.index)
    skills = [one["importance"] for one in found["elements"] if one["domain"] == "skills"]
    assert skills == sorted(skills, reverse=True)
    assert {one["level"] for one in found["elements"] if one["domain"] == "work_styles"} == {None}


def test_an_occupation_without_ratings_says_so_by_an_empty_list(
    client: FlaskClient, predictor: Predictor
) -> None:
    unrated = [
        code
        for (code, _), ratings in zip(predictor.occupations, predictor.ratings, strict=True)
        if all(map(math.isnan, ratings))
    ]
    for code in unrated[:2]:
        assert client.get(f"/api/v1/occupations/{code}").get_json()["elements"] == []


def test_titles_that_begin_with_the_word_come_first(client: FlaskClient) -> None:
    found = client.get("/api/v1/occupations", query_string={"query": "web"}).get_json()
    assert found["occupations"][0]["title"].startswith("Web")


def test_http_compares_as_the_library_does(client: FlaskClient, predictor: Predictor) -> None:
    sides = [{"title": "Cashier", "id": "me"}, {"title": "Accountant", "description": "Use SAP."}]
    wish = {"left": sides[0], "right": sides[1], "threshold": 0.6, "domains": ["skills"]}
    answer = client.post(COMPARE, json=wish)
    assert answer.status_code == 200
    ComparisonAnswer.model_validate_json(answer.data)
    predictions = predictor.predict(
        [Posting("Cashier", "", "me"), Posting("Accountant", "Use SAP.")]
    )
    expected = compare(*predictions, threshold=0.6, domains=["skills"])
    assert answer.get_json() == plain(expected.to_dict())


def test_a_wrong_side_of_a_comparison_is_named(client: FlaskClient) -> None:
    nothing = client.post(COMPARE, json={"left": {"title": "Cook"}})
    assert_problem(nothing, 422, "right")
    empty = client.post(COMPARE, json={"left": {"title": "Cook"}, "right": {"title": " "}})
    assert_problem(empty, 422, "right")
    assert empty.get_json()["errors"][0]["pointer"] == "#/right"


def test_elements_and_model(client: FlaskClient, predictor: Predictor) -> None:
    elements = client.get("/api/v1/elements").get_json()["elements"]
    assert [e["id"] for e in elements] == [e.id for e in predictor.elements]
    assert {e["domain"] for e in elements} <= set(DOMAINS)
    assert all(e["scale_low"] <= e["mean"] <= e["scale_high"] for e in elements)
    model = client.get("/api/v1/model").get_json()
    assert model["model"]["name"] == predictor.info.name
    assert model["elements"] == len(elements)
    assert predictor.info.onet_release in model["attribution"]
    assert model["card"] == predictor.card()


def test_health_and_readiness(client: FlaskClient) -> None:
    assert client.get("/healthz").get_json() == {"status": "ok"}
    assert client.get("/readyz").get_json() == {"status": "ready"}


class Hollow:
    """A predictor whose model has gone bad: it answers, but with nothing."""

    def __init__(self, predictor: Predictor) -> None:
        self._predictor = predictor
        self.info, self.elements = predictor.info, predictor.elements
        self.occupations, self.card = predictor.occupations, predictor.card
        self.ratings, self.levels = predictor.ratings, predictor.levels

    def predict(self, postings: Sequence[Posting]) -> list[Prediction]:
        whole = self._predictor.predict(postings)
        return [replace(one, elements=(), occupations=()) for one in whole]


def test_a_model_that_gives_no_numbers_is_not_ready(predictor: Predictor) -> None:
    client = create_app(Hollow(predictor), WebConfig()).test_client()
    assert_problem(client.get("/readyz"), 503)
    assert client.get("/healthz").status_code == 200


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({}, ""),
        ({"title": " \n", "description": ""}, ""),
        ({"title": 7}, "title"),
        ({"title": "Welder", "top": 0}, "top"),
        ({"title": "Welder", "top": "5"}, "top"),
        ({"title": "Welder", "top": True}, "top"),
        ({"title": "Welder", "threshold": 1.01}, "threshold"),
        ({"title": "Welder", "threshold": math.nan}, "threshold"),
        ({"title": "Welder", "domains": ["charm"]}, "domains.0"),
        ({"title": "Welder", "treshold": 0.5}, "treshold"),
        ({"title": "Welder", "id": 5}, "id"),
        ({"title": "\ud800"}, "title"),
        ([], ""),
        ("text", ""),
        (None, ""),
    ],
)
def test_a_wrong_field_is_named(client: FlaskClient, sent: Any, field: str) -> None:
    answer = client.post(PREDICT, data=json.dumps(sent), content_type="application/json")
    assert_problem(answer, 422, field)


def test_a_wrong_item_of_a_batch_is_named_with_its_place(client: FlaskClient) -> None:
    answer = client.post(BATCH, json={"items": [{"title": "Cook"}, {"title": "Cook", "top": -1}]})
    assert_problem(answer, 422, "items.1.top")
    assert answer.get_json()["errors"][0]["pointer"] == "#/items/1/top"
    assert_problem(client.post(BATCH, json={"items": [{"title": "Cook"}] * 257}), 422, "items")
    assert_problem(client.post(BATCH, json={"items": []}), 422, "items")
    assert_problem(client.get("/api/v1/occupations?limit=0"), 422, "limit")
    many = client.get("/api/v1/occupations?limit=many")
    assert_problem(many, 422, "limit")
    assert many.get_json()["errors"][0]["pointer"] is None


@pytest.mark.parametrize(
    "text", ["", "{", "{'title': 1}", "[" * 100_000, '{"top": ' + "9" * 5000 + "}", "\xff\xfe"]
)
def test_what_is_no_json_is_malformed(client: FlaskClient, text: str) -> None:
    answer = client.post(PREDICT, data=text.encode("latin-1"), content_type="application/json")
    assert_problem(answer, 400)


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", None])
def test_another_type_is_refused(client: FlaskClient, kind: str | None) -> None:
    answer = client.post(PREDICT, data=b'{"title": "Cook"}', content_type=kind)
    assert_problem(answer, 415, "Content-Type")
    assert "application/json" in answer.get_json()["detail"]


def test_broken_json_is_located(client: FlaskClient) -> None:
    answer = client.post(PREDICT, data=b'{"title":\n "Cook",}', content_type="application/json")
    assert "line 2, column 9" in answer.get_json()["detail"]


def test_another_method_is_refused_and_the_right_one_named(client: FlaskClient) -> None:
    answer = client.get(PREDICT)
    assert_problem(answer, 405, "method")
    assert "POST" in answer.headers["Allow"]
    assert "POST" in answer.get_json()["detail"]
    assert_problem(client.delete("/api/v1/model"), 405)


def test_an_unknown_address_is_a_problem_too(client: FlaskClient) -> None:
    assert_problem(client.get("/api/v1/nowhere"), 404)
    assert_problem(client.get("/api/v1/nowhere", headers={"Accept": "text/html"}), 404)


def test_a_body_over_the_limit_is_not_read(predictor: Predictor) -> None:
    small = create_app(predictor, WebConfig(max_body_bytes=200)).test_client()
    assert_problem(small.post(PREDICT, json={"title": "x" * 200}), 413, "Content-Length")
    assert "at most 200 bytes" in small.post(PREDICT, json={"title": "x" * 200}).text
    unending = BytesIO(json.dumps({"title": "x" * 300}).encode())
    sent = {"wsgi.input": unending, "wsgi.input_terminated": True}
    kind = {"content_type": "application/json"}
    assert_problem(small.post(PREDICT, environ_overrides=sent, **kind), 413)
    assert small.post(PREDICT, json={"title": "x"}).status_code == 200
    page = small.post("/", data={"title": "x" * 300}, headers={"Accept": "text/html"})
    assert page.status_code == 413
    assert "larger than this server reads" in page.text


json_values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)
fields = st.sampled_from(
    ["title", "description", "id", "top", "threshold", "domains", "items", "left"]
)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    value=json_values | st.dictionaries(fields, json_values),
    address=st.sampled_from([PREDICT, BATCH, COMPARE]),
)
def test_no_body_makes_the_server_fail(app: Flask, value: Any, address: str) -> None:
    text = json.dumps(value)
    answer = app.test_client().post(address, data=text, content_type="application/json")
    assert answer.status_code in {200, 422}


@settings(max_examples=25, deadline=None)
@given(title=st.text(max_size=40), description=st.text(max_size=300))
def test_any_text_is_read(app: Flask, title: str, description: str) -> None:
    answer = app.test_client().post(PREDICT, json={"title": title, "description": description})
    empty = not (title.strip() or description.strip())
    assert answer.status_code == (422 if empty else 200)


def test_every_answer_of_the_document_is_declared(app: Flask) -> None:
    document = app.test_client().get("/openapi.json").get_json()
    assert document["openapi"].startswith("3.1")
    assert set(document["paths"]) >= {PREDICT, BATCH, "/api/v1/occupations/{code}", "/readyz"}
    names = set(document["components"]["schemas"])
    references: list[str] = []
    visit(document, references.append)
    assert references
    assert {reference.rpartition("/")[2] for reference in references} <= names
    refused = document["paths"][PREDICT]["post"]["responses"]["422"]
    assert list(refused["content"]) == ["application/problem+json"]


def visit(node: Any, found: Callable[[str], None]) -> None:
    """Walk a JSON document and report every reference."""
    children = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    if isinstance(node, dict) and isinstance(node.get("$ref"), str):
        found(node["$ref"])
    for child in children:
        visit(child, found)
