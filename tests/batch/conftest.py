"""A reader of what was written, a small file of postings, and small parts."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from jobskills.batch import BatchOptions

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
