from collections.abc import Callable
from pathlib import Path

import pytest

from jobskills.errors import DatasetError
from jobskills.evaluation.seed_data import read_seed

Write = Callable[..., Path]
Lines = list[str]


def test_a_good_file_is_read_in_its_order(seed_csv: Write) -> None:
    data = read_seed(seed_csv())
    assert len(data.texts) == len(data.codes) == 60
    assert data.labels.names == ("Programming", "Far Vision", "Cooperation", "Always")
    assert data.codes[1] == "11-1001.00"
    assert data.texts[1].startswith("Worker 1.")
    assert data.labels.values[:, 3].all()
    assert len(data.sha256) == 64


def test_a_byte_order_mark_and_line_breaks_inside_a_text_are_read(seed_csv: Write) -> None:
    path = seed_csv(lambda lines: ["\ufeff" + lines[0], '1,"two\n\nlines",1,0,1,1', *lines[1:]])
    assert read_seed(path).texts[0] == "two\n\nlines"


def _cell(row: int, old: str, new: str) -> Callable[[Lines], Lines]:
    return lambda lines: [
        line.replace(old, new) if i == row - 1 else line for i, line in enumerate(lines)
    ]


@pytest.mark.parametrize(
    ("edit", "problem"),
    [
        (_cell(1, "Description", "Text"), r"classic\.csv, row 1: expected the columns"),
        (_cell(1, "Always", "Programming"), r"row 1, column 6: label 'Programming'.*repeated"),
        (_cell(1, "Always", "row"), r"row 1, column 6: label 'row'.*reserved"),
        (lambda lines: [*lines, '1,"text",1,2,1,1'], r"row 62, column 'Far Vision'.*got '2'"),
        (lambda lines: [*lines, '1,"text",1,,1,1'], r"row 62, column 'Far Vision'.*got ''"),
        (lambda lines: [*lines, '1,"text",1,1'], r"row 62: expected 6 cells, got 4"),
        (lambda lines: [*lines, '1," ",1,1,1,1'], r"row 62, column 'Description'.*empty"),
        (lambda lines: [*lines, '1,"text'], r"broken CSV"),
        (lambda lines: lines[:5], r"at least 10 rows, got 4"),
        (lambda lines: ["O*NET-SOC Code,Description", "1,text"], r"no label columns"),
        (lambda lines: [], r"row 1: expected the columns"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(
    seed_csv: Write, edit: Callable[[Lines], Lines], problem: str
) -> None:
    path = seed_csv(edit)
    with pytest.raises(DatasetError, match=problem):
        read_seed(path)


def test_other_encodings_and_missing_files_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "latin.csv"
    path.write_bytes("O*NET-SOC Code,Description,A\n1,caf\xe9,1\n".encode("latin-1"))
    with pytest.raises(DatasetError, match="not UTF-8"):
        read_seed(path)
    with pytest.raises(DatasetError, match=r"none\.csv: can't be read"):
        read_seed(tmp_path / "none.csv")
    with pytest.raises(DatasetError, match="can't be read"):
        read_seed(tmp_path)
