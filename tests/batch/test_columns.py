import pytest

from jobskills.batch.columns import Columns, output_columns
from jobskills.errors import PostingError

DESIGNED = [
    "id",
    "status",
    "error",
    "title",
    "n_words",
    "truncated",
    "occupation_code",
    "occupation_title",
    "occupation_probability",
    "occupations",
    "elements",
    "technologies",
    "tools",
    "model_version",
]


def test_the_output_columns_are_the_designed_ones_in_order() -> None:
    assert list(output_columns()) == DESIGNED


def test_wide_columns_stand_where_elements_would() -> None:
    columns = list(output_columns(["2.A.1.a", "1.C.1"]))

    place = DESIGNED.index("elements")
    assert columns[place : place + 2] == ["im_2.A.1.a", "im_1.C.1"]
    assert columns[:place] + columns[place + 2 :] == [c for c in DESIGNED if c != "elements"]


@pytest.mark.parametrize("text", ["job=title", "title", "title=", "title=a,title=b", "", "id=a,,"])
def test_a_mapping_of_another_form_is_refused(text: str) -> None:
    with pytest.raises(PostingError, match="expected id="):
        Columns.parse(text)


def test_a_column_that_was_named_must_be_there() -> None:
    with pytest.raises(PostingError, match="no column 'ref'; the columns are 'body', 'title'"):
        Columns(id="ref").find(["title", "body"])


def test_one_of_title_and_description_is_enough() -> None:
    assert Columns().find(["x", "description"]) == {"id": None, "title": None, "description": 1}


def test_neither_title_nor_description_is_an_error_that_says_what_to_do() -> None:
    with pytest.raises(PostingError, match=r"--columns title=\.\.,description="):
        Columns().find(["id", "text"])


def test_of_two_columns_with_one_name_the_first_counts() -> None:
    assert Columns().find(["title", "title"])["title"] == 0
