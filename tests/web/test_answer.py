"""The page's arrangement keeps the prediction's numbers and follows the controls."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from jobskills.prediction import Prediction
from jobskills.web.answer import View, make_answer
from jobskills.web.ports import ElementPort

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
    assert [one.score.name for one in answer.moved[1]] == ["Active Listening"]
