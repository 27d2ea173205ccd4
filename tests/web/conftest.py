"""The application around the bundle that ships, and one prediction whose numbers we chose."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from jobskills.prediction import (
    Domain,
    ElementScore,
    Evidence,
    ModelInfo,
    OccupationScore,
    Posting,
    Prediction,
    Span,
    TechnologyScore,
    ToolScore,
)
from jobskills.predictor import Predictor
from jobskills.web import WebConfig, create_app

NURSE = Posting(
    "Registered Nurse, night shift",
    "Our hospital stands by the river.\n"
    "You assess patients, give medication and record vital signs in Microsoft Excel.\n"
    "You explain the treatment to families 🙂 and calm them.\n"
    "A nursing licence is required.\n",
)


@pytest.fixture(scope="session")
def predictor() -> Predictor:
    return Predictor.load()


@pytest.fixture(scope="session")
def app(predictor: Predictor) -> Flask:
    return create_app(predictor, WebConfig())


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def nurse() -> Posting:
    return NURSE


@dataclass(frozen=True)
class Element:
    """A described element, as the predictor lists them."""

    id: str
    name: str
    domain: Domain
    mean: float = 3.0
    scale_low: float = 1.0
    scale_high: float = 5.0


@pytest.fixture
def elements() -> tuple[Element, ...]:
    return (
        Element("2.A.1.b", "Active Listening", "skills"),
        Element("2.B.1.a", "Social Perceptiveness", "skills"),
        Element("2.C.5.a", "Medicine and Dentistry", "knowledge", 1.9),
    )


@pytest.fixture
def make_prediction() -> Callable[..., Prediction]:
    """Return a maker of predictions; keywords replace its fields."""

    def score(
        number: str, name: str, domain: Domain, rating: float, apart: float, *evidence: Evidence
    ) -> ElementScore:
        return ElementScore(
            number, name, domain, rating, rating - 0.5, rating + 0.5, 4.0, 0.9, apart, evidence
        )

    def make(**changes: Any) -> Prediction:
        fields: dict[str, Any] = {
            "model": ModelInfo("sample", "1", "29.3"),
            "id": None,
            "title": "Nurse",
            "n_words": 12,
            "truncated": False,
            "warnings": (),
            "occupations": (OccupationScore("29-1141.00", "Registered Nurses", 0.62),),
            "elements": (
                score("2.A.1.b", "Active Listening", "skills", 4.1, 0.8, Evidence(5, 20, 0.3)),
                score("2.B.1.a", "Social Perceptiveness", "skills", 3.9, 1.4),
                score("2.C.5.a", "Medicine and Dentistry", "knowledge", 4.0, 2.4),
            ),
            "technologies": (
                TechnologyScore(
                    "Epic", "Medical software", 0.97, True, True, False, (Span(8, 12),)
                ),
                TechnologyScore("MEDITECH", "Medical software", 0.71, False, False, False, ()),
            ),
            "tools": (ToolScore("Stethoscopes", 0.83, False, ()),),
        }
        return Prediction(**{**fields, **changes})

    return make
