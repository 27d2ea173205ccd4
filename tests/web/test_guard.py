"""Rate limits, other sites and proxies: off unless configured, and exact when they are."""

import pytest
from flask.testing import FlaskClient

from jobskills.errors import DataError
from jobskills.predictor import Predictor
from jobskills.web import WebConfig, create_app

PREDICT = "/api/v1/predict"
COOK = {"title": "Cook"}


def make(predictor: Predictor, **settings: object) -> FlaskClient:
    return create_app(predictor, WebConfig(**settings)).test_client()  # type: ignore[arg-type]


def test_too_many_requests_are_refused_and_told_when_to_come_back(predictor: Predictor) -> None:
    client = make(predictor, rate_limit="3/hour")
    statuses = [client.post(PREDICT, json=COOK).status_code for _ in range(4)]
    assert statuses == [200, 200, 200, 429]
    refused = client.get("/api/v1/model")
    assert refused.status_code == 429
    assert refused.content_type == "application/problem+json"
    assert 0 < int(refused.headers["Retry-After"]) <= 3600
    assert refused.headers["X-RateLimit-Limit"] == "3"
    assert refused.get_json()["request_id"] == refused.headers["X-Request-ID"]
    elsewhere = client.post(PREDICT, json=COOK, environ_base={"REMOTE_ADDR": "10.0.0.9"})
    assert elsewhere.status_code == 200


def test_watchers_are_never_refused(predictor: Predictor) -> None:
    client = make(predictor, rate_limit="1/hour")
    for _ in range(3):
        for address in ("/healthz", "/readyz", "/metrics"):
            assert client.get(address).status_code == 200
    assert client.post(PREDICT, json=COOK).status_code == 200
    assert client.post(PREDICT, json=COOK).status_code == 429


def test_a_batch_counts_as_many_as_its_postings(predictor: Predictor) -> None:
    client = make(predictor, rate_limit="5/hour")
    batch = {"items": [COOK] * 3}
    assert client.post(f"{PREDICT}/batch", json=batch).status_code == 200
    assert client.post(f"{PREDICT}/batch", json=batch).status_code == 429
    assert client.post(PREDICT, json=COOK).status_code in {200, 429}


@pytest.mark.parametrize("body", [b"[" * 100_000, b"{", b'{"items": 5}', b"null"])
def test_counting_a_broken_batch_breaks_nothing(predictor: Predictor, body: bytes) -> None:
    client = make(predictor, rate_limit="5/hour")
    answer = client.post(f"{PREDICT}/batch", data=body, content_type="application/json")
    assert answer.status_code in {400, 422}


def test_the_address_is_the_proxys_word_only_if_the_proxy_is_trusted(
    predictor: Predictor,
) -> None:
    def statuses(client: FlaskClient) -> list[int]:
        return [
            client.get("/api/v1/model", headers={"X-Forwarded-For": f"10.0.0.{i}"}).status_code
            for i in range(2)
        ]

    assert statuses(make(predictor, rate_limit="1/hour")) == [200, 429]
    assert statuses(make(predictor, rate_limit="1/hour", trusted_proxies=1)) == [200, 200]


def test_a_store_that_is_none_is_said(predictor: Predictor) -> None:
    with pytest.raises(DataError, match="JOBSKILLS_RATE_LIMIT_STORAGE"):
        make(predictor, rate_limit="1/hour", rate_limit_storage="nowhere://x")


def test_no_other_site_may_call_unless_it_is_named(predictor: Predictor) -> None:
    asks = {"Origin": "https://other.example"}
    assert (
        "Access-Control-Allow-Origin"
        not in make(predictor).post(PREDICT, json=COOK, headers=asks).headers
    )
    client = make(predictor, cors_origins=("https://other.example",))
    allowed = client.post(PREDICT, json=COOK, headers=asks)
    assert allowed.headers["Access-Control-Allow-Origin"] == "https://other.example"
    assert "X-Request-ID" in allowed.headers["Access-Control-Expose-Headers"]
    assert "Access-Control-Allow-Credentials" not in allowed.headers
    third = client.post(PREDICT, json=COOK, headers={"Origin": "https://third.example"})
    assert "Access-Control-Allow-Origin" not in third.headers
    page = client.get("/", headers=asks)
    assert "Access-Control-Allow-Origin" not in page.headers


def test_a_browser_may_ask_before_it_sends_json(predictor: Predictor) -> None:
    client = make(predictor, cors_origins=("*",))
    asks = {
        "Origin": "https://other.example",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    }
    answer = client.options(PREDICT, headers=asks)
    assert answer.status_code == 200
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "content-type" in answer.headers["Access-Control-Allow-Headers"].lower()
    refused = client.post(PREDICT, json={}, headers=asks)
    assert refused.status_code == 422
    assert refused.headers["Access-Control-Allow-Origin"] == "*"
