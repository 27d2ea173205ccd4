"""The JSON blueprint: `/api/v1`. Every answer is a document of `jobskills.web.schemas`."""

from flask import Blueprint, Response, request

from jobskills import __version__
from jobskills.attribution import attribution
from jobskills.comparison import compare
from jobskills.files import FileLimits, read_file
from jobskills.prediction import DOMAINS, SCHEMA_VERSION
from jobskills.web.answers import JsonObject, as_document, send
from jobskills.web.occupations import add_elements, add_occupations
from jobskills.web.openapi import answers, spec
from jobskills.web.ports import PredictorPort
from jobskills.web.problems import RefusedError
from jobskills.web.requests import (
    BatchRequest,
    CompareRequest,
    DocumentRequest,
    PredictRequest,
)
from jobskills.web.schemas import (
    BatchAnswer,
    ComparisonAnswer,
    DocumentAnswer,
    ModelDescription,
    PredictionAnswer,
)

__all__ = ["create_api"]

_FORM = "multipart/form-data"


def create_api(predictor: PredictorPort, limits: FileLimits) -> Blueprint:
    """Return the blueprint of the JSON API around a predictor; `limits` are those of files."""
    api = Blueprint("api", __name__, url_prefix="/api/v1")
    api.before_request(_require_body)
    _add_predictions(api, predictor)
    _add_comparison(api, predictor)
    _add_reading(api, limits)
    add_occupations(api, predictor)
    add_elements(api, predictor)
    _add_model(api, predictor)
    return api


def _require_body() -> None:
    """Refuse a body of the wrong type or form before validation looks at it: 415 and 400."""
    if request.method != "POST":
        return
    if request.endpoint == "api.read_document":
        if request.mimetype != _FORM:
            raise RefusedError.of(415, "Content-Type", f"Send the file as {_FORM}.")
        return
    try:
        request.get_json()
    except RecursionError:
        raise RefusedError(400, "The body is nested too deeply.") from None


def _add_predictions(api: Blueprint, predictor: PredictorPort) -> None:
    @api.post("/predict")
    @spec.validate(resp=answers(PredictionAnswer, 400, 413, 415, 422), tags=["Predict"])
    def predict(json: PredictRequest) -> Response:
        """Read one posting.

        The skills, abilities, knowledge, activities, context and styles that the job needs, with
        ratings and intervals; the nearest occupations; technologies and tools, named or expected.
        """
        prediction = predictor.predict([json.posting()])[0]
        return send(as_document(json.selection().apply(prediction)))

    @api.post("/predict/batch")
    @spec.validate(resp=answers(BatchAnswer, 400, 413, 415, 422), tags=["Predict"])
    def predict_batch(json: BatchRequest) -> Response:
        """Read up to 256 postings."""
        predictions = predictor.predict([item.posting() for item in json.items])
        pairs = zip(json.items, predictions, strict=True)
        return send({"items": [as_document(item.selection().apply(one)) for item, one in pairs]})


def _add_comparison(api: Blueprint, predictor: PredictorPort) -> None:
    @api.post("/compare")
    @spec.validate(resp=answers(ComparisonAnswer, 400, 413, 415, 422), tags=["Predict"])
    def compare_postings(json: CompareRequest) -> Response:
        """Say what the right posting asks that the left lacks.

        Element by element the difference in rating points with its 90 % interval and in standard
        deviations between occupations; technologies and tools on both sides, only left, only
        right; and a list of gaps in the order of acting on them.
        """
        left, right = predictor.predict([json.left.posting(), json.right.posting()])
        domains = DOMAINS if json.domains is None else tuple(json.domains)
        return send(as_document(compare(left, right, threshold=json.threshold, domains=domains)))


def _add_reading(api: Blueprint, limits: FileLimits) -> None:
    @api.post("/read")
    @spec.validate(resp=answers(DocumentAnswer, 413, 415, 422), tags=["Read"])
    def read_document(form: DocumentRequest) -> JsonObject:
        """Take title and description out of a document.

        PDF, Word (.docx), HTML, plain text and JobPosting JSON or JSON-LD. Nothing is kept.
        """
        document = read_file(form.file.read(), form.file.filename or "", limits)
        return {
            "kind": document.kind,
            "title": document.title,
            "description": document.description,
            "warnings": document.warnings,
        }


def _add_model(api: Blueprint, predictor: PredictorPort) -> None:
    @api.get("/model")
    @spec.validate(resp=answers(ModelDescription), tags=["Model"])
    def describe_model() -> JsonObject:
        """Say which model answers and from which data."""
        return {
            "schema_version": SCHEMA_VERSION,
            "software_version": __version__,
            "model": predictor.info,
            "occupations": len(predictor.occupations),
            "elements": len(predictor.elements),
            "attribution": attribution(predictor.info.onet_release),
            "card": predictor.card(),
        }
