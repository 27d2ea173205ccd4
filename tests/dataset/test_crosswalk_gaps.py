from pathlib import Path

import polars as pl
import pytest

from jobskills.dataset import build_dataset
from jobskills.errors import DatasetError, ReleaseError

OCCUPATIONS = "O*NET-SOC Code\tTitle\tDescription\n11-1011.00\tDoers\tDo things.\n"
RATINGS = (
    "O*NET-SOC Code\tElement ID\tElement Name\tScale ID\tData Value\tN\tStandard Error\t"
    "Lower CI Bound\tUpper CI Bound\tRecommend Suppress\n"
    "{code}\t2.A.1.a\tReading\tIM\t3.00\tn/a\tn/a\tn/a\tn/a\tn/a\n"
)
HEADER = "O*NET-SOC 2010 Code,O*NET-SOC 2010 Title,O*NET-SOC 2019 Code,O*NET-SOC 2019 Title\n"


@pytest.fixture
def sources(tmp_path: Path) -> tuple[Path, Path, Path]:
    """A release of 2019, a supplement of 2010, and where their crosswalk goes."""
    base, supplement = tmp_path / "db_29_3_text", tmp_path / "db_23_2_text"
    base.mkdir()
    supplement.mkdir()
    (base / "Occupation Data.txt").write_text(OCCUPATIONS)
    (supplement / "Skills.txt").write_text(RATINGS.format(code="11-1012.00"))
    return base, supplement, tmp_path / "walk.csv"


def test_a_crosswalk_that_lacks_an_occupation_is_refused(sources: tuple[Path, Path, Path]) -> None:
    base, supplement, walk = sources
    walk.write_text(HEADER + "15-1131.00,Coders,11-1011.00,Doers\n")
    with pytest.raises(DatasetError, match=r"does not list 1 of the 1 .* first is 11-1012\.00"):
        build_dataset(base, [supplement], walk)


def test_the_same_crosswalk_with_the_occupation_carries_its_rating(
    sources: tuple[Path, Path, Path],
) -> None:
    base, supplement, walk = sources
    walk.write_text(HEADER + "11-1012.00,Old doers,11-1011.00,Doers\n")
    built = build_dataset(base, [supplement], walk)
    assert built.ratings.select("code", "importance").rows() == [("11-1011.00", 3.0)]
    assert built.labels.equals(
        pl.DataFrame(
            {"code": ["11-1011.00"], "Reading": [1]}, schema_overrides={"Reading": pl.UInt8}
        )
    )


def test_a_crosswalk_cut_inside_a_line_is_one_line_of_error(
    sources: tuple[Path, Path, Path],
) -> None:
    base, supplement, walk = sources
    walk.write_text(HEADER + '11-1012.00,Old doers,11-1011.00,"Doers, and so')
    with pytest.raises(ReleaseError, match="can't be read as CSV") as caught:
        build_dataset(base, [supplement], walk)
    assert "\n" not in str(caught.value)
