"""The kernel beside the predictions that it must say the same as, in Arrow's words."""

import json
from collections.abc import Sequence
from dataclasses import asdict, fields
from typing import Any, Protocol

import duckdb
import pytest

from jobskills.prediction import (
    ElementScore,
    OccupationScore,
    Posting,
    Prediction,
    TechnologyScore,
    ToolScore,
)
from jobskills.scoring.columns import output_columns
from jobskills.scoring.kernel import ScoredBatch, Scorer, Shape, score_batch
from jobskills.scoring.rows import Row, make_row
from jobskills.selection import Selection


class Speaker(Scorer, Protocol):
    """A scorer that can also say what the columns mean."""

    def predict(self, postings: Sequence[Posting], /) -> list[Prediction]: ...


ROWS = [make_row(1, "Cook", "Stir soups."), make_row(2, "", ""), make_row(3, "Baker", "")]


def read(batch: ScoredBatch) -> list[dict[str, Any]]:
    """Return a batch as dictionaries; ids as what their JSON says."""
    database = duckdb.connect()
    database.register("batch", batch)
    cursor = database.execute("SELECT * FROM batch")
    names = [column[0] for column in cursor.description]
    rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return [row | {"id": None if row["id"] is None else json.loads(row["id"])} for row in rows]


def scored(scorer: Scorer, rows: list[Row], shape: Shape | None = None) -> list[dict[str, Any]]:
    return read(score_batch(scorer, rows, shape or Shape()))


def test_every_row_comes_out_in_order_with_every_column(scorer: Scorer) -> None:
    rows = scored(scorer, ROWS)

    assert [(row["id"], row["status"]) for row in rows] == [(1, "ok"), (2, "error"), (3, "ok")]
    assert all(list(row) == list(output_columns()) for row in rows)


@pytest.mark.parametrize("wide", [False, True])
def test_the_columns_have_their_types(scorer: Scorer, wide: bool) -> None:
    shape = Shape(wide=wide)
    database = duckdb.connect()
    database.register("batch", score_batch(scorer, ROWS, shape))
    found = database.execute("DESCRIBE SELECT * FROM batch").fetchall()
    types = {name: kind.replace('"', "") for name, kind, *_ in found}

    assert types == {name: kind.replace('"', "") for name, kind in shape.columns(scorer).items()}


@pytest.mark.parametrize(
    "selection",
    [
        Selection(),
        Selection(top=1),
        Selection(threshold=0.75),
        Selection(threshold=0.95),
        Selection(top=1, threshold=0.6, domains=("work_styles",)),
    ],
)
def test_a_row_says_what_the_prediction_says(scorer: Speaker, selection: Selection) -> None:
    postings = [Posting("Cook", "Stir soups."), Posting("Baker", ""), Posting("", "a b c d")]
    rows = scored(
        scorer,
        [make_row(None, posting.title, posting.description) for posting in postings],
        Shape(selection),
    )

    for row, prediction in zip(rows, scorer.predict(postings), strict=True):
        said = json.loads(json.dumps(asdict(selection.apply(prediction))))
        for name in ("title", "n_words", "truncated", "elements", "technologies", "tools"):
            assert row[name] == said[name], name
        assert row["occupations"] == said["occupations"]
        best = said["occupations"][0]
        assert (row["occupation_code"], row["occupation_title"]) == (best["code"], best["title"])
        assert row["occupation_probability"] == best["probability"]
        assert row["model_version"] == "7"


@pytest.mark.parametrize(
    ("column", "kind"),
    [
        ("occupations", OccupationScore),
        ("elements", ElementScore),
        ("technologies", TechnologyScore),
        ("tools", ToolScore),
    ],
)
def test_the_columns_types_have_the_fields_of_the_schema(column: str, kind: type) -> None:
    written = output_columns()[column]
    places = [written.find(f"{field.name} ") for field in fields(kind)]

    assert -1 not in places
    assert places == sorted(places)


def test_wide_columns_are_complete_whatever_the_selection(scorer: Speaker) -> None:
    row, unfit = scored(scorer, ROWS[:2], Shape(Selection(top=1), wide=True))
    said = scorer.predict([Posting("Cook", "Stir soups.")])[0]

    assert "elements" not in row
    assert {n: v for n, v in row.items() if n.startswith("im_")} == {
        f"im_{line.id}": line.importance for line in said.elements
    }
    assert unfit["im_1.C.1"] is None


def test_a_text_that_the_model_fails_on_is_one_row_with_the_reason(scorer: Scorer) -> None:
    rows = [*ROWS[:1], make_row(9, "Cook", "EXPLODE"), *ROWS[2:], make_row(10, "", "EXPLODE")]
    batch = score_batch(scorer, rows, Shape())

    reason = "could not be scored: ZeroDivisionError: this text divides by zero"
    assert batch.problems == (None, reason, None, reason)
    assert [row["error"] for row in read(batch)] == [None, reason, None, reason]
    assert [row["title"] for row in read(batch)] == ["Cook", "Cook", "Baker", ""]


def test_an_error_row_keeps_its_title_and_has_no_numbers(scorer: Scorer) -> None:
    (row,) = scored(scorer, [make_row(4, "Cook", 5)], Shape(wide=True))

    assert {name: value for name, value in row.items() if value is not None} == {
        "id": 4,
        "status": "error",
        "error": "description: expected text, got int",
        "title": "Cook",
        "model_version": "7",
    }


def test_more_rows_than_are_scored_at_once(scorer: Scorer) -> None:
    rows = scored(scorer, [make_row(n, "", "" if n % 7 == 0 else "word " * n) for n in range(200)])

    assert [row["id"] for row in rows] == list(range(200))
    assert all(row["n_words"] == (row["id"] if row["id"] % 7 else None) for row in rows)


def test_no_rows_are_a_table_without_rows(scorer: Scorer) -> None:
    assert scored(scorer, []) == []


@pytest.mark.parametrize("row_id", [None, 7, "007", 10**20, 1.5, True, 'a "quoted" é'])
def test_ids_are_json_text(scorer: Scorer, row_id: object) -> None:
    assert scored(scorer, [make_row(row_id, "Cook", "")])[0]["id"] == row_id


def test_without_evidence_no_element_has_some_and_nothing_else_changes(scorer: Scorer) -> None:
    (row,), (bare,) = (scored(scorer, ROWS[:1], Shape(evidence=kept)) for kept in (True, False))

    assert all(line["evidence"] for line in row["elements"])
    assert bare == row | {"elements": [line | {"evidence": []} for line in row["elements"]]}
