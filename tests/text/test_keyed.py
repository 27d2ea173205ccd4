"""Patterns with keys: a pattern is never kept from what it would have found."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jobskills.text import cues, unannounced
from jobskills.text.keyed import KeyedPatterns

TABLES = {
    "about": cues._ABOUT,
    "application": unannounced._APPLICATION,
    "have": unannounced._HAVE,
    "work": unannounced._WORK,
}


def keys_of(table: KeyedPatterns) -> dict[re.Pattern[str], list[str]]:
    """Return each pattern with its keys."""
    keys: dict[re.Pattern[str], list[str]] = {}
    for key, patterns in table.by_key.items():
        for pattern in patterns:
            keys.setdefault(pattern, []).append(key)
    return keys


@pytest.mark.parametrize("name", TABLES)
@given(data=st.data())
@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_a_pattern_matches_holds_one_of_its_keys(name: str, data: st.DataObject) -> None:
    pattern, keys = data.draw(st.sampled_from(sorted(keys_of(TABLES[name]).items(), key=str)))
    text = data.draw(st.from_regex(pattern)).lower()
    found = pattern.search(text)
    assert found is None or any(key in found[0] for key in keys)


def test_a_pattern_is_not_looked_for_without_its_key() -> None:
    patterns = KeyedPatterns("oven|ovens  ov.n")
    assert {match[0] for match in patterns.matches("an oven", patterns.by_key)} == {"oven"}
    assert not list(patterns.matches("an ovan", patterns.by_key))
