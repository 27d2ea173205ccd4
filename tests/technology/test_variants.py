"""The ways in which people shorten O*NET's names."""

import pytest

from jobskills.technology.aliases import ALIASES, EXTRAS, TOOL_ALIASES
from jobskills.technology.variants import is_generic, variants


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Amazon Web Services AWS software", {"AWS", "Amazon Web Services"}),
        ("Customer relationship management CRM software", {"CRM", "CRM software"}),
        ("Human resource information system (HRIS)", {"HRIS", "Human resource information system"}),
        ("Adobe Photoshop", {"Photoshop"}),
        ("SAP software", {"SAP"}),
        ("Vue.js", {"Vuejs"}),
        ("Scheduling software", {"Scheduling applications"}),
    ],
)
def test_common_shortenings(name: str, expected: set[str]) -> None:
    assert expected <= set(variants(name))


def test_a_practice_is_not_its_software() -> None:
    assert "Customer relationship management" not in set(
        variants("Customer relationship management CRM software")
    )


def test_kinds_and_products() -> None:
    assert is_generic("Point of sale POS software")
    assert not is_generic("Intuit QuickBooks")
    assert not is_generic("Linux")


def test_no_head_is_written_twice() -> None:
    for text in (ALIASES, TOOL_ALIASES, EXTRAS):
        heads = [line.partition(": ")[0] for line in text.strip().splitlines() if line[0] != " "]
        assert len(heads) == len(set(heads))
