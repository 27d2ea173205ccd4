"""What the tools may be asked: typed, described for a language model, unknown names refused."""

import json
from typing import Annotated, Final, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from jobskills.comparison import THRESHOLD
from jobskills.encodable import Text
from jobskills.prediction import DOMAINS, Domain, Posting

__all__ = ["Ask", "CompareAsk", "FindAsk", "OccupationAsk", "PostingAsk", "PredictAsk"]

#: Lines of a list, unless more are asked for: an answer has to fit into a conversation.
_TOP: Final = 5


def _spelled_out(value: object) -> object:
    """Read a list or object that came as a string of JSON: some clients send them so."""
    try:
        return json.loads(value) if isinstance(value, str) else value
    except (ValueError, RecursionError):
        return value


def _all_for_none(value: object) -> object:
    return DOMAINS if value is None else value


_Top = Annotated[int, Field(ge=1, le=300)]
_Threshold = Annotated[
    float, Field(ge=0, le=1, description="Least probability, 0-1, of a line that is kept.")
]
_Domains = Annotated[
    tuple[Domain, ...],
    BeforeValidator(_all_for_none),
    BeforeValidator(_spelled_out),
    Field(description="Keep elements of these domains."),
]


class Ask(BaseModel):
    """The arguments of a tool; an unknown one is refused, for a typo must not pass for a wish."""

    model_config = ConfigDict(extra="forbid")


class PostingAsk(Ask):
    """A posting, a résumé or just a job title."""

    title: Text = Field("", description="The job's title; may be empty.")
    description: Text = Field(
        "", description="The whole text as it is: plain, HTML or JobPosting JSON-LD; may be empty."
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
        return Posting(self.title, self.description)


_Side = Annotated[PostingAsk, BeforeValidator(_spelled_out)]


class PredictAsk(PostingAsk):
    """A posting, and which lines of the answer to keep."""

    top: _Top = Field(_TOP, description="At most so many elements a domain, technologies, tools.")
    threshold: _Threshold = 0.0
    domains: _Domains = DOMAINS


class CompareAsk(Ask):
    """Where somebody stands and what is asked for."""

    left: _Side = Field(description="Where somebody stands: a résumé or the present job.")
    right: _Side = Field(description="What is asked for: the posting.")
    top: _Top = Field(_TOP, description="At most so many lines a list.")
    threshold: float = Field(
        THRESHOLD, ge=0, le=1, description="A side asks for what is at least this probable."
    )
    domains: _Domains = DOMAINS


class FindAsk(Ask):
    """Words to find occupations by."""

    query: Text = Field(
        min_length=1,
        max_length=200,
        description="Words of the occupation's title, or a code; each must occur.",
        examples=["registered nurse"],
    )
    limit: int = Field(10, ge=1, le=200, description="At most so many occupations.")


class OccupationAsk(Ask):
    """An occupation, and which of its ratings to keep."""

    code: Text = Field(max_length=40, description="An O*NET-SOC code.", examples=["29-1141.00"])
    top: _Top = Field(_TOP, description="At most so many elements a domain.")
    domains: _Domains = DOMAINS
