"""Without JavaScript: the form posts, the answer is rendered, evidence is a note that links."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from jobskills.prediction import Posting
from jobskills.predictor import Predictor

pytestmark = pytest.mark.browser

Start = Callable[..., Any]


def test_the_journey_is_the_same(visit: Start, predictor: Predictor, nurse: Posting) -> None:
    seen = visit(java_script_enabled=False)
    seen.read(nurse)
    prediction = predictor.predict([nurse])[0]
    expect(seen.page.locator(".occupations li").first).to_contain_text(
        prediction.occupations[0].title
    )
    expect(seen.page.get_by_role("button", name="Copy as text")).to_be_hidden()
    row = seen.row_with_evidence()
    row.locator("summary").click()
    reference = row.locator(".ref").first
    sentence = seen.page.locator(reference.get_attribute("href") or "")
    reference.click()
    expect(sentence).to_be_in_viewport()
    assert sentence.inner_text().strip() in nurse.description
    seen.page.get_by_label("Find").fill("listening")
    seen.press("Apply")
    expect(seen.page.locator("#skills .row:visible")).to_have_count(1)


def test_a_file_is_sent_with_the_form(visit: Start, tmp_path: Path) -> None:
    (tmp_path / "posting.txt").write_text("You bake bread and mix dough at night.")
    seen = visit(java_script_enabled=False)
    seen.go()
    seen.page.get_by_label("Job title").fill("Baker")
    seen.page.get_by_label("Or a file").set_input_files(tmp_path / "posting.txt")
    seen.press("Read it")
    expect(seen.page.locator(".warnings")).to_contain_text("taken from the file")
    expect(seen.page.locator("#text")).to_contain_text("You bake bread")


def test_with_and_without_it_the_numbers_are_the_same(visit: Start, nurse: Posting) -> None:
    seen = [visit(), visit(java_script_enabled=False)]
    marks = "[...document.querySelectorAll('.row')].map(r => [r.id, r.dataset.p, r.dataset.e])"
    for one in seen:
        one.read(nurse)
    assert seen[0].page.evaluate(marks) == seen[1].page.evaluate(marks)
    texts = [one.page.locator("#text").text_content() for one in seen]
    assert texts[0] == texts[1]
