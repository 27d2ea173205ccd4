"""Postings in employers' words: only those of training occupations teach, some only tune."""

from dataclasses import replace

import numpy as np

from jobskills.encoders.static import StaticEncoder
from jobskills.models.profile import ProfileData
from jobskills.models.reader.fit import ReaderConfig, ReaderModel
from jobskills.models.reader.tuning import LabelledPosting
from jobskills.models.reader.written import Written
from jobskills.prediction import Posting

BAKER = LabelledPosting(Posting("Dough Artist", "Oven at four. Bread by six."), ("51-3011.00",))
TITLE_ONLY = LabelledPosting(Posting("Early Bird Baker", ""), ("51-3011.00",))
STRANGER = LabelledPosting(Posting("Judge", "Decide cases."), ("23-1023.00",))


def test_titles_join_the_job_titles_and_bodies_stay_with_their_occupation(
    data: ProfileData, encoder: StaticEncoder
) -> None:
    written = Written.gather([BAKER, STRANGER, TITLE_ONLY], data, encoder)
    baker = data.codes.index("51-3011.00")
    assert written.occupations.tolist() == [baker]
    assert written.posterior.argmax(axis=1).tolist() == [baker]
    taught = written.with_titles(data)
    assert {"Dough Artist", "Early Bird Baker"} <= set(taught.occupations[baker].job_titles)
    assert [one.job_titles for one in taught.occupations[1:]] == [
        one.job_titles for one in data.occupations[1:]
    ]


def test_joined_is_as_if_gathered_together(data: ProfileData, encoder: StaticEncoder) -> None:
    welder = LabelledPosting(Posting("Torch Hand", "Weld seams all day."), ("51-4121.00",))
    first, others = [BAKER, welder], [TITLE_ONLY, replace(BAKER, posting=welder.posting)]
    together = Written.gather([*first, *others], data, encoder)
    joined = Written.gather(first, data, encoder).joined(Written.gather(others, data, encoder))
    assert joined.titles == together.titles
    assert joined.occupations.tolist() == together.occupations.tolist()
    assert [one.words.rows.tolist() for one in joined.postings] == [
        one.words.rows.tolist() for one in together.postings
    ]


def test_a_trade_is_known_by_the_employers_words_it_was_taught(
    data: ProfileData, encoder: StaticEncoder
) -> None:
    vocabulary = (*encoder.vocabulary, "sourdough")
    odd = np.random.default_rng(1).normal(size=(1, encoder.dimension)).astype(np.float32)
    wider = StaticEncoder(vocabulary, np.concatenate([encoder.table, odd]))
    words = [
        LabelledPosting(Posting("", "Sourdough nights. " * n), ("51-3011.00",)) for n in range(1, 9)
    ]
    config = ReaderConfig(steps=60, batch=32, hidden=8)
    asked = [Posting("", "Sourdough nights.")]
    baker = data.codes.index("51-3011.00")
    taught, untaught = (
        ReaderModel(wider, config, written=texts).fit(data).predict(asked).occupation_probability
        for texts in (words, ())
    )
    assert taught[0, baker] > untaught[0, baker]


def test_postings_of_other_occupations_change_nothing(
    data: ProfileData, encoder: StaticEncoder
) -> None:
    config = ReaderConfig(steps=2, batch=8, hidden=4)
    none, stranger = (
        ReaderModel(encoder, config, written=texts).fit(data).reader_ for texts in ((), (STRANGER,))
    )
    np.testing.assert_array_equal(none.network.prototypes, stranger.network.prototypes)
    assert replace(none.calibration).voices.shape == stranger.calibration.voices.shape
