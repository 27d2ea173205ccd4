"""What file names say of a release."""

import pytest

from jobskills.onet.taxonomy import version_in


@pytest.mark.parametrize(
    ("text", "version"),
    [
        ("db_29_3_excel.zip", "29.3"),
        ("db_18_1.zip", "18.1"),
        ("supplement_23_2_excel", "23.2"),
        ("O*NET 30.0 Database", "30.0"),
        ("db_31_0_text", "31.0"),
        ("onet-2024_05_12", None),
        ("05_12_backup", None),
        ("2010_to_2019", None),
        ("db_29_3.1", None),
        ("", None),
    ],
)
def test_version_in(text: str, version: str | None) -> None:
    assert version_in(text) == version
