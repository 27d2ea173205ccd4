"""Texts that are no postings, or hold several; the wider measure is benchmarks/likeness.py."""

import json
from pathlib import Path

import pytest

from jobskills.prediction import Posting
from jobskills.text import read_posting
from jobskills.text.doubts import NOT_A_POSTING, ONE_OF_SEVERAL, SEVERAL_JOBS, TOO_SHORT

SHARED = Path(__file__).parents[3] / "shared" / "data" / "eval"

OTHERS = [
    ("", "Cream the butter with the sugar, beat in three eggs and fold in the flour and the nuts."),
    ("Apple pie", "Roll out the dough, lay it in the tin and cover it with slices of sour apple."),
    (
        "",
        "The moon has drawn a silver thread across the lake, and all the reeds are still tonight.",
    ),
    (
        "",
        "Hobbies: sailing, stamps, long walks with the dog, old films, jazz, chess and crosswords.",
    ),
    (
        "",
        "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor.",
    ),
    (
        "",
        "The lamp came with a broken switch, and nobody answered me. One star, never again.",
    ),
    (
        "Gales",
        "A gale tore tiles from forty roofs last night, and the ferry stayed in port until dawn.",
    ),
]
POSTINGS = [
    (
        "",
        "We need a cheerful person for our kitchen team. You prepare meals and wash up afterwards.",
    ),
    (
        "Baker",
        "Come and bake with us! Early mornings, good bread, nice people, and Sundays are free.",
    ),
    (
        "",
        "Roofers cover the roofs of buildings with slates or tiles and mend them after storms.",
    ),
    (
        "",
        "Must have a driving licence and two years of experience with lorries. Nights, weekends.",
    ),
]


@pytest.mark.parametrize(("title", "text"), OTHERS)
def test_what_is_no_posting_is_doubted(title: str, text: str) -> None:
    reading = read_posting(Posting(title, text))
    assert reading.warnings == (NOT_A_POSTING,)
    assert reading.doubtful


@pytest.mark.parametrize(("title", "text"), POSTINGS)
def test_what_is_a_posting_is_not(title: str, text: str) -> None:
    reading = read_posting(Posting(title, text))
    assert reading.warnings == ()
    assert not reading.doubtful


def test_too_little_to_go_by_is_doubted() -> None:
    assert read_posting(Posting("", "Bake bread.")).warnings == (TOO_SHORT,)
    assert read_posting(Posting("", "Bake bread.")).doubtful


@pytest.mark.shared
def test_real_advertisements_are_not_doubted() -> None:
    lines = (SHARED / "indeed_dev.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    doubted = [
        row["id"]
        for row in rows
        if read_posting(Posting(row["title"], row["description"])).doubtful
        or read_posting(Posting("", row["description"])).doubtful
    ]
    assert doubted == []


@pytest.mark.parametrize(
    "text",
    [
        "Job title: Baker\nBake bread for the team.\nJob title: Driver\nDeliver it to customers.",
        "Position 1: Baker\nWork in our bakery.\nPosition 2: Driver\nWork on the road.",
        "Several positions are available in our bakery: baker, driver and clerk. Apply today.",
        "We are hiring bakers, drivers and cleaners for our company. Apply today at the shop.",
        "Baker\nDuties:\nBake bread\nRequirements:\nA permit\n"
        "Driver\nDuties:\nDeliver bread\nRequirements:\nA licence",
    ],
)
def test_several_jobs_in_one_text_are_noticed(text: str) -> None:
    assert SEVERAL_JOBS in read_posting(Posting("", text)).warnings


@pytest.mark.parametrize(
    "text",
    [
        "Job title: Baker\nBake bread.\nPosition: Baker\nJob title: Baker\nWork with our team.",
        "Duties:\nBake bread\nRequirements:\nA permit\nOther duties:\nSell it to customers",
        "Duties\nDuties:\nBake bread for customers\nRequirements\nRequirements:\nA work permit",
    ],
)
def test_one_job_told_twice_is_one_job(text: str) -> None:
    assert SEVERAL_JOBS not in read_posting(Posting("", text)).warnings


def test_only_the_first_of_several_declared_postings_is_read() -> None:
    text = "Prepare the dough and bake bread with our team in the early morning."
    one = {"@type": "JobPosting", "title": "Baker", "description": text}
    source = json.dumps([one, one | {"title": "Driver"}])
    reading = read_posting(Posting("", source))
    assert reading.warnings == (ONE_OF_SEVERAL,)
    assert reading.title_clean == "Baker"
