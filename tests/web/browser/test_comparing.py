"""Two texts side by side: what is missing, line by line, and what can be done about it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from jobskills.comparison import Comparison, compare, comparison_csv
from jobskills.prediction import Posting
from jobskills.predictor import Predictor

pytestmark = pytest.mark.browser

Start = Callable[..., Any]

RESUME = Posting("Care assistant", "I wash and feed residents and take their temperature.")


@pytest.fixture
def comparison(predictor: Predictor, nurse: Posting) -> Comparison:
    return compare(*predictor.predict([RESUME, nurse]))


def fill(seen: Any, left: Posting, right: Posting) -> None:
    seen.page.get_by_label("Title", exact=True).fill(left.title)
    seen.page.get_by_label("Résumé, or the present job").fill(left.description)
    seen.page.get_by_label("Job title").fill(right.title)
    seen.page.get_by_label("Posting", exact=True).fill(right.description)
    seen.press("Compare")
    seen.see_answer()


@pytest.mark.parametrize("script", [True, False])
def test_a_resume_and_a_posting_are_compared(
    visit: Start, comparison: Comparison, nurse: Posting, script: bool
) -> None:
    seen = visit(java_script_enabled=script)
    seen.go("/compare")
    fill(seen, RESUME, nurse)
    widest = max(comparison.elements, key=lambda one: abs(one.difference_sd))
    row = seen.page.locator(".row").first
    expect(row.locator(".name")).to_have_text(widest.name)
    expect(row).to_have_attribute("data-r", widest.relation)
    learned = [gap.name for gap in comparison.gaps if gap.action == "learn"]
    expect(seen.page.locator(".gap-list").first.locator("li").first).to_contain_text(learned[0])
    only = seen.page.get_by_text("Only asked for").first.locator("xpath=..").locator("li")
    named = [one.name for one in comparison.technologies.only_right]
    assert [" ".join(one.split()) for one in only.all_text_contents()] == named
    assert seen.page.url == f"{seen.address}/compare"


def test_lines_are_chosen_by_relation_and_name_at_once(
    visit: Start, comparison: Comparison, nurse: Posting
) -> None:
    seen = visit()
    seen.go("/compare")
    fill(seen, RESUME, nurse)
    missing = [one.name for one in comparison.elements if one.relation == "missing"]
    seen.page.locator(".sort label", has_text="missing").click()
    rows = seen.page.locator(".row:visible")
    expect(rows).to_have_count(len(missing))
    seen.page.get_by_label("Find").fill(missing[0].upper())
    expect(rows.locator(".name").first).to_contain_text(missing[0])
    rows.first.locator("summary").click()
    expect(rows.first.locator(".why")).to_contain_text("nine times in ten between")


def test_the_gap_list_leads_to_its_line(visit: Start) -> None:
    seen = visit()
    seen.go("/compare?example=cook-teacher")
    link = seen.page.locator(".gap-list a").last
    link.locator("xpath=ancestor::section").first.locator("details.more > summary").last.click()
    link.click()
    row = seen.page.locator(f'[id="{link.get_attribute("href")[1:]}"]')
    expect(row).to_have_attribute("open", "")
    expect(row.locator("summary")).to_be_focused()


def test_a_posting_that_was_read_becomes_the_right_side(visit: Start, nurse: Posting) -> None:
    seen = visit()
    seen.read(nurse)
    seen.page.route("**/compare", lambda route: route.abort())
    seen.press("Compare with another")
    expect(seen.page.get_by_role("alert")).to_contain_text("Your text is still here")
    seen.page.unroute("**/compare")
    seen.forgive("ERR_FAILED")
    seen.press("Compare with another")
    expect(seen.page.get_by_label("Job title")).to_have_value(nurse.title)
    expect(seen.page.get_by_label("Posting", exact=True)).to_have_value(nurse.description)
    seen.press("Compare")
    expect(seen.page.get_by_role("alert")).to_contain_text("The left side is empty.")
    expect(seen.page.get_by_label("Posting", exact=True)).to_have_value(nurse.description)
    seen.forgive("422")


def test_the_comparison_is_taken_away(
    visit: Start, comparison: Comparison, nurse: Posting, tmp_path: Path
) -> None:
    seen = visit()
    seen.go("/compare")
    fill(seen, RESUME, nurse)
    for button, name in (
        ("JSON", "gaps.json"),
        ("CSV", "gaps.csv"),
        ("Gap list as text", "gaps.txt"),
    ):
        with seen.page.expect_download() as download:
            seen.press(button)
        assert download.value.suggested_filename == name
        download.value.save_as(tmp_path / name)
    whole = json.loads(json.dumps(comparison.to_dict()))
    assert json.loads((tmp_path / "gaps.json").read_text()) == whole
    assert (tmp_path / "gaps.csv").read_text() == comparison_csv(comparison)
    text = (tmp_path / "gaps.txt").read_text()
    assert all(gap.name in text for gap in comparison.gaps)


def test_two_texts_are_compared_by_keyboard_alone(visit: Start, nurse: Posting) -> None:
    seen = visit()
    seen.go("/compare")
    keys = seen.page.keyboard
    seen.page.get_by_label("Title", exact=True).focus()
    for text in (RESUME.title, RESUME.description, "", nurse.title, nurse.description, ""):
        keys.insert_text(text)  # an empty one passes over the choice of a file
        keys.press("Tab")
    expect(seen.page.get_by_role("button", name="Compare")).to_be_focused()
    keys.press("Enter")
    expect(seen.page.locator("#answer-heading")).to_be_focused()
    link = seen.page.locator(".gap-list a").first
    link.focus()
    keys.press("Enter")
    row = seen.page.locator(".row[open]")
    expect(row.locator("summary")).to_be_focused()
    keys.press("Escape")
    expect(row).to_have_count(0)


def test_a_resume_can_be_a_file(visit: Start, comparison: Comparison, nurse: Posting) -> None:
    seen = visit()
    seen.go("/compare?example=cook-teacher")
    seen.page.get_by_text("Edit both").click()
    left = seen.page.locator("[data-fields]").first
    content = RESUME.description.encode()
    file = {"name": "resume.txt", "mimeType": "text/plain", "buffer": content}
    left.locator("[type=file]").set_input_files([file])
    expect(left.get_by_role("status")).to_contain_text("Taken from resume.txt.")
    expect(seen.page.get_by_label("Résumé, or the present job")).to_have_value(RESUME.description)
    expect(seen.page.get_by_label("Job title")).not_to_have_value("")
    fill(seen, RESUME, nurse)
    nearest = comparison.left.occupations[0].title
    expect(seen.page.locator(".versus")).to_contain_text(nearest)
