"""The words every door speaks: a posting in, a prediction out (schema version 1).

Plain frozen dataclasses and nothing else, so that the library, the command
line, the HTTP API and the batch engines cannot disagree on names or shapes.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final, Literal, get_args

__all__ = [
    "DOMAINS",
    "SCHEMA_VERSION",
    "Domain",
    "ElementScore",
    "Evidence",
    "ModelInfo",
    "OccupationScore",
    "Posting",
    "Prediction",
    "Span",
    "TechnologyScore",
    "ToolScore",
]

SCHEMA_VERSION: Final = 1

Domain = Literal[
    "abilities", "skills", "knowledge", "work_activities", "work_context", "work_styles"
]

#: The rated domains, in the order in which every answer lists them.
DOMAINS: Final[tuple[Domain, ...]] = get_args(Domain)


@dataclass(frozen=True, slots=True)
class Posting:
    """A job advertisement as its writer sent it.

    Either of title and description may be empty. Offsets in a `Prediction`
    are Unicode code points into `description` exactly as given here.
    """

    title: str = ""
    description: str = ""
    id: str | None = None


# Without slots, for an answer has hundreds of these: orjson reads `__dict__` four times as fast.
@dataclass(frozen=True)
class Span:
    """The half-open range ``description[start:end]``, in code points."""

    start: int
    end: int


@dataclass(frozen=True)
class Evidence(Span):
    """A sentence that speaks for an element.

    `weight` is how much the element's importance falls, in scale points, when
    the sentence is taken out.
    """

    weight: float


@dataclass(frozen=True)
class OccupationScore:
    """One listed O*NET occupation and the probability that the posting is for it."""

    code: str
    title: str
    probability: float


@dataclass(frozen=True)
class ElementScore:
    """One rated element.

    `importance` and its 90 % interval are on the element's published scale
    (1-5 for most); `level` is 0-7 or None where the domain has none;
    `probability` is calibrated: that the rating is at or above the median
    occupation's; `distinctiveness` is in standard deviations above the
    average occupation.
    """

    id: str
    name: str
    domain: Domain
    importance: float
    importance_low: float
    importance_high: float
    level: float | None
    probability: float
    distinctiveness: float
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class TechnologyScore:
    """A technology, named in the text (`mentioned`) or expected of the job."""

    name: str
    category: str
    probability: float
    mentioned: bool
    hot: bool
    in_demand: bool
    evidence: tuple[Span, ...]


@dataclass(frozen=True)
class ToolScore:
    """A tool or machine, named in the text (`mentioned`) or expected of the job."""

    name: str
    probability: float
    mentioned: bool
    evidence: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """Which model spoke."""

    name: str
    version: str
    onet_release: str


@dataclass(frozen=True, slots=True)
class Prediction:
    """What one posting needs; `to_dict` is the JSON of every door."""

    model: ModelInfo
    id: str | None
    title: str
    n_words: int
    truncated: bool
    warnings: tuple[str, ...]
    occupations: tuple[OccupationScore, ...]
    elements: tuple[ElementScore, ...]
    technologies: tuple[TechnologyScore, ...]
    tools: tuple[ToolScore, ...]

    def to_dict(self) -> Mapping[str, Any]:
        """Return the JSON form, keys in the order of the design."""
        return {"schema_version": SCHEMA_VERSION, **asdict(self)}
