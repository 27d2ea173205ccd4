"""A posting is cut where the offsets say, counted in code points, and nothing of it is lost."""

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from jobskills.prediction import (
    ElementScore,
    Evidence,
    ModelInfo,
    Prediction,
    Span,
    TechnologyScore,
)
from jobskills.web.marking import MarkedPosting, mark_posting


def joined(marked: MarkedPosting) -> str:
    return "".join(piece.text for passage in marked.passages for piece in passage.pieces)


def reading(evidence: list[Evidence], mentions: list[Span]) -> Prediction:
    element = ElementScore("x", "X", "skills", 3, 2, 4, None, 0.9, 0, tuple(evidence))
    technology = TechnologyScore("T", "K", 0.9, True, False, False, tuple(mentions))
    model = ModelInfo("m", "1", "29.3")
    return Prediction(model, None, "", 0, False, (), (), (element,), (technology,), ())


edges = st.tuples(st.integers(-3, 60), st.integers(-3, 60))


@given(
    st.text(max_size=50),
    st.lists(st.builds(lambda e, w: Evidence(e[0], e[1], w), edges, st.floats(-1, 1)), max_size=8),
    st.lists(st.builds(lambda e: Span(e[0], e[1]), edges), max_size=8),
)
def test_the_passages_join_to_the_text_whatever_the_spans(
    text: str, evidence: list[Evidence], mentions: list[Span]
) -> None:
    assert joined(mark_posting(text, reading(evidence, mentions))) == text


def test_a_sentence_after_an_emoji_is_the_sentence_itself() -> None:
    text = "Hi 👩🏽‍🚒. Weld steel. Bye."
    start = text.index("Weld")
    marked = mark_posting(text, reading([Evidence(start, start + 11, 0.5)], []))
    (sentence,) = [passage for passage in marked.passages if passage.number]
    assert "".join(piece.text for piece in sentence.pieces) == "Weld steel."
    assert marked.number(Span(start, start + 11)) == 1
    assert marked.number(Span(0, 2)) is None


def test_sentences_are_numbered_in_the_order_of_the_text_and_shaded_by_weight() -> None:
    marked = mark_posting("aaa bbb ccc", reading([Evidence(8, 11, 0.9), Evidence(0, 3, 0.2)], []))
    assert [(p.number, p.shade) for p in marked.passages if p.number] == [(1, 1), (2, 3)]


def test_a_technology_is_marked_inside_its_sentence() -> None:
    marked = mark_posting("Use Epic daily.", reading([Evidence(0, 15, 0.9)], [Span(4, 8)]))
    (passage,) = marked.passages
    assert [(p.text, p.technology) for p in passage.pieces] == [
        ("Use ", None),
        ("Epic", "T"),
        (" daily.", None),
    ]


def test_the_sample_prediction_marks_its_own_words(
    make_prediction: Callable[..., Prediction],
) -> None:
    text = "Note.Use Epic to chart. Bye."
    marked = mark_posting(text, make_prediction())
    assert joined(marked) == text
    assert [p.number for p in marked.passages] == [None, 1, None]


def test_of_two_mentions_the_first_is_known() -> None:
    marked = mark_posting("Epic or Epic.", reading([], [Span(0, 4), Span(8, 12)]))
    (passage,) = marked.passages
    assert [piece.first for piece in passage.pieces] == [True, False, False, False]
