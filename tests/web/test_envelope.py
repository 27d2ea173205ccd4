"""Every response carries its id and headers; no log line carries a word of a posting."""

import base64
import gzip
import hashlib
import logging
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from jobskills.predictor import Predictor
from jobskills.web import WebConfig, create_app

ADDRESSES = ["/", "/?example=nurse", "/about", "/docs", "/api/v1/model", "/healthz", "/nowhere"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_response_is_locked_down(client: FlaskClient, address: str) -> None:
    headers = client.get(address).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_page_needs_what_the_policy_forbids(client: FlaskClient, address: str) -> None:
    page = client.get(address, headers={"Accept": "text/html"}).text
    assert " style=" not in page
    policy = client.get(address).headers["Content-Security-Policy"]
    for style in re.findall(r"<style>(.*?)</style>", page, re.DOTALL):
        digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
        assert f"style-src 'sha256-{digest}';" in policy
    assert page.count("<style") == page.count("<style>") <= 1
    assert " onclick=" not in page
    assert page.count("<script") == page.count('<script type="module" src="/static/')


def test_a_callers_request_id_is_kept_and_a_wild_one_replaced(client: FlaskClient) -> None:
    kept = client.get("/healthz", headers={"X-Request-ID": "batch-7.a"})
    assert kept.headers["X-Request-ID"] == "batch-7.a"
    wild = client.get("/healthz", headers={"X-Request-ID": "a b\tc" * 40})
    assert len(wild.headers["X-Request-ID"]) == 32


def test_no_word_of_a_posting_is_logged(
    client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    secret = "xylographer"
    client.post("/api/v1/predict", json={"title": secret, "description": secret})
    client.post("/api/v1/predict", json={"title": secret, secret: 1})
    client.post("/", data={"title": secret, "description": secret})
    client.get("/", query_string={"example": secret})
    assert any("/api/v1/predict" in line for line in caplog.messages)
    assert secret not in caplog.text


def test_an_error_of_ours_is_a_500_that_quotes_nothing(
    predictor: Predictor, caplog: pytest.LogCaptureFixture
) -> None:
    app = create_app(predictor, WebConfig())

    @app.get("/broken")
    def broken() -> str:
        raise KeyError("".join(("xylo", "grapher")))

    response = app.test_client().get("/broken")
    assert response.status_code == 500
    assert response.content_type == "application/problem+json"
    assert "xylographer" not in response.text
    assert "KeyError" in caplog.text
    assert "xylographer" not in caplog.text


def test_text_is_compressed_for_those_who_accept_it(client: FlaskClient) -> None:
    plain = client.get("/?example=nurse")
    packed = client.get("/?example=nurse", headers={"Accept-Encoding": "br, gzip"})
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert len(packed.data) < len(plain.data) / 3
    assert gzip.decompress(packed.data).startswith(b"<!doctype html>")
    assert "Accept-Encoding" in packed.headers["Vary"]


@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_a_static_file_is_kept_for_good_and_checked_by_its_tag(app: Flask, encoding: str) -> None:
    client = app.test_client()
    page = client.get("/").text
    address = page.split('<script type="module" src="')[1].split('"')[0]
    asks = {"Accept-Encoding": encoding}
    first = client.get(address, headers=asks)
    assert first.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    again = client.get(address, headers=asks | {"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert client.get("/static/old/page.js").headers["Cache-Control"] == "no-cache"
    assert client.get("/static/old/page.ts").status_code == 404
