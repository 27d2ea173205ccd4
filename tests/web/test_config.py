"""Settings come from the environment, once, or are refused by name."""

from dataclasses import fields

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


def test_every_setting_can_be_set() -> None:
    given = {
        "MAX_BODY_BYTES": "1",
        "MAX_FILE_BYTES": "2",
        "MAX_FILE_PAGES": "3",
        "MAX_FILE_SECONDS": "4",
        "COMPRESS_FROM_BYTES": "5",
        "RATE_LIMIT": "10/second; 600 / 2 hours",
        "RATE_LIMIT_STORAGE": "redis://store:6379/0",
        "TRUSTED_PROXIES": "1",
        "CORS_ORIGINS": "https://a.org ,http://localhost:3000",
        "ACCESS_LOG": "json",
    }
    config = WebConfig.from_environment({f"JOBSKILLS_{name}": v for name, v in given.items()})
    assert {field.name.upper() for field in fields(config)} == set(given)
    default = WebConfig()
    assert all(getattr(config, one.name) != getattr(default, one.name) for one in fields(config))
    assert config.cors_origins == ("https://a.org", "http://localhost:3000")
    assert config.file_limits().max_pages == 3


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("RATE_LIMIT", "many"),
        ("RATE_LIMIT", "0/minute"),
        ("RATE_LIMIT", "5/fortnight"),
        ("RATE_LIMIT_STORAGE", "localhost"),
        ("TRUSTED_PROXIES", "-1"),
        ("CORS_ORIGINS", "example.org"),
        ("CORS_ORIGINS", "https://a.org/path"),
        ("CORS_ORIGINS", "https://*.org"),
        ("ACCESS_LOG", "yes"),
    ],
)
def test_a_value_that_makes_no_sense_is_refused_by_name(name: str, value: str) -> None:
    with pytest.raises(DataError, match=f"JOBSKILLS_{name} must be"):
        WebConfig.from_environment({f"JOBSKILLS_{name}": value})
