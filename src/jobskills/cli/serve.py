"""`jobskills serve`: the page and the API behind a production server."""

import gc
import socket
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from jobskills.errors import JobskillsError

if TYPE_CHECKING:
    from flask import Flask

__all__ = ["serve"]


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port",
    default=8000,
    show_default=True,
    type=click.IntRange(0, 65535),
    help="Port to listen on; 0 takes any free one.",
)
@click.option(
    "--workers",
    default=1,
    show_default=True,
    type=click.IntRange(1, 64),
    help="Processes that answer; they share the model's memory.",
)
@click.option("--bundle", default="default", show_default=True, help="Model, by name or directory.")
def serve(host: str, port: int, workers: int, bundle: str) -> None:
    """Serve the page and the HTTP API until Ctrl-C.

    Limits are read from JOBSKILLS_* environment variables. A server stopped
    by SIGTERM finishes the requests in flight first.

    \b
    Examples:
      jobskills serve
      jobskills serve --host 0.0.0.0 --port 8080 --workers 4
    """
    with _listen(host, port) as listener:
        app = _application(bundle)
        address, bound = listener.getsockname()[:2]
        shown = f"[{address}]" if ":" in address else address
        # gunicorn closes the socket itself, so it must be its own.
        _run(app, listener.detach(), workers, f"http://{shown}:{bound}/")


def _listen(host: str, port: int) -> socket.socket:
    """Take the port before the model is loaded: a taken one is said at once."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family, backlog=1024)
    except (OSError, UnicodeError) as error:  # the latter: no host may have such a name
        # Python's own words name the address twice; the system's say just what is wrong.
        reason = str(getattr(error, "strerror", None) or error).partition(" (while")[0]
        raise JobskillsError(
            f"can't listen on {host} port {port}: {reason}; choose another with --host or --port"
        ) from error


def _application(bundle: str) -> "Flask":
    from jobskills.predictor import Predictor
    from jobskills.web import create_app

    return create_app(Predictor.load(bundle))


def _run(app: "Flask", listener: int, workers: int, url: str) -> None:
    """Run gunicorn on a socket that is already ours."""
    from gunicorn.app.base import BaseApplication

    def announce(_arbiter: object) -> None:
        click.echo(f"jobskills answers at {url} (Ctrl-C stops it)", err=True)

    options: Mapping[str, Any] = {
        "bind": f"fd://{listener}",
        "workers": workers,
        "worker_class": "gthread",
        # Threads keep slow senders from holding up the others; reading itself is one at a time.
        "threads": 4,
        # Loaded once, before the workers are forked from it.
        "preload_app": True,
        "timeout": 60,
        "graceful_timeout": 30,
        "keepalive": 5,
        "loglevel": "warning",
        # No second door beside the one that was asked for (gunicorn 25 and later).
        "control_socket_disable": True,
        "when_ready": announce,
    }

    class Server(BaseApplication):  # type: ignore[misc]
        def load_config(self) -> None:
            for name in options.keys() & self.cfg.settings.keys():
                self.cfg.set(name, options[name])

        def load(self) -> "Flask":
            # What exists now is shared; the collector would touch it and unshare it page by page.
            gc.freeze()
            return app

    Server().run()
