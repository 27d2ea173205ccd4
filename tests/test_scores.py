"""The columns of many predictions beside the predictions: two ways to the same numbers."""

from itertools import accumulate, pairwise

import numpy as np
import pytest

from jobskills import Posting, Predictor
from jobskills.prediction import ElementScore, Evidence, OccupationScore, Prediction, Span
from jobskills.scores import Named, Scores, Spans

POSTINGS = [
    Posting("Line cook", "Prepare soups and sauces. Keep the stock lists in Microsoft Excel."),
    Posting("", "We build in JavaScript and React, test JavaScript with Selenium, use Git."),
    Posting("Nurse", ""),
    Posting("", "Zzz."),
    Posting("Welder", "Weld pipes by day.\nGrind the seams. Read the drawings; use Excel, Excel."),
]


@pytest.fixture(scope="module")
def predictor() -> Predictor:
    return Predictor.load()


@pytest.fixture(scope="module")
def predictions(predictor: Predictor) -> list[Prediction]:
    return predictor.predict(POSTINGS)


@pytest.fixture(scope="module")
def scores(predictor: Predictor) -> Scores:
    return predictor.scores(POSTINGS)


def groups(counts: "np.ndarray[tuple[int, ...], np.dtype[np.int32]]") -> list[slice]:
    """Return where each posting's, or line's, values stand."""
    return [slice(*ends) for ends in pairwise(accumulate(counts.tolist(), initial=0))]


def spans(found: Spans) -> list[list[tuple[int, int, float]]]:
    columns = zip(found.start.tolist(), found.end.tolist(), found.weight.tolist(), strict=True)
    values = list(columns)
    return [values[group] for group in groups(found.counts)]


def test_words_and_occupations_are_those_of_the_predictions(
    predictor: Predictor, predictions: list[Prediction], scores: Scores
) -> None:
    lines = scores.occupations
    known = [predictor.occupations[place] for place in lines.occupation]
    likely = [
        OccupationScore(code, title, probability)
        for (code, title), probability in zip(known, lines.probability.tolist(), strict=True)
    ]

    assert scores.n_words.tolist() == [said.n_words for said in predictions]
    assert scores.truncated.tolist() == [said.truncated for said in predictions]
    assert [tuple(likely[group]) for group in groups(scores.occupations.counts)] == [
        said.occupations for said in predictions
    ]


def test_elements_are_those_of_the_predictions(
    predictor: Predictor, predictions: list[Prediction], scores: Scores
) -> None:
    lines = scores.elements
    numbers = zip(
        lines.importance.tolist(),
        lines.low.tolist(),
        lines.high.tolist(),
        [None if level != level else level for level in lines.level.tolist()],
        lines.probability.tolist(),
        lines.distinctiveness.tolist(),
        [tuple(Evidence(*span) for span in group) for group in spans(lines.evidence)],
        strict=True,
    )
    rated = [predictor.elements[place] for place in lines.element]
    found = [
        ElementScore(element.id, element.name, element.domain, *values)
        for element, values in zip(rated, numbers, strict=True)
    ]

    assert [tuple(found[group]) for group in groups(lines.counts)] == [
        said.elements for said in predictions
    ]
    assert any(line.evidence for line in found)


@pytest.mark.parametrize("kind", ["technologies", "tools"])
def test_technologies_and_tools_are_those_of_the_predictions(
    predictions: list[Prediction], scores: Scores, kind: str
) -> None:
    lines: Named = getattr(scores, kind)
    places = [tuple(Span(*span[:2]) for span in group) for group in spans(lines.evidence)]
    said = [line for prediction in predictions for line in getattr(prediction, kind)]

    assert lines.counts.tolist() == [len(getattr(one, kind)) for one in predictions]
    for column in ("name", "probability", "mentioned", "category", "hot", "in_demand"):
        if hasattr(said[0], column):
            assert getattr(lines, column).tolist() == [getattr(line, column) for line in said]
    assert places == [line.evidence for line in said]
    assert kind == "tools" or any(len(group) > 1 for group in places)


def test_joined_calls_are_one_call(predictor: Predictor, scores: Scores) -> None:
    joined = Scores.join([predictor.scores(POSTINGS[:2]), predictor.scores(POSTINGS[2:])])

    assert joined.elements.counts.tolist() == scores.elements.counts.tolist()
    assert joined.elements.importance.tolist() == scores.elements.importance.tolist()
    assert spans(joined.technologies.evidence) == spans(scores.technologies.evidence)


def test_no_postings_have_no_scores(predictor: Predictor) -> None:
    none = predictor.scores([])

    assert len(none.n_words) == len(none.elements.element) == len(none.tools.name) == 0


def test_no_number_depends_on_explaining(predictor: Predictor, scores: Scores) -> None:
    bare = predictor.scores(POSTINGS, explain=False)

    assert not len(bare.elements.evidence.start)
    for column in ("element", "importance", "low", "high", "probability", "distinctiveness"):
        assert getattr(bare.elements, column).tolist() == getattr(scores.elements, column).tolist()
    assert spans(bare.technologies.evidence) == spans(scores.technologies.evidence)


def test_evidence_of_many_postings_is_worked_out_in_pieces(
    predictor: Predictor, scores: Scores, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jobskills.tabulate._MOST_LINES", 2 * len(predictor.elements))
    pieces = predictor.scores(POSTINGS).elements.evidence
    assert spans(pieces) == spans(scores.elements.evidence)
    assert len(pieces.start)
