"""Settings come from the environment, once, or are refused by name."""

import pytest

from jobskills.errors import DataError
from jobskills.web import WebConfig


def test_what_is_not_set_keeps_its_default() -> None:
    assert WebConfig.from_environment({"HOME": "/"}) == WebConfig()


def test_a_setting_is_read_by_its_prefix() -> None:
    assert WebConfig.from_environment({"JOBSKILLS_MAX_BODY_BYTES": "77"}).max_body_bytes == 77


@pytest.mark.parametrize("value", ["", "0", "-1", "1e3", "ten", "²"])
def test_a_value_that_is_no_whole_number_is_refused(value: str) -> None:
    with pytest.raises(DataError, match="JOBSKILLS_MAX_BODY_BYTES"):
        WebConfig.from_environment({"JOBSKILLS_MAX_BODY_BYTES": value})
