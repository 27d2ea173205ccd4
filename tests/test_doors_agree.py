"""Library, command line, HTTP, batch and frames give the same numbers for the same posting."""

import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import duckdb
import polars
import pytest

from jobskills.prediction import Posting
from jobskills.predictor import Predictor
from jobskills.web import WebConfig, create_app

_POSTINGS = (
    Posting(
        "Beekeeper (seasonal) 🐝",
        "Inspect hives, treat mites and harvest honey.\r\n"
        "Plan routes with Google Maps & keep records in Excel.\n"
        "<b>Benefits</b>: honey – as much as you can carry. Ünïcode “quotes”, tabs\tand 한글.",
    ),
    Posting("Data analyst"),
    Posting("", "You teach chemistry to pupils and mark their tests."),
)
#: What every door says of a posting; batch leaves out what is one for the whole file.
_PARTS = ("title", "n_words", "truncated", "occupations", "elements", "technologies", "tools")
Answer = Mapping[str, Any]
Door = Callable[[Predictor, Path], list[Answer]]


@pytest.fixture(scope="module")
def predictor() -> Predictor:
    return Predictor.load()


@pytest.fixture(scope="module")
def library(predictor: Predictor) -> list[Answer]:
    return [json.loads(json.dumps(one.to_dict())) for one in predictor.predict(_POSTINGS)]


def _command(*args: str, stdin: str = "") -> str:
    done = subprocess.run(
        [sys.executable, "-c", "from jobskills.cli import main; main()", *args],
        input=stdin.encode(),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.decode()


def _by_command_line(_: Predictor, __: Path) -> list[Answer]:
    return [
        json.loads(
            _command(
                "predict", "--title", one.title, "-", "--format", "json", stdin=one.description
            )
        )
        for one in _POSTINGS
    ]


def _by_http(predictor: Predictor, _: Path) -> list[Answer]:
    client = create_app(predictor, WebConfig()).test_client()
    answers: list[Answer] = [
        client.post(
            "/api/v1/predict", json={"title": one.title, "description": one.description}
        ).get_json()
        for one in _POSTINGS
    ]
    return answers


def _by_http_batch(predictor: Predictor, _: Path) -> list[Answer]:
    client = create_app(predictor, WebConfig()).test_client()
    items = [{"title": one.title, "description": one.description} for one in _POSTINGS]
    answer = client.post("/api/v1/predict/batch", json={"items": items}).get_json()
    answers: list[Answer] = answer["items"]
    return answers


def _by_json_lines(_: Predictor, folder: Path) -> list[Answer]:
    return [
        json.loads(line)
        for line in _scored(folder, "out.jsonl").read_text("utf-8").split("\n")[:-1]
    ]


def _by_parquet(_: Predictor, folder: Path) -> list[Answer]:
    found = duckdb.read_parquet(str(_scored(folder, "out.parquet")))
    return [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]


def _by_frame(predictor: Predictor, _: Path) -> list[Answer]:
    frame = polars.DataFrame(
        {
            "title": [one.title for one in _POSTINGS],
            "description": [one.description for one in _POSTINGS],
        }
    )
    answers: list[Answer] = predictor.predict_frame(frame).to_dicts()
    return answers


def _scored(folder: Path, name: str) -> Path:
    rows = [{"title": one.title, "description": one.description} for one in _POSTINGS]
    (folder / "in.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    _command("batch", str(folder / "in.jsonl"), str(folder / name))
    return folder / name


@pytest.mark.parametrize(
    "door", [_by_command_line, _by_http, _by_http_batch, _by_json_lines, _by_parquet, _by_frame]
)
def test_a_door_says_what_the_library_says(
    door: Door, predictor: Predictor, library: list[Answer], tmp_path: Path
) -> None:
    answers = door(predictor, tmp_path)
    assert len(answers) == len(library)
    for answer, expected in zip(answers, library, strict=True):
        for part in _PARTS:
            assert answer[part] == expected[part], part


def test_the_page_says_it_of_the_text_as_it_was_typed(predictor: Predictor) -> None:
    client = create_app(predictor, WebConfig()).test_client()
    for one in _POSTINGS:
        # A browser sends CR LF where somebody typed a line end; the page reads what was typed.
        [expected] = predictor.predict([Posting(one.title, one.description.replace("\r\n", "\n"))])
        sent = {"title": one.title, "description": one.description}
        answer = client.post("/skills.json", data=sent).get_json()
        assert answer == json.loads(json.dumps(expected.to_dict()))
