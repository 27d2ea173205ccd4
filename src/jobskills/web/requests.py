"""The typed models of what the HTTP API is asked; examples of each are in it, and run.

Validation and the OpenAPI document both come from here.
"""

from typing import Annotated, Any, Final, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    JsonValue,
    model_validator,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema
from werkzeug.datastructures import FileStorage

from jobskills.comparison import THRESHOLD
from jobskills.encodable import Text
from jobskills.prediction import DOMAINS, Domain, Posting
from jobskills.selection import Selection

__all__ = [
    "MAX_BATCH",
    "BatchRequest",
    "CompareRequest",
    "DocumentRequest",
    "OccupationQuery",
    "PostingRequest",
    "PredictRequest",
]

MAX_BATCH: Final = 256

_NURSE: Final[dict[str, JsonValue]] = {
    "title": "Registered nurse, night shift",
    "description": "You care for patients after surgery and chart their vital signs in Epic.",
}
_CARER: Final[dict[str, JsonValue]] = {
    "title": "Home care assistant",
    "description": "You wash and dress people in their homes and cook for them.",
}
_PREDICT: Final[dict[str, JsonValue]] = {
    **_NURSE,
    "top": 5,
    "threshold": 0.5,
    "domains": ["skills", "knowledge"],
}
#: Python counts a few control characters as white space that regular expressions elsewhere don't.
_SIGN: Final = r"[^\s\x1c-\x1f\x85]"
#: Either text says something: JSON Schema's words for what `_says_something` checks.
_SOMETHING: Final[dict[str, JsonValue]] = {
    "anyOf": [
        {"required": [name], "properties": {name: {"type": "string", "pattern": _SIGN}}}
        for name in ("title", "description")
    ]
}


def _integral(value: object) -> object:
    """Read 5.0 as 5: JSON has one kind of number."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


class _Request(BaseModel):
    """Unknown and loosely typed fields are refused: a typo must not pass for a wish."""

    model_config = ConfigDict(extra="forbid", strict=True)


class PostingRequest(_Request):
    """One posting: either of title and description may be empty, not both."""

    model_config = ConfigDict(json_schema_extra={"examples": [_NURSE], **_SOMETHING})

    title: Text = Field("", description="The job's title as advertised.")
    description: Text = Field(
        "",
        description="The advertisement's text: plain, HTML or JobPosting JSON-LD. Offsets in the "
        "answer are Unicode code points into exactly this string.",
    )
    id: Text | None = Field(None, description="The sender's own key; comes back unchanged.")

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


_DOMAINS: Final = Field(None, description="Keep elements of these domains; all when absent.")


class PredictRequest(PostingRequest):
    """One posting and which lines of the answer to keep."""

    model_config = ConfigDict(json_schema_extra={"examples": [_PREDICT], **_SOMETHING})

    top: Annotated[int, Field(ge=1, le=10_000), BeforeValidator(_integral)] | None = Field(
        None, description="At most so many elements a domain, technologies and tools."
    )
    threshold: float = Field(
        0.0, ge=0, le=1, description="Keep lines at or above this probability."
    )
    domains: list[Domain] | None = _DOMAINS

    def selection(self) -> Selection:
        """Return which lines of the prediction to send back."""
        return Selection(
            self.top, self.threshold, DOMAINS if self.domains is None else tuple(self.domains)
        )


class BatchRequest(_Request):
    """Up to 256 postings; the answers come in the same order."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"items": [{**_NURSE, "id": "1", "top": 3}, _CARER]}]}
    )

    items: list[PredictRequest] = Field(min_length=1, max_length=MAX_BATCH)


class CompareRequest(_Request):
    """Where somebody stands (left: a résumé, the present job) and what is asked for (right)."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"left": _CARER, "right": _NURSE, "domains": ["skills"]}]}
    )

    left: PostingRequest
    right: PostingRequest
    threshold: float = Field(
        THRESHOLD, ge=0, le=1, description="A side asks for what is at least this probable."
    )
    domains: list[Domain] | None = _DOMAINS


class _Upload:
    """A file part of a form, as Flask hands it over."""

    @classmethod
    def __get_pydantic_core_schema__(cls, *_: object) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(cls._require)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, _schema: CoreSchema, _handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"type": "string", "format": "binary"}

    @staticmethod
    def _require(value: object) -> FileStorage:
        if not isinstance(value, FileStorage):
            raise PydanticCustomError("no_file", "send one file here, with a filename")
        return value


class DocumentRequest(BaseModel):
    """A document to read: PDF, Word (.docx), HTML, plain text or JobPosting JSON."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"file": "<h1>Baker</h1><p>You bake bread.</p>"}]},
    )

    file: Annotated[FileStorage, _Upload] = Field(
        description="The document. Its kind is told by its bytes, whatever its name and type say."
    )


class OccupationQuery(BaseModel):
    """A search among the occupations that the model knows."""

    model_config = ConfigDict(extra="forbid")

    query: str = Field(
        "",
        max_length=200,
        description="Words or a code; every word must occur in the line.",
        examples=["registered nurse"],
    )
    limit: int = Field(50, ge=1, le=2000, description="At most so many occupations.", examples=[10])
