"""The selection leaves lines out, and only those that were not asked for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobskills.errors import DataError
from jobskills.prediction import (
    DOMAINS,
    Domain,
    ElementScore,
    ModelInfo,
    Prediction,
    TechnologyScore,
    ToolScore,
)
from jobskills.selection import Selection


def element(number: int, domain: Domain, probability: float) -> ElementScore:
    return ElementScore(f"x.{number}", f"E{number}", domain, 3, 2, 4, None, probability, 0, ())


def prediction(*probabilities: float) -> Prediction:
    """Two elements a domain and probability, three technologies, two tools."""
    elements = tuple(
        element(number, domain, probability)
        for domain in DOMAINS
        for number, probability in enumerate(sorted(probabilities, reverse=True))
    )
    technologies = (
        TechnologyScore("Named", "Kind", 0.1, True, False, False, ()),
        TechnologyScore("Likely", "Kind", 0.9, False, False, False, ()),
        TechnologyScore("Unlikely", "Kind", 0.2, False, False, False, ()),
    )
    tools = (ToolScore("Hammer", 0.8, False, ()), ToolScore("Saw", 0.3, False, ()))
    model = ModelInfo("m", "1", "29.3")
    return Prediction(model, None, "", 0, False, (), (), elements, technologies, tools)


def test_the_default_keeps_everything() -> None:
    whole = prediction(0.0, 0.5, 1.0)
    assert Selection().apply(whole) == whole


def test_top_counts_within_each_domain_and_each_list() -> None:
    chosen = Selection(top=1).apply(prediction(0.9, 0.8))
    assert [score.domain for score in chosen.elements] == list(DOMAINS)
    assert {score.probability for score in chosen.elements} == {0.9}
    assert [score.name for score in chosen.technologies] == ["Named"]
    assert [score.name for score in chosen.tools] == ["Hammer"]


def test_the_threshold_spares_what_the_text_names() -> None:
    chosen = Selection(threshold=0.5).apply(prediction(0.9, 0.5, 0.49))
    assert {score.probability for score in chosen.elements} == {0.9, 0.5}
    assert [score.name for score in chosen.technologies] == ["Named", "Likely"]
    assert [score.name for score in chosen.tools] == ["Hammer"]


def test_domains_choose_elements_and_leave_technologies() -> None:
    chosen = Selection(domains=("knowledge", "skills")).apply(prediction(0.9))
    assert [score.domain for score in chosen.elements] == ["skills", "knowledge"]
    assert len(chosen.technologies) == 3
    assert Selection(domains=()).apply(prediction(0.9)).elements == ()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"top": 0}, "top is the number"),
        ({"threshold": -0.1}, "probability from 0 to 1"),
        ({"threshold": float("nan")}, "probability from 0 to 1"),
        ({"domains": ("charm",)}, "'charm' is not a domain"),
    ],
)
def test_a_wrong_wish_is_refused(wrong: dict[str, object], said: str) -> None:
    with pytest.raises(DataError, match=said):
        Selection(**wrong)  # type: ignore[arg-type]


@given(
    st.lists(st.floats(0, 1), max_size=6),
    st.integers(1, 8) | st.none(),
    st.floats(0, 1),
    st.lists(st.sampled_from(DOMAINS)),
)
def test_selecting_twice_is_selecting_once(
    probabilities: list[float], top: int | None, threshold: float, domains: list[Domain]
) -> None:
    selection = Selection(top, threshold, tuple(domains))
    once = selection.apply(prediction(*probabilities))
    assert selection.apply(once) == once
    assert set(once.elements) <= set(prediction(*probabilities).elements)
