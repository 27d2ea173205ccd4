"""From scores to the output's columns, as Arrow arrays; nothing of rows' texts or of engines."""

from collections.abc import Mapping, Sequence
from typing import Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from jobskills.prediction import Domain
from jobskills.scores import Elements, Named, Occupations, Scores, Spans
from jobskills.scoring import arrow
from jobskills.scoring.arrow import Column

__all__ = ["Element", "Names", "score_columns"]

Flags = NDArray[np.bool_]
_Number = TypeVar("_Number", bound=np.generic)


class Element(Protocol):
    """What the output says of an element beside its numbers."""

    @property
    def id(self) -> str:
        """The element's O*NET id."""
        ...

    @property
    def name(self) -> str:
        """Its name."""
        ...

    @property
    def domain(self) -> Domain:
        """Its domain."""
        ...


class Names:
    """The words that scores refer to by their places, ready to be written.

    Parameters
    ----------
    elements : sequence of Element
    occupations : sequence of (str, str)
        Code and title.
    """

    def __init__(self, elements: Sequence[Element], occupations: Sequence[tuple[str, str]]) -> None:
        self.element_ids = [element.id for element in elements]
        self.domains = tuple(element.domain for element in elements)
        self.elements = {
            "id": [element.id.encode() for element in elements],
            "name": [element.name.encode() for element in elements],
            "domain": [element.domain.encode() for element in elements],
        }
        self.occupations = {
            "code": [code.encode() for code, _ in occupations],
            "title": [title.encode() for _, title in occupations],
        }


def score_columns(
    scores: Scores, shown: Scores, ok: Flags, names: Names, wide: bool
) -> dict[str, Column]:
    """Return the columns from `n_words` to `tools`.

    Parameters
    ----------
    scores : Scores
        Of the rows that are `ok`.
    shown : Scores
        The same without the lines that are not wanted.
    ok : bool [rows]
        Which rows have scores; the others' values are null.
    names : Names
    wide : bool
        Write a column per element instead of `elements`.
    """
    columns = {
        "n_words": arrow.integers(_spread(scores.n_words, ok), ok),
        "truncated": arrow.flags(_spread(scores.truncated, ok), ok),
        **_best(scores.occupations, ok, names),
        "occupations": _occupations(scores.occupations, ok, names),
    }
    columns |= (
        _wide(scores.elements, ok, names)
        if wide
        else {"elements": _elements(shown.elements, ok, names)}
    )
    return columns | {
        "technologies": _lists(shown.technologies.counts, ok, _technologies(shown.technologies)),
        "tools": _lists(shown.tools.counts, ok, _tools(shown.tools)),
    }


def _best(occupations: Occupations, ok: Flags, names: Names) -> dict[str, Column]:
    """Return the most probable occupation of each row."""
    first = (np.cumsum(occupations.counts) - occupations.counts)[occupations.counts > 0]
    known = ok.copy()
    known[ok] = occupations.counts > 0
    places = _spread(occupations.occupation[first], known)
    columns = {
        f"occupation_{name}": arrow.texts_of(pool, places, known)
        for name, pool in names.occupations.items()
    }
    probability = _spread(occupations.probability[first], known)
    return columns | {"occupation_probability": arrow.floats(probability, known)}


def _occupations(lines: Occupations, ok: Flags, names: Names) -> Column:
    fields = {
        name: arrow.texts_of(pool, lines.occupation) for name, pool in names.occupations.items()
    } | {"probability": arrow.floats(lines.probability)}
    return _lists(lines.counts, ok, fields)


def _elements(lines: Elements, ok: Flags, names: Names) -> Column:
    fields = {
        name: arrow.texts_of(pool, lines.element) for name, pool in names.elements.items()
    } | {
        "importance": arrow.floats(lines.importance),
        "importance_low": arrow.floats(lines.low),
        "importance_high": arrow.floats(lines.high),
        "level": arrow.floats(lines.level, ~np.isnan(lines.level)),
        "probability": arrow.floats(lines.probability),
        "distinctiveness": arrow.floats(lines.distinctiveness),
        "evidence": _spans(lines.evidence, {"weight": arrow.floats(lines.evidence.weight)}),
    }
    return _lists(lines.counts, ok, fields)


def _wide(lines: Elements, ok: Flags, names: Names) -> dict[str, Column]:
    matrix = np.zeros((len(ok), len(names.element_ids)))
    matrix[np.repeat(np.flatnonzero(ok), lines.counts), lines.element] = lines.importance
    return {
        f"im_{element_id}": arrow.floats(column, ok)
        for element_id, column in zip(names.element_ids, matrix.T, strict=True)
    }


def _technologies(lines: Named) -> dict[str, Column]:
    return {
        "name": arrow.texts(lines.name.tolist()),
        "category": arrow.texts(lines.category.tolist()),
        "probability": arrow.floats(lines.probability),
        "mentioned": arrow.flags(lines.mentioned),
        "hot": arrow.flags(lines.hot),
        "in_demand": arrow.flags(lines.in_demand),
        "evidence": _spans(lines.evidence),
    }


def _tools(lines: Named) -> dict[str, Column]:
    return {
        "name": arrow.texts(lines.name.tolist()),
        "probability": arrow.floats(lines.probability),
        "mentioned": arrow.flags(lines.mentioned),
        "evidence": _spans(lines.evidence),
    }


def _spans(spans: Spans, more: Mapping[str, Column] | None = None) -> Column:
    fields = {"start": arrow.integers(spans.start), "end": arrow.integers(spans.end)}
    return arrow.lists(spans.counts, arrow.structs({**fields, **(more or {})}, len(spans.start)))


def _lists(counts: NDArray[np.int32], ok: Flags, fields: Mapping[str, Column]) -> Column:
    structs = arrow.structs(fields, int(counts.sum()))
    return arrow.lists(_spread(counts, ok), structs, ok)


def _spread(values: NDArray[_Number], ok: Flags) -> NDArray[_Number]:
    """Return values for all rows; zero where a row has none."""
    spread = np.zeros(len(ok), values.dtype)
    spread[ok] = values
    return spread
