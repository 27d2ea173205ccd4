"""The typed models of the HTTP API: what may come in, what goes out.

Validation and the OpenAPI document both come from here. A prediction's shape
is not written twice: it is taken from `jobskills.prediction`.
"""

from dataclasses import fields
from typing import Annotated, Any, Final, Literal, Self, get_type_hints

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    JsonValue,
    create_model,
    model_validator,
)
from pydantic_core import PydanticCustomError

from jobskills.prediction import DOMAINS, Domain, ModelInfo, Posting, Prediction
from jobskills.selection import Selection

__all__ = [
    "MAX_BATCH",
    "BatchAnswer",
    "BatchRequest",
    "ElementList",
    "Health",
    "ModelDescription",
    "Occupation",
    "OccupationList",
    "OccupationQuery",
    "PredictRequest",
    "PredictionAnswer",
    "ProblemDetails",
]

MAX_BATCH: Final = 256

_EXAMPLE: Final[dict[str, JsonValue]] = {
    "title": "Registered nurse, night shift",
    "description": "You care for patients after surgery and chart their vital signs in Epic.",
    "threshold": 0.5,
    "domains": ["skills", "knowledge"],
}


def _encodable(text: str) -> str:
    """Refuse half a surrogate pair: JSON can spell it, but it is no character of any text."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise PydanticCustomError(
            "unpaired_surrogate", "the text holds an unpaired surrogate, which is no character"
        ) from None
    return text


_Text = Annotated[str, AfterValidator(_encodable)]


class _Request(BaseModel):
    """Unknown and loosely typed fields are refused: a typo must not pass for a wish."""

    model_config = ConfigDict(extra="forbid", strict=True)


class PredictRequest(_Request):
    """One posting and which lines of the answer to keep.

    Either of title and description may be empty, not both.
    """

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    title: _Text = Field("", description="The job's title as advertised.")
    description: _Text = Field(
        "",
        description="The advertisement's text. Offsets in the answer are Unicode code points "
        "into exactly this string.",
    )
    id: _Text | None = Field(None, description="The sender's own key; comes back unchanged.")
    top: Annotated[int, Field(ge=1, le=10_000)] | None = Field(
        None, description="At most so many elements a domain, technologies and tools."
    )
    threshold: float = Field(
        0.0, ge=0, le=1, description="Keep lines at or above this probability."
    )
    domains: list[Domain] | None = Field(
        None, description="Keep elements of these domains; all when absent."
    )

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not (self.title.strip() or self.description.strip()):
            raise PydanticCustomError(
                "nothing_to_read", "title and description are both empty; give at least one"
            )
        return self

    def posting(self) -> Posting:
        """Return the posting to read."""
        return Posting(self.title, self.description, self.id)

    def selection(self) -> Selection:
        """Return which lines of the prediction to send back."""
        return Selection(
            self.top, self.threshold, DOMAINS if self.domains is None else tuple(self.domains)
        )


class BatchRequest(_Request):
    """Up to 256 postings; the answers come in the same order."""

    items: list[PredictRequest] = Field(min_length=1, max_length=MAX_BATCH)


def _answer_model() -> type[BaseModel]:
    hints = get_type_hints(Prediction)
    shape: dict[str, Any] = {field.name: (hints[field.name], ...) for field in fields(Prediction)}
    return create_model(
        "PredictionAnswer",
        __doc__="What one posting needs (schema version 1).",
        schema_version=(Literal[1], ...),
        **shape,
    )


PredictionAnswer: Final = _answer_model()

BatchAnswer: Final = create_model(
    "BatchAnswer",
    __doc__="One prediction a posting, in the order sent.",
    items=(list[PredictionAnswer], ...),  # type: ignore[valid-type]
)


class OccupationQuery(BaseModel):
    """A search among the occupations that the model knows."""

    query: str = Field(
        "", max_length=200, description="Words or a code; every word must occur in the line."
    )
    limit: int = Field(50, ge=1, le=2000, description="At most so many occupations.")


class Occupation(BaseModel):
    """One O*NET-SOC occupation and its page on O*NET OnLine."""

    code: str
    title: str
    url: str


class OccupationList(BaseModel):
    """Occupations found; `total` counts those beyond the limit too."""

    total: int
    occupations: list[Occupation]


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
    """One field that is wrong."""

    field: str
    pointer: str
    detail: str


class ProblemDetails(BaseModel):
    """What went wrong (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    request_id: str
    errors: list[ProblemField] = []
