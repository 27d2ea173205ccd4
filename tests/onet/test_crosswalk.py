"""The crosswalk keeps, hands on and merges rows as the official pairs say."""

from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from jobskills.errors import ReleaseError
from jobskills.onet import Crosswalk, read_crosswalk

HEADER = "O*NET-SOC 2010 Code,O*NET-SOC 2010 Title,O*NET-SOC 2019 Code,O*NET-SOC 2019 Title\n"


def crosswalk(*pairs: tuple[str, str]) -> Crosswalk:
    frame = pl.DataFrame(list(pairs), schema=["2010", "2019"], orient="row")
    return Crosswalk(frame.cast(pl.String), "walk.csv", "")


codes = st.integers(0, 6).map(lambda n: f"11-101{n}.00")
pairs = st.lists(st.tuples(codes, codes), unique=True, max_size=20)
rows = st.lists(st.tuples(codes, st.integers(0, 99)), max_size=20)


def frame_of(rows: list[tuple[str, int]]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema={"code": pl.String, "value": pl.Int64}, orient="row")


@given(rows)
def test_unchanged_codes_keep_their_rows(rows: list[tuple[str, int]]) -> None:
    same = crosswalk(*((c, c) for c in {code for code, _ in rows}))
    assert_frame_equal(same.carry(frame_of(rows), "2019"), frame_of(rows))


@given(rows, pairs)
def test_every_row_goes_to_every_successor(
    rows: list[tuple[str, int]], pairs: list[tuple[str, str]]
) -> None:
    carried = crosswalk(*pairs).carry(frame_of(rows), "2019")
    wanted = [(new, value) for code, value in rows for old, new in pairs if old == code]
    assert carried.rows() == wanted


@given(rows, pairs)
def test_backwards_is_the_crosswalk_of_swapped_pairs(
    rows: list[tuple[str, int]], pairs: list[tuple[str, str]]
) -> None:
    swapped = crosswalk(*((new, old) for old, new in pairs))
    assert_frame_equal(
        crosswalk(*pairs).carry(frame_of(rows), "2010"), swapped.carry(frame_of(rows), "2019")
    )


def test_the_published_csv_is_read(tmp_path: Path) -> None:
    path = tmp_path / "walk.csv"
    path.write_text(HEADER + '11-1011.00,"Chiefs, all",11-1011.00,Chiefs\n')
    walk = read_crosswalk(path)
    assert walk.pairs.rows() == [("11-1011.00", "11-1011.00")]
    assert (walk.file, len(walk.sha256)) == ("walk.csv", 64)


@pytest.mark.parametrize(
    ("text", "column", "row"),
    [
        ("a,b\n1,2\n", "O*NET-SOC 2010 Code", 1),
        (HEADER + "11-1011.00,A,11-1011,B\n", "O*NET-SOC 2019 Code", 2),
        (HEADER + "11-1011.00,A,,B\n", "O*NET-SOC 2019 Code", 2),
        (HEADER + 2 * "11-1011.00,A,11-1011.00,B\n", "O*NET-SOC 2019 Code", 3),
    ],
)
def test_a_broken_crosswalk_is_named(tmp_path: Path, text: str, column: str, row: int) -> None:
    path = tmp_path / "walk.csv"
    path.write_text(text)
    with pytest.raises(ReleaseError) as caught:
        read_crosswalk(path)
    assert (caught.value.file, caught.value.column, caught.value.row) == ("walk.csv", column, row)


@pytest.mark.parametrize("data", [None, b"", b"\xff\xfe\x00", HEADER.encode() + b"a,b,c,d,e\n"])
def test_what_is_no_csv_is_refused(tmp_path: Path, data: bytes | None) -> None:
    path = tmp_path / "walk.csv"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(ReleaseError):
        read_crosswalk(path)
