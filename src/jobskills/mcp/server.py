"""The server: tools listed and called through the official SDK; every error of input is an answer.

The SDK's lower layer is used: its upper one takes unknown arguments in silence, and quotes what
was sent in the error.
"""

import json
from collections.abc import Iterator
from functools import partial
from typing import Any, Final

import anyio.to_thread
from mcp.server import Server, ServerRequestContext
from mcp_types import (
    CallToolRequestParams,
    CallToolResult,
    ListToolsResult,
    PaginatedRequestParams,
    TextContent,
    ToolAnnotations,
)
from mcp_types import Tool as ListedTool
from pydantic import ValidationError

from jobskills import __version__
from jobskills.errors import DataError
from jobskills.mcp.tools import INSTRUCTIONS, Tool, create_tools
from jobskills.predictor import Predictor

__all__ = ["create_server"]

#: Nothing is changed, kept or asked of anyone else by any of the tools.
_HINTS: Final = ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)


def create_server(predictor: Predictor) -> Server[Any]:
    """Return a server with the tools around a predictor; it serves no one until it is run.

    Parameters
    ----------
    predictor : Predictor

    Examples
    --------
    >>> from jobskills import Predictor
    >>> create_server(Predictor.load()).name
    'jobskills'
    """
    tools = {tool.name: tool for tool in create_tools(predictor)}
    reader = anyio.CapacityLimiter(1)  # a reading takes the whole core anyway

    async def list_tools(
        _context: ServerRequestContext[Any], _params: PaginatedRequestParams | None
    ) -> ListToolsResult:
        return ListToolsResult(tools=[_listed(tool) for tool in tools.values()])

    async def call_tool(
        _context: ServerRequestContext[Any], params: CallToolRequestParams
    ) -> CallToolResult:
        tool = tools.get(params.name)
        if tool is None:
            return _refusal(f"no such tool; the tools are {', '.join(tools)}")
        return await anyio.to_thread.run_sync(
            partial(_call, tool, params.arguments or {}), limiter=reader
        )

    return Server(
        "jobskills",
        version=__version__,
        title="jobskills",
        instructions=INSTRUCTIONS,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
    )


def _listed(tool: Tool) -> ListedTool:
    return ListedTool(
        name=tool.name,
        title=tool.title,
        description=tool.description,
        input_schema=tool.ask.model_json_schema(),
        output_schema=dict(tool.answer),
        annotations=_HINTS,
    )


def _call(tool: Tool, arguments: dict[str, Any]) -> CallToolResult:
    """Run a tool; the same document is given as structure and, for older clients, as text."""
    try:
        answer = tool.run(tool.ask.model_validate(arguments))
    except ValidationError as error:
        return _refusal("; ".join(_faults(error, tool)))
    except DataError as error:
        return _refusal(str(error))
    # Through JSON once, so that both forms are of the same plain lists.
    text = json.dumps(answer, ensure_ascii=False, separators=(",", ":"))
    content = TextContent(type="text", text=text)
    return CallToolResult(content=[content], structured_content=json.loads(text))


def _faults(error: ValidationError, tool: Tool) -> Iterator[str]:
    """Say where and what is wrong; what was sent is not repeated."""
    for fault in error.errors(include_url=False, include_context=False, include_input=False):
        place = ".".join(str(part) for part in fault["loc"])
        what = fault["msg"]
        if fault["type"] == "extra_forbidden":
            what = f"no such argument; the arguments of {tool.name} are {', '.join(_names(tool))}"
        yield f"{place}: {what}" if place else what


def _names(tool: Tool) -> list[str]:
    return list(tool.ask.model_fields)


def _refusal(words: str) -> CallToolResult:
    return CallToolResult(content=[TextContent(type="text", text=words)], is_error=True)
