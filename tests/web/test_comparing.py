"""The page of comparison without JavaScript: both sides, what is missing, nothing typed is lost."""

import json
import re
from html import escape, unescape
from io import BytesIO

import pytest
from flask.testing import FlaskClient

from jobskills.comparison import Comparison, compare, comparison_csv
from jobskills.prediction import Posting
from jobskills.predictor import Predictor
from jobskills.web.contrast import Choice, make_contrast
from jobskills.web.examples import load_pairs
from jobskills.web.wording import TALLY

LEFT = Posting("Care assistant", "I wash and feed residents & take their temperature.")
FORM = {"left_title": LEFT.title, "left_description": LEFT.description}


@pytest.fixture
def form(nurse: Posting) -> dict[str, str]:
    return FORM | {"right_title": nurse.title, "right_description": nurse.description}


@pytest.fixture
def comparison(predictor: Predictor, nurse: Posting) -> Comparison:
    return compare(*predictor.predict([LEFT, nurse]))


def test_every_pair_of_examples_is_compared(client: FlaskClient) -> None:
    for name, (left, right) in load_pairs().items():
        page = client.get("/compare", query_string={"example": name})
        assert page.status_code == 200
        assert left.title in unescape(page.text)
        assert right.title in unescape(page.text)
    assert client.get("/compare?example=astronaut-cook").status_code == 404


def test_every_line_has_the_comparisons_numbers(
    client: FlaskClient, comparison: Comparison, form: dict[str, str]
) -> None:
    page = client.post("/compare", data=form).text
    for one in comparison.elements:
        row = page[page.index(f'id="e-{one.id}"') :].split("</summary>")[0]
        assert f'data-r="{one.relation}"' in row
        numbers = re.findall(r'class="number">(\d\.\d)<', row)
        assert numbers == [f"{side.importance:.1f}" for side in (one.left, one.right)]
    gaps = page.split('class="gaps"')[1].split("</section>\n</div>")[0]
    for gap in comparison.gaps:
        assert escape(gap.name, quote=False) in gaps or escape(gap.name) in gaps


def test_the_widest_difference_comes_first(
    predictor: Predictor, comparison: Comparison, nurse: Posting
) -> None:
    contrast = make_contrast(comparison, LEFT, nurse, predictor.elements, Choice())
    widths = [abs(pair.element.difference_sd) for pair in contrast.pairs]
    assert widths == sorted(widths, reverse=True)
    assert len(widths) == len(predictor.elements)


def test_the_tally_counts_what_either_side_asks_for_and_fills_the_bar(
    predictor: Predictor, comparison: Comparison, nurse: Posting
) -> None:
    contrast = make_contrast(comparison, LEFT, nurse, predictor.elements, Choice())
    asked = [one for one in comparison.elements if one.relation in TALLY]
    assert sum(part.count for part in contrast.tally) == len(asked)
    ends = [part.start + part.width for part in contrast.tally]
    starts = [part.start for part in contrast.tally]
    assert starts == pytest.approx([0, *ends[:-1]], abs=0.02)
    assert ends[-1] == pytest.approx(100, abs=0.02)


def test_a_named_thing_is_quoted_with_its_sentence(predictor: Predictor) -> None:
    job = Posting("Drafter", "You draw plans. Keep them in Autodesk AutoCAD 🙂 daily.\nPrint them.")
    comparison = compare(*predictor.predict([LEFT, job]))
    contrast = make_contrast(comparison, LEFT, job, predictor.elements, Choice())
    lines = [line for group in contrast.groups for line in (*group.first, *group.rest)]
    (line,) = [line for line in lines if "AutoCAD" in line.gap.name and line.gap.sure]
    assert line.quotes == ("Keep them in Autodesk AutoCAD 🙂 daily.",)


def test_rows_are_chosen_by_relation_and_by_name(
    predictor: Predictor, comparison: Comparison, nurse: Posting
) -> None:
    choice = Choice("missing", " JUDGMENT")
    contrast = make_contrast(comparison, LEFT, nurse, predictor.elements, choice)
    shown = [pair.element for pair in contrast.pairs if pair.shown]
    assert all(one.relation == "missing" and "Judgment" in one.name for one in shown)
    assert len(shown) == contrast.shown


def test_a_side_without_words_is_named_and_the_other_one_stays(client: FlaskClient) -> None:
    answer = client.post("/compare", data=FORM | {"right_title": " ", "right_description": ""})
    assert answer.status_code == 422
    assert "The right side is empty." in answer.text
    assert escape(LEFT.description) in answer.text


def test_a_file_stands_for_a_side_and_one_that_is_empty_is_refused(
    client: FlaskClient, form: dict[str, str]
) -> None:
    def post(content: bytes) -> tuple[int, str]:
        file = (BytesIO(content), "resume.txt")
        answer = client.post("/compare", data=form | {"left_file": file})
        return answer.status_code, answer.text

    status, page = post(b"I bake bread and mix dough.")
    assert status == 200
    assert "I bake bread and mix dough." in page
    status, page = post(b"")
    assert status == 422
    assert "he file is empty" in page
    assert escape(LEFT.description) in page


def test_a_posting_that_was_read_becomes_the_right_side(
    client: FlaskClient, nurse: Posting
) -> None:
    answer = client.post("/compare", data={"title": nurse.title, "description": nurse.description})
    assert answer.status_code == 200
    right = answer.text.split('name="right_title"')[1]
    assert f'value="{nurse.title}"' in right.split(">")[0]
    assert nurse.description in unescape(right)


def test_html_in_either_side_is_shown_as_text(client: FlaskClient) -> None:
    attack = "</textarea><script>alert(1)</script> Use Microsoft Excel <img src=x>."
    form = {
        f"{side}_{part}": attack for side in ("left", "right") for part in ("title", "description")
    }
    page = client.post("/compare", data=form).text
    assert "<script>alert" not in page
    assert "<img" not in page
    assert page.count("</textarea>") == 2


def test_a_comparison_is_taken_away(
    client: FlaskClient, comparison: Comparison, form: dict[str, str]
) -> None:
    whole = client.post("/gaps.json", data=form)
    assert whole.headers["Content-Disposition"] == 'attachment; filename="gaps.json"'
    assert whole.get_json() == json.loads(json.dumps(comparison.to_dict()))
    assert client.post("/gaps.csv", data=form).text == comparison_csv(comparison)
    text = client.post("/gaps.txt", data=form).text
    assert text.startswith(f"From: {LEFT.title}\n")
    assert all(gap.name in text for gap in comparison.gaps)
    assert client.post("/gaps.exe", data=form).status_code == 404
    assert client.post("/gaps.txt", data=FORM).status_code == 422


def test_a_resume_is_not_blamed_for_being_no_posting(client: FlaskClient) -> None:
    other = "Once upon a time a king had three daughters who sang in the garden all day long."
    sides = {"left_description": other, "left_title": "", "right_title": "Cook"}
    page = unescape(client.post("/compare", data=sides).text)
    assert page.count("does not read like a job posting; unless it is a résumé") == 1
    short = unescape(client.post("/compare", data=sides | {"left_description": "Gardener."}).text)
    assert short.count("The text says very little") == 1
