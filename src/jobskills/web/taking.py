"""Take an answer away as a file: the same numbers that every other door gives."""

import json
from collections.abc import Callable, Mapping
from typing import Final, Generic, NamedTuple, TypeVar

from flask import Blueprint, Response, abort

from jobskills.files import FileLimits
from jobskills.prediction import Prediction
from jobskills.sheet import to_csv
from jobskills.web.forms import form_view, typed_posting
from jobskills.web.ports import PredictorPort
from jobskills.web.report import report_text

__all__ = ["Form", "add_taking", "download", "to_json"]

_Answer = TypeVar("_Answer")


class Form(NamedTuple, Generic[_Answer]):
    """What a file of an answer is: its media type, and how it is written."""

    kind: str
    write: Callable[[_Answer], str]


_FORMS: Final[Mapping[str, Form[Prediction]]] = {
    "json": Form("application/json", lambda prediction: to_json(prediction.to_dict())),
    "csv": Form("text/csv", to_csv),
    "txt": Form("text/plain", lambda prediction: report_text(prediction, form_view().threshold)),
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
        return download(f"skills.{ending}", form.kind, form.write(prediction))


def download(name: str, kind: str, content: str) -> Response:
    """Return a file to save; the page's text never becomes part of its address."""
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, mimetype=kind, headers=disposition)
