"""The journeys of a person in a real Chromium: read, ask why, sort, find, take away."""

import csv
import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect, sync_playwright
from werkzeug.serving import WSGIRequestHandler, make_server

from jobskills.prediction import Posting
from jobskills.predictor import Predictor

pytestmark = pytest.mark.browser

#: What a first visit with one posting read may transfer in all.
LIGHT_ENOUGH = 150_000


class Quiet(WSGIRequestHandler):
    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Keep the test output clean."""


@pytest.fixture(scope="module")
def address(app: Flask) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = shutil.which("chromium")
    if path is None:
        said = "chromium is not installed, so the page can't be tried in a browser"
        pytest.fail(said) if os.environ.get("CI") == "true" else pytest.skip(said)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@dataclass
class Visit:
    """A page being visited, and what a visit must not do."""

    page: Page
    address: str
    trouble: list[str] = field(default_factory=list)
    transferred: int = 0

    def read(self, posting: Posting) -> None:
        self.page.goto(self.address)
        self.page.get_by_label("Job title").fill(posting.title)
        self.page.get_by_label("Posting", exact=True).fill(posting.description)
        self.page.get_by_role("button", name="Read it").click()
        expect(self.page.locator("#answer-heading")).to_be_visible()

    def row_with_evidence(self) -> Any:
        return self.page.locator('.row:visible:not([data-e=""])').first


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Callable[..., Visit]]:
    """Return a starter of visits; at the end none may have seen an error or another host."""
    visits: list[tuple[BrowserContext, Visit]] = []

    def start(**options: Any) -> Visit:
        context = browser.new_context(**options)
        context.set_default_timeout(10_000)
        visit = Visit(context.new_page(), address)
        watch(visit)
        visits.append((context, visit))
        return visit

    yield start
    for context, visit in visits:
        context.close()
        assert visit.trouble == []


def watch(visit: Visit) -> None:
    page, trouble = visit.page, visit.trouble
    page.on("console", lambda said: trouble.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: trouble.append(str(error)))

    def request(made: Any) -> None:
        if not made.url.startswith((visit.address, "blob:")):
            trouble.append(f"asked another host: {made.url}")

    def finished(made: Any) -> None:
        if made.url.startswith(visit.address):
            sizes = made.sizes()
            visit.transferred += sizes["responseHeadersSize"] + sizes["responseBodySize"]

    page.on("request", request)
    page.on("requestfinished", finished)


Start = Callable[..., Visit]


def test_a_posting_is_pasted_and_read(visit: Start, predictor: Predictor, nurse: Posting) -> None:
    seen = visit(viewport={"width": 1440, "height": 900})
    seen.read(nurse)
    prediction = predictor.predict([nurse])[0]
    first = seen.page.locator(".occupations li").first
    expect(first).to_contain_text(prediction.occupations[0].title)
    likely = next(s for s in prediction.elements if s.domain == "skills" and s.probability > 0.6)
    expect(seen.page.locator(f'[id="e-{likely.id}"]')).to_contain_text(f"{likely.importance:.1f}")
    expect(seen.page.locator("#answer-heading")).to_be_focused()
    assert seen.page.url == f"{seen.address}/"  # a link never carries the text
    assert seen.transferred < LIGHT_ENOUGH


def test_a_skill_lights_up_its_sentence(visit: Start, nurse: Posting) -> None:
    seen = visit(viewport={"width": 1440, "height": 900})
    seen.read(nurse)
    row = seen.row_with_evidence()
    expected = {pair.split(":")[0] for pair in row.get_attribute("data-e").split()}
    row.locator("summary").click()
    expect(row).to_have_attribute("open", "")
    lit = seen.page.locator(".s.lit")
    expect(lit).to_have_count(len(expected))
    assert {(one.get_attribute("id") or "").removeprefix("s-") for one in lit.all()} == expected
    assert lit.first.inner_text().strip() in nurse.description
    expect(seen.page.locator(".thread path").first).to_be_attached()
    seen.page.keyboard.press("Escape")
    expect(lit).to_have_count(0)


def test_the_controls_act_at_once(visit: Start, nurse: Posting) -> None:
    seen = visit()
    seen.read(nurse)
    rows = seen.page.locator("#skills .row:visible")
    before = rows.count()
    seen.page.locator("[name=threshold]").fill("0")
    every = seen.page.locator("#skills .row").count()
    expect(rows).to_have_count(every)
    assert before < every
    seen.page.get_by_text("most distinctive").click()
    apart = [float(row.get_attribute("data-d") or 0) for row in rows.all()]
    assert apart == sorted(apart, reverse=True)
    seen.page.get_by_label("Find").fill("LISTENING")
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("Active Listening")


def test_what_sets_it_apart_leads_to_its_row(visit: Start, nurse: Posting) -> None:
    seen = visit()
    seen.read(nurse)
    link = seen.page.locator(".apart a").first
    row = seen.page.locator(f'[id="{(link.get_attribute("href") or "")[1:]}"]')
    link.click()
    expect(row).to_have_attribute("open", "")
    expect(row.locator("summary")).to_be_focused()


def test_the_answer_is_taken_away(visit: Start, predictor: Predictor, tmp_path: Path) -> None:
    posting = Posting("Cook", "First line.\n\nYou cook 🙂 and clean the kitchen.\n")
    seen = visit()
    seen.read(posting)
    for button, name in (("JSON", "skills.json"), ("CSV", "skills.csv")):
        with seen.page.expect_download() as download:
            seen.page.get_by_role("button", name=button).click()
        assert download.value.suggested_filename == name
        download.value.save_as(tmp_path / name)
    whole = predictor.predict([posting])[0].to_dict()
    assert json.loads((tmp_path / "skills.json").read_text()) == json.loads(json.dumps(whole))
    table = list(csv.DictReader(StringIO((tmp_path / "skills.csv").read_text())))
    assert [row["name"] for row in table if row["kind"] == "skills"] == [
        score["name"] for score in whole["elements"] if score["domain"] == "skills"
    ]


def test_a_failing_server_costs_nothing_that_was_typed(visit: Start, nurse: Posting) -> None:
    seen = visit()
    seen.read(nurse)

    def fail(route: Route) -> None:
        route.abort()

    seen.page.route("**/", fail)
    seen.page.get_by_text("Edit", exact=True).click()
    seen.page.get_by_label("Job title").fill("Head nurse")
    seen.page.get_by_role("button", name="Read it").click()
    expect(seen.page.get_by_role("alert")).to_contain_text("Your text is still here")
    expect(seen.page.get_by_label("Job title")).to_have_value("Head nurse")
    expect(seen.page.get_by_label("Posting", exact=True)).to_have_value(nurse.description)
    seen.page.unroute("**/")
    seen.page.get_by_role("button", name="Read it").click()
    expect(seen.page.locator(".posting-title")).to_have_text("Head nurse")
    seen.trouble[:] = [said for said in seen.trouble if "ERR_FAILED" not in said]


def test_nothing_typed_is_said_at_once(visit: Start) -> None:
    seen = visit()
    seen.page.goto(seen.address)
    seen.page.get_by_role("button", name="Read it").click()
    expect(seen.page.get_by_role("alert")).to_contain_text("There is nothing to read yet.")
    seen.trouble[:] = [said for said in seen.trouble if "422" not in said]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 375, 768, 1024, 1440])
def test_no_width_scrolls_sideways(visit: Start, scheme: str, width: int) -> None:
    seen = visit(viewport={"width": width, "height": 800}, color_scheme=scheme)
    for path in ("/", "/?example=nurse", "/about", "/docs"):
        seen.page.goto(seen.address + path)
        seen.page.evaluate("document.querySelectorAll('details').forEach(d => (d.open = true))")
        wide = seen.page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, path


def test_on_a_phone_the_answer_comes_first_and_sentences_open_in_place(visit: Start) -> None:
    seen = visit(viewport={"width": 375, "height": 812}, has_touch=True)
    seen.page.goto(f"{seen.address}/?example=welder")
    answer, posting = (seen.page.locator(one).bounding_box() for one in (".answer", ".posting"))
    assert answer
    assert posting
    assert answer["y"] < posting["y"]
    row = seen.row_with_evidence()
    row.locator("summary").tap()
    quote = row.locator("blockquote").first
    expect(quote).to_be_visible()
    assert quote.inner_text() in seen.page.locator("#text").inner_text()


def test_everything_works_by_keyboard(visit: Start, nurse: Posting) -> None:
    seen = visit(viewport={"width": 1440, "height": 900})
    seen.page.goto(seen.address)
    seen.page.keyboard.press("Tab")
    expect(seen.page.get_by_text("Skip to the content")).to_be_focused()
    seen.page.get_by_label("Job title").focus()
    seen.page.keyboard.type(nurse.title)
    seen.page.keyboard.press("Tab")
    seen.page.keyboard.insert_text(nurse.description)
    seen.page.keyboard.press("Tab")
    seen.page.keyboard.press("Enter")
    expect(seen.page.locator("#answer-heading")).to_be_focused()
    summary = seen.row_with_evidence().locator("summary")
    summary.focus()
    seen.page.keyboard.press("Enter")
    expect(seen.page.locator(".s.lit").first).to_be_visible()


def test_without_javascript_the_journey_is_the_same(
    visit: Start, predictor: Predictor, nurse: Posting
) -> None:
    seen = visit(java_script_enabled=False)
    seen.read(nurse)
    prediction = predictor.predict([nurse])[0]
    expect(seen.page.locator(".occupations li").first).to_contain_text(
        prediction.occupations[0].title
    )
    expect(seen.page.get_by_role("button", name="JSON")).to_be_hidden()
    row = seen.row_with_evidence()
    row.locator("summary").click()
    reference = row.locator(".ref").first
    sentence = seen.page.locator(reference.get_attribute("href") or "")
    reference.click()
    expect(sentence).to_be_in_viewport()
    assert sentence.inner_text().strip() in nurse.description
    seen.page.get_by_label("Find").fill("listening")
    seen.page.get_by_role("button", name="Apply").click()
    expect(seen.page.locator("#skills .row:visible")).to_have_count(1)


def test_with_and_without_javascript_the_numbers_are_the_same(visit: Start, nurse: Posting) -> None:
    seen = [visit(), visit(java_script_enabled=False)]
    marks = "[...document.querySelectorAll('.row')].map(r => [r.id, r.dataset.p, r.dataset.e])"
    for one in seen:
        one.read(nurse)
    assert seen[0].page.evaluate(marks) == seen[1].page.evaluate(marks)
    texts = [one.page.locator("#text").inner_text() for one in seen]
    assert texts[0] == texts[1]


@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 375)])
def test_axe_finds_nothing(visit: Start, scheme: str, width: int) -> None:
    seen = visit(
        viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
    )
    for path in ("/", "/?example=nurse", "/about", "/docs", "/api"):
        seen.page.goto(seen.address + path)
        seen.page.evaluate(
            "document.querySelectorAll('details:not(.row)').forEach(d => (d.open = true))"
        )
        if "example" in path:
            seen.row_with_evidence().locator("summary").click()
            expect(seen.page.locator(".s.lit").first).to_be_attached()
        found = Axe().run(seen.page).response["violations"]
        assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == [], path
    seen.trouble[:] = [said for said in seen.trouble if "404" not in said]


def test_print_is_one_page_on_white(visit: Start) -> None:
    seen = visit(color_scheme="dark")
    seen.page.goto(f"{seen.address}/?example=cook")
    seen.page.emulate_media(media="print", color_scheme="dark")
    expect(seen.page.locator(".posting")).to_be_hidden()
    expect(seen.page.locator(".print-only").first).to_contain_text("Line Cook")
    sheets = re.findall(rb"/Type\s*/Page\b", seen.page.pdf(format="A4"))
    assert len(sheets) == 1
    white = "getComputedStyle(document.body).backgroundColor"
    assert seen.page.evaluate(white) == "rgb(255, 255, 255)"
