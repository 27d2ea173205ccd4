"""How a server is reached: over standard input and output, or over HTTP on this machine."""

import logging
import socket
from typing import Any

import anyio
import uvicorn
from mcp.server import Server
from mcp.server.stdio import stdio_server

__all__ = ["serve_http", "serve_stdio"]


def serve_stdio(server: Server[Any]) -> None:
    """Serve the process that started this one until it closes standard input."""

    async def serve() -> None:
        async with stdio_server() as (read, write):
            await server.run(read, write, server.create_initialization_options())

    anyio.run(serve)


def serve_http(server: Server[Any], listener: socket.socket) -> None:
    """Serve clients of a loopback address at ``/mcp`` until Ctrl-C or SIGTERM.

    Names other than loopback's are refused, so that no web page can reach it by a name of its own.
    """
    # No call builds on another one: nothing is kept between them.
    app = server.streamable_http_app(json_response=True, stateless_http=True)
    config = uvicorn.Config(app, log_level=logging.WARNING, access_log=False)
    anyio.run(lambda: uvicorn.Server(config).serve(sockets=[listener]))
