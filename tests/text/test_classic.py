import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from jobskills.text.classic import PADDING, Vocabulary, stems


def test_stems_lower_case_drop_punctuation_and_stop_words() -> None:
    assert stems("The Engineers were designing (and re-designing) 42 bridges.") == [
        "engin",
        "design",
        "design",
        "bridg",
    ]


def test_vocabulary_keeps_the_most_frequent_and_breaks_ties_by_alphabet() -> None:
    vocabulary = Vocabulary.fit(["weld cut cut", "paint weld cut"], size=2)
    assert vocabulary.words == ("cut", "weld")
    assert Vocabulary.fit(["paint weld"], size=1).words == ("paint",)


def test_unknown_words_are_left_out_and_long_texts_cut() -> None:
    vocabulary = Vocabulary(("cut", "weld"))
    assert vocabulary.encode(["weld zebra cut", "", "cut " * 9], length=3).tolist() == [
        [2, 1, PADDING],
        [PADDING] * 3,
        [1, 1, 1],
    ]


@given(st.lists(st.text(max_size=60), max_size=5))
def test_any_text_encodes_within_the_vocabulary(texts: list[str]) -> None:
    vocabulary = Vocabulary.fit(texts, size=4)
    encoded = vocabulary.encode(texts)
    assert encoded.shape == (len(texts), 100)
    assert encoded.dtype == np.int64
    assert encoded.min(initial=0) >= PADDING
    assert encoded.max(initial=0) <= len(vocabulary.words)
