"""The JSON blueprint: `/api/v1`. Every answer is a document of `jobskills.web.schemas`."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

from flask import Blueprint, Response, abort, request
from pydantic_core import to_json

from jobskills import __version__
from jobskills.attribution import attribution
from jobskills.prediction import SCHEMA_VERSION, Prediction
from jobskills.web.onetonline import element_url, occupation_url
from jobskills.web.openapi import answers, spec
from jobskills.web.ports import PredictorPort
from jobskills.web.schemas import (
    BatchAnswer,
    BatchRequest,
    ElementList,
    ModelDescription,
    Occupation,
    OccupationList,
    OccupationQuery,
    PredictionAnswer,
    PredictRequest,
)

__all__ = ["create_api"]

_Document = Mapping[str, Any]


def create_api(predictor: PredictorPort) -> Blueprint:
    """Return the blueprint of the JSON API around a predictor."""
    api = Blueprint("api", __name__, url_prefix="/api/v1")
    api.before_request(_read_json)
    _add_predictions(api, predictor)
    _add_occupations(api, predictor.occupations)
    _add_model(api, predictor)
    return api


def _read_json() -> None:
    """Refuse what is no JSON before validation looks at it: 415 by type, 400 by form."""
    if request.method == "POST":
        try:
            request.get_json()
        except RecursionError:
            abort(400)


def _add_predictions(api: Blueprint, predictor: PredictorPort) -> None:
    @api.post("/predict")
    @spec.validate(resp=answers(PredictionAnswer, 400, 413, 415, 422), tags=["Predict"])
    def predict(json: PredictRequest) -> Response:
        """Read one posting.

        The skills, abilities, knowledge, activities, context and styles that the job needs, with
        ratings and intervals; the nearest occupations; technologies and tools, named or expected.
        """
        prediction = predictor.predict([json.posting()])[0]
        return _send(_document(json.selection().apply(prediction)))

    @api.post("/predict/batch")
    @spec.validate(resp=answers(BatchAnswer, 400, 413, 415, 422), tags=["Predict"])
    def predict_batch(json: BatchRequest) -> Response:
        """Read up to 256 postings."""
        predictions = predictor.predict([item.posting() for item in json.items])
        pairs = zip(json.items, predictions, strict=True)
        return _send({"items": [_document(item.selection().apply(one)) for item, one in pairs]})


def _document(prediction: Prediction) -> _Document:
    """Return what `Prediction.to_dict` returns, but leave copying to the serialiser."""
    parts = {field.name: getattr(prediction, field.name) for field in fields(prediction)}
    return {"schema_version": SCHEMA_VERSION, **parts}


def _send(document: _Document) -> Response:
    # Several times faster than copying dataclasses to dicts for the standard encoder.
    return Response(to_json(document), mimetype="application/json")


def _add_occupations(api: Blueprint, occupations: Sequence[tuple[str, str]]) -> None:
    titles = dict(occupations)
    # One lower-case line an occupation, made once, so that a search is a scan of short strings.
    lines = [(f"{code} {title}".lower(), code) for code, title in occupations]

    @api.get("/occupations")
    @spec.validate(resp=answers(OccupationList, 422), tags=["Occupations"])
    def search_occupations(query: OccupationQuery) -> _Document:
        """Find occupations by words of their title or by code."""
        words = query.query.lower().split()
        found = [code for line, code in lines if all(word in line for word in words)]
        shown = [_occupation(code, titles[code]) for code in found[: query.limit]]
        return {"total": len(found), "occupations": shown}

    @api.get("/occupations/<code>")
    @spec.validate(
        resp=answers(Occupation, 404),
        tags=["Occupations"],
        path_parameter_descriptions={"code": "An O*NET-SOC code such as 29-1141.00"},
    )
    def read_occupation(code: str) -> _Document:
        """Look one occupation up by its O*NET-SOC code."""
        if code not in titles:
            abort(404)
        return _occupation(code, titles[code])


def _occupation(code: str, title: str) -> _Document:
    return {"code": code, "title": title, "url": occupation_url(code)}


def _add_model(api: Blueprint, predictor: PredictorPort) -> None:
    @api.get("/elements")
    @spec.validate(resp=answers(ElementList), tags=["Model"])
    def list_elements() -> _Document:
        """List every element that the model rates, with its scale and average."""
        return {
            "elements": [
                {
                    "id": element.id,
                    "name": element.name,
                    "domain": element.domain,
                    "mean": element.mean,
                    "scale_low": element.scale_low,
                    "scale_high": element.scale_high,
                    "url": element_url(element.id),
                }
                for element in predictor.elements
            ]
        }

    @api.get("/model")
    @spec.validate(resp=answers(ModelDescription), tags=["Model"])
    def describe_model() -> _Document:
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
