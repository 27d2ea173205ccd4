import pytest

from jobskills.errors import PostingError
from jobskills.scoring.columns import Columns, output_columns

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


@pytest.mark.parametrize(
    ("present", "proposed"),
    [
        (["id", "text"], "--columns description=text"),
        (["Job Title", "Ref No", "JobDescription"], "--columns id=Ref No,title=Job Title,descr"),
        (["job", "body", "job_id"], "--columns id=job_id,title=job,description=body"),
        (["position_title", "pay"], "--columns title=position_title"),
        (["a", "b"], "--columns title=..,description=.."),
        ([], "--columns title=..,description=.."),
    ],
)
def test_neither_title_nor_description_is_an_error_that_proposes_what_to_do(
    present: list[str], proposed: str
) -> None:
    with pytest.raises(PostingError, match="no column 'title' and none 'description'") as raised:
        Columns().find(present)
    message = str(raised.value)
    assert proposed in message
    for name in present:
        assert repr(name) in message


def test_of_two_columns_with_one_name_the_first_counts() -> None:
    assert Columns().find(["title", "title"])["title"] == 0
