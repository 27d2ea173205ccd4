"""Take an answer away as a file: the same numbers that every other door gives."""

import json
from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

from flask import Blueprint, Response, abort

from jobskills.files import FileLimits
from jobskills.prediction import Prediction
from jobskills.sheet import to_csv
from jobskills.web.forms import form_view, typed_posting
from jobskills.web.ports import PredictorPort
from jobskills.web.report import report_text

__all__ = ["add_taking", "download"]


class _Form(NamedTuple):
    kind: str
    write: Callable[[Prediction, float], str]


_FORMS: Final[Mapping[str, _Form]] = {
    "json": _Form("application/json", lambda prediction, _: to_json(prediction.to_dict())),
    "csv": _Form("text/csv", lambda prediction, _: to_csv(prediction)),
    "txt": _Form("text/plain", report_text),
}


def to_json(document: Mapping[str, object]) -> str:
    """Write a document to be read by people too."""
    return json.dumps(document, ensure_ascii=False, indent=1)


def add_taking(pages: Blueprint, predictor: PredictorPort, limits: FileLimits) -> None:
    """Add the downloads of an answer to the pages."""

    @pages.post("/skills.<ending>")
    def take(ending: str) -> Response:
        form = _FORMS.get(ending)
        if form is None:
            abort(404)
        typed = typed_posting(limits)
        if typed.refused or typed.empty:
            abort(422, typed.refused or "There is nothing to read yet.")
        prediction = predictor.predict([typed.posting])[0]
        written = form.write(prediction, form_view().threshold)
        return download(f"skills.{ending}", form.kind, written)


def download(name: str, kind: str, content: str) -> Response:
    """Return a file to save; the page's text never becomes part of its address."""
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, mimetype=kind, headers=disposition)
