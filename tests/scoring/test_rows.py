import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobskills.scoring.rows import make_row


def test_text_passes_unchanged() -> None:
    row = make_row(7, " Crêpe maker ", "Flip\tcrêpes \u2013 all day.\n")

    assert (row.id, row.title, row.description) == (
        7,
        " Crêpe maker ",
        "Flip\tcrêpes \u2013 all day.\n",
    )
    assert row.problem is None


@pytest.mark.parametrize(("title", "description"), [(None, None), ("", " \n"), (None, "\u00a0")])
def test_nothing_to_read_is_a_problem(title: str | None, description: str | None) -> None:
    assert make_row("a", title, description).problem == "title and description are both empty"


@pytest.mark.parametrize("value", [3, 2.5, True, ["Cook"], {"text": "Cook"}])
def test_another_type_than_text_is_a_problem_that_names_field_and_type(value: object) -> None:
    problem = make_row("a", "Cook", value).problem

    assert problem == f"description: expected text, got {type(value).__name__}"


def test_bytes_are_read_as_utf8() -> None:
    assert make_row(None, "Crêpe".encode(), None).title == "Crêpe"


def test_bytes_that_are_not_utf8_are_named() -> None:
    assert make_row(None, b"Cr\xeape", "x").problem == "title: byte 0xea at 2 is not UTF-8"


def test_half_a_surrogate_pair_keeps_its_place() -> None:
    row = make_row("a\ud83e", "Cook \ud83e", "Stir \udd5e now")

    assert (row.id, row.title, row.description) == ("a\ufffd", "Cook \ufffd", "Stir \ufffd now")
    assert row.problem is None


def test_endless_titles_and_ids_are_problems_and_are_cut() -> None:
    long_title = make_row(1, "x" * 10_001, "d")
    long_id = make_row("x" * 10_001, "Cook", "d")

    assert long_title.problem is not None and "10001 characters" in long_title.problem
    assert len(long_title.title or "") == 10_000
    assert long_id.problem is not None and long_id.id is None


@given(st.text(alphabet=st.characters(), max_size=40), st.text(max_size=40))
def test_every_text_makes_a_row_that_can_be_written_as_utf8(title: str, description: str) -> None:
    row = make_row(title, title, description)

    assert len(row.description) == len(description)
    f"{row.id}{row.title}{row.description}".encode()
