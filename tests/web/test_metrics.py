"""What a watcher sees: counts by route, never a word or an address that somebody chose."""

import json
import logging
import re

import pytest
from flask.testing import FlaskClient

from jobskills.predictor import Predictor
from jobskills.web import WebConfig, create_app
from jobskills.web.logs import JsonLines, log_to_stderr


@pytest.fixture
def fresh(predictor: Predictor) -> FlaskClient:
    return create_app(predictor, WebConfig()).test_client()


def count(client: FlaskClient, name: str, **labels: str) -> float:
    page = client.get("/metrics").text
    total = 0.0
    for line in page.splitlines():
        found = re.fullmatch(rf"{name}(?:\{{(.*)\}})? (\S+)", line)
        if found and all(f'{key}="{value}"' in (found[1] or "") for key, value in labels.items()):
            total += float(found[2])
    return total


def test_requests_are_counted_by_route_and_status(fresh: FlaskClient) -> None:
    fresh.post("/api/v1/predict", json={"title": "Cook"})
    fresh.post("/api/v1/predict", json={})
    fresh.get("/api/v1/occupations/29-1141.00")
    name, route = "jobskills_requests_total", "/api/v1/predict"
    assert count(fresh, name, route=route, status="200", method="POST") == 1
    assert count(fresh, name, route=route, status="422") == 1
    assert count(fresh, name, route="/api/v1/occupations/<code>") == 1
    assert count(fresh, "jobskills_request_seconds_count", route=route) == 2
    assert count(fresh, "jobskills_request_seconds_sum", route=route) > 0
    # The one that asks is the one being answered.
    assert count(fresh, "jobskills_requests_active") == 1
    assert count(fresh, "jobskills_model_info") == 1


def test_nothing_that_a_sender_chooses_becomes_a_label(fresh: FlaskClient) -> None:
    fresh.get("/secret-path?word=secret-word")
    fresh.open("/api/v1/model", method="SECRET")
    fresh.get("/api/v1/occupations/secret-code")
    page = fresh.get("/metrics").text
    assert "secret" not in page.lower()
    assert count(fresh, "jobskills_requests_total", route="none", status="404") == 1
    assert count(fresh, "jobskills_requests_total", method="other") == 1


def test_an_error_of_ours_is_counted_too(predictor: Predictor) -> None:
    app = create_app(predictor, WebConfig())

    @app.get("/broken")
    def broken() -> str:
        raise KeyError("x")

    client = app.test_client()
    client.get("/broken")
    assert count(client, "jobskills_requests_total", route="/broken", status="500") == 1
    assert count(client, "jobskills_requests_active") == 1


def test_a_line_of_the_log_has_fields_and_no_text(
    fresh: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "jobskills.web")
    sent = {"title": "xylographer"}
    fresh.post("/api/v1/predict?word=xylographer", json=sent, headers={"X-Request-ID": "a-1"})
    [record] = [one for one in caplog.records if one.name == "jobskills.web"]
    line = json.loads(JsonLines().format(record))
    assert (line["method"], line["route"]) == ("POST", "/api/v1/predict")
    assert (line["status"], line["request_id"], line["level"]) == (200, "a-1", "info")
    assert line["bytes_in"] == len(json.dumps(sent))
    assert line["bytes_out"] > 1000
    assert "xylographer" not in json.dumps(line)


def test_the_log_goes_to_stderr_as_it_is_asked(capsys: pytest.CaptureFixture[str]) -> None:
    log = logging.getLogger("jobskills.web")
    kept = log.handlers, log.propagate, log.level
    try:
        for kind, lines in (("off", 1), ("text", 2), ("json", 2)):
            log_to_stderr(kind)  # type: ignore[arg-type]
            log.info("answered")
            log.error("failed")
            said = capsys.readouterr().err.splitlines()
            assert len(said) == lines
            assert kind != "json" or json.loads(said[0])["message"] == "answered"
    finally:
        log.handlers, log.propagate, log.level = kept
