"""`jobskills mcp`: the tools for language models, over standard input or HTTP."""

import signal
import socket
from importlib.util import find_spec
from typing import Literal

import click

from jobskills.cli.options import bundle_option
from jobskills.errors import JobskillsError, MissingExtraError

__all__ = ["mcp"]

#: A door without locks: only programs of this machine may come in.
_HOST = "127.0.0.1"


@click.command()
@click.option(
    "--transport",
    type=click.Choice(["stdio", "http"]),
    default="stdio",
    show_default=True,
    help="stdio: a client starts this command. http: clients of this machine connect to it.",
)
@click.option(
    "--port",
    default=8001,
    show_default=True,
    type=click.IntRange(0, 65535),
    help="Port of http; 0 takes any free one.",
)
@bundle_option
def mcp(transport: Literal["stdio", "http"], port: int, bundle: str) -> None:
    """Offer predict, compare, find_occupations and occupation to a language model's client.

    Speaks the Model Context Protocol (docs/mcp.md). Needs the extra: pip install 'jobskills[mcp]'.

    \b
    Examples:
      jobskills mcp
      jobskills mcp --transport http --port 8001
    """
    if find_spec("mcp") is None:
        raise MissingExtraError("jobskills mcp", "mcp")
    from jobskills.mcp import create_server
    from jobskills.mcp.transports import serve_http, serve_stdio
    from jobskills.predictor import Predictor

    if transport == "stdio":
        # The thread that waits for input can't be interrupted; the process can.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        serve_stdio(create_server(Predictor.load(bundle)))
        return
    with _listen(port) as listener:
        server = create_server(Predictor.load(bundle))
        address = f"http://{_HOST}:{listener.getsockname()[1]}/mcp"
        click.echo(f"jobskills answers MCP clients at {address} (Ctrl-C stops it)", err=True)
        serve_http(server, listener)


def _listen(port: int) -> socket.socket:
    """Take the port before the model is loaded: a taken one is said at once."""
    try:
        return socket.create_server((_HOST, port))
    except OSError as error:
        reason = str(error.strerror or error).partition(" (while")[0]
        raise JobskillsError(
            f"can't listen on {_HOST} port {port}: {reason}; choose another with --port"
        ) from error
