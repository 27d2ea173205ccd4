"""Which models can be evaluated by name; a model is imported when it is asked for.

To add one, add its line here: the place of something that, called with no
argument, gives a model that keeps the contract.
"""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Final, cast

from jobskills.errors import DatasetError, MissingExtraError
from jobskills.models.multilabel import MultiLabelModel
from jobskills.models.profile import ProfileModel

__all__ = [
    "LABEL_BASELINES",
    "LABEL_MODELS",
    "PROFILE_BASELINES",
    "PROFILE_MODELS",
    "REMARKS",
    "label_model",
    "profile_model",
]

#: Models of the classic task (`jobskills.models.multilabel.MultiLabelModel`).
LABEL_MODELS: Final[Mapping[str, str]] = {
    "majority": "jobskills.models.linear:Majority",
    "tfidf": "jobskills.models.linear:TfidfRidge",
    "tfidf-logistic": "jobskills.models.linear:TfidfLogistic",
    "gru": "jobskills.models.gru:GruClassifier",
    "default": "jobskills.evaluation.default_model:default_label_model",
}

#: Always beside the model that is asked for.
LABEL_BASELINES: Final = ("majority", "tfidf", "gru")

#: Models of new occupations (`jobskills.models.profile.ProfileModel`).
PROFILE_MODELS: Final[Mapping[str, str]] = {
    "majority": "jobskills.models.profile_baselines:MeanProfile",
    "tfidf": "jobskills.models.profile_baselines:TfidfProfile",
    "default": "jobskills.evaluation.default_model:default_profile_model",
}

PROFILE_BASELINES: Final = ("majority", "tfidf")

#: What a report has to say of a model besides its numbers.
REMARKS: Final[Mapping[str, str]] = {
    "default": (
        "The default model's word table is the shipped bundle's. It was learned from texts one by "
        "one, O*NET's of all occupations among them, without labels, ratings or occupation codes; "
        "everything else is fitted on the training side."
    ),
}


def label_model(name: str) -> MultiLabelModel:
    """Return a new model of the classic task.

    Raises
    ------
    DatasetError
        No model has this name.

    Examples
    --------
    >>> type(label_model("majority")).__name__
    'Majority'
    """
    return cast("MultiLabelModel", _factory(name, LABEL_MODELS)())


def profile_model(name: str) -> ProfileModel:
    """Return a new model of whole profiles; DatasetError when no model has this name.

    Examples
    --------
    >>> type(profile_model("tfidf")).__name__
    'TfidfProfile'
    """
    return cast("ProfileModel", _factory(name, PROFILE_MODELS)())


def _factory(name: str, places: Mapping[str, str]) -> Callable[[], object]:
    if name not in places:
        raise DatasetError(f"no model is named {name!r}; there are {', '.join(places)}")
    module, attribute = places[name].split(":")
    try:
        return cast("Callable[[], object]", getattr(import_module(module), attribute))
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("jobskills"):
            raise
        raise MissingExtraError(f"the model {name!r}", "train") from error
