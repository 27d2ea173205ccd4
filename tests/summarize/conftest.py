"""A scored file small enough to do its sums by hand, in every form that batch and Spark write."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

#: Id, status, occupation, ratings of two elements, technologies and tools that are named.
Scored = tuple[int, str, str, tuple[float, float], tuple[str, ...], tuple[str, ...]]
SCORED: tuple[Scored, ...] = (
    (1, "ok", "15-1254.00", (2.0, 4.0), ("Python", "R"), ()),
    (2, "ok", "15-1254.00", (3.0, 4.0), ("Python",), ("Laptops",)),
    (3, "ok", "35-2014.00", (4.0, 1.0), (), ()),
    (4, "error", "", (0.0, 0.0), (), ()),
    (5, "ok", "35-2014.00", (4.5, 2.0), (), ("Whisks",)),
)
TITLES = {"15-1254.00": "Web Developers", "35-2014.00": "Cooks, Restaurant", "": None}
#: As the bundle that ships names them.
ELEMENTS = (
    ("2.A.1.b", "Active Listening", "skills"),
    ("2.C.1.a", "Administration and Management", "knowledge"),
)


def row(one: Scored, wide: bool) -> dict[str, Any]:
    """Return a row as batch writes it, less the columns that no summary looks at."""
    id_, status, code, ratings, technologies, tools = one
    ok = status == "ok"
    written: dict[str, Any] = {
        "id": id_,
        "status": status,
        "occupation_code": code or None,
        "occupation_title": TITLES[code],
        "technologies": [
            *({"name": name, "mentioned": True} for name in technologies),
            {"name": "Zoom", "mentioned": False},
        ],
        "tools": [{"name": name, "mentioned": True} for name in tools],
    }
    rated = zip(ELEMENTS, ratings, strict=True)
    if wide:
        return written | {f"im_{e}": value if ok else None for (e, _, _), value in rated}
    lines = [
        {"id": e, "name": name, "domain": domain, "importance": value, "evidence": []}
        for (e, name, domain), value in rated
    ]
    return written | {"elements": lines if ok else None}


Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write scored rows: `write("scored.parquet", wide=True)`; without ending, as a folder."""

    def write_rows(
        name: str = "scored.jsonl", wide: bool = False, rows: tuple[Scored, ...] = SCORED
    ) -> Path:
        lines = tmp_path / "lines.jsonl"
        text = [json.dumps(row(one, wide)) + "\n" for one in rows]
        path = tmp_path / name
        if path.suffix == ".jsonl":
            path.write_text("".join(text))
            return path
        if not path.suffix:
            path.mkdir()
            (path / "_SUCCESS").touch()
        files = [path] if path.suffix else [path / f"part-{place}.parquet" for place in range(2)]
        for place, file in enumerate(files):
            lines.write_text("".join(text[place :: len(files)]))
            duckdb.connect().execute(f"COPY (FROM '{lines}') TO '{file}' (FORMAT parquet)")
        return path

    return write_rows


@pytest.fixture
def postings(tmp_path: Path) -> Path:
    """Write the file that was scored, with a region and a date."""
    path = tmp_path / "postings.csv"
    path.write_text(
        "ref,region,posted\n"
        "1,North,2026-01-03\n"
        "2,North,2026-02-10T08:00:00Z\n"
        "3,South,2026-01-30\n"
        "4,South,2026-01-31\n"
        "5,,soon\n"
        "6,South,2026-03-01\n"
    )
    return path
