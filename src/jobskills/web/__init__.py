"""A Flask application around a predictor: the JSON API and the page.

This room turns requests into postings and predictions into responses. It
computes no number of its own, never logs or stores a posting's text, and is
the one place where an error becomes an HTTP status (``problems.py``).
"""

from jobskills.web.app import create_app
from jobskills.web.config import WebConfig
from jobskills.web.ports import PredictorPort

__all__ = ["PredictorPort", "WebConfig", "create_app"]
