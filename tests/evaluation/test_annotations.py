"""Annotations from CSV: what is wrong is said with its place."""

from pathlib import Path

import pytest

from jobskills.errors import PostingError
from jobskills.evaluation.annotations import read_annotations


def _csv(folder: Path, *lines: str) -> Path:
    path = folder / "codes.csv"
    path.write_text("\n".join(("id,code,probability", *lines)) + "\n")
    return path


def test_codes_and_probabilities_stand_by_the_posting_s_id(tmp_path: Path) -> None:
    path = _csv(tmp_path, "007,51-3011.00,0.75", "007,35-2011.00,0.25", "a b,51-3011.00,1")
    assert read_annotations(path) == {
        "007": {"51-3011.00": 0.75, "35-2011.00": 0.25},
        "a b": {"51-3011.00": 1.0},
    }


@pytest.mark.parametrize(
    ("lines", "complaint"),
    [
        (["1,51-3011.00,0"], r"codes\.csv, line 2, field 'probability': expected more than 0"),
        (["1,51-3011.00,1.5"], r"line 2, field 'probability'.*got 1\.5"),
        (["1,a,0.5", "1,a,0.5"], r"line 3, field 'code': posting '1' has a twice"),
        (["1,a,0.5", "2,,0.5"], r"line 3: every field must be filled"),
        (["1,a,much"], r"expected CSV with the columns id, code, probability"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(
    tmp_path: Path, lines: list[str], complaint: str
) -> None:
    with pytest.raises(PostingError, match=complaint):
        read_annotations(_csv(tmp_path, *lines))


def test_other_columns_and_no_file_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "codes.csv"
    path.write_text("id,soc\n1,51-3011\n")
    with pytest.raises(PostingError, match=r"line 1: expected the columns id, code, probability"):
        read_annotations(path)
    with pytest.raises(PostingError, match="can't be read"):
        read_annotations(tmp_path / "none.csv")
