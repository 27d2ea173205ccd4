"""Reading postings: properties that hold for any text, and the shapes employers use."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from jobskills.prediction import Posting
from jobskills.text import read_posting
from jobskills.text.posting import MAX_UNITS

#: Pieces that postings are made of, beside any characters at all.
FRAGMENTS = st.sampled_from(
    [
        "Responsibilities:",
        "REQUIREMENTS\n",
        "• bake bread ",
        "- sell it\n",
        "1. Clean. ",
        "e.g. ",
        "Ph.D. ",
        "<p>",
        "</li>",
        "<li>",
        "&amp;",
        "â€™",
        "<COMPANY> ",
        "\t",
        " | ",
        "\r\n",
        "2.5 mg. ",
        "Greets guests. ",
        "; ",
        "word " * 70,
        "\ud800",
        "\x00",
        "İ",
    ]
)
ANYTHING = st.lists(st.one_of(FRAGMENTS, st.text(max_size=30)), max_size=25).map("".join)


@given(description=ANYTHING, title=ANYTHING)
@example(description="<COMPANY> \t0", title="")
@settings(max_examples=300, deadline=None)
def test_units_are_in_bounds_in_order_and_apart(description: str, title: str) -> None:
    reading = read_posting(Posting(title, description))
    position = 0
    for unit in reading.units:
        assert position <= unit.start < unit.end <= len(description)
        assert unit.text.strip() == unit.text != ""
        position = unit.end


@given(st.text(alphabet=st.characters(exclude_characters="&<âÃÂï"), max_size=400))
@settings(max_examples=300, deadline=None)
def test_clean_plain_text_is_quoted_as_sent(description: str) -> None:
    for unit in read_posting(Posting("", description)).units:
        assert unit.text == description[unit.start : unit.end]


@given(ANYTHING)
@settings(max_examples=300, deadline=None)
def test_no_letter_of_plain_text_is_lost(description: str) -> None:
    description = description.replace("<", "").replace("&", "")
    covered = bytearray(len(description))
    for unit in read_posting(Posting("", description)).units:
        covered[unit.start : unit.end] = b"\x01" * (unit.end - unit.start)
    for position, character in enumerate(description):
        # A list mark ("2.", "b)", "o ") is no part of its item.
        if character.isalpha() and not covered[position]:
            assert len(description[position:].split()[0].strip("().")) <= 1 or character in "âÃÂï"


@pytest.mark.parametrize("title", ["", "Baker"])
def test_the_title_is_kept_and_counted(title: str) -> None:
    reading = read_posting(Posting(title, "Bake bread."))
    assert reading.posting.title == title
    assert reading.n_words == 2 + bool(title)


def test_no_more_sentences_are_read_than_can_be_weighed() -> None:
    whole, cut = (read_posting(Posting("", "Mop.\n" * n)) for n in (MAX_UNITS, MAX_UNITS + 1))
    assert (len(whole.units), whole.truncated) == (MAX_UNITS, False)
    assert (len(cut.units), cut.truncated) == (MAX_UNITS, True)
    assert any("too long" in warning for warning in cut.warnings)
