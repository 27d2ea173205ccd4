"""Job titles in running text: found whole, judged by their neighbours, taken out one by one."""

from dataclasses import replace

import numpy as np
import pytest

from jobskills.encoders.static import StaticEncoder
from jobskills.encoders.words import singular, split_words
from jobskills.models.profile import Occupation
from jobskills.models.reader.inputs import Inputs, encode_readings
from jobskills.models.reader.mentions import FEATURES, Mentions, NamedTitles
from jobskills.models.reader.naming_fit import collect_titles, judge_titles
from jobskills.models.reader.stack import Stack
from jobskills.prediction import Posting
from jobskills.text import read_posting

OCCUPATIONS = (
    Occupation("1", "Bakers", job_titles=("Pastry Cook", "Bread Baker")),
    Occupation("2", "Kitchen Chefs", job_titles=("Line Cook", "Pastry Cook")),
    Occupation("3", "Store Managers", job_titles=("Head of Shop (Retail)", "Xylographer")),
)
TEXTS = (
    "We are seeking a Pastry Cook to join our kitchen.",
    "The pastry cooks report to the Store Manager.",
    "Works with the line cook.",
    "head of shop",
    "Bread and butter.",
)


@pytest.fixture(scope="module")
def encoder() -> StaticEncoder:
    """Every word of the texts and titles but one has a row."""
    words = {word for text in TEXTS for word in split_words(text)}
    words |= {
        w for one in OCCUPATIONS for t in (one.title, *one.job_titles) for w in split_words(t)
    }
    vocabulary = sorted({*words, *map(singular, words)} - {"xylographer"})
    rng = np.random.default_rng(0)
    return StaticEncoder(vocabulary, rng.normal(size=(len(vocabulary), 4)).astype(np.float32))


@pytest.fixture(scope="module")
def named(encoder: StaticEncoder) -> NamedTitles:
    """The occupations' titles, nothing learned yet."""
    row = {word: i for i, word in enumerate(encoder.vocabulary)}
    fold = np.array([row.get(singular(word), i) for word, i in row.items()], np.int64)
    return collect_titles(OCCUPATIONS, encoder, fold)


def read(encoder: StaticEncoder, *lines: str) -> Inputs:
    """Read lines, each a unit."""
    [inputs] = encode_readings([read_posting(Posting("", "\n".join(lines)))], encoder)
    assert len(inputs.units) == len(lines)
    return inputs


def test_the_longest_title_at_each_place_is_found_in_any_number(
    named: NamedTitles, encoder: StaticEncoder
) -> None:
    inputs = read(encoder, *TEXTS)
    found = named.find(inputs)
    assert found.units.tolist() == [0, 1, 1, 2, 3]
    bearers = [
        named.occupations[named.starts[title] : named.starts[title + 1]].tolist()
        for title in found.titles
    ]
    assert bearers == [[0, 1], [0, 1], [2], [1], [2]]


def test_a_title_is_not_put_together_from_two_sentences(
    named: NamedTitles, encoder: StaticEncoder
) -> None:
    assert not len(
        named.find(read(encoder, "Bake bread and pastry", "Cook with our kitchen")).titles
    )


def test_the_words_around_a_title_are_its_features(
    named: NamedTitles, encoder: StaticEncoder
) -> None:
    found = named.find(read(encoder, *TEXTS))
    told = [
        {name for name, value in zip(FEATURES, row, strict=True) if value == 1}
        for row in found.features
    ]
    assert {"before: seeking", "just before: a", "after: joins", "two words"} <= told[0]
    assert {"before: under", "just before: the", "ends a unit"} <= told[2]
    assert {"opens a unit", "ends a unit", "is the unit", "three words"} <= told[4]
    assert "before: under" not in told[0]


def test_without_the_sentence_that_names_it_the_next_best_mention_speaks(
    named: NamedTitles, encoder: StaticEncoder
) -> None:
    weights = np.zeros(len(FEATURES), np.float32)
    weights[FEATURES.index("just before: a")] = 2
    named = replace(named, weights=weights)
    inputs = read(encoder, *TEXTS)
    found = named.find(inputs)
    sure, even = named.probabilities(found)[:2]
    assert sure > even
    stack = Stack.of([inputs])
    spoken = named.spell_out(found, stack)
    everyone = np.arange(3)[None]
    whole, shared = rows = spoken.voices_in_part(stack.parts, everyone)
    np.testing.assert_array_equal(rows[:, :1], spoken.voices())
    assert whole[0].tolist() == pytest.approx([sure, sure, even])
    assert shared[0, 0] == pytest.approx(sure / np.sqrt(2))
    assert whole[1].tolist() == pytest.approx([even, even, even])  # without the first sentence
    assert whole[2].tolist() == whole[0].tolist()
    for i in range(len(TEXTS)):
        left = found.units != i
        rest = Mentions(found.units[left], found.titles[left], found.features[left])
        np.testing.assert_allclose(rows[:, 1 + i], named.spell_out(rest, stack).voices()[:, 0])
    some = spoken.voices_in_part(stack.parts, everyone[:, [2, 0, 2]])
    np.testing.assert_array_equal(some[:, :, :2], rows[:, :, [2, 0]])


def test_of_several_postings_each_is_searched_as_if_it_were_alone(
    named: NamedTitles, encoder: StaticEncoder
) -> None:
    weights = np.linspace(-1, 1, len(FEATURES)).astype(np.float32)
    named = replace(named, weights=weights)
    both = [read(encoder, *TEXTS[1:]), read(encoder, *TEXTS[::-1])]
    stack = Stack.of(both)
    together = named.find_all(stack)
    alone = [named.find(one) for one in both]
    np.testing.assert_array_equal(
        together.features, np.concatenate([found.features for found in alone])
    )
    voices = named.spell_out(together, stack).voices()
    for i, (one, found) in enumerate(zip(both, alone, strict=True)):
        own = named.spell_out(found, Stack.of([one])).voices()
        np.testing.assert_array_equal(voices[:, i], own[:, 0])


def test_it_learns_which_words_name_the_job(named: NamedTitles, encoder: StaticEncoder) -> None:
    offers = ("We are seeking a {}.", "The {} reports to the {}.")
    titles = ("Line Cook", "Store Manager", "Bread Baker")
    postings, posterior = [], []
    for own, title in zip((1, 2, 0), titles, strict=True):
        for other in titles:
            if other != title:
                lines = [offers[0].format(title), f"Report to the {other}."]
                postings.append(read(encoder, *lines))
                posterior.append(np.eye(3, dtype=np.float32)[own])
    learned = judge_titles(named, postings, np.array(posterior))
    offered, other = learned.probabilities(learned.find(postings[0]))
    assert offered > 0.7 > 0.3 > other


def test_nothing_to_learn_from_leaves_every_mention_even(
    named: NamedTitles, encoder: StaticEncoder
) -> None:
    silent = judge_titles(
        named, [read(encoder, "Bread and butter.")], np.eye(3, dtype=np.float32)[:1]
    )
    assert not silent.weights.any()
    found = silent.find(read(encoder, TEXTS[0]))
    assert silent.probabilities(found).tolist() == [0.5]


def test_a_saved_copy_hears_the_same(named: NamedTitles, encoder: StaticEncoder) -> None:
    copy = NamedTitles.from_arrays(named.arrays(), named.fold)
    inputs = read(encoder, *TEXTS)
    stack = Stack.of([inputs])
    before, after = (one.spell_out(one.find(inputs), stack).voices() for one in (named, copy))
    np.testing.assert_array_equal(before, after)
