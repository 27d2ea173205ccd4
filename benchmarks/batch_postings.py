"""Real postings for the batch benchmarks, repeated with changed ids up to any number of rows."""

import json
from collections.abc import Iterator
from pathlib import Path

import duckdb

FILES = ("uk_jobads_776", "google_jobs_1250", "indeed_dev")


def postings(data: Path) -> Iterator[dict[str, str]]:
    """Yield id, title and description of every posting of the files."""
    for name in FILES:
        with (data / f"{name}.jsonl").open(encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                yield {key: row[key] or "" for key in ("id", "title", "description")}


def write_repeated(data: Path, rows: int, path: Path, beside: int = 0) -> None:
    """Write so many postings to a Parquet or JSON Lines file, each round of them under other ids.

    Each row gets a field `page` of so many thousand characters beside, as collected
    postings bring their pages along.
    """
    texts = path.with_name("real.jsonl")
    texts.write_text("".join(json.dumps(row) + "\n" for row in postings(data)), encoding="utf-8")
    page = f", repeat(md5(id), {beside * 1000 // 32}) AS page" if beside else ""
    form = "json" if path.suffix == ".jsonl" else "parquet, COMPRESSION zstd"
    # A fixed order that mixes the files: long and short postings come in turn.
    query = f"""
        WITH real AS (SELECT * FROM read_json('{texts}') ORDER BY md5(id)),
             numbered AS (SELECT row_number() OVER () AS place, * FROM real)
        SELECT round.range || '-' || id AS id, title, description
        FROM range({rows // 1000 + 1}) AS round, numbered
        ORDER BY round.range, place LIMIT {rows}
    """
    with duckdb.connect(config={"temp_directory": str(path.parent)}) as database:
        database.execute(f"COPY (SELECT * {page} FROM ({query})) TO '{path}' (FORMAT {form})")
    texts.unlink()
