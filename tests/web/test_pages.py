"""The page without JavaScript: the form posts, the answer is rendered, nothing typed is lost."""

import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from html import escape, unescape
from html.parser import HTMLParser

import pytest
from flask import Flask, render_template
from flask.testing import FlaskClient

from jobskills.attribution import attribution
from jobskills.prediction import Posting, Prediction, Span, ToolScore
from jobskills.predictor import Predictor
from jobskills.web.answer import make_answer
from jobskills.web.examples import load_examples
from jobskills.web.ports import ElementPort
from jobskills.web.rows import View

HTML = {"Accept": "text/html"}
NOW = datetime(2030, 1, 2, tzinfo=UTC)


class Page(HTMLParser):
    """What a test asks of a page: the text of an element by id, and every link and id."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self._open: list[str | None] = []
        self._texts: dict[str, list[str]] = {}
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if found.get("id"):
            self.ids.append(str(found["id"]))
        if tag == "a":
            self.links.append(str(found["href"]))
        if tag not in {"meta", "link", "input"}:
            self._open.append(found.get("id"))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take an empty element as one that opens nothing."""

    def handle_endtag(self, tag: str) -> None:
        self._open.pop()

    def handle_data(self, data: str) -> None:
        for name in self._open:
            if name:
                self._texts.setdefault(name, []).append(data)

    def text(self, name: str) -> str:
        return "".join(self._texts.get(name, []))


def test_the_empty_page_invites(client: FlaskClient) -> None:
    answer = client.get("/")
    page = Page(answer.text)
    assert answer.status_code == 200
    assert {"title", "description", "reading"} <= set(page.ids)
    assert {f"/?example={name}" for name in load_examples()} <= set(page.links)


def test_a_posted_form_is_answered_with_the_librarys_numbers(
    client: FlaskClient, predictor: Predictor, nurse: Posting
) -> None:
    form = {"title": nurse.title, "description": nurse.description, "threshold": "0"}
    page = client.post("/", data=form).text
    prediction = predictor.predict([nurse])[0]
    for occupation in prediction.occupations:
        assert f"https://www.onetonline.org/link/summary/{occupation.code}" in page
    for score in prediction.elements:
        row = page[page.index(f'id="e-{score.id}"') :]
        assert f'data-p="{score.probability:.3f}"' in row[:200]
        assert f'<span class="number">{score.importance:.1f}<' in row
    for technology in prediction.technologies:
        assert escape(technology.name) in page or escape(technology.name, quote=False) in page


@pytest.mark.parametrize("name", load_examples())
def test_every_example_is_read(client: FlaskClient, name: str) -> None:
    answer = client.get("/", query_string={"example": name})
    assert answer.status_code == 200
    assert load_examples()[name].title in unescape(answer.text)
    assert 'class="occupations"' in answer.text


def test_an_unknown_example_is_a_page_that_says_so(client: FlaskClient) -> None:
    answer = client.get("/?example=astronaut", headers=HTML)
    assert answer.status_code == 404
    assert "There is nothing at this address." in answer.text


def test_html_in_a_posting_is_shown_as_text(client: FlaskClient) -> None:
    attack = '"><script>alert(1)</script><img src=x onerror=alert(2)></textarea>'
    for title, description in [(attack, "Weld steel."), ("Welder", attack), (attack, attack)]:
        page = client.post("/", data={"title": title, "description": description}).text
        assert "<script>alert" not in page
        assert "<img" not in page
        assert page.count("</textarea>") == 1
        assert escape("<script>alert(1)</script>") in page


def test_names_from_the_model_are_escaped_too(
    app: Flask, make_prediction: Callable[..., Prediction], elements: Sequence[ElementPort]
) -> None:
    prediction = make_prediction(title="<b>", warnings=("<i>short</i>",), truncated=True)
    answer = make_answer(prediction, "Note.Use Epic to chart.", elements, View())
    with app.test_request_context("/"):
        posting = Posting("<b>", "Note.Use Epic to chart.")
        page = render_template(
            "page.html",
            posting=posting,
            view=View(),
            examples={},
            answer=answer,
            now=NOW,
            notes=("<u>file</u>",),
        )
    assert "<b>" not in page.replace("<b>2</b>", "").replace("<b>1</b>", "").replace("<b>0</b>", "")
    assert "&lt;i&gt;short&lt;/i&gt;" in page
    assert "&lt;u&gt;file&lt;/u&gt;" in page
    assert "The first 12 words were read." in page


def test_nothing_to_read_is_said_and_what_was_set_is_kept(client: FlaskClient) -> None:
    answer = client.post("/", data={"title": " ", "description": "\r\n", "threshold": "0.8"})
    assert answer.status_code == 422
    assert "There is nothing to read yet." in answer.text


def test_the_form_keeps_what_was_typed(client: FlaskClient) -> None:
    typed = "\n\nFirst line\n  indented & <odd>\n"
    page = client.post("/", data={"title": "Cook & co", "description": typed}).text
    area = page.split('<textarea id="description"')[1].split(">", 1)[1].split("</textarea>")[0]
    # A parser drops the one line end that follows the tag.
    assert unescape(area.removeprefix("\n")) == typed
    assert 'value="Cook &amp; co"' in page


def test_a_browsers_line_ends_are_read_as_they_were_typed(
    client: FlaskClient, nurse: Posting
) -> None:
    typed = {"title": nurse.title, "description": nurse.description}
    sent = typed | {"description": nurse.description.replace("\n", "\r\n")}
    plain, carried = (strip_moving(client.post("/", data=form).text) for form in (typed, sent))
    assert plain == carried


def strip_moving(page: str) -> str:
    return re.sub(r"\s+", " ", page)


def test_the_marked_posting_is_the_posting(client: FlaskClient, nurse: Posting) -> None:
    form = {"title": nurse.title, "description": nurse.description.replace("\n", "\r\n")}
    page = client.post("/", data=form).text
    text = page.split('<div class="text"')[1].split(">", 1)[1].split("</div>")[0]
    without_notes = re.sub(r'<a class="note".*?</a>', "", text)
    assert unescape(re.sub(r"<[^>]+>", "", without_notes)) == nurse.description


def test_evidence_is_a_numbered_note_that_links_to_its_sentence(
    client: FlaskClient, predictor: Predictor, nurse: Posting
) -> None:
    form = {"title": nurse.title, "description": nurse.description, "threshold": "0"}
    source = client.post("/", data=form).text
    page = Page(source)
    targets = [link[1:] for link in page.links if link.startswith("#")]
    assert set(targets) <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))
    score = next(s for s in predictor.predict([nurse])[0].elements if s.evidence)
    heaviest = max(score.evidence, key=lambda one: one.weight)
    row = source[source.index(f'id="e-{score.id}"') :].split("</details>")[0]
    number = row.split('class="ref" href="#s-')[1].split('"')[0]
    sentence = nurse.description[heaviest.start : heaviest.end]
    assert sentence.strip() in page.text(f"s-{number}")


def test_the_controls_work_without_javascript(client: FlaskClient, nurse: Posting) -> None:
    form = {"title": nurse.title, "description": nurse.description}
    some = client.post("/", data=form | {"threshold": "0.9", "find": "listening"}).text
    rows = re.findall(r'<details class="row".*?>', some)
    shown = [row for row in rows if not row.endswith(" hidden>")]
    assert len(shown) <= 2 < len(rows)
    apart = client.post("/", data=form | {"sort": "apart"}).text
    skills = apart.split('id="skills"')[1].split('class="panel"')[0]
    found = re.findall(r'data-i="([^"]+)" data-d="([^"]+)"', skills)
    ranks = [(float(rating) >= 50, float(distinct)) for rating, distinct in found]
    assert ranks == sorted(ranks, reverse=True)
    for wild in ("nan", "inf", "-7", "x", "1e999"):
        assert client.post("/", data=form | {"threshold": wild, "sort": "x"}).status_code == 200


def test_a_title_alone_and_a_text_alone_are_read(client: FlaskClient, nurse: Posting) -> None:
    assert client.post("/", data={"title": nurse.title}).status_code == 200
    assert client.post("/", data={"description": nurse.description}).status_code == 200


@pytest.mark.parametrize("address", ["/", "/about", "/docs", "/?example=cook"])
def test_every_page_carries_the_attribution(
    client: FlaskClient, predictor: Predictor, address: str
) -> None:
    page = client.get(address).text
    assert escape(attribution(predictor.info.onet_release), quote=False) in page
    assert 'lang="en"' in page


def test_the_model_card_is_shown_and_its_stars_stay_stars(
    client: FlaskClient, predictor: Predictor
) -> None:
    page = client.get("/about").text
    card = page.split('class="card-text"')[1]
    heading = predictor.card().splitlines()[0].removeprefix("# ")
    assert f"<h1>{escape(heading)}</h1>" in card
    assert "O*NET" in card
    assert "<em>NET" not in card


def test_the_api_page_documents_every_route(client: FlaskClient) -> None:
    page = Page(client.get("/docs").text)
    targets = {link[1:] for link in page.links if link.startswith("#")}
    assert targets <= set(page.ids)
    assert "PredictRequest" in page.ids


def test_pages_load_nothing_from_other_hosts(client: FlaskClient) -> None:
    for address in ("/", "/about", "/docs", "/?example=welder"):
        page = client.get(address).text
        assert not re.findall(r'(?:src|srcset|data)="(?:https?:)?//', page)
        assert not re.findall(r'<link[^>]+href="(?:https?:)?//', page)


def test_what_is_technology_and_tool_has_one_place(
    app: Flask, make_prediction: Callable[..., Prediction], elements: Sequence[ElementPort]
) -> None:
    twice = (
        ToolScore("Epic", 0.9, True, (Span(8, 12),)),
        ToolScore("Stethoscopes", 0.8, False, ()),
    )
    text = "You use Epic."
    answer = make_answer(make_prediction(tools=twice), text, elements, View())
    with app.test_request_context("/"):
        source = render_template(
            "page.html",
            posting=Posting("", text),
            view=View(),
            examples={},
            answer=answer,
            now=NOW,
            notes=(),
        )
    page = Page(source)
    assert len(page.ids) == len(set(page.ids))
    assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.ids)
    assert page.text("k-1") == "Epic"
    assert page.text("t-1").startswith("Epic")
