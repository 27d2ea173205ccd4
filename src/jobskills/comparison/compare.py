"""Two predictions to one comparison: the function that puts this room's parts together."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from jobskills.comparison.elements import ElementComparison, compare_elements
from jobskills.comparison.gaps import Gap, list_gaps
from jobskills.comparison.named import (
    TechnologiesCompared,
    ToolsCompared,
    compare_technologies,
    compare_tools,
)
from jobskills.errors import DataError
from jobskills.prediction import (
    DOMAINS,
    SCHEMA_VERSION,
    Domain,
    ModelInfo,
    OccupationScore,
    Prediction,
)
from jobskills.selection import Selection

__all__ = ["THRESHOLD", "Comparison", "PostingSide", "compare"]

#: A side asks for what is at least this probable.
THRESHOLD: Final = 0.5


@dataclass(frozen=True, slots=True)
class PostingSide:
    """One side as a whole; see `jobskills.prediction.Prediction`."""

    id: str | None
    title: str
    n_words: int
    truncated: bool
    warnings: tuple[str, ...]
    occupations: tuple[OccupationScore, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two postings need, side by side; `to_dict` is the JSON of every door."""

    model: ModelInfo
    threshold: float
    left: PostingSide
    right: PostingSide
    gaps: tuple[Gap, ...]
    elements: tuple[ElementComparison, ...]
    technologies: TechnologiesCompared
    tools: ToolsCompared

    def to_dict(self) -> Mapping[str, Any]:
        """Return the JSON form, keys in this order."""
        return {"schema_version": SCHEMA_VERSION, **asdict(self)}


def compare(
    left: Prediction,
    right: Prediction,
    *,
    threshold: float = THRESHOLD,
    domains: Sequence[Domain] = DOMAINS,
) -> Comparison:
    """Set two predictions of one model side by side.

    Parameters
    ----------
    left : Prediction
        Where somebody stands: a résumé, the present job.
    right : Prediction
        What is asked for.
    threshold : float
        A side asks for what is at least this probable, 0-1, and for what its text names.
    domains : sequence of str
        Compare elements of these domains; technologies and tools are no domain and stay.

    Returns
    -------
    Comparison

    Raises
    ------
    DataError
        If the predictions are of different models or lack elements of each other,
        `threshold` is outside 0-1 or a domain is unknown.

    Examples
    --------
    >>> from jobskills import Posting, Predictor
    >>> postings = [Posting("Gardener"), Posting("Accountant", "Keep the books in QuickBooks.")]
    >>> comparison = compare(*Predictor.load().predict(postings))
    >>> comparison.gaps[0].action, comparison.gaps[0].name
    ('learn', 'Intuit QuickBooks')
    >>> comparison.elements[0].domain
    'abilities'
    """
    if left.model != right.model:
        raise DataError(
            f"two predictions of one model can be compared, not of {left.model.name} "
            f"{left.model.version} and {right.model.name} {right.model.version}"
        )
    if {one.id for one in left.elements} != {one.id for one in right.elements}:
        raise DataError("whole predictions can be compared, not a selection of their elements")
    # A threshold outside 0-1 and an unknown domain are refused in the words of every door.
    of_domains = Selection(threshold=threshold, domains=tuple(domains)).domains
    elements = tuple(
        one
        for one in compare_elements(left.elements, right.elements, threshold)
        if one.domain in of_domains
    )
    technologies = compare_technologies(left.technologies, right.technologies, threshold)
    tools = compare_tools(left.tools, right.tools, threshold)
    return Comparison(
        left.model,
        threshold,
        _side(left),
        _side(right),
        list_gaps(elements, technologies.only_right, tools.only_right),
        elements,
        technologies,
        tools,
    )


def _side(prediction: Prediction) -> PostingSide:
    return PostingSide(
        prediction.id,
        prediction.title,
        prediction.n_words,
        prediction.truncated,
        prediction.warnings,
        prediction.occupations,
    )
