"""A scorer small enough to reason about, and a reader of what was written."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import pytest

from jobskills.batch import BatchOptions
from jobskills.prediction import (
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


class Element(NamedTuple):
    id: str


class CountingScorer:
    """Says how many words a posting has, on every scale; fails where the text asks for it."""

    info = ModelInfo(name="counting", version="7", onet_release="29.3")
    elements = (Element("2.A.1.a"), Element("2.A.1.b"), Element("1.C.1"))

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
            occupations=(OccupationScore("35-2014.00", "Cooks, Restaurant", 0.5 + 1 / (n + 3)),),
            elements=tuple(
                ElementScore(
                    id=element.id,
                    name=f"Element {k}",
                    domain="skills" if k < 2 else "work_styles",
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
    monkeypatch.setattr("jobskills.batch.local._ROWS_PER_PART", 2)


@pytest.fixture
def two_workers() -> BatchOptions:
    return BatchOptions(workers=2)
