"""What every response carries: a request id, the security headers, one log line without text.

Query strings, bodies and form fields are never logged, nor the address they came from.
"""

import logging
import re
import time
import uuid
from typing import Final

from flask import Flask, Response, g, request

__all__ = ["content_security_policy", "register_envelope"]

_LOG: Final = logging.getLogger("jobskills.web")
_REQUEST_ID: Final = re.compile(r"[A-Za-z0-9._-]{1,64}")

_HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def content_security_policy(style: str) -> str:
    """Return the policy of every response; `style` is the hash of the pages' one style sheet.

    No script and no style but our own can act, so that a posting that slipped through
    escaping still couldn't.

    Examples
    --------
    >>> "script-src 'self'; style-src 'sha256-47DEQ'" in content_security_policy("'sha256-47DEQ'")
    True
    """
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            f"style-src {style}",
            "img-src 'self'",
            "connect-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    )


def register_envelope(app: Flask, style: str) -> None:
    """Give every request an id and every response its headers; `style` as of the policy."""
    policy = content_security_policy(style)

    def protect(response: Response) -> Response:
        response.headers.setdefault("Content-Security-Policy", policy)
        return response

    app.before_request(_open)
    app.after_request(_close)
    app.after_request(protect)


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
    _log(response)
    return response


def _log(response: Response) -> None:
    """Write one line; its fields are there one by one too, for `jobskills.web.logs`."""
    entry = {
        "request_id": g.request_id,
        "method": request.method,
        "route": request.url_rule.rule if request.url_rule else "(no route)",
        "status": response.status_code,
        "milliseconds": round((time.perf_counter() - g.started) * 1000, 1),
        "bytes_in": request.content_length or 0,
        "bytes_out": response.content_length or 0,
    }
    line = "%(method)s %(route)s %(status)d %(milliseconds).1f ms %(request_id)s"
    _LOG.info(line, entry, extra={"request": entry})
