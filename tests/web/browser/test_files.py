"""A file is chosen or dropped; what can't be read is said, and what was typed stays."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from jobskills.prediction import Posting

pytestmark = pytest.mark.browser

Start = Callable[..., Any]

PAGE = """<!doctype html><html><body><script type="application/ld+json">
{"@type": "JobPosting", "title": "Baker",
 "description": "<p>You bake bread and mix dough at night.</p>"}</script></body></html>"""


def test_a_chosen_file_fills_the_form_and_can_be_taken_back(
    visit: Start, tmp_path: Path, nurse: Posting
) -> None:
    (tmp_path / "baker.html").write_text(PAGE)
    seen = visit()
    seen.go()
    title, text = seen.page.get_by_label("Job title"), seen.page.get_by_label("Posting", exact=True)
    text.fill(nurse.description)
    seen.page.get_by_label("Or a file").set_input_files(tmp_path / "baker.html")
    expect(title).to_have_value("Baker")
    expect(text).to_have_value("You bake bread and mix dough at night.")
    expect(seen.page.get_by_text("Taken from baker.html.")).to_be_visible()
    seen.press("Put back what was there")
    expect(text).to_have_value(nurse.description)
    seen.page.get_by_label("Or a file").set_input_files(tmp_path / "baker.html")
    expect(title).to_have_value("Baker")
    seen.press("Read it")
    expect(seen.page.locator(".posting-title")).to_have_text("Baker")
    assert "file" not in seen.page.url


def test_a_file_is_dropped_on_the_form(visit: Start) -> None:
    seen = visit()
    seen.go()
    dropped = seen.page.evaluate_handle(
        "() => { const held = new DataTransfer();"
        " held.items.add(new File(['Weld steel frames.'], 'posting.txt')); return held }"
    )
    text = seen.page.get_by_label("Posting", exact=True)
    text.dispatch_event("dragover", {"dataTransfer": dropped})
    expect(seen.page.locator(".fields.over")).to_have_count(1)
    text.dispatch_event("drop", {"dataTransfer": dropped})
    expect(text).to_have_value("Weld steel frames.")
    expect(seen.page.locator(".fields.over")).to_have_count(0)


def test_a_file_that_cannot_be_read_is_said_and_what_was_typed_stays(
    visit: Start, tmp_path: Path, nurse: Posting
) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    seen = visit()
    seen.go()
    text = seen.page.get_by_label("Posting", exact=True)
    text.fill(nurse.description)
    seen.page.get_by_label("Or a file").set_input_files(tmp_path / "empty.txt")
    expect(seen.page.locator(".filed")).to_contain_text("he file is empty")
    expect(text).to_have_value(nurse.description)
    seen.forgive("422")


def test_a_server_that_is_gone_is_said_too(visit: Start, tmp_path: Path) -> None:
    (tmp_path / "baker.html").write_text(PAGE)
    seen = visit()
    seen.go()
    seen.page.route("**/api/v1/read", lambda route: route.abort())
    seen.page.get_by_label("Or a file").set_input_files(tmp_path / "baker.html")
    expect(seen.page.locator(".filed")).to_contain_text("What you typed is still here")
    seen.forgive("ERR_FAILED")
