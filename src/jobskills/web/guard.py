"""Who may ask, and how often: limits an address, other sites' pages, and the proxies in front.

All of it is off unless it is configured; the libraries are imported only then.
"""

from typing import Final

from flask import Flask, request
from werkzeug.middleware.proxy_fix import ProxyFix

from jobskills.errors import DataError
from jobskills.web.config import WebConfig

__all__ = ["register_guard"]

#: Asked by machines that watch the service, and small files: never counted.
_FREE: Final = frozenset(("health.healthz", "health.readyz", "metrics.show", "assets.send"))


def register_guard(app: Flask, config: WebConfig) -> None:
    """Put an application behind the limits that are configured."""
    if config.trusted_proxies:
        hops = config.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    if config.cors_origins:
        _allow_origins(app, config.cors_origins)
    if config.rate_limit:
        _limit(app, config)


def _allow_origins(app: Flask, origins: tuple[str, ...]) -> None:
    from flask_cors import CORS

    CORS(
        app,
        resources={r"/api/.*": {"origins": "*" if "*" in origins else list(origins)}},
        methods=["GET", "POST", "OPTIONS"],
        allow_headers=["Content-Type", "X-Request-ID"],
        expose_headers=["X-Request-ID", "Retry-After"],
        max_age=600,
        send_wildcard=True,
    )


def _limit(app: Flask, config: WebConfig) -> None:
    from flask_limiter import Limiter
    from flask_limiter.util import get_remote_address
    from limits.errors import ConfigurationError

    try:
        limiter = Limiter(
            get_remote_address,
            app=app,
            application_limits=[config.rate_limit],
            application_limits_cost=_cost,
            application_limits_exempt_when=_is_free,
            storage_uri=config.rate_limit_storage,
            strategy="fixed-window",
            headers_enabled=True,
        )
    except ConfigurationError as error:
        raise DataError(
            f"JOBSKILLS_RATE_LIMIT_STORAGE can't be used ({config.rate_limit_storage!r}); "
            "install the store's client, or leave it out to count in memory"
        ) from error
    app.extensions["jobskills.limiter"] = limiter


def _is_free() -> bool:
    return request.endpoint in _FREE


def _cost() -> int:
    """Return how many requests this one counts as: a batch as many as it has postings."""
    if request.endpoint != "api.predict_batch" or not request.is_json:
        return 1
    try:
        body = request.get_json(silent=True)
    except RecursionError:
        return 1
    items = body.get("items") if isinstance(body, dict) else None
    return max(len(items), 1) if isinstance(items, list) else 1
