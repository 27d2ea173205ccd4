"""Lessons: an annotated posting is taught as annotated, whatever the teacher thinks of it."""

from dataclasses import replace

import numpy as np
import pytest

from jobskills.encoders.static import StaticEncoder
from jobskills.models.profile import ProfileData
from jobskills.models.reader.fit import ReaderConfig, ReaderModel
from jobskills.models.reader.teaching import Lessons, RealPostings
from jobskills.models.reader.tuning import LabelledPosting
from jobskills.prediction import Posting

BODY = "Steel comes in.\nWeld the seam.\nMind the torch.\nSweep the floor."
WELDER = "51-4121.00"
BAKER = "51-3011.00"
#: A welder's posting that somebody read as a baker's: nobody but the annotation says so.
ODD = LabelledPosting(Posting("Welder", BODY), (BAKER, "99-9999.00"), (0.9, 0.1), 3.0)


@pytest.fixture(scope="module")
def taught(data: ProfileData, encoder: StaticEncoder) -> ReaderModel:
    """A reader to be the teacher."""
    return ReaderModel(encoder, ReaderConfig(steps=40, batch=16, hidden=8)).fit(data)


def _real(data: ProfileData, encoder: StaticEncoder) -> RealPostings:
    short = replace(ODD, posting=Posting("Welder", "Weld."))
    unlabelled = [Posting("Welder", BODY), Posting("", BODY)]
    return RealPostings.gather([short, ODD], unlabelled, data.codes, encoder)


def test_only_titled_postings_of_some_sentences_teach(
    data: ProfileData, encoder: StaticEncoder
) -> None:
    real = _real(data, encoder)
    assert len(real.inputs) == 2
    assert len(real.unlabelled) == 1
    assert real.share.tolist() == [0.75, 0.25]
    assert real.known[0, data.codes.index(BAKER)] == 1


def test_the_annotation_is_believed_more_than_the_teacher(
    data: ProfileData, encoder: StaticEncoder, taught: ReaderModel
) -> None:
    lessons = Lessons.prepare(taught.reader_, _real(data, encoder), np.random.default_rng(0))
    welder, baker = data.codes.index(WELDER), data.codes.index(BAKER)
    assert lessons.posterior.argmax(axis=1).tolist() == [baker, welder]
    np.testing.assert_allclose(lessons.posterior.sum(axis=1), 1, rtol=1e-5)


def test_drawn_lessons_carry_their_targets(
    data: ProfileData, encoder: StaticEncoder, taught: ReaderModel
) -> None:
    lessons = Lessons.prepare(taught.reader_, _real(data, encoder), np.random.default_rng(0))
    batch = lessons.batch(400)
    odd = np.isclose(batch.target, lessons.posterior[0]).all(axis=1).mean()
    assert 0.65 < odd < 0.85


def test_an_annotated_posting_is_read_as_what_it_was_annotated(
    data: ProfileData, encoder: StaticEncoder
) -> None:
    config = ReaderConfig(steps=60, rounds=1, batch=32, hidden=8)
    annotated = [replace(ODD, posting=Posting("Welder", BODY + f"\nShift {n}.")) for n in range(12)]
    asked = [Posting("Welder", BODY)]
    baker = data.codes.index(BAKER)
    told, untold = (
        ReaderModel(encoder, config, annotated=those).fit(data).predict(asked)
        for those in (annotated, ())
    )
    assert told.occupation_probability[0, baker] > untold.occupation_probability[0, baker]
