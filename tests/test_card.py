"""The card says what was measured, and of what was not, that it wasn't."""

from typing import Any

import pytest

from jobskills.bundle import Bundle
from jobskills.card import model_card

_SWAP = {
    "pairs": 20,
    "mean": 0.0123,
    "mean_deviations": 0.0456,
    "max": 0.31,
    "labels_flipped": 0.012,
    "occupation_changed": 0.25,
}
_RESULTS: dict[str, Any] = {
    "fairness": {
        "swaps": {
            "own": 20,
            "pronoun": _SWAP,
            "title": {**_SWAP, "read_as": {"Barman": "Bartenders", "Barmaid": "Actors"}},
        }
    },
    "sections": {
        "judge": {"sections agree": [0.756, 0.71, 0.8]},
        "evidence": {"entries on about benefits legal": [0.065, 0.027, 0.111]},
    },
    "evidence_removal": {"all": {"falls": [0.97, 0.95, 0.99]}},
    "likeness": {
        "no postings": {"kept aside": [0.909, 0.818, 0.977]},
        "green_ner": {"both": [0.24, 0.2, 0.3]},
        "indeed_dev": {"both": [0.0, 0.0, 0.0]},
        "uk_jobads_776": {"both": [0.0026, 0.0, 0.0064]},
        "google_jobs_1250": {"both": [0.0008, 0.0, 0.0024]},
        "skillspan": {"both": [0.0, 0.0, 0.0]},
    },
}


@pytest.fixture(scope="module")
def bundle() -> Bundle:
    return Bundle.load("default")


def test_what_was_not_measured_is_said_so(bundle: Bundle) -> None:
    card = model_card(bundle, [])
    assert card.count("not measured with this bundle") == 4
    assert "$" not in card


def test_results_of_the_benchmarks_are_shown(bundle: Bundle) -> None:
    card = model_card(bundle, [], figures=["| Figure |", "|---|", "| 1 |"], results=_RESULTS)
    assert "| Figure |\n|---|\n| 1 |" in card
    assert "| pronoun | 20 | 0.012 | 0.046 | 0.31 | 1.2% | 25.0% |" in card
    assert "“Barman” as Bartenders; “Barmaid” as Actors" in card
    assert "97.0% [95.0%, 99.0%]" in card
    assert "6.5% [2.7%, 11.1%]" in card
    assert "90.9% [81.8%, 97.7%]" in card
    assert "at most 0.3% of the advertisements" in card


def test_calibration_is_shown_per_gold_set_and_domain(bundle: Bundle) -> None:
    chance = {"postings": 9, "said": 0.5, "seen": 0.6, "ece": 0.1, "ece_by_chance": 0.08}
    score = {"r": 0.8, "r_interval": [0.7, 0.9], "coverage": 0.912}
    reading = {"rated": 8, "domains": {"skills": score}, "baselines": {}}
    numbers = {
        "data": {"postings": 9},
        "readings": {"title only": {**reading, "ece": 0.03, "coverage": 0.9}},
        "hits": {},
        "chances": {"gold_union": {"title only": chance}},
    }
    card = model_card(bundle, [("ads.jsonl", numbers)])
    assert "| gold_union (9) | title only | 0.500 | 0.600 | 0.100 | 0.080 |" in card
    assert "| title only | 91.2% | – |" in card
