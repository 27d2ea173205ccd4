"""Both regimes are simulated, and the figures fitted on them keep their promises."""

from dataclasses import replace

import numpy as np
import pytest

from jobskills.models.profile import ProfileData
from jobskills.models.reader.calibrating import calibrate
from jobskills.models.reader.fit import ReaderModel
from jobskills.models.reader.inputs import Inputs, encode_readings
from jobskills.models.reader.known import KnownText, taught
from jobskills.models.reader.model import Reader
from jobskills.models.reader.neighbours import Neighbours, Rated
from jobskills.models.reader.regimes import Simulation
from jobskills.models.reader.uncertainty import Calibration, Roads
from jobskills.prediction import Posting
from jobskills.text import read_posting


@pytest.fixture
def reader(model: ReaderModel) -> Reader:
    """The reader of the tiny world, its uncertainty not calibrated."""
    fitted = model.reader_
    neutral = Calibration.neutral(len(fitted.elements))
    return replace(fitted, calibration=replace(neutral, voices=fitted.calibration.voices))


@pytest.fixture
def rated(reader: Reader) -> Rated:
    """What its regression could have been fitted on."""
    near = reader.neighbours
    return Rated(
        titles=near.titles,
        bodies=near.bodies,
        words=near.bodies @ near.bodies.T,
        rows=near.rows,
        ratings=reader.tables.standardised[near.rows],
        held=reader.tables.held_filled[near.rows],
    )


def _inputs(reader: Reader, *postings: Posting) -> list[Inputs]:
    return encode_readings([read_posting(one) for one in postings], reader.encoder)


def _texts(reader: Reader, data: ProfileData) -> list[KnownText]:
    inputs = _inputs(
        reader, *(Posting(one.title, "\n".join(one.tasks)) for one in data.occupations)
    )
    gold = reader.tables.standardised
    return [KnownText(one, gold[i], (i,), 1.0) for i, one in enumerate(inputs)]


def test_hidden_occupations_get_nothing(reader: Reader, rated: Rated, data: ProfileData) -> None:
    [baker] = _inputs(reader, Posting("Baker", "\n".join(data.occupations[0].tasks)))
    heard = reader.hear(baker)
    hidden = np.arange(6) == 0
    listed = reader.weigh(baker, heard, reader.neighbours)
    others = Neighbours.fit(rated.take(~hidden))
    unlisted = reader.weigh(baker, heard.without(hidden, hidden), others)
    assert listed.posterior[0].argmax() == 0
    assert unlisted.posterior[0, 0] == 0
    assert unlisted.posterior[0].sum() == pytest.approx(1, abs=1e-5)
    assert np.isfinite(unlisted.signs).all()
    assert not np.array_equal(unlisted.signs, listed.signs)


def test_a_text_is_read_once_per_regime(reader: Reader, rated: Rated, data: ProfileData) -> None:
    texts = _texts(reader, data)
    simulation = Simulation(reader, rated)
    both = simulation.examples(0, texts)
    assert len(both) == 12
    own = simulation.examples(0, [replace(one, listed=False) for one in texts])
    assert len(own) == 6
    np.testing.assert_array_equal(own.mixture, both.mixture[1::2])
    assert (both.weight[::2] > both.weight[1::2]).all()
    assert len(simulation.examples(2, [replace(one, listed=False) for one in texts])) == 0
    # Unlisted, the mixture is further from the truth.
    off = np.square(both.mixture - both.gold).mean(axis=1)
    assert off[1::2].mean() > off[::2].mean()


def test_a_mode_without_texts_has_no_examples(
    reader: Reader, rated: Rated, data: ProfileData
) -> None:
    bare = [replace(one, inputs=replace(one.inputs, title=None)) for one in _texts(reader, data)]
    assert len(Simulation(reader, rated).examples(2, bare)) == 0


def test_intervals_hold_nine_of_ten_of_what_they_were_fitted_on(
    reader: Reader, rated: Rated, data: ProfileData
) -> None:
    texts = _texts(reader, data)
    figures = calibrate(reader, rated, texts)
    seen = Simulation(reader, rated).examples(0, texts)
    signs = figures.standardised(0, seen.signs)
    share = figures.regression_share(0, signs)
    rating = seen.mixture + share[:, None] * (seen.direct - seen.mixture)
    deviation = figures.deviation(0, signs, share, Roads(seen.mixture, seen.direct, seen.spread))
    inside = np.abs(rating - seen.gold) <= figures.half_width(0, share, deviation)
    assert 0.8 <= inside.mean() < 1
    np.testing.assert_array_equal(figures.voices, reader.calibration.voices)


def test_where_the_regression_is_useless_it_gets_next_to_nothing(
    reader: Reader, rated: Rated, data: ProfileData
) -> None:
    listed = [replace(one, rows=(one.rows[0],)) for one in _texts(reader, data)]
    noise = np.random.default_rng(0).normal(size=rated.ratings.shape) * 9
    blind = Neighbours.fit(replace(rated, ratings=noise.astype(np.float32)))
    deaf = replace(reader, neighbours=blind)
    shares = []
    for one in (reader, deaf):
        figures = calibrate(one, rated, listed)
        weighed = one.weigh(listed[0].inputs, one.hear(listed[0].inputs), blind)
        signs = figures.standardised(0, weighed.signs)
        shares.append(figures.regression_share(0, signs)[0])
    assert shares[1] < shares[0]


def test_only_sure_postings_with_a_title_teach(reader: Reader) -> None:
    inputs = _inputs(
        reader,
        Posting("Baker", "Bake bread in the oven.\nShape the dough.\nHandle pastry."),
        Posting("", "Bake bread in the oven.\nShape the dough.\nHandle pastry."),
    )
    texts = taught(reader, inputs, 3.0)
    assert [text.rows for text in texts] == [(0,)]
    assert texts[0].weight == 3.0


def test_a_doubtful_text_widens_the_intervals_and_flattens_the_rest(reader: Reader) -> None:
    [plain] = _inputs(reader, Posting("Baker", "Bake bread in the oven.\nShape the dough."))
    sure = reader.profile(plain)
    unsure = reader.profile(replace(plain, doubtful=True))
    np.testing.assert_array_equal(sure.importance, unsure.importance)
    assert (unsure.high - unsure.low >= sure.high - sure.low - 1e-6).all()
    assert (unsure.high - unsure.low).mean() > (sure.high - sure.low).mean()
    assert unsure.occupation_probability.min() > sure.occupation_probability.min()
