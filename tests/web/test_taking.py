"""What is taken away says what the library says."""

import json
import re
from collections.abc import Callable
from io import BytesIO

import pytest
from flask.testing import FlaskClient

from jobskills.prediction import OccupationScore, Posting, Prediction
from jobskills.predictor import Predictor
from jobskills.sheet import to_csv
from jobskills.web.report import report_text


@pytest.fixture
def form(nurse: Posting) -> dict[str, str]:
    return {"title": nurse.title, "description": nurse.description.replace("\n", "\r\n")}


def test_json_and_csv_are_the_librarys(
    client: FlaskClient, predictor: Predictor, nurse: Posting, form: dict[str, str]
) -> None:
    prediction = predictor.predict([nurse])[0]
    whole = client.post("/skills.json", data=form)
    assert whole.get_json() == json.loads(json.dumps(prediction.to_dict()))
    assert whole.headers["Content-Disposition"] == 'attachment; filename="skills.json"'
    assert client.post("/skills.csv", data=form).text == to_csv(prediction)


def test_the_text_keeps_to_the_threshold_and_to_what_is_named(
    make_prediction: Callable[..., Prediction],
) -> None:
    text = report_text(make_prediction(warnings=("Short.",)), 0.95)
    assert text.splitlines()[:2] == ["Nurse", "Short."]
    assert "Registered Nurses (29-1141.00), 62\u00a0%" in text
    assert "Active Listening" not in text
    assert "Epic" in text
    assert "MEDITECH" not in text
    text = report_text(make_prediction(title=""), 0.5)
    assert text.startswith("A posting\n")
    assert "Active Listening 4.1 (3.6–4.6), 90\u00a0%" in text
    assert text.index("Medicine and Dentistry") > text.index("Social Perceptiveness")
    assert "MEDITECH 71\u00a0%" in text
    assert text.rstrip().endswith("sample 1, O*NET 29.3")


def test_the_text_has_the_ten_most_important_of_each_domain(predictor: Predictor) -> None:
    [prediction] = predictor.predict([Posting("Shelf stacker")])
    skills = [score for score in prediction.elements if score.domain == "skills"]
    skills.sort(key=lambda score: -score.importance)
    text = report_text(prediction, 0.0)
    section = text.split("\nSkills ")[1].split("\n\n")[0]
    assert re.findall(r"^  (\D+?) \d", section, re.MULTILINE) == [one.name for one in skills[:10]]


def test_no_text_claims_certainty(make_prediction: Callable[..., Prediction]) -> None:
    sure = (OccupationScore("29-1141.00", "Registered Nurses", 1.0),)
    assert ">99\u00a0%" in report_text(make_prediction(occupations=sure), 0.5)


def test_nothing_to_take_is_said(client: FlaskClient, form: dict[str, str]) -> None:
    said = client.post("/skills.csv", data={"title": " "}, headers={"Accept": "text/html"})
    assert said.status_code == 422
    assert "There is nothing to read yet." in said.text
    assert client.post("/skills.exe", data=form).status_code == 404
    assert client.get("/skills.csv").status_code == 405


def test_a_file_is_read_and_its_troubles_are_said(client: FlaskClient) -> None:
    def post(content: bytes, name: str) -> tuple[int, str]:
        typed = {"title": "Baker", "description": "typed before"}
        answer = client.post("/", data=typed | {"file": (BytesIO(content), name)})
        return answer.status_code, answer.text

    status, page = post(b"You bake bread.\r\nYou mix dough.", "posting.txt")
    assert status == 200
    assert "The text was taken from the file, plain text." in page
    assert "You bake bread.\nYou mix dough." in page
    form = {"title": "Baker", "file": (BytesIO(b""), "posting.txt")}
    assert client.post("/skills.json", data=form).status_code == 422
    status, page = post(b"\x00\x01\x02 no posting", "posting.pdf")
    assert status == 422
    assert "typed before" in page
