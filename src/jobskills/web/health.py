"""What an orchestrator asks: is the process alive, and would a posting be read now."""

import math
from collections.abc import Mapping

from flask import Blueprint, abort

from jobskills.prediction import Posting
from jobskills.web.openapi import answers, spec
from jobskills.web.ports import PredictorPort
from jobskills.web.schemas import Health

__all__ = ["create_health"]

_CANARY = Posting("Registered nurse", "Care for patients and record their vital signs.")


def create_health(predictor: PredictorPort) -> Blueprint:
    """Return the blueprint of the health routes."""
    health = Blueprint("health", __name__)

    @health.get("/healthz")
    @spec.validate(resp=answers(Health), tags=["Health"])
    def healthz() -> Mapping[str, str]:
        """Answer as long as the process can answer at all."""
        return {"status": "ok"}

    @health.get("/readyz")
    @spec.validate(resp=answers(Health, 503), tags=["Health"])
    def readyz() -> Mapping[str, str]:
        """Read a short posting and check that the numbers are numbers."""
        if not _reads(predictor):
            abort(503, "The model gives no usable answer.")
        return {"status": "ready"}

    return health


def _reads(predictor: PredictorPort) -> bool:
    prediction = predictor.predict([_CANARY])[0]
    numbers = [score.probability for score in prediction.occupations]
    numbers += [score.importance for score in prediction.elements]
    return bool(numbers) and all(math.isfinite(number) for number in numbers)
