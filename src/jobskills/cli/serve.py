"""`jobskills serve`: the page and the API behind a production server."""

import gc
import os
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from shutil import rmtree
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Any

import click

from jobskills.cli.options import bundle_option
from jobskills.errors import JobskillsError

if TYPE_CHECKING:
    from flask import Flask

__all__ = ["serve"]

_METRICS = "PROMETHEUS_MULTIPROC_DIR"


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
@bundle_option
def serve(host: str, port: int, workers: int, bundle: str) -> None:
    """Serve the page and the HTTP API until Ctrl-C.

    Limits, the access log, rate limits and other sites' access are set by
    JOBSKILLS_* environment variables (docs/http.md). A server stopped by
    SIGTERM finishes the requests in flight first.

    \b
    Examples:
      jobskills serve
      jobskills serve --host 0.0.0.0 --port 8080 --workers 4
      JOBSKILLS_ACCESS_LOG=json JOBSKILLS_RATE_LIMIT=120/minute jobskills serve
    """
    with _listen(host, port) as listener, _shared_numbers(workers):
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


@contextmanager
def _shared_numbers(workers: int) -> Iterator[None]:
    """Give several workers a folder for their metrics, so that each can tell those of all.

    Before anything imports the library that reads its name.
    """
    if workers == 1 or _METRICS in os.environ:
        yield
        return
    owner = os.getpid()
    os.environ[_METRICS] = mkdtemp(prefix="jobskills-")
    try:
        yield
    finally:
        # Workers are copies of this process and leave through here too.
        if os.getpid() == owner:
            rmtree(os.environ.pop(_METRICS), ignore_errors=True)


def _application(bundle: str) -> "Flask":
    from jobskills.prediction import Posting
    from jobskills.predictor import Predictor
    from jobskills.web import WebConfig, create_app
    from jobskills.web.logs import log_to_stderr

    config = WebConfig.from_environment()
    log_to_stderr(config.access_log)
    predictor = Predictor.load(bundle)
    # What the first prediction builds is built once, before the workers are forked, and shared.
    predictor.predict([Posting("Baker", "Bake bread.\nKeep lists in Excel.")])
    return create_app(predictor, config)


def _run(app: "Flask", listener: int, workers: int, url: str) -> None:
    """Run gunicorn on a socket that is already ours."""
    from gunicorn.app.base import BaseApplication

    from jobskills.web.worker import MOST_LINE, Worker, refuse_broken_bodies

    refuse_broken_bodies(app)

    def announce(_arbiter: object) -> None:
        click.echo(f"jobskills answers at {url} (Ctrl-C stops it)", err=True)

    def forget(_arbiter: object, worker: Any) -> None:
        if _METRICS in os.environ:
            from prometheus_client.multiprocess import mark_process_dead

            mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]

    options: Mapping[str, Any] = {
        "bind": f"fd://{listener}",
        "workers": workers,
        "worker_class": Worker,
        # Enough that slow senders don't hold up the others; computing takes turns anyway.
        "threads": 16,
        # Loaded once, before the workers are forked from it.
        "preload_app": True,
        "timeout": 60,
        "graceful_timeout": 30,
        "keepalive": 5,
        "limit_request_line": MOST_LINE,
        "limit_request_field_size": MOST_LINE,
        # Its warnings quote request lines that it can't parse: a sender's text may be in them.
        "loglevel": "error",
        # No second door beside the one that was asked for (gunicorn 25 and later).
        "control_socket_disable": True,
        "when_ready": announce,
        "child_exit": forget,
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
