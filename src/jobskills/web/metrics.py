"""Numbers for Prometheus: how many requests, how long, how many are being answered now.

Labels are routes, methods and statuses of a fixed list: nothing that a sender chooses.
"""

import os
import time
from typing import Final

from flask import Blueprint, Flask, Response, g, request
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    generate_latest,
)
from prometheus_client.multiprocess import MultiProcessCollector

from jobskills import __version__
from jobskills.prediction import ModelInfo

__all__ = ["register_metrics"]

#: Where several workers keep their numbers, so that any of them can tell those of all.
_SHARED: Final = "PROMETHEUS_MULTIPROC_DIR"
_METHODS: Final = frozenset(("GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE", "PATCH"))
_SECONDS: Final = (0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0)


class _Measures:
    """The measures of one application."""

    def __init__(self, registry: CollectorRegistry) -> None:
        labels = ["method", "route", "status"]
        self.requests = Counter(
            "jobskills_requests", "Requests answered.", labels, registry=registry
        )
        self.seconds = Histogram(
            "jobskills_request_seconds",
            "Time from the request's head to the answer.",
            ["method", "route"],
            buckets=_SECONDS,
            registry=registry,
        )
        self.active = Gauge(
            "jobskills_requests_active",
            "Requests being answered.",
            multiprocess_mode="livesum",
            registry=registry,
        )
        self.model = Gauge(
            "jobskills_model_info",
            "Which software and model answer; always 1.",
            ["software", "model", "version", "onet_release"],
            multiprocess_mode="max",
            registry=registry,
        )


def register_metrics(app: Flask, model: ModelInfo) -> None:
    """Measure every request of an application and show the measures at ``/metrics``."""
    registry = CollectorRegistry()
    measures = _Measures(registry)
    measures.model.labels(__version__, model.name, model.version, model.onet_release).set(1)
    if _SHARED not in os.environ:
        ProcessCollector(registry=registry)

    @app.before_request
    def begin() -> None:
        g.measured_from = time.perf_counter()
        measures.active.inc()

    @app.after_request
    def end(response: Response) -> Response:
        method = request.method if request.method in _METHODS else "other"
        route = request.url_rule.rule if request.url_rule else "none"
        measures.requests.labels(method, route, str(response.status_code)).inc()
        if "measured_from" in g:
            elapsed = time.perf_counter() - g.measured_from
            measures.seconds.labels(method, route).observe(elapsed)
        return response

    @app.teardown_request
    def leave(_error: BaseException | None) -> None:
        if "measured_from" in g:
            measures.active.dec()

    app.register_blueprint(_page(registry))


def _page(registry: CollectorRegistry) -> Blueprint:
    blueprint = Blueprint("metrics", __name__)

    @blueprint.get("/metrics")
    def show() -> Response:
        shown = registry
        if _SHARED in os.environ:
            shown = CollectorRegistry()
            MultiProcessCollector(shown)  # type: ignore[no-untyped-call]
        return Response(generate_latest(shown), content_type=CONTENT_TYPE_LATEST)

    return blueprint
