"""A real Chromium at the real application: one browser and one server for all journeys."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from threading import Thread
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect, sync_playwright
from werkzeug.serving import WSGIRequestHandler, make_server

from jobskills.prediction import Posting

WIDE = {"width": 1440, "height": 900}


class Quiet(WSGIRequestHandler):
    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Keep the test output clean."""


@pytest.fixture(scope="session")
def address(app: Flask) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield launched
        launched.close()


@dataclass
class Visit:
    """A page being visited, and what a visit must not do."""

    page: Page
    address: str
    trouble: list[str] = field(default_factory=list)
    transferred: int = 0

    def go(self, path: str = "/") -> None:
        self.page.goto(self.address + path)

    def read(self, posting: Posting) -> None:
        self.go()
        self.page.get_by_label("Job title").fill(posting.title)
        self.page.get_by_label("Posting", exact=True).fill(posting.description)
        self.press("Read it")
        self.see_answer()

    def see_answer(self) -> None:
        """Wait for the answer, and, where it comes as a page of its own, for its end."""
        expect(self.page.locator("#answer-heading")).to_be_visible()
        self.page.wait_for_load_state()

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name).click()

    def row_with_evidence(self) -> Locator:
        return self.page.locator('.row:visible:not([data-e=""])').first

    def forgive(self, words: str) -> None:
        """Forget trouble that the test itself made."""
        assert any(words in said for said in self.trouble)
        self.trouble[:] = [said for said in self.trouble if words not in said]


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Callable[..., Visit]]:
    """Return a starter of visits; at the end none may have seen an error or another host."""
    visits: list[tuple[BrowserContext, Visit]] = []

    def start(**options: Any) -> Visit:
        context = browser.new_context(**{"viewport": WIDE, "reduced_motion": "reduce", **options})
        # Generous, for a busy machine: nothing here waits longer than it must.
        context.set_default_timeout(30_000)
        visit = Visit(context.new_page(), address)
        watch(visit)
        visits.append((context, visit))
        return visit

    expect.set_options(timeout=30_000)
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
