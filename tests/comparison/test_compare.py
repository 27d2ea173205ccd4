"""Two predictions side by side: every figure checked by hand, and turned round."""

import csv
import io
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobskills.comparison import MARGIN, Comparison, Relation, compare, comparison_csv
from jobskills.errors import DataError
from jobskills.prediction import (
    DOMAINS,
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
from jobskills.predictor import Predictor

MIRRORED: dict[Relation, Relation] = {
    "missing": "extra",
    "weaker": "stronger",
    "shared": "shared",
    "stronger": "weaker",
    "extra": "missing",
    "neither": "neither",
}


def element(
    name: str, rating: float, probability: float, apart: float, *evidence: Evidence, **more: Any
) -> ElementScore:
    domain: Domain = more.get("domain", "skills")
    half = more.get("half", 0.5)
    return ElementScore(
        name, name, domain, rating, rating - half, rating + half, 3.0, probability, apart, evidence
    )


def technology(
    name: str, probability: float, *evidence: Span, in_demand: bool = False
) -> TechnologyScore:
    return TechnologyScore(name, "Software", probability, bool(evidence), True, in_demand, evidence)


def prediction(
    *elements: ElementScore,
    technologies: tuple[TechnologyScore, ...] = (),
    tools: tuple[ToolScore, ...] = (),
) -> Prediction:
    return Prediction(
        ModelInfo("sample", "1", "29.3"), None, "Job", 9, False, (),
        (OccupationScore("29-1141.00", "Registered Nurses", 0.6),), elements, technologies, tools,
    )  # fmt: skip


def only(comparison: Comparison) -> Any:
    [one] = comparison.elements
    return one


def test_a_difference_has_its_size_its_interval_and_its_spread() -> None:
    one = only(
        compare(
            prediction(element("Speaking", 2.0, 0.2, -1.0, half=0.3)),
            prediction(element("Speaking", 3.5, 0.9, 0.75, half=0.4)),
        )
    )
    assert one.difference == 1.5
    assert one.difference_sd == 1.75
    assert (one.difference_low, one.difference_high) == (1.0, 2.0)  # half: hypot(0.3, 0.4)
    assert one.clear
    assert one.relation == "missing"
    assert (one.left.importance, one.right.importance) == (2.0, 3.5)


@pytest.mark.parametrize(
    ("left", "right", "relation"),
    [
        ((0.2, 0.0), (0.9, 1.0), "missing"),
        ((0.6, 0.0), (0.9, 1.0), "weaker"),
        ((0.6, 0.0), (0.9, 0.4), "shared"),
        ((0.9, 1.0), (0.6, 0.0), "stronger"),
        ((0.9, 1.0), (0.2, 0.0), "extra"),
        ((0.1, 0.0), (0.2, 2.0), "neither"),
        # Just below and just above the threshold is no gap.
        ((0.49, 0.0), (0.51, 0.1), "shared"),
    ],
)
def test_what_a_difference_means_is_seen_from_the_left(
    left: tuple[float, float], right: tuple[float, float], relation: str
) -> None:
    sides = [prediction(element("Speaking", 3.0, *side)) for side in (left, right)]
    assert only(compare(*sides)).relation == relation


def test_a_difference_within_the_error_is_not_clear() -> None:
    left, right = (
        prediction(element("Speaking", rating, 0.9, rating, half=0.9)) for rating in (3.0, 4.2)
    )
    one = only(compare(left, right))
    assert one.relation == "weaker"
    assert not one.clear
    assert one.difference_low < 0 < one.difference_high


def test_elements_stand_by_domain_and_then_by_how_much_more_the_right_asks() -> None:
    left = prediction(
        element("Programming", 2.0, 0.1, -1.0),
        element("Speaking", 2.0, 0.1, -1.0),
        element("Stamina", 2.0, 0.1, -1.0, domain="abilities"),
    )
    right = prediction(
        element("Speaking", 4.0, 0.9, 2.0),
        element("Programming", 3.0, 0.6, 0.0),
        element("Stamina", 1.0, 0.1, -1.5, domain="abilities"),
    )
    names = [one.name for one in compare(left, right).elements]
    assert names == ["Stamina", "Speaking", "Programming"]
    assert [one.name for one in compare(left, right, domains=["abilities"]).elements] == ["Stamina"]


def test_technologies_stand_in_three_lists() -> None:
    named = Span(0, 5)
    left = prediction(
        technologies=(technology("Excel", 0.97, named), technology("Epic", 0.3)),
        tools=(ToolScore("Ladders", 0.9, False, ()),),
    )
    right = prediction(
        technologies=(
            technology("Excel", 0.7),
            technology("Epic", 0.97, named),
            technology("SAP", 0.6),
            technology("Oracle", 0.2),
        ),
        tools=(ToolScore("Scalpels", 0.9, False, ()),),
    )
    comparison = compare(left, right)
    assert [one.name for one in comparison.technologies.both] == ["Excel"]
    assert [one.name for one in comparison.technologies.only_right] == ["Epic", "SAP"]
    assert comparison.technologies.only_left == ()
    epic = comparison.technologies.only_right[0]
    assert epic.left is not None and epic.left.probability == 0.3
    assert comparison.technologies.only_right[1].left is None
    assert [one.name for one in comparison.tools.only_left] == ["Ladders"]
    assert [one.name for one in comparison.tools.only_right] == ["Scalpels"]


def test_gaps_come_in_the_order_of_acting_on_them() -> None:
    names: list[tuple[str, Domain]] = [
        ("Stamina", "abilities"),
        ("Speaking", "skills"),
        ("Biology", "knowledge"),
        ("Judging", "work_activities"),
    ]
    left = prediction(*(element(name, 2.0, 0.1, 0.0, domain=domain) for name, domain in names))
    right = prediction(
        *(
            element(name, 4.0, 0.9, apart, Evidence(3, 9, 0.2), domain=domain)
            for (name, domain), apart in zip(names, (3.0, 1.0, 2.0, 2.5), strict=True)
        ),
        technologies=(
            technology("SAP", 0.8, in_demand=True),
            technology("Lotus", 0.9),
            technology("Epic", 0.9, Span(1, 5)),
        ),
        tools=(ToolScore("Desks", 0.9, False, ()),),
    )
    gaps = compare(left, right).gaps
    assert [(gap.action, gap.name) for gap in gaps] == [
        ("learn", "Epic"),
        ("learn", "Biology"),
        ("learn", "Speaking"),
        ("learn", "SAP"),
        ("practise", "Judging"),
        ("expect", "Stamina"),
    ]
    assert gaps[0].sure and not gaps[3].sure
    assert gaps[1].evidence == (Span(3, 9),)


def test_what_the_right_hardly_needs_is_no_gap_to_act_on() -> None:
    left = prediction(element("Programming", 1.1, 0.1, 0.0), element("Speaking", 2.0, 0.1, 0.0))
    right = prediction(element("Programming", 1.5, 0.7, 2.0), element("Speaking", 3.0, 0.6, 1.0))
    comparison = compare(left, right)
    assert {one.relation for one in comparison.elements} == {"missing"}
    assert [gap.name for gap in comparison.gaps] == ["Speaking"]


@given(
    st.tuples(st.floats(1, 5), st.floats(0, 1), st.floats(-3, 3)),
    st.tuples(st.floats(1, 5), st.floats(0, 1), st.floats(-3, 3)),
)
def test_turning_the_sides_round_turns_the_comparison_round(
    one: tuple[float, float, float], other: tuple[float, float, float]
) -> None:
    left, right = (prediction(element("Speaking", *side)) for side in (one, other))
    there, back = only(compare(left, right)), only(compare(right, left))
    assert back.relation == MIRRORED[there.relation]
    assert back.difference == -there.difference
    assert (back.difference_low, back.difference_high) == (
        -there.difference_high,
        -there.difference_low,
    )
    assert there.clear == back.clear
    assert (abs(other[2] - one[2]) < MARGIN) <= (there.relation in {"shared", "neither"})


def test_a_sheet_has_one_line_for_everything() -> None:
    predictions = Predictor.load().predict(
        [Posting("Gardener"), Posting("Accountant", "Keep the books in QuickBooks.")]
    )
    comparison = compare(*predictions)
    rows = list(csv.DictReader(io.StringIO(comparison_csv(comparison))))
    elements = [row for row in rows if row["kind"] in DOMAINS]
    assert [row["id"] for row in elements] == [one.id for one in comparison.elements]
    assert [float(row["difference"]) for row in elements] == [
        one.difference for one in comparison.elements
    ]
    [books] = [row for row in rows if row["name"] == "Intuit QuickBooks"]
    assert (books["kind"], books["relation"], books["right_mentioned"]) == (
        "technology",
        "missing",
        "1",
    )
    named = comparison.technologies, comparison.tools
    count = sum(len(one.both) + len(one.only_left) + len(one.only_right) for one in named)
    assert len(rows) == len(comparison.elements) + count


def test_a_posting_beside_itself_lacks_nothing() -> None:
    predictor = Predictor.load()
    [whole] = predictor.predict([Posting("Baker", "Bake bread and keep lists in Excel.")])
    comparison = compare(whole, whole)
    assert comparison.gaps == ()
    assert {one.relation for one in comparison.elements} == {"shared", "neither"}
    assert "Microsoft Excel" in [one.name for one in comparison.technologies.both]
    assert comparison.to_dict()["left"] == comparison.to_dict()["right"]
    assert len(comparison.elements) == len(predictor.elements)


def test_only_whole_predictions_of_one_model_are_compared() -> None:
    left = prediction(element("Speaking", 3.0, 0.9, 0.0))
    with pytest.raises(DataError, match="whole predictions"):
        compare(left, prediction())
    with pytest.raises(DataError, match="one model"):
        compare(left, replace(left, model=ModelInfo("sample", "2", "29.3")))
    with pytest.raises(DataError, match="threshold is a probability"):
        compare(left, left, threshold=50)
    with pytest.raises(DataError, match="is not a domain"):
        compare(left, left, domains=["charm"])  # type: ignore[list-item]
