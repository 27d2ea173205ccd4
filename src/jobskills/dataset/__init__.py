"""Texts, ratings, categories and labels per occupation, joined from O*NET; trains no model."""

from importlib import import_module
from typing import TYPE_CHECKING

from jobskills.errors import MissingExtraError

if TYPE_CHECKING:
    from jobskills.dataset.build import build_dataset
    from jobskills.dataset.split import grouped_folds, soc_group
    from jobskills.dataset.store import Dataset

__all__ = ["Dataset", "build_dataset", "grouped_folds", "soc_group"]

_HOMES = {
    "Dataset": "jobskills.dataset.store",
    "build_dataset": "jobskills.dataset.build",
    "grouped_folds": "jobskills.dataset.split",
    "soc_group": "jobskills.dataset.split",
}


def __getattr__(name: str) -> object:
    """Import a public name on first use (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    try:
        return getattr(import_module(_HOMES[name]), name)
    except ModuleNotFoundError as error:
        if error.name in {"polars", "python_calamine", "scipy", "sklearn"}:
            raise MissingExtraError("building or reading a data set", "train") from error
        raise


def __dir__() -> list[str]:
    """List the public names."""
    return sorted(__all__)
