"""jobskills: from a job title and a job description to the skills the job needs.

Names are imported on first use, so that ``import jobskills`` stays light.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jobskills.errors import JobskillsError
    from jobskills.prediction import Posting, Prediction
    from jobskills.predictor import Predictor

__version__ = "0.1.0"

__all__ = ["JobskillsError", "Posting", "Prediction", "Predictor", "__version__"]

_HOMES = {
    "JobskillsError": "jobskills.errors",
    "Posting": "jobskills.prediction",
    "Prediction": "jobskills.prediction",
    "Predictor": "jobskills.predictor",
}


def __getattr__(name: str) -> object:
    """Import a public name on first use (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module 'jobskills' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    """List the public names."""
    return sorted(__all__)
