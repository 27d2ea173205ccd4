"""The HTML blueprint: pages that read postings and compare them, with JavaScript or without."""

import re
from datetime import UTC, datetime
from typing import Final

from flask import Blueprint, Response, abort, jsonify, render_template, request
from markdown_it import MarkdownIt
from markupsafe import Markup

from jobskills.attribution import attribution
from jobskills.files import FileLimits
from jobskills.prediction import Posting
from jobskills.web.answer import Answer, make_answer
from jobskills.web.comparing import add_comparing
from jobskills.web.examples import load_examples
from jobskills.web.forms import Typed, form_view, typed_posting
from jobskills.web.onetonline import occupation_url
from jobskills.web.openapi import openapi_document
from jobskills.web.ports import PredictorPort
from jobskills.web.reference import operations_by_topic
from jobskills.web.report import percent
from jobskills.web.rows import View
from jobskills.web.taking import add_taking

__all__ = ["create_pages"]

_MARKDOWN: Final = MarkdownIt("commonmark", {"html": False}).enable("table")
_NOTHING: Final = "There is nothing to read yet. Give a title, a text or a file."


def create_pages(predictor: PredictorPort, limits: FileLimits) -> Blueprint:
    """Return the blueprint of the pages around a predictor.

    `limits` are those of files that are sent with a form.
    """
    pages = Blueprint("pages", __name__)
    _add_words(pages, predictor)
    _add_reading(pages, predictor, limits)
    add_comparing(pages, predictor, limits)
    add_taking(pages, predictor, limits)
    _add_documents(pages, predictor)
    return pages


def _add_reading(pages: Blueprint, predictor: PredictorPort, limits: FileLimits) -> None:
    examples = load_examples()

    def read(posting: Posting, view: View) -> Answer:
        prediction = predictor.predict([posting])[0]
        return make_answer(prediction, posting.description, predictor.elements, view)

    @pages.get("/")
    def empty() -> str:
        name = request.args.get("example")
        if name is None:
            return _page(Typed(Posting()), View(), examples=examples)
        if name not in examples:
            abort(404)
        posting = Posting(examples[name].title, examples[name].description)
        return _page(Typed(posting), View(), examples=examples, answer=read(posting, View()))

    @pages.post("/")
    def answered() -> str | tuple[str, int]:
        typed, view = typed_posting(limits), form_view()
        refused = typed.refused or (_NOTHING if typed.empty else "")
        if refused:
            return _page(typed, view, examples=examples, refused=refused), 422
        return _page(typed, view, examples=examples, answer=read(typed.posting, view))


def _add_words(pages: Blueprint, predictor: PredictorPort) -> None:
    @pages.app_context_processor
    def words() -> dict[str, object]:
        return {
            "model": predictor.info,
            "attribution": attribution(predictor.info.onet_release),
            "occupation_url": occupation_url,
        }

    pages.add_app_template_filter(percent)


def _add_documents(pages: Blueprint, predictor: PredictorPort) -> None:
    @pages.get("/about")
    def about() -> str:
        # A card writes O*NET as people do; Markdown would take the star for emphasis.
        text = re.sub(r"(?<!\\)O\*NET", r"O\*NET", predictor.card())
        card = _MARKDOWN.render(text)
        return render_template("about.html", card=Markup(card))  # noqa: S704  # HTML is off in it

    @pages.get("/docs")
    def docs() -> str:
        document = openapi_document()
        topics = operations_by_topic(document, request.host_url)
        return render_template("docs.html", document=document, topics=topics)

    @pages.get("/openapi.json")
    def openapi() -> Response:
        return jsonify(openapi_document())


def _page(typed: Typed, view: View, **parts: object) -> str:
    posting, now = typed.posting, datetime.now(UTC)
    return render_template(
        "page.html", posting=posting, notes=typed.notes, view=view, now=now, **parts
    )
