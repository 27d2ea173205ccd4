"""The page's arrangement keeps the prediction's numbers and follows the controls."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from jobskills.prediction import OccupationScore, Prediction
from jobskills.web.answer import make_answer
from jobskills.web.ports import ElementPort
from jobskills.web.rows import View

Maker = Callable[..., Prediction]
TEXT = "Note.Use Epic to chart. Bye."


def test_panels_come_in_the_pages_order_and_only_hide_rows(
    make_prediction: Maker, elements: Sequence[ElementPort]
) -> None:
    answer = make_answer(make_prediction(), TEXT, elements, View(threshold=0.95))
    assert [panel.heading for panel in answer.panels][:2] == ["Skills", "Knowledge"]
    assert len(answer.panels[0].rows) == 2
    assert answer.panels[0].shown == 0


@pytest.mark.parametrize(
    ("sort", "first"), [("important", "Active Listening"), ("apart", "Social Perceptiveness")]
)
def test_rows_are_sorted_as_asked(
    sort: str, first: str, make_prediction: Maker, elements: Sequence[ElementPort]
) -> None:
    view = View(sort=sort)  # type: ignore[arg-type]
    answer = make_answer(make_prediction(), TEXT, elements, view)
    assert answer.panels[0].rows[0].score.name == first


def test_find_is_blind_to_case(make_prediction: Maker, elements: Sequence[ElementPort]) -> None:
    answer = make_answer(make_prediction(), TEXT, elements, View(find=" medicine"))
    assert [panel.shown for panel in answer.panels[:2]] == [0, 1]
    assert answer.panels[1].first_names == "Medicine and Dentistry"


def test_what_sets_apart_is_ranked_over_all_domains_and_leaves_the_ordinary_out(
    make_prediction: Maker, elements: Sequence[ElementPort]
) -> None:
    prediction = make_prediction()
    ordinary = replace(prediction.elements[0], distinctiveness=0.1)
    prediction = replace(prediction, elements=(ordinary, *prediction.elements[1:]))
    answer = make_answer(prediction, TEXT, elements, View())
    names = [row.score.name for row in answer.apart]
    assert names == ["Medicine and Dentistry", "Social Perceptiveness"]


def test_a_track_is_in_percent_of_the_elements_own_scale(
    make_prediction: Maker, elements: Sequence[ElementPort]
) -> None:
    row = make_answer(make_prediction(), TEXT, elements, View()).panels[0].rows[0]
    assert (row.track.dot, row.track.average) == (77.5, 50.0)
    assert (row.track.low, row.track.width) == (65.0, 25.0)


def test_a_row_knows_its_sentences_and_a_sentence_its_rows(
    make_prediction: Maker, elements: Sequence[ElementPort]
) -> None:
    answer = make_answer(make_prediction(), TEXT, elements, View())
    row = answer.panels[0].rows[0]
    assert [(note.number, note.weight) for note in row.notes] == [(1, 0.3)]
    (pull,) = answer.moved[1]
    assert (pull.row.score.name, pull.weight, pull.width) == ("Active Listening", 0.3, 100.0)


def test_a_glance_is_what_matters_most_however_usual_it_is_and_whatever_is_searched_for(
    make_prediction: Maker, elements: Sequence[ElementPort]
) -> None:
    prediction = make_prediction()
    usual = replace(prediction.elements[1], importance=5.0, probability=0.1)
    prediction = replace(
        prediction, elements=(prediction.elements[0], usual, *prediction.elements[2:])
    )
    answer = make_answer(prediction, TEXT, elements, View(find="nowhere", threshold=0.9))
    names = [row.score.name for row in answer.panels[0].glance]
    assert names == ["Social Perceptiveness", "Active Listening"]


def test_what_the_job_hardly_needs_does_not_set_it_apart(
    make_prediction: Maker, elements: Sequence[ElementPort]
) -> None:
    prediction = make_prediction()
    first, second, third = prediction.elements
    rare = replace(second, importance=1.5, distinctiveness=2.9)
    prediction = replace(prediction, elements=(first, rare, third))
    answer = make_answer(prediction, TEXT, elements, View(sort="apart"))
    assert [row.score.name for row in answer.apart] == [third.name, first.name]
    assert [row.score.name for row in answer.panels[0].rows] == [first.name, second.name]


@pytest.mark.parametrize(("probability", "sure"), [(0.62, True), (0.24, False)])
def test_the_nearest_occupation_is_no_likeness_when_it_is_improbable(
    probability: float, sure: bool, make_prediction: Maker, elements: Sequence[ElementPort]
) -> None:
    nearest = (OccupationScore("29-1141.00", "Registered Nurses", probability),)
    answer = make_answer(make_prediction(occupations=nearest), TEXT, elements, View())
    assert answer.sure is sure


def test_what_the_text_names_has_a_number_and_a_mark_where_it_is_named(
    make_prediction: Maker, elements: Sequence[ElementPort]
) -> None:
    answer = make_answer(make_prediction(), TEXT, elements, View())
    assert answer.mentions == {"Epic": 1}
    assert answer.posting.marked == {"Epic"}
