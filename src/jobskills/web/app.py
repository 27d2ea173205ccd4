"""Put the application together. Nothing is read from the environment after this."""

from flask import Flask

from jobskills.web.api import create_api
from jobskills.web.assets import PageStyle, create_assets
from jobskills.web.compression import register_compression
from jobskills.web.config import WebConfig
from jobskills.web.envelope import register_envelope
from jobskills.web.health import create_health
from jobskills.web.pages import create_pages
from jobskills.web.ports import PredictorPort
from jobskills.web.problems import register_problems

__all__ = ["create_app"]


def create_app(predictor: PredictorPort, config: WebConfig | None = None) -> Flask:
    """Return the application around a loaded predictor.

    Parameters
    ----------
    predictor : PredictorPort
        Usually ``jobskills.Predictor.load()``; shared by all requests.
    config : WebConfig, optional
        Limits; read from ``JOBSKILLS_*`` environment variables when absent.

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
    # Flask's own limit on form fields is lower than ours and would be met first.
    app.config["MAX_CONTENT_LENGTH"] = app.config["MAX_FORM_MEMORY_SIZE"] = config.max_body_bytes
    app.json.sort_keys = False  # type: ignore[attr-defined]  # keys come in the design's order
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    register_problems(app)
    register_compression(app, config.compress_from_bytes)
    style = PageStyle.load()
    register_envelope(app, style.source)
    app.register_blueprint(create_assets(style))
    app.register_blueprint(create_api(predictor))
    app.register_blueprint(create_health(predictor))
    app.register_blueprint(create_pages(predictor))
    return app
