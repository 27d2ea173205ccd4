"""A scorer small enough to reason about, and a reader of what was written."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import numpy as np
import pytest

from jobskills.batch import BatchOptions
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
from jobskills.scores import Elements, Named, Occupations, Scores, Spans


class Element(NamedTuple):
    id: str
    name: str
    domain: Domain


class CountingScorer:
    """Says how many words a posting has, on every scale; fails where the text asks for it."""

    info = ModelInfo(name="counting", version="7", onet_release="29.3")
    digest = "c0117"
    elements = (
        Element("2.A.1.a", "Element 0", "skills"),
        Element("2.A.1.b", "Elément 1", "skills"),
        Element("1.C.1", "Element 2", "work_styles"),
    )
    occupations = (("35-2014.00", "Cooks, Restaurant"), ("51-3011.00", "Bakers"))

    def scores(self, postings: Sequence[Posting], /, *, explain: bool = True) -> Scores:
        said = self.predict(postings)
        if not explain:
            said = [
                replace(one, elements=tuple(replace(e, evidence=()) for e in one.elements))
                for one in said
            ]
        return scores_of(said, self.elements, self.occupations)

    def predict(self, postings: Sequence[Posting], /) -> list[Prediction]:
        return [self._one(posting) for posting in postings]

    def _one(self, posting: Posting) -> Prediction:
        if "EXPLODE" in posting.description:
            raise ZeroDivisionError("this text divides by zero")
        n = len(posting.description.split())
        return Prediction(
            model=self.info,
            id=posting.id,
            title=posting.title,
            n_words=n,
            truncated=n > 100,
            warnings=(),
            occupations=tuple(
                OccupationScore(code, title, 0.5 / (place + 1) + 1 / (n + 3))
                for place, (code, title) in enumerate(self.occupations)
            ),
            elements=tuple(
                ElementScore(
                    id=element.id,
                    name=element.name,
                    domain=element.domain,
                    importance=1 + (n % 400) / 100 + k / 3,
                    importance_low=1.0,
                    importance_high=5.0,
                    level=None if k == 2 else 2.5,
                    probability=0.9 - k / 10,
                    distinctiveness=-0.25,
                    evidence=(Evidence(0, n, 0.125),) if n else (),
                )
                for k, element in enumerate(self.elements)
            ),
            technologies=(
                TechnologyScore("R", "Statistics", 0.5, True, True, False, (Span(1, 2),)),
                TechnologyScore("Zoom", "Conferencing", 0.25, False, False, True, ()),
            ),
            tools=(ToolScore("Whisks", 0.75, False, ()), ToolScore("Ovens", 0.5, False, ())),
        )


def scores_of(
    predictions: Sequence[Prediction],
    elements: Sequence[Element],
    occupations: Sequence[tuple[str, str]],
) -> Scores:
    """Return predictions as columns: what the columns mean, written the slow way."""
    place = {element.id: i for i, element in enumerate(elements)}
    known = {code: i for i, (code, _) in enumerate(occupations)}
    rated = [line for said in predictions for line in said.elements]
    likely = [line for said in predictions for line in said.occupations]
    return Scores(
        n_words=np.array([said.n_words for said in predictions], np.int32),
        truncated=np.array([said.truncated for said in predictions], np.bool_),
        occupations=Occupations(
            np.array([len(said.occupations) for said in predictions], np.int32),
            np.array([known[line.code] for line in likely], np.int32),
            np.array([line.probability for line in likely], np.float64),
        ),
        elements=Elements(
            np.array([len(said.elements) for said in predictions], np.int32),
            np.array([place[line.id] for line in rated], np.int32),
            np.array([line.importance for line in rated], np.float64),
            np.array([line.importance_low for line in rated], np.float64),
            np.array([line.importance_high for line in rated], np.float64),
            np.array([line.level for line in rated], np.float64),
            np.array([line.probability for line in rated], np.float64),
            np.array([line.distinctiveness for line in rated], np.float64),
            spans_of([line.evidence for line in rated]),
        ),
        technologies=named_of([said.technologies for said in predictions]),
        tools=named_of([said.tools for said in predictions]),
    )


def named_of(groups: Sequence[Sequence[TechnologyScore | ToolScore]]) -> Named:
    lines = [line for group in groups for line in group]
    return Named(
        np.array([len(group) for group in groups], np.int32),
        np.array([line.name for line in lines], np.object_),
        np.array([getattr(line, "category", "") for line in lines], np.object_),
        np.array([line.probability for line in lines], np.float64),
        np.array([line.mentioned for line in lines], np.bool_),
        np.array([getattr(line, "hot", False) for line in lines], np.bool_),
        np.array([getattr(line, "in_demand", False) for line in lines], np.bool_),
        spans_of([line.evidence for line in lines]),
    )


def spans_of(groups: Sequence[Sequence[Span]]) -> Spans:
    spans = [span for group in groups for span in group]
    return Spans(
        np.array([len(group) for group in groups], np.int32),
        np.array([span.start for span in spans], np.int32),
        np.array([span.end for span in spans], np.int32),
        np.array([getattr(span, "weight", 0) for span in spans], np.float64),
    )


@pytest.fixture
def scorer() -> CountingScorer:
    return CountingScorer()


Read = Callable[[Path], list[dict[str, Any]]]


@pytest.fixture
def read() -> Read:
    """Read an output file as a list of dicts, whatever its format."""

    def read_output(path: Path) -> list[dict[str, Any]]:
        if path.suffix == ".jsonl":
            return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        cursor = duckdb.connect().execute("SELECT * FROM read_parquet(?)", [str(path)])
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    return read_output


@pytest.fixture
def postings(tmp_path: Path) -> Path:
    """Make a JSON Lines file of five postings, two of which can't be scored."""
    rows = [
        {"id": "a", "title": "Line cook", "description": "Chop onions and stir soups."},
        {"id": "b", "title": "", "description": "  "},
        {"id": "c", "title": "Baker", "description": None},
        {"id": "d", "title": 12, "description": "Bake."},
        {"id": "e", "title": "Crêpe maker 🥞", "description": "Flip crêpes – all day."},
    ]
    path = tmp_path / "postings.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut files into parts of two rows, so that small files have several."""
    monkeypatch.setattr("jobskills.batch.cutting._FEWEST", 2)
    monkeypatch.setattr("jobskills.batch.cutting._MOST", 2)


@pytest.fixture
def two_workers() -> BatchOptions:
    return BatchOptions(workers=2)
