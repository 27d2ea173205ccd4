"""A server in this process, and postings of our own wording to ask it of."""

from collections.abc import Callable, Mapping
from typing import Any

import anyio
import pytest
from mcp import Client
from mcp_types import CallToolResult

from jobskills.mcp import create_server
from jobskills.predictor import Predictor

Call = Callable[[str, Mapping[str, Any]], CallToolResult]


@pytest.fixture(scope="session")
def predictor() -> Predictor:
    return Predictor.load()


@pytest.fixture(scope="session")
def call(predictor: Predictor) -> Call:
    """Call one tool through the SDK's client."""
    server = create_server(predictor)

    def run(name: str, arguments: Mapping[str, Any]) -> CallToolResult:
        async def ask() -> CallToolResult:
            async with Client(server) as client:
                return await client.call_tool(name, dict(arguments))

        return anyio.run(ask)

    return run
