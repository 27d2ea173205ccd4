"""The typed models of what the HTTP API answers; the OpenAPI document comes from them.

A prediction's shape is not written twice: it is taken from `jobskills.prediction`, and a
comparison's from `jobskills.comparison`.
"""

from dataclasses import fields
from typing import Any, Final, Literal, get_type_hints

from pydantic import BaseModel, Field, create_model

from jobskills.comparison import Comparison
from jobskills.files import Kind
from jobskills.prediction import Domain, ModelInfo, Prediction

__all__ = [
    "BatchAnswer",
    "ComparisonAnswer",
    "DocumentAnswer",
    "ElementList",
    "Health",
    "ModelDescription",
    "Occupation",
    "OccupationList",
    "PredictionAnswer",
    "ProblemDetails",
    "RatedOccupation",
]


class DocumentAnswer(BaseModel):
    """What a document says, ready to be sent to `/predict`."""

    kind: Kind
    title: str = Field(description="The job's title where the document marks one, else empty.")
    description: str = Field(description="The text as a person sees it.")
    warnings: tuple[str, ...] = Field(description="Sentences for the user about what was found.")


def _answer_model(name: str, words: str, shown: type[Prediction | Comparison]) -> type[BaseModel]:
    """Return the model of a dataclass with the schema's version before it."""
    hints = get_type_hints(shown)
    shape: dict[str, Any] = {field.name: (hints[field.name], ...) for field in fields(shown)}
    return create_model(name, __doc__=words, schema_version=(Literal[1], ...), **shape)


PredictionAnswer: Final = _answer_model(
    "PredictionAnswer", "What one posting needs (schema version 1).", Prediction
)

ComparisonAnswer: Final = _answer_model(
    "ComparisonAnswer", "What the right posting asks that the left lacks.", Comparison
)

BatchAnswer: Final = create_model(
    "BatchAnswer",
    __doc__="One prediction a posting, in the order sent.",
    items=(list[PredictionAnswer], ...),  # type: ignore[valid-type]
)


class Occupation(BaseModel):
    """One O*NET-SOC occupation and its page on O*NET OnLine."""

    code: str
    title: str
    url: str


class OccupationList(BaseModel):
    """Occupations found; `total` counts those beyond the limit too."""

    total: int
    occupations: list[Occupation]


class OccupationRating(BaseModel):
    """O*NET's rating of an occupation on one element."""

    id: str
    name: str
    domain: Domain
    importance: float = Field(description="On the element's own scale; see `/elements`.")
    level: float | None = Field(description="0-7; null where O*NET publishes none.")


class RatedOccupation(Occupation):
    """An occupation with O*NET's ratings of it; the list is empty where O*NET has none."""

    elements: list[OccupationRating] = Field(description="By domain, the most important first.")


class ElementDescription(BaseModel):
    """A rated element: its scale and the average occupation's rating on it."""

    id: str
    name: str
    domain: Domain
    mean: float
    scale_low: float
    scale_high: float
    url: str | None


class ElementList(BaseModel):
    """Every element that the model rates, in the order of its answers."""

    elements: list[ElementDescription]


class ModelDescription(BaseModel):
    """Which model answers, from which data, and its card (Markdown)."""

    schema_version: int
    software_version: str
    model: ModelInfo
    occupations: int
    elements: int
    attribution: str
    card: str


class Health(BaseModel):
    """The state of this process."""

    status: Literal["ok", "ready"]


class ProblemField(BaseModel):
    """One part of the request that is wrong."""

    field: str = Field(description="A field of the body, a parameter, a header or the file.")
    pointer: str | None = Field(
        None, description="Where in a JSON body (a JSON Pointer); null for all else."
    )
    detail: str


class ProblemDetails(BaseModel):
    """What went wrong (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str = Field(description="What is wrong and what to do.")
    request_id: str = Field(description="As in the header X-Request-ID.")
    errors: list[ProblemField] = []
