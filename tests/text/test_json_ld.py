"""JobPosting JSON-LD as web pages and interfaces give it."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobskills.text import job_postings

BAKER = {"@context": "https://schema.org", "@type": "JobPosting", "title": "Baker"}


def test_a_web_page_with_a_graph() -> None:
    data = {"@graph": [{"@type": "WebPage"}, BAKER | {"description": "<p>Bake.</p>"}]}
    page = f"<html><script type='application/ld+json'>{json.dumps(data)}</script><p>Hi</p></html>"
    (posting,) = job_postings(page)
    assert (posting.title, posting.description) == ("Baker", "<p>Bake.</p>")


def test_parts_given_apart_are_added_once() -> None:
    data = BAKER | {
        "@type": ["JobPosting"],
        "description": "Bake bread.",
        "responsibilities": "Bake bread.",
        "qualifications": ["A permit", "Two years"],
        "identifier": {"@type": "PropertyValue", "value": 17},
    }
    (posting,) = job_postings(json.dumps(data))
    assert posting.description == "Bake bread.\n\nQualifications:\nA permit\nTwo years"
    assert posting.id == "17"


@pytest.mark.parametrize(
    "source", ["", "JobPosting", '{"@type": "JobPosting"', "[" * 10**5 + "JobPosting"]
)
def test_what_is_broken_or_absent_gives_none(source: str) -> None:
    assert job_postings(source) == []


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)
KEYS = st.sampled_from(
    ["title", "description", "identifier", "responsibilities", "skills", "@graph", "@type", "x"]
)


@given(st.dictionaries(KEYS, VALUES), st.booleans())
def test_whatever_the_parts_are_the_posting_is_text(parts: dict[str, object], page: bool) -> None:
    source = json.dumps({**parts, "@type": ["JobPosting", parts.get("@type")]})
    if page:
        source = f'<script type="application/ld+json">{source.replace("<", " ")}</script>'
    (posting,) = job_postings(source)
    assert isinstance(posting.title, str) and isinstance(posting.description, str)
    assert posting.id is None or isinstance(posting.id, str)


@given(st.text().map(lambda text: '{"a": "JobPosting", ' + text))
def test_no_text_makes_it_fail(source: str) -> None:
    assert job_postings(source) == []
