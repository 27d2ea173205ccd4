"""The one way to predict, with the bundle that ships: its schema, its order, its evidence."""

import json
import math
from itertools import pairwise

import numpy as np
import pytest

from jobskills.errors import BundleError
from jobskills.prediction import DOMAINS, Posting, Prediction
from jobskills.predictor import Predictor
from jobskills.text import read_posting

_ELECTRICIAN = Posting(
    "Electrician (m/f/d), full time",
    "We are a family business by the harbour.\n"
    "Your tasks:\n"
    "- Install wiring, fuse boxes and lighting in new houses 🏠\n"
    "- Test circuits with a multimeter and find faults\n"
    "- Draw plans in AutoCAD; report hours in Microsoft Excel\n"
    "We offer 30 days of leave and free parking.\n",
    id="e-1",
)
_CLERK = Posting(description="Answer the phone, file letters and book meetings in Outlook.")
_ODD = {
    "empty": Posting(),
    "white": Posting(" \t\n", " \n\n\t "),
    "marks": Posting("?!…", "— • — 🚀🚀"),
    "html": Posting("<b>Nurse</b>", "<ul><li>Care for patients</li></ul><script>x=1</script>"),
    "broken html": Posting("Nurse", "<p <div>Care & love &#x110000; &bogus; <!-- <li>"),
    "lone surrogates": Posting("Nu\ud800rse", "Care \udfff for patients \ud83d."),
    "null": Posting("Nurse\0", "Care\0for\0patients. \x07\x1b[31m"),
    "right to left": Posting("ممرضة", "رعاية المرضى في المستشفى"),
    "Japanese": Posting("看護師", "病棟で患者さんのケアを行います。"),
    "German": Posting("Krankenpfleger", "Sie pflegen Patienten auf unserer Station."),
    "one word": Posting("", "welding"),
    "no spaces": Posting("x" * 10_000, "y" * 200_000),
    "long": Posting("Clerk", "Answer the phone and file letters. " * 30_000),
    "many lines": Posting("Clerk", "a\n" * 50_000),
    "declared": Posting("", '{"@type": "JobPosting", "description": "Care \\ud83d for\\nUnix"}'),
}


@pytest.fixture(scope="module")
def predictor() -> Predictor:
    return Predictor.load()


@pytest.fixture(scope="module")
def prediction(predictor: Predictor) -> Prediction:
    return predictor.predict([_ELECTRICIAN])[0]


def test_the_json_has_the_keys_of_the_design(prediction: Prediction) -> None:
    document = json.loads(json.dumps(prediction.to_dict()))
    assert list(document) == [
        "schema_version", "model", "id", "title", "n_words", "truncated", "warnings",
        "occupations", "elements", "technologies", "tools",
    ]  # fmt: skip
    assert list(document["model"]) == ["name", "version", "onet_release"]
    assert list(document["occupations"][0]) == ["code", "title", "probability"]
    assert list(document["elements"][0]) == [
        "id", "name", "domain", "importance", "importance_low", "importance_high", "level",
        "probability", "distinctiveness", "evidence",
    ]  # fmt: skip
    assert list(document["technologies"][0])[:5] == [
        "name", "category", "probability", "mentioned", "hot",
    ]  # fmt: skip
    assert list(document["tools"][0]) == ["name", "probability", "mentioned", "evidence"]
    evidence = [span for one in document["elements"] for span in one["evidence"]]
    assert {tuple(span) for span in evidence} == {("start", "end", "weight")}
    named = [one for one in document["technologies"] if one["mentioned"]]
    assert list(named[0]["evidence"][0]) == ["start", "end"]
    assert document["schema_version"] == 1
    assert (document["id"], document["title"]) == ("e-1", _ELECTRICIAN.title)


def test_it_finds_the_occupation_and_what_sets_it_apart(prediction: Prediction) -> None:
    assert prediction.occupations[0].code == "47-2111.00"
    apart = sorted(prediction.elements, key=lambda one: -one.distinctiveness)
    assert apart[0].distinctiveness > 1
    named = {one.name for one in prediction.technologies if one.mentioned}
    assert {"Autodesk AutoCAD", "Microsoft Excel"} <= named


def test_every_element_is_rated_once_in_order(predictor: Predictor, prediction: Prediction) -> None:
    assert len({one.id for one in prediction.elements}) == len(prediction.elements)
    assert {one.id for one in prediction.elements} == {one.id for one in predictor.elements}
    places = [(DOMAINS.index(one.domain), -one.probability) for one in prediction.elements]
    assert places == sorted(places)
    assert {one.domain for one in prediction.elements} == set(DOMAINS)


def test_every_number_is_within_its_scale(predictor: Predictor, prediction: Prediction) -> None:
    scale = {one.id: one for one in predictor.elements}
    for one in prediction.elements:
        known = scale[one.id]
        assert known.scale_low <= one.importance_low <= one.importance
        assert one.importance <= one.importance_high <= known.scale_high
        assert 0 <= one.probability <= 1
        assert one.level is None or 0 <= one.level <= 7
    with_level = {one.domain for one in prediction.elements if one.level is not None}
    assert with_level == {"abilities", "skills", "knowledge", "work_activities"}


def test_occupations_are_the_ten_likeliest_of_all(
    predictor: Predictor, prediction: Prediction
) -> None:
    shares = [one.probability for one in prediction.occupations]
    assert len(shares) == 10
    assert shares == sorted(shares, reverse=True)
    assert sum(shares) <= 1 + 1e-3
    assert {(one.code, one.title) for one in prediction.occupations} <= set(predictor.occupations)


def test_technologies_stand_named_first_then_by_probability(prediction: Prediction) -> None:
    for listed in (prediction.technologies, prediction.tools):
        places = [(not one.mentioned, -one.probability) for one in listed]
        assert places == sorted(places)
        assert all(bool(one.evidence) == one.mentioned for one in listed)
        assert len({one.name for one in listed}) == len(listed)


def test_the_span_of_a_technology_is_where_it_stands(prediction: Prediction) -> None:
    spans = {
        one.name: [_ELECTRICIAN.description[span.start : span.end] for span in one.evidence]
        for one in prediction.technologies
    }
    assert spans["Autodesk AutoCAD"] == ["AutoCAD"]
    assert spans["Microsoft Excel"] == ["Microsoft Excel"]


def test_evidence_is_sentences_strongest_first(prediction: Prediction) -> None:
    sentences = {(unit.start, unit.end) for unit in read_posting(_ELECTRICIAN).units}
    seen = set()
    for one in prediction.elements:
        weights = [span.weight for span in one.evidence]
        assert len(weights) <= 3
        assert all(weight > 0 for weight in weights)
        assert weights == sorted(weights, reverse=True)
        seen |= {(span.start, span.end) for span in one.evidence}
    assert seen
    assert seen <= sentences
    assert any("wiring" in _ELECTRICIAN.description[start:end] for start, end in seen)


def test_evidence_weighs_what_the_rating_falls_by_without_the_sentence(
    predictor: Predictor, prediction: Prediction
) -> None:
    strongest = max(
        (one for one in prediction.elements if one.evidence), key=lambda one: one.evidence[0].weight
    )
    span, text = strongest.evidence[0], _ELECTRICIAN.description
    rest = Posting(_ELECTRICIAN.title, text[: span.start] + text[span.end :])
    [without] = predictor.predict([rest])
    rating = {one.id: one.importance for one in without.elements}[strongest.id]
    assert strongest.importance - rating == pytest.approx(span.weight, abs=0.02)


def test_the_same_posting_is_read_alike_again_and_in_company(predictor: Predictor) -> None:
    postings = [_ELECTRICIAN, _CLERK, Posting("Baker"), _ELECTRICIAN]
    together = predictor.predict(postings)
    assert together[0] == together[3]
    for posting, in_company in zip(postings, together, strict=True):
        [alone] = predictor.predict([posting])
        assert [one.code for one in alone.occupations] == [
            one.code for one in in_company.occupations
        ]
        assert [one.mentioned for one in alone.technologies] == [
            one.mentioned for one in in_company.technologies
        ]
        rating = {one.id: one.importance for one in in_company.elements}
        for one in alone.elements:
            assert one.importance == pytest.approx(rating[one.id], abs=2e-4)


def test_two_loads_read_alike(prediction: Prediction) -> None:
    assert Predictor.load().predict([_ELECTRICIAN]) == [prediction]


def test_no_postings_no_predictions(predictor: Predictor) -> None:
    assert predictor.predict([]) == []


@pytest.mark.parametrize("name", _ODD)
def test_any_text_gets_a_whole_prediction(predictor: Predictor, name: str) -> None:
    posting = _ODD[name]
    [prediction] = predictor.predict([posting])
    assert len(prediction.elements) == len(predictor.elements)
    numbers = [
        value
        for one in prediction.elements
        for value in (one.importance, one.importance_low, one.importance_high, one.probability)
    ]
    assert all(math.isfinite(value) for value in numbers)
    assert json.loads(json.dumps(prediction.to_dict()))["title"] == posting.title
    length = len(posting.description)
    lists = (prediction.elements, prediction.technologies, prediction.tools)
    for span in (span for listed in lists for one in listed for span in one.evidence):
        assert 0 <= span.start < span.end <= length


def test_the_average_occupation_answers_where_nothing_is_said(predictor: Predictor) -> None:
    [prediction] = predictor.predict([Posting()])
    assert prediction.warnings
    assert prediction.n_words == 0
    assert not any(one.evidence for one in prediction.elements)
    assert np.median([abs(one.distinctiveness) for one in prediction.elements]) < 0.7


def test_a_long_text_says_where_reading_stopped(predictor: Predictor) -> None:
    [long, short] = predictor.predict([_ODD["long"], _CLERK])
    assert (long.truncated, short.truncated) == (True, False)
    assert long.warnings


def test_elements_and_occupations_are_listed(predictor: Predictor) -> None:
    assert predictor.ratings.shape == (len(predictor.occupations), len(predictor.elements))
    for one in predictor.elements:
        assert one.scale_low < one.mean < one.scale_high
    for domain, following in pairwise(dict.fromkeys(one.domain for one in predictor.elements)):
        assert DOMAINS.index(domain) < DOMAINS.index(following)
    assert dict(predictor.occupations)["29-1141.00"] == "Registered Nurses"


def test_the_card_names_the_model_and_its_source(predictor: Predictor) -> None:
    card = predictor.card()
    assert card.startswith(f"# Model card: {predictor.info.name}")
    assert f"O*NET {predictor.info.onet_release} Database" in card.replace("\\*", "*")


def test_an_unknown_bundle_is_refused() -> None:
    with pytest.raises(BundleError, match="no bundle 'mine'"):
        Predictor.load("mine")


def test_a_heading_is_never_evidence(predictor: Predictor) -> None:
    text = "Who we look for\nA baker.\n\nWhat you will do\nBake bread, mix dough and sell it.\n"
    posting = Posting("Kitchen help", text)  # a title that leaves something to say
    headings = {(u.start, u.end) for u in read_posting(posting).units if u.heading}
    [prediction] = predictor.predict([posting])
    evidence = {(e.start, e.end) for one in prediction.elements for e in one.evidence}
    assert len(headings) == 2
    assert evidence
    assert not evidence & headings
    [only] = predictor.predict([Posting("", "JOB DUTIES\n")])
    assert not any(one.evidence for one in only.elements)


def test_what_the_job_gives_is_no_tool_that_it_asks_for(predictor: Predictor) -> None:
    asked = "Duties:\n- Drive a forklift.\n"
    given = "Benefits:\n- A laptop\n"
    [prediction] = predictor.predict([Posting("Driver", asked + given)])
    assert [tool.name for tool in prediction.tools if tool.mentioned] == ["Forklifts"]
    assert all(tool.mentioned == bool(tool.evidence) for tool in prediction.tools)
