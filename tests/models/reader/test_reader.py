"""The fitted reader: it learns, its evidence is exact, a saved copy says the same."""

from dataclasses import fields, replace

import numpy as np
import pytest
import torch
from torch import nn

from jobskills.encoders.static import StaticEncoder, WordRows
from jobskills.errors import DatasetError
from jobskills.models.profile import ProfileData
from jobskills.models.reader.fit import ReaderConfig, ReaderModel
from jobskills.models.reader.inputs import Inputs
from jobskills.models.reader.model import Reader
from jobskills.models.reader.network_fit import TorchNetwork
from jobskills.models.reader.ratings import RatingTables
from jobskills.models.reader.stack import Stack
from jobskills.models.reader.tuning import LabelledPosting, hold_out
from jobskills.prediction import Posting
from jobskills.text import read_posting

POSTING = Posting(
    "Night Baker",
    "Knead the dough and watch the oven.\nFree parking for everyone.\nShape bread and pastry.",
)


def test_it_names_the_occupation_that_a_posting_is_for(model: ReaderModel) -> None:
    postings = [
        POSTING,
        Posting("", "Check the wound of patients on the ward."),
        Posting("Lead Welder", ""),
    ]
    best = model.predict(postings).occupation_probability.argmax(axis=1)
    assert [model.occupations_[i] for i in best] == ["51-3011.00", "29-1141.00", "51-4121.00"]


def test_a_sentence_s_weight_is_what_the_rating_falls_by_without_it(model: ReaderModel) -> None:
    reader = model.reader_
    lines = POSTING.description.split("\n")
    [whole] = reader.read([read_posting(POSTING)])
    assert whole.influence.shape == (3, 4)
    assert np.abs(whole.influence).max() > 1e-3
    for i in range(3):
        rest = Posting(POSTING.title, "\n".join(lines[:i] + lines[i + 1 :]))
        [without] = reader.read([read_posting(rest)])
        np.testing.assert_allclose(
            whole.influence[i], whole.importance - without.importance, atol=1e-3
        )


def test_asking_for_no_explanation_changes_no_figure(model: ReaderModel) -> None:
    reading = read_posting(POSTING)
    [told], [untold] = (model.reader_.read([reading], explain=explain) for explain in (True, False))
    np.testing.assert_array_equal(told.importance, untold.importance)
    np.testing.assert_array_equal(told.probability, untold.probability)
    assert len(untold.influence) == 0


@pytest.mark.parametrize("posting", [POSTING, Posting("Nurse"), Posting("", "?"), Posting()])
def test_every_figure_is_within_its_bounds(model: ReaderModel, posting: Posting) -> None:
    profiles = model.predict([posting])
    assert (profiles.importance >= 1).all()
    assert (profiles.importance <= 5).all()
    assert (profiles.importance_low <= profiles.importance).all()
    assert (profiles.importance <= profiles.importance_high).all()
    assert ((profiles.probability >= 0) & (profiles.probability <= 1)).all()
    assert profiles.occupation_probability.sum() == pytest.approx(1, abs=1e-5)
    assert np.isnan(profiles.level[0]).tolist() == [False, False, False, True]


def test_a_posting_is_read_among_others_as_it_is_alone(model: ReaderModel) -> None:
    lines = POSTING.description.split("\n")
    postings = [
        *(Posting("Night Baker", "\n".join(lines[:n] * n)) for n in (3, 2, 1)),
        *(Posting("", "\n".join(lines[n:])) for n in (0, 1, 2)),
        Posting("Lead Welder"),
        Posting("Xyz", "Weld the seam."),
        Posting("Xyz"),
        Posting(),
        Posting("Nurse", "?"),
    ]
    readings = [read_posting(posting) for posting in postings]
    together = model.reader_.read(readings)
    for reading, profile in zip(readings, together, strict=True):
        [alone] = model.reader_.read([reading])
        for field in fields(profile):
            np.testing.assert_array_equal(
                getattr(profile, field.name), getattr(alone, field.name), field.name
            )


def test_a_saved_copy_reads_alike(model: ReaderModel, data: ProfileData) -> None:
    reader = model.reader_
    copy = Reader.from_arrays(
        reader.arrays(),
        vocabulary=reader.encoder.vocabulary,
        codes=data.codes,
        elements=data.elements,
        categories=data.categories,
    )
    [before], [after] = (one.read([read_posting(POSTING)]) for one in (reader, copy))
    np.testing.assert_allclose(after.importance, before.importance, atol=5e-3)


def test_published_ratings_are_kept_to_the_last_decimal() -> None:
    rated = np.array([[3.88, np.nan], [1.0, 4.12]], np.float32)
    tables = RatingTables(["11-1011.00", "11-1021.00"], rated, rated, np.ones((2, 1), np.float32))
    copy = RatingTables.from_arrays(tables.codes, tables.arrays())
    np.testing.assert_array_equal(copy.importance, rated)
    np.testing.assert_array_equal(copy.level, rated)


def test_the_same_seed_gives_the_same_model(
    model: ReaderModel, data: ProfileData, encoder: StaticEncoder
) -> None:
    again = ReaderModel(encoder, ReaderConfig(steps=60, batch=32, hidden=8)).fit(data)
    np.testing.assert_allclose(
        again.predict([POSTING]).importance, model.predict([POSTING]).importance, atol=1e-5
    )


def test_the_numpy_network_computes_what_torch_trained() -> None:
    torch.manual_seed(1)
    starts = list(torch.randn(3, 5, 8).numpy())
    net = TorchNetwork(starts, n_elements=3, hidden=4)
    nn.init.normal_(net.told.weight)
    units, sections = torch.randn(1, 3, 8), torch.tensor([[0, 1, 4]])
    title = torch.randn(1, 8)
    scores, _ = net(units, sections, torch.ones(1, 3, dtype=torch.bool), title)
    frozen = net.frozen()
    inputs = Inputs(
        title=title[0].numpy(),
        title_text="",
        units=units[0].numpy(),
        headings=np.zeros(3, np.bool_),
        sections=sections[0].numpy(),
        words=WordRows(np.zeros(3, np.intp), np.ones(3, np.intp)),
    )
    stack = Stack.of([inputs])
    gates, told = frozen.listen(stack)
    bodies = frozen.bodies(told, gates, stack, stack.wholes)
    directions = frozen.directions(stack.titles, bodies, stack.wholes)
    found = directions @ frozen.directed.T + frozen.by_title(stack.titles)
    np.testing.assert_allclose(found[0], scores[0].detach().numpy(), atol=1e-4)


def test_gaps_are_filled_from_the_nearest_soc_group() -> None:
    codes = ["15-1251.00", "15-1252.00", "15-2031.00", "29-1141.00"]
    values = np.array([[2.0], [np.nan], [4.0], [5.0]], np.float32)
    none = np.full((4, 1), np.nan, np.float32)
    tables = RatingTables(codes, values, none, none)
    assert tables.importance_filled.ravel().tolist() == [2.0, 2.0, 4.0, 5.0]
    assert tables.mean.tolist() == pytest.approx([11 / 3])
    assert np.isnan(tables.level_filled).all()


def test_what_is_held_out_for_tuning_is_not_learned_from(data: ProfileData) -> None:
    kept, postings = hold_out(data, np.random.default_rng(0))
    assert len(postings) == len(data.occupations)
    for before, after, one in zip(data.occupations, kept.occupations, postings, strict=True):
        lines = set(one.posting.description.split("\n"))
        assert lines | set(after.tasks) == set(before.tasks)
        assert lines.isdisjoint(after.tasks)
        assert one.posting.title not in after.job_titles
        assert one.codes == (before.code,)


def test_labelled_text_of_other_occupations_does_not_tune(
    data: ProfileData, encoder: StaticEncoder
) -> None:
    stranger = LabelledPosting(Posting("Judge", "Decide cases."), ("23-1023.00",))
    config = ReaderConfig(steps=2, batch=8, hidden=4)
    with_stranger = ReaderModel(encoder, config, labelled=[stranger]).fit(data)
    without = ReaderModel(encoder, config).fit(data)
    calibration, plain = with_stranger.reader_.calibration, without.reader_.calibration
    np.testing.assert_allclose(calibration.voices, plain.voices)


def test_an_element_that_nobody_is_rated_on_is_refused(
    data: ProfileData, encoder: StaticEncoder
) -> None:
    importance = data.importance.copy()
    importance[:, 2] = np.nan
    with pytest.raises(DatasetError, match=r"2\.C\.1 Cooking: no training occupation"):
        ReaderModel(encoder).fit(replace(data, importance=importance))


def test_a_kind_that_nobody_looked_for_is_held_by_none(
    data: ProfileData, encoder: StaticEncoder
) -> None:
    unknown = replace(data, held=np.full_like(data.held, np.nan))
    fitted = ReaderModel(encoder, ReaderConfig(steps=2, batch=8, hidden=4)).fit(unknown)
    assert fitted.predict([POSTING]).category_probability.tolist() == [[0]]
