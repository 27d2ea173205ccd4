"""What the tools answer: the documents of every door, short, with the sentences they point to.

No figure is computed here: lines are left out, and spans are read from the texts.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from typing import Any, Literal, get_type_hints

from pydantic import BaseModel, create_model

from jobskills.comparison import Comparison
from jobskills.occupations import OccupationRating
from jobskills.prediction import ModelInfo, Prediction, Span

__all__ = [
    "CompareAnswer",
    "FoundOccupation",
    "Occupations",
    "PredictAnswer",
    "RatedOccupation",
    "Sentence",
    "comparison_document",
    "prediction_document",
]

_Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Sentence(Span):
    """What `evidence` points to: ``description[start:end]``."""

    text: str


@dataclass(frozen=True, slots=True)
class SidesSentences:
    """What the evidence of each side points to."""

    left: tuple[Sentence, ...]
    right: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class FoundOccupation:
    """An O*NET-SOC occupation."""

    code: str
    title: str


@dataclass(frozen=True, slots=True)
class Occupations:
    """Occupations found; `total` counts those beyond the limit too."""

    total: int
    occupations: tuple[FoundOccupation, ...]


@dataclass(frozen=True, slots=True)
class RatedOccupation:
    """O*NET's own ratings of an occupation; none where O*NET has published none."""

    model: ModelInfo
    code: str
    title: str
    elements: tuple[OccupationRating, ...]


def _answer(name: str, document: type, **more: Any) -> type[BaseModel]:
    """Return the model of a dataclass with the schema's version before and sentences after it."""
    hints = get_type_hints(document)
    shape: dict[str, Any] = {field.name: (hints[field.name], ...) for field in fields(document)}
    return create_model(name, schema_version=(Literal[1], ...), **shape, **more)


PredictAnswer = _answer("PredictAnswer", Prediction, sentences=(tuple[Sentence, ...], ...))
CompareAnswer = _answer("CompareAnswer", Comparison, sentences=(SidesSentences, ...))


def prediction_document(prediction: Prediction, description: str) -> _Document:
    """Return a prediction, or a selection of one, and the sentences that its evidence names."""
    spans = (span for element in prediction.elements for span in element.evidence)
    sentences = _sentences(description, spans)
    return {**prediction.to_dict(), "sentences": [asdict(one) for one in sentences]}


def comparison_document(comparison: Comparison, left: str, right: str) -> _Document:
    """Return a comparison and the sentences of both descriptions that its evidence names."""
    sides = SidesSentences(
        _sentences(left, (span for one in comparison.elements for span in one.left.evidence)),
        _sentences(right, (span for one in comparison.elements for span in one.right.evidence)),
    )
    return {**comparison.to_dict(), "sentences": asdict(sides)}


def _sentences(text: str, spans: Iterable[Span]) -> tuple[Sentence, ...]:
    """Return each stretch once, in the order of the text."""
    places = sorted({(span.start, span.end) for span in spans})
    return tuple(Sentence(start, end, text[start:end]) for start, end in places)
