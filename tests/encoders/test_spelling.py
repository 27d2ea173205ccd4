"""Unknown words of titles: what they are put as, and what is left alone."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobskills.encoders.spelling import respelled
from jobskills.encoders.static import StaticEncoder

WORDS = ["attendant", "forest", "forestry", "head", "jeweler", "keeper", "man", "put", "teacher"]


@pytest.mark.parametrize(
    ("word", "known"),
    [
        ("attendent", ["attendant"]),
        ("attendnat", ["attendant"]),
        ("atendant", ["attendant"]),
        ("attenddant", ["attendant"]),
        ("jeweller", ["jeweler"]),
        ("headteacher", ["head", "teacher"]),
        ("headman", ["head", "man"]),
        ("foresty", ["forestry"]),
    ],
)
def test_words_near_known_ones_are_put_as_them(word: str, known: list[str]) -> None:
    assert respelled(word, WORDS.__contains__) == known


@pytest.mark.parametrize(
    "word",
    [
        "keper",  # short words are near too many
        "pendant",
        "zattendant",  # first letters are right
        "putter",  # "ter" is nobody
        "teacherhead",  # nor is a head
        "7777777",
        "head" * 5000 + "man",
    ],
)
def test_other_words_are_left_alone(word: str) -> None:
    assert respelled(word, WORDS.__contains__) == []


@given(st.text(alphabet="adehnrt", max_size=12))
def test_what_comes_back_is_known(word: str) -> None:
    assert set(respelled(word, WORDS.__contains__)) <= set(WORDS)


def test_a_title_keeps_what_is_known_and_what_nobody_knows() -> None:
    encoder = StaticEncoder(WORDS, np.eye(len(WORDS), dtype=np.float32))
    assert encoder.respelled("Headteacher") == "head teacher"
    assert encoder.respelled("Foresty keeper, zzz") == "forestry keeper zzz"
    for title in ("Head, Teacher", ""):
        assert encoder.respelled(title) == title
