"""What every response carries: a request id, the security headers, one log line without text.

Query strings, bodies and form fields are never logged.
"""

import logging
import re
import time
import uuid
from typing import Final

from flask import Flask, Response, g, request

__all__ = ["CONTENT_SECURITY_POLICY", "register_envelope"]

_LOG: Final = logging.getLogger("jobskills.web")
_REQUEST_ID: Final = re.compile(r"[A-Za-z0-9._-]{1,64}")

#: No inline script or style anywhere: a posting that slips through escaping still can't act.
CONTENT_SECURITY_POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)

_HEADERS: Final = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def register_envelope(app: Flask) -> None:
    """Give every request an id and every response its headers."""
    app.before_request(_open)
    app.after_request(_close)


def _open() -> None:
    given = request.headers.get("X-Request-ID", "")
    # A caller's id is kept so that its logs and ours can be joined, but never trusted.
    g.request_id = given if _REQUEST_ID.fullmatch(given) else uuid.uuid4().hex
    g.started = time.perf_counter()


def _close(response: Response) -> Response:
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers["X-Request-ID"] = g.request_id
    if "Cache-Control" not in response.headers:
        # An answer may quote a posting: no cache between us and its sender keeps it.
        response.headers["Cache-Control"] = "no-store"
    milliseconds = (time.perf_counter() - g.started) * 1000
    rule = request.url_rule.rule if request.url_rule else "(no route)"
    _LOG.info(
        "%s %s %d %.1f ms %s",
        request.method,
        rule,
        response.status_code,
        milliseconds,
        g.request_id,
    )
    return response
