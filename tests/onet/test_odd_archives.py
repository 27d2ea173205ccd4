import zipfile
from pathlib import Path

import pytest

from jobskills.errors import ReleaseError
from jobskills.onet import read_release


def test_a_file_that_is_in_the_zip_twice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "db_29_3_text.zip"
    with zipfile.ZipFile(path, "w") as opened:
        opened.writestr("Skills.txt", "one")
        with pytest.warns(UserWarning, match="Duplicate name"):
            opened.writestr("Skills.txt", "other")
    with pytest.raises(ReleaseError, match=r"Skills\.txt: is in the zip twice"):
        read_release(path)


def test_a_name_that_no_file_system_takes_is_an_error_of_ours() -> None:
    with pytest.raises(ReleaseError, match="can't be read"):
        read_release(Path("x" * 300))
