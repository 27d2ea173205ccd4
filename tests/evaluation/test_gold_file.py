import json
from pathlib import Path
from typing import Any

import pytest

from jobskills.errors import PostingError
from jobskills.evaluation.gold_file import read_gold


def _file(tmp_path: Path, *lines: str | dict[str, Any]) -> Path:
    path = tmp_path / "gold.jsonl"
    text = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    path.write_text(text, encoding="utf-8")
    return path


_GOOD = {"id": "a", "title": "Cook", "description": "Cooks.", "onet_codes": ["35-2014.00"]}


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"gold_code": "A", "onet_best": "B", "onet_codes": ["C"]}, "A"),
        ({"onet_best": "B", "onet_codes": ["C"]}, "B"),
        ({"onet_codes": ["C"]}, "C"),
        ({"onet_codes": ["C", "D"]}, None),
        ({"gold_code": None, "onet_best": "B", "onet_codes": ["C"]}, None),
        ({"onet_best": None, "onet_codes": ["C"]}, None),
    ],
)
def test_the_first_field_that_a_row_has_gives_the_code(
    tmp_path: Path, fields: dict[str, Any], code: str | None
) -> None:
    [posting, _] = read_gold(_file(tmp_path, {"title": "Cook", **fields}, _GOOD)).postings
    assert posting.code == code


def test_empty_sets_empty_lines_and_missing_ids_are_fine(tmp_path: Path) -> None:
    row = {"title": "Cook", "description": None, "gold_agreed": [], "gold_union": ["A", "B"]}
    [first, second] = read_gold(_file(tmp_path, row, "", _GOOD)).postings
    assert (first.id, first.description, dict(first.sets)) == (
        None,
        "",
        {"gold_union": frozenset("AB")},
    )
    assert (second.line, second.id) == (3, "a")


def test_other_line_separators_inside_a_text_do_not_end_a_row(tmp_path: Path) -> None:
    line = json.dumps({**_GOOD, "description": "one\u2028two\x85three"}, ensure_ascii=False)
    assert len(read_gold(_file(tmp_path, line)).postings) == 1


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("{broken", "line 2: not JSON"),
        ("[1]", "line 2: expected an object.*got list"),
        ("[" * 100_000, "line 2: not JSON"),
        ({"title": 3}, "line 2, field 'title': expected text, got int"),
        ({"title": "x", "description": ["y"]}, "line 2, field 'description': .*got list"),
        ({"title": " ", "description": ""}, "line 2: 'title' and 'description' are both empty"),
        ({"title": "x", "onet_codes": "35-2014.00"}, "line 2, field 'onet_codes': expected a list"),
        ({"title": "x", "gold_union": [1]}, "line 2, field 'gold_union': expected a list"),
        ({"title": "x", "gold_code": 1}, "line 2, field 'gold_code': expected text, got int"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(
    tmp_path: Path, line: str | dict[str, Any], problem: str
) -> None:
    with pytest.raises(PostingError, match=rf"gold\.jsonl, {problem}"):
        read_gold(_file(tmp_path, _GOOD, line))


def test_a_file_without_gold_or_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PostingError, match="no row has a gold code"):
        read_gold(_file(tmp_path, {"title": "Cook"}))
    with pytest.raises(PostingError, match="can't be read"):
        read_gold(tmp_path / "none.jsonl")
    (tmp_path / "latin.jsonl").write_bytes(b'{"title": "caf\xe9"}')
    with pytest.raises(PostingError, match="not UTF-8"):
        read_gold(tmp_path / "latin.jsonl")
