"""Documents of the library as JSON responses; computes nothing."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

import orjson
from flask import Response

from jobskills.comparison import Comparison
from jobskills.prediction import SCHEMA_VERSION, Prediction

__all__ = ["JsonObject", "as_document", "send"]

JsonObject = Mapping[str, Any]


def as_document(answer: Prediction | Comparison) -> JsonObject:
    """Return what its `to_dict` returns, but leave copying to the serialiser."""
    parts = {field.name: getattr(answer, field.name) for field in fields(answer)}
    return {"schema_version": SCHEMA_VERSION, **parts}


def send(document: JsonObject) -> Response:
    """Return a document as a response."""
    # Dataclasses as they are; numbers are written as `json.dumps` writes them.
    return Response(orjson.dumps(document), mimetype="application/json")
