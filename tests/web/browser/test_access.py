"""For everybody: by keyboard, by screen reader, at every width, in both themes."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from jobskills.prediction import Posting

pytestmark = pytest.mark.browser

Start = Callable[..., Any]

PATHS = ("/", "/?example=nurse", "/compare", "/compare?example=assistant-nurse", "/about", "/docs")
OPEN = "document.querySelectorAll('details:not(.row)').forEach(one => (one.open = true))"
#: The same for axe, but of many rows that are made alike only the first: it looks at each node.
OPEN_ONE_PANEL = OPEN.replace(":not(.row)", ":not(.row, .panel ~ .panel, .rest)")


def violations(seen: Any) -> list[Any]:
    found = Axe().run(seen.page, options={"resultTypes": ["violations"]}).response["violations"]
    return [(one["id"], [node["html"] for node in one["nodes"]]) for one in found]


@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 375)])
def test_axe_finds_nothing(visit: Start, scheme: str, width: int) -> None:
    seen = visit(viewport={"width": width, "height": 900}, color_scheme=scheme)
    for path in (*PATHS, "/nowhere"):
        seen.go(path)
        seen.page.evaluate(OPEN_ONE_PANEL)
        if "example" in path:
            seen.page.locator(".row:visible").first.locator("summary").click()
            expect(seen.page.locator(".row[open] .why")).to_be_visible()
        assert violations(seen) == [], path
    seen.forgive("404")


@pytest.mark.parametrize(("scheme", "width"), [("dark", 1440), ("light", 375)])
def test_axe_finds_nothing_in_passing_states(visit: Start, scheme: str, width: int) -> None:
    seen = visit(viewport={"width": width, "height": 900}, color_scheme=scheme)
    seen.go()
    seen.press("Read it")
    expect(seen.page.get_by_role("alert")).to_be_visible()
    assert violations(seen) == [], "refused"
    seen.page.route("**/", lambda route: None)
    seen.press("Read it")
    expect(seen.page.get_by_role("button", name="Reading…")).to_be_visible()
    assert violations(seen) == [], "reading"
    seen.page.unroute("**/")
    seen.read(
        Posting("", "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod.")
    )
    expect(seen.page.locator(".warnings")).to_be_visible()
    assert violations(seen) == [], "warned"
    seen.go("/?example=nurse")
    seen.page.evaluate(OPEN_ONE_PANEL)
    seen.page.locator(".note").first.click()
    expect(seen.page.get_by_role("dialog")).to_be_visible()
    assert violations(seen) == [], "a sentence chosen"
    seen.forgive("422")


@pytest.mark.parametrize("width", [320, 375, 768, 1024, 1440])
def test_no_width_scrolls_sideways(visit: Start, width: int) -> None:
    seen = visit(viewport={"width": width, "height": 800})
    for path in PATHS:
        seen.go(path)
        seen.page.evaluate(OPEN)
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_everything_works_by_keyboard(visit: Start, nurse: Posting) -> None:
    seen = visit()
    seen.go()
    keys = seen.page.keyboard
    keys.press("Tab")
    expect(seen.page.get_by_text("Skip to the content")).to_be_focused()
    seen.page.get_by_label("Job title").focus()
    keys.type(nurse.title)
    keys.press("Tab")
    keys.insert_text(nurse.description)
    keys.press("Tab")
    expect(seen.page.get_by_label("Or a file")).to_be_focused()
    keys.press("Tab")
    keys.press("Enter")
    expect(seen.page.locator("#answer-heading")).to_be_focused()
    seen.page.locator("[name=threshold]").focus()
    before = seen.page.locator(".row:not([hidden])").count()
    keys.press("End")
    expect(seen.page.locator("#threshold-value")).to_contain_text("95")
    assert seen.page.locator(".row:not([hidden])").count() < before
    keys.press("Home")
    keys.press("Tab")
    keys.press("ArrowRight")
    expect(seen.page.get_by_label("most distinctive")).to_be_checked()
    summary = seen.row_with_evidence().locator("summary")
    summary.focus()
    keys.press("Enter")
    expect(seen.page.locator(".s.lit").first).to_be_visible()
    keys.press("Escape")
    expect(seen.page.locator(".s.lit")).to_have_count(0)


def test_what_has_the_focus_is_not_behind_the_controls(visit: Start) -> None:
    seen = visit()
    seen.go("/?example=nurse")
    rows = seen.page.locator("#skills .row:visible > summary")
    rows.nth(12).focus()
    for _ in range(9):
        seen.page.keyboard.press("Shift+Tab")
    focused = seen.page.evaluate(
        "(() => { const box = document.activeElement.getBoundingClientRect();"
        " const top = document.elementFromPoint(box.x + 20, box.y + 8);"
        " return document.activeElement.contains(top) })()"
    )
    assert focused
