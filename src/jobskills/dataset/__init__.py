"""Texts, ratings, categories and labels per occupation, joined from O*NET; trains no model."""

from typing import TYPE_CHECKING

from jobskills.lazy import lazy_names

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

__getattr__, __dir__ = lazy_names(__name__, _HOMES, "building or reading a data set")
