from dataclasses import fields
from typing import Any

import pytest

from jobskills.batch.columns import output_columns
from jobskills.batch.kernel import Scorer, Shape, score
from jobskills.batch.rows import make_row
from jobskills.prediction import (
    ElementScore,
    OccupationScore,
    Posting,
    TechnologyScore,
    ToolScore,
)
from jobskills.selection import Selection

ROWS = [make_row(1, "Cook", "Stir soups."), make_row(2, "", ""), make_row(3, "Baker", "")]


def test_every_row_comes_out_in_order_with_every_column(scorer: Scorer) -> None:
    rows = list(score(scorer, ROWS, Shape()))

    assert [(row["id"], row["status"]) for row in rows] == [(1, "ok"), (2, "error"), (3, "ok")]
    assert all(list(row) == list(output_columns()) for row in rows)


def test_a_row_says_what_the_prediction_says(scorer: Scorer) -> None:
    row = next(score(scorer, ROWS[:1], Shape()))
    said = scorer.predict([Posting("Cook", "Stir soups.")])[0].to_dict()

    for name in ("title", "n_words", "truncated"):
        assert row[name] == said[name]
    for name in ("occupations", "elements", "technologies", "tools"):
        plain = [_lists(line) for line in said[name]]
        assert row[name] == plain
    best = said["occupations"][0]
    assert (row["occupation_code"], row["occupation_title"]) == (best["code"], best["title"])
    assert row["occupation_probability"] == best["probability"]
    assert row["model_version"] == "7"


def _lists(line: dict[str, Any]) -> dict[str, Any]:
    return {key: list(value) if isinstance(value, tuple) else value for key, value in line.items()}


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


def test_the_selection_leaves_lines_out(scorer: Scorer) -> None:
    row = next(score(scorer, ROWS[:1], Shape(Selection(top=1))))

    assert [line["id"] for line in row["elements"]] == ["2.A.1.a", "1.C.1"]
    assert [line["name"] for line in row["technologies"]] == ["R"]
    assert [line["name"] for line in row["tools"]] == ["Whisks"]


def test_wide_columns_are_complete_whatever_the_selection(scorer: Scorer) -> None:
    row = next(score(scorer, ROWS[:1], Shape(Selection(top=1), wide=True)))
    said = scorer.predict([Posting("Cook", "Stir soups.")])[0]

    assert "elements" not in row
    assert {n: v for n, v in row.items() if n.startswith("im_")} == {
        f"im_{line.id}": line.importance for line in said.elements
    }


def test_a_text_that_the_model_fails_on_is_one_row_with_the_reason(scorer: Scorer) -> None:
    rows = [*ROWS[:1], make_row(9, "Cook", "EXPLODE"), *ROWS[2:]]
    scored = list(score(scorer, rows, Shape()))

    assert [row["status"] for row in scored] == ["ok", "error", "ok"]
    assert scored[1]["error"] == (
        "could not be scored: ZeroDivisionError: this text divides by zero"
    )
    assert scored[1]["title"] == "Cook"


def test_an_error_row_keeps_its_title_and_has_no_numbers(scorer: Scorer) -> None:
    row = next(score(scorer, [make_row(4, "Cook", 5)], Shape(wide=True)))

    filled = {name: value for name, value in row.items() if value is not None}
    assert filled == {
        "id": 4,
        "status": "error",
        "error": "description: expected text, got int",
        "title": "Cook",
        "model_version": "7",
    }


def test_more_rows_than_are_scored_at_once(scorer: Scorer) -> None:
    rows = [make_row(n, "", "" if n % 7 == 0 else "word " * n) for n in range(200)]
    scored = list(score(scorer, rows, Shape()))

    assert [row["id"] for row in scored] == list(range(200))
    assert all(row["n_words"] == (row["id"] if row["id"] % 7 else None) for row in scored)
