"""The word table: unit vectors, unknown words, what a saved copy keeps."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from jobskills.encoders.static import StaticEncoder

WORDS = ["bake", "bread", "drive", "truck", "weld"]
TABLE = np.random.default_rng(0).normal(size=(5, 8)).astype(np.float32)
ENCODER = StaticEncoder(WORDS, TABLE)


@given(st.lists(st.lists(st.sampled_from([*WORDS, "zzz"])).map(" ".join)))
def test_vectors_have_length_one_or_are_zero(texts: list[str]) -> None:
    vectors = ENCODER.encode(texts)
    assert vectors.shape == (len(texts), 8)
    known = [any(word != "zzz" for word in text.split()) for text in texts]
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), known, atol=1e-5)


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=20))
def test_a_text_is_the_direction_of_its_words_sum(words: list[str]) -> None:
    total = sum(TABLE[WORDS.index(word)] for word in words)
    [vector] = ENCODER.encode([" ".join(words)])
    np.testing.assert_allclose(vector, total / np.linalg.norm(total), atol=1e-5)


def test_texts_of_a_batch_do_not_touch_each_other() -> None:
    texts = ["bake bread", "", "drive a truck", "zzz", "weld"]
    together = ENCODER.encode(texts)
    alone = np.concatenate([ENCODER.encode([text]) for text in texts])
    np.testing.assert_array_equal(together, alone)


def test_an_unknown_form_of_a_known_word_counts_as_it() -> None:
    np.testing.assert_array_equal(ENCODER.encode(["Welding"]), ENCODER.encode(["weld"]))
    assert not ENCODER.encode(["unweldable"]).any()


def test_a_job_name_in_woman_counts_as_that_in_man() -> None:
    encoder = StaticEncoder(["fireman", "salesmen"], np.eye(2, dtype=np.float32))
    assert encoder.encode(["Firewoman", "saleswomen", "horsewoman"]).tolist() == [
        [1, 0],
        [0, 1],
        [0, 0],
    ]


def test_a_saved_copy_is_near_and_saving_it_again_changes_nothing() -> None:
    once = ENCODER.rounded()
    np.testing.assert_allclose(once.table, TABLE, atol=np.abs(TABLE).max() / 127)
    np.testing.assert_allclose(once.rounded().table, once.table, rtol=1e-6)
