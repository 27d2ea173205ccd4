"""Why: from a row to its sentences, from a sentence to what it moved, from a name to its place."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from jobskills.prediction import Posting
from jobskills.predictor import Predictor

pytestmark = pytest.mark.browser

Start = Callable[..., Any]


def test_a_skill_lights_up_its_sentences(visit: Start, nurse: Posting) -> None:
    seen = visit()
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


def test_a_sentence_tells_what_it_moved_and_leads_there(
    visit: Start, predictor: Predictor, nurse: Posting
) -> None:
    seen = visit()
    seen.read(nurse)
    number = seen.row_with_evidence().get_attribute("data-e").split(":")[0]
    sentence = seen.page.locator(f"#s-{number}")
    sentence.click(position={"x": 4, "y": 4})
    card = seen.page.get_by_role("dialog", name=f"Sentence {number} moved")
    expect(card).to_be_focused()
    expect(seen.page.locator(".s.lit")).to_have_count(1)
    expect(seen.page.locator(".thread path")).to_have_count(1)
    start = nurse.description.index(sentence.inner_text().strip())
    scores = {score.name: score for score in predictor.predict([nurse])[0].elements}
    told = card.locator("li a")
    for name in told.all_inner_texts():
        assert any(one.start <= start < one.end for one in scores[name].evidence), name
    first = told.first.get_attribute("href")
    told.first.click()
    expect(seen.page.locator(f'[id="{first[1:]}"]')).to_have_attribute("open", "")
    expect(card).to_have_count(0)


def test_a_card_gives_the_focus_back(visit: Start) -> None:
    seen = visit()
    seen.go("/?example=cook")
    note = seen.page.locator(".note").first
    note.focus()
    seen.page.keyboard.press("Enter")
    expect(seen.page.get_by_role("dialog")).to_be_focused()
    seen.page.keyboard.press("Escape")
    expect(seen.page.get_by_role("dialog")).to_have_count(0)
    expect(note).to_be_focused()


def test_what_is_named_leads_to_its_place_in_the_text_and_back(visit: Start) -> None:
    seen = visit()
    seen.go("/?example=analyst")
    listed = seen.page.locator(".things a.tech").first
    place = seen.page.locator(listed.get_attribute("href"))
    listed.click()
    expect(place).to_be_in_viewport()
    assert (
        place.get_attribute("href")
        == f"#{listed.locator('xpath=ancestor::li').get_attribute('id')}"
    )
    place.click()
    expect(listed).to_be_in_viewport()


def test_sentences_after_an_emoji_are_cut_where_they_stand(visit: Start) -> None:
    seen = visit()
    posting = Posting(
        "Cook 👩🏽‍🍳",
        "🍳🔥👩🏽‍🍳 First.\nYou cook soups and sauces to order.\nYou clean the grill.",
    )
    seen.read(posting)
    sentences = [one.strip() for one in seen.page.locator(".s").all_inner_texts()]
    assert "You cook soups and sauces to order." in sentences


def test_on_a_phone_the_answer_comes_first_and_sentences_open_in_place(visit: Start) -> None:
    seen = visit(viewport={"width": 375, "height": 812}, has_touch=True)
    seen.go("/?example=welder")
    answer, posting = (seen.page.locator(one).bounding_box() for one in (".answer", ".posting"))
    assert answer["y"] < posting["y"]
    expect(seen.page.locator("#text")).to_be_hidden()
    seen.page.locator("#skills > summary").tap()
    row = seen.row_with_evidence()
    row.locator("summary").tap()
    quote = row.locator("blockquote").first
    expect(quote).to_be_visible()
    assert quote.text_content() in seen.page.locator("#text").text_content()
    row.locator(".ref").first.tap()
    expect(seen.page.locator("#text")).to_be_visible()
    expect(seen.page.locator(row.locator(".ref").first.get_attribute("href"))).to_be_in_viewport()
