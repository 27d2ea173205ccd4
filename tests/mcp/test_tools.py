"""What the tools answer, refuse and leave out, asked through the SDK's client."""

import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from mcp_types import CallToolResult, TextContent

from jobskills.comparison import compare
from jobskills.prediction import Posting
from jobskills.predictor import Predictor

Call = Callable[[str, Mapping[str, Any]], CallToolResult]

_NURSE = (
    "You care for patients after surgery, chart their vital signs in Epic and give medication.\n"
    "You teach families how to dress wounds – at night, with calm.\n"
)
_CASHIER = "I serve customers, handle cash and keep the weekly list in Microsoft Excel."


def document(result: CallToolResult) -> dict[str, Any]:
    assert not result.is_error
    answer: dict[str, Any] = result.structured_content
    assert answer
    return answer


def words(result: CallToolResult) -> str:
    [content] = result.content
    assert isinstance(content, TextContent)
    return content.text


def test_structure_and_text_say_the_same(call: Call) -> None:
    result = call("predict", {"title": "Nurse", "description": _NURSE})
    assert json.loads(words(result)) == document(result)


def test_the_sentences_are_those_that_the_evidence_points_to(call: Call) -> None:
    answer = document(call("predict", {"title": "Nurse", "description": _NURSE}))
    cited = {(e["start"], e["end"]) for one in answer["elements"] for e in one["evidence"]}
    assert cited
    assert {(one["start"], one["end"]) for one in answer["sentences"]} == cited
    for one in answer["sentences"]:
        assert one["text"] == _NURSE[one["start"] : one["end"]]


def test_an_answer_is_short_unless_more_is_asked_for(call: Call) -> None:
    posting = {"title": "Nurse", "description": _NURSE * 10}
    assert len(words(call("predict", posting))) < 16_000
    sides = {"left": {"description": _CASHIER}, "right": posting}
    assert len(words(call("compare", sides))) < 28_000
    assert len(words(call("occupation", {"code": "29-1141.00"}))) < 8_000
    assert len(words(call("predict", {**posting, "top": 300, "threshold": 0}))) > 40_000


def test_top_threshold_and_domains_narrow_a_prediction(call: Call) -> None:
    asked = {"description": _NURSE, "top": 2, "threshold": 0.6, "domains": ["skills", "knowledge"]}
    answer = document(call("predict", asked))
    assert [one["domain"] for one in answer["elements"]] == ["skills"] * 2 + ["knowledge"] * 2
    assert all(one["probability"] >= 0.6 for one in answer["elements"])
    assert len(answer["technologies"]) == 2
    assert answer["technologies"][0]["mentioned"]


def test_the_most_important_elements_of_each_domain_are_kept(call: Call) -> None:
    few = document(call("predict", {"title": "Shelf stacker"}))["elements"]
    all_ = document(call("predict", {"title": "Shelf stacker", "top": 300}))["elements"]
    for domain in {one["domain"] for one in all_}:
        ratings = sorted(
            (one["importance"] for one in all_ if one["domain"] == domain), reverse=True
        )
        assert [one["importance"] for one in few if one["domain"] == domain] == ratings[:5]


def test_a_comparison_keeps_the_gaps_and_what_they_are_about(call: Call) -> None:
    sides = {"left": {"description": _CASHIER}, "right": {"description": _NURSE}}
    answer = document(call("compare", {**sides, "top": 3}))
    actions = [gap["action"] for gap in answer["gaps"]]
    assert {action: actions.count(action) for action in actions} == {
        "learn": 3, "practise": 3, "expect": 3
    }  # fmt: skip
    shown = {one["id"]: one["relation"] for one in answer["elements"]}
    assert {gap["id"] for gap in answer["gaps"] if gap["id"]} <= shown.keys()
    assert "neither" not in shown.values()
    assert {"stronger", "extra"} & set(shown.values())
    assert list(shown.values()).count("shared") <= 3
    for side, text in (("left", _CASHIER), ("right", _NURSE)):
        for one in answer["sentences"][side]:
            assert one["text"] == text[one["start"] : one["end"]]
    assert answer["sentences"]["right"]


def test_a_comparison_can_be_had_whole(call: Call, predictor: Predictor) -> None:
    sides = {"left": {"title": "Cashier"}, "right": {"title": "Nurse"}}
    whole = document(call("compare", {**sides, "top": 300}))
    relations = {one["relation"] for one in whole["elements"]}
    assert relations <= {"missing", "weaker", "shared", "stronger", "extra"}
    left, right = predictor.predict([Posting("Cashier"), Posting("Nurse")])
    compared = compare(left, right)
    told = {one.id for one in compared.elements if one.relation in {"shared", "stronger", "extra"}}
    told |= {gap.id for gap in compared.gaps if gap.id is not None}
    assert {one["id"] for one in whole["elements"]} == told
    assert [gap["name"] for gap in whole["gaps"]] == [gap.name for gap in compared.gaps]


def test_occupations_are_found_by_every_word_and_counted_beyond_the_limit(call: Call) -> None:
    found = document(call("find_occupations", {"query": "nurse practitioners"}))
    assert found == {
        "total": 1,
        "occupations": [{"code": "29-1171.00", "title": "Nurse Practitioners"}],
    }
    many = document(call("find_occupations", {"query": "teachers", "limit": 2}))
    assert len(many["occupations"]) == 2 < many["total"]


def test_an_occupation_has_onets_own_ratings(call: Call, predictor: Predictor) -> None:
    answer = document(call("occupation", {"code": "29-1141.00", "top": 1, "domains": ["skills"]}))
    [best] = answer["elements"]
    row = [code for code, _ in predictor.occupations].index("29-1141.00")
    column = [element.id for element in predictor.elements].index(best["id"])
    assert best["importance"] == pytest.approx(float(predictor.ratings[row, column]), abs=1e-4)
    assert answer["title"] == "Registered Nurses"


@pytest.mark.parametrize("sent", ['["skills"]', ["skills"]])
def test_lists_and_objects_may_come_as_strings_of_json(call: Call, sent: object) -> None:
    answer = document(call("predict", {"title": "Nurse", "domains": sent}))
    assert {one["domain"] for one in answer["elements"]} == {"skills"}
    sides = {"left": json.dumps({"title": "Cook"}), "right": {"title": "Nurse"}}
    assert document(call("compare", sides))["left"]["title"] == "Cook"


def test_null_stands_for_all_domains(call: Call) -> None:
    named, null = ({"title": "Nurse"}, {"title": "Nurse", "domains": None})
    assert document(call("predict", null)) == document(call("predict", named))


@pytest.mark.parametrize(
    ("name", "arguments", "expected"),
    [
        ("predict", {}, "title and description are both empty; give at least one"),
        ("predict", {"title": " \n"}, "title and description are both empty; give at least one"),
        (
            "predict",
            {"title": "Secretsmith", "tresholt": 1},
            "tresholt: no such argument; the arguments of predict are "
            "title, description, top, threshold, domains",
        ),
        (
            "predict",
            {"title": "Secretsmith", "top": 0, "threshold": 2},
            "top: Input should be greater than or equal to 1; "
            "threshold: Input should be less than or equal to 1",
        ),
        (
            "predict",
            {"title": "Secretsmith", "domains": ["Secretsmith"]},
            "domains.0: Input should be 'abilities', 'skills', 'knowledge', 'work_activities', "
            "'work_context' or 'work_styles'",
        ),
        (
            "compare",
            {"left": {"title": "Secretsmith"}, "right": {}},
            "right: title and description are both empty; give at least one",
        ),
        ("compare", {"left": {"title": "Secretsmith"}}, "right: Field required"),
        (
            "compare",
            {"left": '{"title": "\\ud800 Secretsmith"}', "right": {"title": "Cook"}},
            "left.title: the text holds an unpaired surrogate, which is no character",
        ),
        (
            "compare",
            {"left": "Secretsmith", "right": {"title": "Cook"}},
            "left: Input should be a valid dictionary or instance of PostingAsk",
        ),
        ("find_occupations", {"query": ""}, "query: String should have at least 1 character"),
        (
            "occupation",
            {"code": "Secretsmith"},
            "code: no occupation that the model knows has this code; codes look like 29-1141.00, "
            "and find_occupations finds them by words",
        ),
        (
            "prdict",
            {"title": "Secretsmith"},
            "no such tool; the tools are predict, compare, find_occupations, occupation",
        ),
    ],
)
def test_a_wrong_ask_is_answered_with_what_to_do(
    call: Call, name: str, arguments: Mapping[str, Any], expected: str
) -> None:
    result = call(name, arguments)
    assert result.is_error
    assert words(result) == expected
    assert result.structured_content is None
