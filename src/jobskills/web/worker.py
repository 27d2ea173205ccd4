"""The web server's own refusals, as problem details.

gunicorn refuses what is no HTTP, and lines that are too long, before there is a request to
route. It would answer in HTML and quote what was sent; here it does neither. What it finds
wrong while the application reads a body is the sender's fault too.
"""

import json
import socket
import uuid
from http import HTTPStatus
from typing import Any, Final

from flask import Flask, Response
from gunicorn import util
from gunicorn.http import errors
from gunicorn.workers.gthread import ThreadWorker

from jobskills.web.problems import OUR_FAULT, PROBLEM_TYPE, RefusedError, problem_details, refused

__all__ = ["MOST_LINE", "Worker", "refuse_broken_bodies"]

#: Two hundred characters of any script are searched for, each up to twelve when escaped.
MOST_LINE: Final = 8190

_MALFORMED: Final = (400, "This is not HTTP as the server reads it.")
_REFUSALS: Final[dict[type[Exception], tuple[int, str]]] = {
    errors.LimitRequestLine: (414, f"The address is longer than {MOST_LINE:,} bytes."),
    errors.LimitRequestHeaders: (
        431,
        f"Headers are too large: at most 100, each at most {MOST_LINE:,} bytes.",
    ),
    errors.ExpectationFailed: (417, "Of the header Expect only 100-continue is understood."),
    errors.UnsupportedTransferCoding: (501, "Of transfer codings only chunked is understood."),
}


class Worker(ThreadWorker):  # type: ignore[misc]
    """A worker with threads that refuses in the same form as the application."""

    def handle_error(self, req: Any, client: socket.socket, addr: Any, exc: Exception) -> None:  # noqa: ARG002
        """Answer what the application never saw, and quote nothing of it."""
        status, detail = _REFUSALS.get(type(exc), _MALFORMED)
        if not isinstance(exc, errors.ParseException):
            status, detail = 500, OUR_FAULT
            self.log.error("a request failed with %s", type(exc).__name__)
        try:
            util.write_nonblock(client, _response(status, detail))
        except OSError:  # whoever sent it has gone
            self.log.debug("a refusal was not heard")


def refuse_broken_bodies(app: Flask) -> None:
    """Answer with 400 where the chunks of a body are not what they say."""

    def broken(_error: Exception) -> Response:
        return refused(RefusedError(400, "The chunks of the body have wrong sizes."))

    app.register_error_handler(errors.ParseException, broken)


def _response(status: int, detail: str) -> bytes:
    number = uuid.uuid4().hex
    body = json.dumps(problem_details(status, detail, number)).encode()
    head = (
        f"HTTP/1.1 {status} {HTTPStatus(status).phrase}\r\nConnection: close\r\n"
        f"Content-Type: {PROBLEM_TYPE}\r\nContent-Length: {len(body)}\r\n"
        f"Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n"
        f"X-Request-ID: {number}\r\n\r\n"
    )
    return head.encode() + body
