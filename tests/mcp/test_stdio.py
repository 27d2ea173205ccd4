"""The door as a client of language models opens it: a process, spoken to over its pipes."""

import json
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import anyio
import pytest
from jsonschema import Draft202012Validator
from mcp import Client, StdioServerParameters, stdio_client
from mcp_types import CallToolResult, Tool

from jobskills.comparison import compare
from jobskills.mcp.shortening import most_important_first
from jobskills.prediction import Posting
from jobskills.predictor import Predictor
from jobskills.selection import Selection

_MAIN = "from jobskills.cli import main; main()"
_POSTING = {
    "title": "Beekeeper (seasonal) 🐝",
    "description": "Inspect hives, treat mites and harvest honey.\r\n"
    "Plan routes with Google Maps & keep records in Excel.\n"
    "<b>Benefits</b>: honey – as much as you can carry. Ünïcode “quotes”, tabs\tand 한글.",
}
_RESUME = {"title": "", "description": "I drove a van, kept the books and sold at the market."}
_ASKS: Mapping[str, Mapping[str, Any]] = {
    "predict": {**_POSTING, "top": 300, "threshold": 0},
    "compare": {"left": _RESUME, "right": _POSTING, "domains": ["skills", "knowledge"]},
    "find_occupations": {"query": "farm"},
    "occupation": {"code": "45-2041.00"},
}


@dataclass(frozen=True)
class Talk:
    """One conversation: what was listed, answered, and written beside the protocol."""

    instructions: str | None
    tools: Mapping[str, Tool]
    answers: Mapping[str, CallToolResult]
    refusal: CallToolResult
    stderr: str


@pytest.fixture(scope="module", params=["auto", "legacy"])
def talk(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Talk:
    """Ask everything once, in the protocol of today and in that of older clients."""
    log = tmp_path_factory.mktemp("mcp") / "stderr.txt"
    return anyio.run(_converse, request.param, log)


async def _converse(mode: str, log: Path) -> Talk:
    # The SDK hands few variables on; those that choose BLAS's kernels decide the fourth decimal.
    command = StdioServerParameters(
        command=sys.executable, args=["-c", _MAIN, "mcp"], env=dict(os.environ)
    )
    with log.open("w+") as errors:
        async with Client(stdio_client(command, errlog=errors), mode=mode) as client:
            tools = (await client.list_tools()).tools
            refusal = await client.call_tool("predict", {**_POSTING, "top": "Beekeeper"})
            answers = {name: await client.call_tool(name, {**ask}) for name, ask in _ASKS.items()}
            instructions = client.instructions
    return Talk(
        instructions, {tool.name: tool for tool in tools}, answers, refusal, log.read_text()
    )


def structure(talk: Talk, name: str) -> dict[str, Any]:
    assert not talk.answers[name].is_error
    answer: dict[str, Any] = talk.answers[name].structured_content
    assert answer
    return answer


def test_every_tool_is_listed_with_words_and_types(talk: Talk) -> None:
    assert list(talk.tools) == list(_ASKS)
    assert talk.instructions
    for tool in talk.tools.values():
        assert tool.description
        assert len(tool.description) < 500
        assert tool.annotations
        assert tool.annotations.read_only_hint
        assert tool.input_schema["additionalProperties"] is False
        assert tool.output_schema


def test_every_answer_is_of_the_listed_type(talk: Talk) -> None:
    for name, tool in talk.tools.items():
        assert tool.output_schema
        Draft202012Validator.check_schema(tool.output_schema)
        Draft202012Validator(tool.output_schema).validate(structure(talk, name))


def test_a_prediction_is_the_librarys(talk: Talk) -> None:
    [whole] = Predictor.load().predict([Posting(**_POSTING)])
    kept = most_important_first(Selection(top=300).apply(whole))
    answer = structure(talk, "predict")
    del answer["sentences"]
    assert answer == json.loads(json.dumps(kept.to_dict()))


def test_a_comparison_says_what_the_librarys_says(talk: Talk) -> None:
    left, right = Predictor.load().predict([Posting(**_RESUME), Posting(**_POSTING)])
    compared = compare(left, right, domains=["skills", "knowledge"])
    expected = json.loads(json.dumps(compared.to_dict()))
    answer = structure(talk, "compare")
    assert all(gap in expected["gaps"] for gap in answer["gaps"])
    assert answer["gaps"][0] == expected["gaps"][0]
    assert answer["elements"]
    assert all(one in expected["elements"] for one in answer["elements"])
    for part in ("model", "threshold", "left", "right"):
        assert answer[part] == expected[part]


def test_bad_input_is_an_answer_and_the_next_call_is_served(talk: Talk) -> None:
    assert talk.refusal.is_error
    assert structure(talk, "find_occupations")["total"] > 0


def test_nothing_is_written_beside_the_protocol(talk: Talk) -> None:
    assert talk.stderr == ""
