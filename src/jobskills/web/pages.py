"""The HTML blueprint: a page that reads a posting, with JavaScript or without."""

import re
from datetime import UTC, datetime
from math import isfinite
from typing import Final, cast, get_args

from flask import Blueprint, Response, abort, jsonify, render_template, request
from markdown_it import MarkdownIt
from markupsafe import Markup

from jobskills.attribution import attribution
from jobskills.prediction import Posting
from jobskills.web.answer import Answer, Sort, View, make_answer
from jobskills.web.examples import load_examples
from jobskills.web.onetonline import occupation_url
from jobskills.web.openapi import openapi_document
from jobskills.web.ports import PredictorPort

__all__ = ["create_pages"]

_MARKDOWN: Final = MarkdownIt("commonmark", {"html": False}).enable("table")
_NOTHING: Final = "There is nothing to read yet. Give a title, a description, or both."


def create_pages(predictor: PredictorPort) -> Blueprint:
    """Return the blueprint of the pages around a predictor."""
    pages = Blueprint("pages", __name__)
    examples = load_examples()
    _add_words(pages, predictor)

    def read(posting: Posting, view: View) -> Answer:
        prediction = predictor.predict([posting])[0]
        return make_answer(prediction, posting.description, predictor.elements, view)

    @pages.get("/")
    def empty() -> str:
        name = request.args.get("example")
        if name is None:
            return _page(Posting(), View(), examples=examples)
        if name not in examples:
            abort(404)
        posting = Posting(examples[name].title, examples[name].description)
        return _page(posting, View(), examples=examples, answer=read(posting, View()))

    @pages.post("/")
    def answered() -> str | tuple[str, int]:
        posting, view = _form_posting(), _form_view()
        if not (posting.title.strip() or posting.description.strip()):
            return _page(posting, view, examples=examples, refused=_NOTHING), 422
        return _page(posting, view, examples=examples, answer=read(posting, view))

    _add_documents(pages, predictor)
    return pages


def _add_words(pages: Blueprint, predictor: PredictorPort) -> None:
    @pages.app_context_processor
    def words() -> dict[str, object]:
        return {
            "model": predictor.info,
            "attribution": attribution(predictor.info.onet_release),
            "occupation_url": occupation_url,
        }

    @pages.app_template_filter("percent")
    def percent(share: float) -> str:
        """Write a probability as a person would: no false zero, no false certainty."""
        if 0 < share < 0.005:
            return "<1\u00a0%"
        if 0.995 <= share < 1:
            return ">99\u00a0%"
        return f"{share:.0%}".replace("%", "\u00a0%")


def _add_documents(pages: Blueprint, predictor: PredictorPort) -> None:
    @pages.get("/about")
    def about() -> str:
        # A card writes O*NET as people do; Markdown would take the star for emphasis.
        text = re.sub(r"(?<!\\)O\*NET", r"O\*NET", predictor.card())
        card = _MARKDOWN.render(text)
        return render_template("about.html", card=Markup(card))  # noqa: S704  # HTML is off in it

    @pages.get("/docs")
    def docs() -> str:
        return render_template("docs.html", document=openapi_document())

    @pages.get("/openapi.json")
    def openapi() -> Response:
        return jsonify(openapi_document())


def _page(posting: Posting, view: View, **parts: object) -> str:
    return render_template("page.html", posting=posting, view=view, now=datetime.now(UTC), **parts)


def _form_posting() -> Posting:
    """Return the posting that the form carries.

    Browsers send the line ends of a text field as CR LF; whoever typed it saw
    single line ends. The text is brought back to those before it is read, so
    that the page gives the same numbers and offsets with JavaScript as without.
    """
    title, description = (request.form.get(name, "") for name in ("title", "description"))
    return Posting(title.strip(), description.replace("\r\n", "\n").replace("\r", "\n"))


def _form_view() -> View:
    sort = request.form.get("sort", "")
    return View(
        threshold=_share(request.form.get("threshold", "")),
        sort=cast(Sort, sort) if sort in get_args(Sort) else View().sort,
        find=request.form.get("find", "")[:100],
    )


def _share(text: str) -> float:
    """Return a threshold from 0 to 1; what is none falls back to the default."""
    default = View().threshold
    try:
        value = float(text)
    except ValueError:
        return default
    return min(max(value, 0.0), 1.0) if isfinite(value) else default
