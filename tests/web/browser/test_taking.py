"""The answer is taken away: the same numbers, from the text as it was read."""

import csv
import json
import re
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from jobskills.prediction import Posting
from jobskills.predictor import Predictor
from jobskills.web.examples import load_pairs

pytestmark = pytest.mark.browser

Start = Callable[..., Any]

POSTING = Posting("Cook", "First line.\n\nYou cook 🙂 and clean the kitchen.\n")


@pytest.mark.parametrize("script", [True, False])
def test_the_answer_is_saved(
    visit: Start, predictor: Predictor, tmp_path: Path, script: bool
) -> None:
    seen = visit(java_script_enabled=script)
    seen.read(POSTING)
    for button in ("JSON", "CSV", "Text"):
        name = f"skills.{ {'Text': 'txt'}.get(button, button.lower()) }"
        with seen.page.expect_download() as download:
            seen.page.get_by_role("button", name=button, exact=True).click()
        assert download.value.suggested_filename == name
        download.value.save_as(tmp_path / name)
    whole = json.loads(json.dumps(predictor.predict([POSTING])[0].to_dict()))
    assert json.loads((tmp_path / "skills.json").read_text()) == whole
    table = list(csv.DictReader(StringIO((tmp_path / "skills.csv").read_text())))
    assert [row["name"] for row in table if row["kind"] == "skills"] == [
        score["name"] for score in whole["elements"] if score["domain"] == "skills"
    ]
    text = (tmp_path / "skills.txt").read_text()
    assert text.startswith("Cook\n")
    assert whole["occupations"][0]["code"] in text


def test_what_is_taken_away_is_what_was_read_not_what_is_typed_since(
    visit: Start, predictor: Predictor
) -> None:
    seen = visit(permissions=["clipboard-read", "clipboard-write"])
    seen.read(POSTING)
    seen.page.get_by_text("Edit", exact=True).click()
    seen.page.get_by_label("Job title").fill("Surgeon")
    seen.press("Copy as text")
    expect(seen.page.locator("#taken")).to_have_text("Copied.")
    copied = seen.page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("Cook\n")
    assert predictor.predict([POSTING])[0].occupations[0].title in copied


def test_a_failing_server_is_said_and_the_answer_stays(visit: Start) -> None:
    seen = visit()
    seen.read(POSTING)
    seen.page.route("**/skills.csv", lambda route: route.abort())
    seen.press("CSV")
    expect(seen.page.locator("#taken")).to_contain_text("The answer is still here")
    expect(seen.page.locator(".posting-title")).to_have_text("Cook")
    seen.forgive("ERR_FAILED")


@pytest.mark.parametrize("pair", sorted(load_pairs()))
def test_a_comparison_is_printed_on_one_page(visit: Start, pair: str) -> None:
    seen = visit()
    seen.go(f"/compare?example={pair}")
    assert len(re.findall(rb"/Type\s*/Page\b", seen.page.pdf(format="A4"))) == 1


@pytest.mark.parametrize("path", ["/?example=cook", "/?example=developer"])
def test_a_report_is_one_page_on_white(visit: Start, predictor: Predictor, path: str) -> None:
    seen = visit(color_scheme="dark")
    seen.go(path)
    title = seen.page.locator(".posting-title").inner_text()
    seen.page.emulate_media(media="print", color_scheme="dark")
    expect(seen.page.locator(".posting")).to_be_hidden()
    head = seen.page.locator(".print-only").first
    expect(head).to_contain_text(title)
    expect(head).to_contain_text(f"{predictor.info.name} {predictor.info.version}")
    expect(head).to_contain_text(re.compile(r"\d{4}"))
    expect(seen.page.get_by_text("USDOL/ETA has not approved")).to_be_visible()
    sheets = re.findall(rb"/Type\s*/Page\b", seen.page.pdf(format="A4"))
    assert len(sheets) == 1
    white = "getComputedStyle(document.body).backgroundColor"
    assert seen.page.evaluate(white) == "rgb(255, 255, 255)"
