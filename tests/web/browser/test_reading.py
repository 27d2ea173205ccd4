"""A posting is pasted and read, the controls act at once, and nothing that was typed is lost."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Dialog, Route, expect

from jobskills.prediction import Posting
from jobskills.predictor import Predictor

pytestmark = pytest.mark.browser

Start = Callable[..., Any]

#: What a first visit with one posting read may transfer in all.
LIGHT_ENOUGH = 150_000
#: What a server may send before it must hear from the browser: ten packets.
ONE_ROUND_TRIP = 14_600


def test_a_posting_is_pasted_and_read(visit: Start, predictor: Predictor, nurse: Posting) -> None:
    seen = visit()
    seen.read(nurse)
    prediction = predictor.predict([nurse])[0]
    first = seen.page.locator(".occupations li").first
    expect(first).to_contain_text(prediction.occupations[0].title)
    expect(first).to_contain_text(prediction.occupations[0].code)
    likely = next(s for s in prediction.elements if s.domain == "skills" and s.probability > 0.6)
    expect(seen.page.locator(f'[id="e-{likely.id}"]')).to_contain_text(f"{likely.importance:.1f}")
    expect(seen.page.locator("#answer-heading")).to_be_focused()
    assert seen.page.url == f"{seen.address}/"  # a link never carries the text
    assert seen.transferred < LIGHT_ENOUGH


def test_the_first_paint_needs_nothing_but_the_page_itself(visit: Start) -> None:
    seen = visit()
    asked: list[str] = []

    def only_the_page(route: Route) -> None:
        asked.append(route.request.resource_type)
        if route.request.resource_type == "document":
            route.continue_()

    seen.page.route("**/*", only_the_page)
    page = seen.page.goto(seen.address, wait_until="commit")
    button = seen.page.get_by_role("button", name="Read it")
    expect(button).to_have_css("background-color", "rgb(74, 63, 196)")
    assert "stylesheet" not in asked
    page.finished()
    sizes = page.request.sizes()
    assert 0 < sizes["responseHeadersSize"] + sizes["responseBodySize"] < ONE_ROUND_TRIP


def test_what_sets_it_apart_and_what_it_needs_lead_to_their_rows(visit: Start) -> None:
    seen = visit()
    seen.go("/?example=nurse")
    for place in (".apart", ".glance"):
        link = seen.page.locator(f"{place} a").first
        row = seen.page.locator(f'[id="{(link.get_attribute("href") or "")[1:]}"]')
        link.click()
        expect(row).to_have_attribute("open", "")
        expect(row.locator("summary")).to_be_focused()


def test_the_controls_act_at_once(visit: Start, nurse: Posting) -> None:
    seen = visit()
    seen.read(nurse)
    rows = seen.page.locator("#skills .row:visible")
    every = seen.page.locator("#skills .row").count()
    expect(rows).to_have_count(every)
    seen.page.locator("[name=threshold]").fill("0.5")
    likely = rows.count()
    assert 0 < likely < every
    assert min(rows.evaluate_all("rows => rows.map(row => Number(row.dataset.p))")) >= 0.5
    seen.page.locator("[name=threshold]").fill("0")
    seen.page.get_by_text("most distinctive").click()
    ranks = rows.evaluate_all(
        "rows => rows.map(({dataset: {i, d}}) => [Number(i) >= 50, Number(d)])"
    )
    assert len(ranks) == every
    assert ranks == sorted(ranks, reverse=True)
    seen.page.get_by_label("Find").fill("LISTENING")
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("Active Listening")
    expect(seen.page.locator("#shown")).to_contain_text("1 of")


def test_back_returns_to_what_was_typed(visit: Start, nurse: Posting) -> None:
    seen = visit()
    seen.go()
    seen.page.get_by_label("Job title").fill(nurse.title)
    seen.page.get_by_label("Posting", exact=True).fill(nurse.description)
    seen.page.get_by_role("link", name="welder").click()
    expect(seen.page.locator(".posting-title")).to_contain_text("Welder")
    seen.page.go_back()
    expect(seen.page.get_by_label("Job title")).to_have_value(nurse.title)
    expect(seen.page.get_by_label("Posting", exact=True)).to_have_value(nurse.description)
    seen.page.go_forward()
    expect(seen.page.locator(".posting-title")).to_contain_text("Welder")


def test_back_from_a_place_in_the_answer_keeps_the_answer(visit: Start, nurse: Posting) -> None:
    seen = visit()
    seen.read(nurse)
    seen.page.locator(".things a.tech").first.click()
    expect(seen.page).to_have_url(f"{seen.address}/#k-1")
    seen.page.go_back()
    expect(seen.page).to_have_url(f"{seen.address}/")
    expect(seen.page.locator(".posting-title")).to_have_text(nurse.title)
    expect(seen.page.get_by_role("link", name="Read", exact=True)).to_have_attribute(
        "aria-current", "page"
    )


def test_a_failing_server_costs_nothing_that_was_typed(visit: Start, nurse: Posting) -> None:
    seen = visit()
    seen.read(nurse)
    seen.page.route("**/", lambda route: route.abort())
    seen.page.get_by_text("Edit", exact=True).click()
    seen.page.get_by_label("Job title").fill("Head nurse")
    seen.press("Read it")
    expect(seen.page.get_by_role("alert")).to_contain_text("Your text is still here")
    expect(seen.page.get_by_label("Job title")).to_have_value("Head nurse")
    expect(seen.page.get_by_label("Posting", exact=True)).to_have_value(nurse.description)
    seen.page.unroute("**/")
    seen.press("Read it")
    expect(seen.page.locator(".posting-title")).to_have_text("Head nurse")
    seen.forgive("ERR_FAILED")


def test_a_server_with_an_error_says_so_and_the_text_stays(visit: Start, nurse: Posting) -> None:
    seen = visit()
    seen.go()
    wrong = '<main class="plain"><p class="lead">Something went wrong on our side.</p></main>'
    seen.page.route(
        "**/", lambda route: route.fulfill(status=500, content_type="text/html", body=wrong)
    )
    seen.page.get_by_label("Job title").fill(nurse.title)
    seen.press("Read it")
    alert = seen.page.get_by_role("alert")
    expect(alert).to_have_text("Something went wrong on our side. Your text is still here.")
    expect(seen.page.get_by_label("Job title")).to_have_value(nurse.title)
    seen.forgive("500")


def test_a_slow_server_is_waited_for_in_plain_words_until_one_stops(
    visit: Start, nurse: Posting
) -> None:
    seen = visit()
    seen.page.clock.install()
    seen.go()
    held: list[Route] = []
    seen.page.route("**/", lambda route: held.append(route))
    seen.page.get_by_label("Job title").fill(nurse.title)
    seen.press("Read it")
    expect(seen.page.get_by_role("button", name="Reading…")).to_be_visible()
    seen.page.clock.run_for(6_000)
    expect(seen.page.get_by_text("The server is slow.")).to_be_visible()
    seen.press("Stop")
    expect(seen.page.get_by_role("alert")).to_contain_text("Stopped. Your text is still here")
    expect(seen.page.get_by_role("button", name="Read it")).to_be_enabled()
    expect(seen.page.get_by_label("Job title")).to_have_value(nurse.title)
    assert len(held) == 1


def test_nothing_typed_is_said_at_once(visit: Start) -> None:
    seen = visit()
    seen.go()
    seen.press("Read it")
    expect(seen.page.get_by_role("alert")).to_contain_text("There is nothing to read yet.")
    seen.forgive("422")


def test_a_doubtful_text_is_answered_with_a_warning_in_plain_words(visit: Start) -> None:
    seen = visit()
    german = "Wir suchen für unser Werk in Bremen eine Person, die Stahl schweißen kann und mag."
    seen.read(Posting("", german))
    expect(seen.page.locator(".warnings")).to_contain_text("seem to be in English")


def test_script_in_a_posting_is_shown_and_does_nothing(visit: Start) -> None:
    seen = visit()
    attack = (
        'You weld. <img src=x onerror=alert(1)><script>alert(2)</script> "><svg onload=alert(3)>'
    )
    said: list[str] = []

    def dismiss(dialog: Dialog) -> None:
        said.append(dialog.message)
        dialog.dismiss()

    seen.page.on("dialog", dismiss)
    seen.read(Posting(attack, attack))
    assert attack in seen.page.locator("#text").evaluate(
        "text => { for (const n of text.querySelectorAll('.note')) n.remove();"
        " return text.textContent }"
    )
    assert seen.page.locator(".posting-title").text_content() == attack
    assert said == []
