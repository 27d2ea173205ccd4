"""Put the application together. Nothing is read from the environment after this."""

from flask import Flask, request

from jobskills.web.api import create_api
from jobskills.web.assets import PageStyle, create_assets
from jobskills.web.compression import register_compression
from jobskills.web.config import WebConfig
from jobskills.web.envelope import register_envelope
from jobskills.web.guard import register_guard
from jobskills.web.health import create_health
from jobskills.web.incoming import ServiceRequest
from jobskills.web.metrics import register_metrics
from jobskills.web.pages import create_pages
from jobskills.web.ports import PredictorPort
from jobskills.web.problems import register_problems

__all__ = ["create_app"]

#: A form may carry two documents, to compare them.
_FILES = 2
_LEAST_FORM = 256 * 1024


def create_app(predictor: PredictorPort, config: WebConfig | None = None) -> Flask:
    """Return the application around a loaded predictor.

    Parameters
    ----------
    predictor : PredictorPort
        Usually ``jobskills.Predictor.load()``; shared by all requests.
    config : WebConfig, optional
        Settings; read from ``JOBSKILLS_*`` environment variables when absent.

    Returns
    -------
    flask.Flask
        A WSGI application.

    Raises
    ------
    DataError
        If an environment variable holds no usable value.
    """
    config = config or WebConfig.from_environment()
    app = Flask(__name__, static_folder=None)
    app.request_class = ServiceRequest
    app.json.sort_keys = False  # type: ignore[attr-defined]  # keys come in the design's order
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    register_problems(app)
    register_compression(app, config.compress_from_bytes)
    style = PageStyle.load()
    register_envelope(app, style.source)
    register_metrics(app, predictor.info)
    _limit_bodies(app, config)
    register_guard(app, config)
    limits = config.file_limits()
    app.register_blueprint(create_assets(style))
    app.register_blueprint(create_api(predictor, limits))
    app.register_blueprint(create_health(predictor))
    app.register_blueprint(create_pages(predictor, limits))
    return app


def _limit_bodies(app: Flask, config: WebConfig) -> None:
    app.config["MAX_CONTENT_LENGTH"] = config.max_body_bytes
    # Flask's own limit on form fields is lower than ours and would be met first; its parser of
    # forms reads files in pieces under the same limit.
    app.config["MAX_FORM_MEMORY_SIZE"] = max(config.max_body_bytes, _LEAST_FORM)

    @app.before_request
    def allow_files() -> None:
        if request.mimetype == "multipart/form-data":
            request.max_content_length = config.max_body_bytes + _FILES * config.max_file_bytes
