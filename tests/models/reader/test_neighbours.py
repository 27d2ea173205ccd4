"""The regression: it finds what it saw, misses what was taken away, and keeps its sizes."""

from dataclasses import replace

import numpy as np
import pytest

from jobskills.models.reader.inputs import MODES
from jobskills.models.reader.neighbours import Neighbours, Rated, kernel


def _units(rng: np.random.Generator, n: int) -> np.ndarray:
    vectors = rng.normal(size=(n, 5)).astype(np.float32)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True))


@pytest.fixture
def rated() -> Rated:
    """Twelve of fifteen occupations; ratings follow the body, categories the title."""
    rng = np.random.default_rng(0)
    titles, bodies = _units(rng, 12), _units(rng, 12)
    return Rated(
        titles=titles,
        bodies=bodies,
        words=np.maximum(bodies @ bodies.T, 0),
        rows=np.arange(3, 15, dtype=np.int64),
        ratings=bodies @ rng.normal(size=(5, 4)).astype(np.float32),
        held=(titles[:, :3] > 0).astype(np.float32),
    )


def _kernels(fitted: Neighbours, rated: Rated, mode: int) -> np.ndarray:
    kernels = []
    for i in range(len(rated.rows)):
        words = 0 * rated.words[:1] if MODES[mode] == "title" else rated.words[i : i + 1]
        body = None if MODES[mode] == "title" else fitted.body_cosines(rated.bodies[i : i + 1])
        title = None
        if MODES[mode] != "description":
            title = fitted.title_likeness(rated.titles[i : i + 1])
        kernels.append(kernel(mode, title, body, words)[0])
    return np.stack(kernels)


@pytest.mark.parametrize("mode", [0, 1])
def test_it_rates_what_it_saw(rated: Rated, mode: int) -> None:
    fitted = Neighbours.fit(rated)
    said = fitted.ratings(mode, _kernels(fitted, rated, mode))
    for e in range(4):
        assert np.corrcoef(said[:, e], rated.ratings[:, e])[0, 1] > 0.9


def test_titles_alone_tell_what_titles_decide(rated: Rated) -> None:
    fitted = Neighbours.fit(rated)
    said = fitted.categories(2, _kernels(fitted, rated, 2))
    assert said.shape == (12, 3)
    assert ((said > 0.5) == (rated.held > 0.5)).mean() > 0.9


def test_every_mode_sees_only_its_views(rated: Rated) -> None:
    fitted = Neighbours.fit(rated)
    words = np.zeros((1, 12), np.float32)
    near = fitted.body_cosines(rated.bodies[:1])
    first, sixth = (fitted.title_likeness(rated.titles[i : i + 1]) for i in (0, 5))
    bare = kernel(2, first, None, words)
    assert bare.argmax() == 0
    untitled = kernel(1, None, near, words)
    np.testing.assert_array_equal(untitled, kernel(1, sixth, near, words))
    assert not np.allclose(untitled, kernel(0, sixth, near, words))


def test_shared_words_count_beside_nearness(rated: Rated) -> None:
    near = Neighbours.fit(rated).body_cosines(rated.bodies[:1])
    words = np.zeros((1, 12), np.float32)
    before = kernel(1, None, near, words)
    words[0, 0] = 1
    risen = kernel(1, None, near, words) - before
    np.testing.assert_allclose(risen[0, 0], 0.7, atol=1e-6)
    np.testing.assert_allclose(risen[0, 1:], 0, atol=1e-6)


def test_what_is_taken_out_is_not_learned_from(rated: Rated) -> None:
    kept = np.arange(12) != 4
    spoiled = replace(rated, ratings=np.where(kept[:, None], rated.ratings, 99).astype(np.float32))
    clean, other = (Neighbours.fit(one.take(kept)) for one in (rated, spoiled))
    np.testing.assert_array_equal(clean.rating_duals, other.rating_duals)
    assert 7 not in clean.rows.tolist()


def test_a_saved_copy_rates_alike_and_takes_half_the_room(rated: Rated) -> None:
    fitted = Neighbours.fit(rated)
    arrays = fitted.arrays()
    assert arrays["titles"].dtype == arrays["rating_duals"].dtype == np.float16
    copy = Neighbours.from_arrays(arrays)
    kernels = _kernels(fitted, rated, 0)
    np.testing.assert_allclose(copy.ratings(0, kernels), fitted.ratings(0, kernels), atol=2e-2)


def test_no_categories_are_no_trouble(rated: Rated) -> None:
    fitted = Neighbours.fit(replace(rated, held=np.zeros((12, 0), np.float32)))
    assert fitted.categories(0, _kernels(fitted, rated, 0)).shape == (12, 0)
