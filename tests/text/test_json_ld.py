"""JobPosting JSON-LD as web pages and interfaces give it."""

import html
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobskills.prediction import Posting
from jobskills.text import job_postings, read_posting

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


def test_a_document_is_read_with_offsets_into_it() -> None:
    items = '<li>Bake \u201csour\u201d bread</li>\n<li>Fill in "Form A" &amp; B</li>'
    text = f"<p>Duties:</p><ul>{items}</ul>"
    source = json.dumps({"@graph": [BAKER | {"description": text, "skills": ["Patience"]}]})
    reading = read_posting(Posting("", source))
    said = {unit.text: unit for unit in reading.units if not unit.heading}
    assert list(said) == ["Bake “sour” bread", 'Fill in "Form A" & B', "Patience"]
    quoted = [source[unit.start : unit.end] for unit in said.values()]
    assert quoted == [r"Bake \u201csour\u201d bread", r"Fill in \"Form A\" &amp; B", "Patience"]
    assert [unit.section for unit in said.values()] == ["duties", "duties", "requirements"]
    assert reading.title_clean == "Baker"


def test_a_page_is_read_by_what_it_declares() -> None:
    data = json.dumps(BAKER | {"description": "Bake bread.\nGreet guests."})
    page = f"<body><p>Log in</p><script type='application/ld+json'>{data}</script></body>"
    reading = read_posting(Posting("Night baker", page))
    assert [page[unit.start : unit.end] for unit in reading.units] == [
        "Bake bread.",
        "Greet guests.",
    ]
    assert reading.title_clean == "Night baker"


def test_a_page_that_declares_no_text_is_read_as_a_page() -> None:
    page = (
        f"<body><p>Bake bread.</p><script type='application/ld+json'>{json.dumps(BAKER)}</script>"
    )
    reading = read_posting(Posting("", page))
    assert [unit.text for unit in reading.units] == ["Bake bread."]
    assert reading.title_clean == "Baker"


def test_plain_json_with_a_description_is_a_posting() -> None:
    source = json.dumps({"title": "Baker", "description": "Bake bread."})
    (unit,) = read_posting(Posting("", source)).units
    assert (unit.text, source[unit.start : unit.end]) == ("Bake bread.", "Bake bread.")


PIECES = st.sampled_from(
    ["Bake bread. ", "Duties:\n", "- sell it\n", "<li>", "<p>", "&amp;", '"', "\\", "\n", "â€™",
     "🥖", "\ud800", "é", "\t"]
)  # fmt: skip
WRITTEN = st.lists(PIECES | st.text(max_size=9), max_size=12).map("".join)


@given(description=WRITTEN, skills=st.lists(WRITTEN, max_size=3), plain=st.booleans())
def test_units_of_a_document_are_in_bounds_in_order_and_apart(
    description: str, skills: list[str], plain: bool
) -> None:
    data = BAKER | {"skills": skills, "description": description, "qualifications": skills[:1]}
    source = json.dumps(data, ensure_ascii=plain)
    position = 0
    for unit in read_posting(Posting("", source)).units:
        assert position <= unit.start < unit.end <= len(source)
        position = unit.end


@given(st.text(alphabet=st.characters(exclude_characters="&<âÃÂï"), max_size=200))
def test_units_of_a_document_are_what_its_strings_say(description: str) -> None:
    source = json.dumps(BAKER | {"description": description})
    for unit in read_posting(Posting("", source)).units:
        said = json.loads(f'"{source[unit.start : unit.end]}"')
        assert " ".join(said.split()) == unit.text
        assert html.unescape(said) == said
