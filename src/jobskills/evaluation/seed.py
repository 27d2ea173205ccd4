"""The classic task: texts split 80/20, every model on the same split, then on more splits.

Models see the training rows of a split and nothing else; what they choose, they
choose in there.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sklearn.model_selection import train_test_split

from jobskills import metrics
from jobskills.errors import DatasetError
from jobskills.evaluation.registry import LABEL_BASELINES, label_model
from jobskills.evaluation.seed_data import SeedData
from jobskills.models.multilabel import OnProgress

__all__ = ["METRICS", "SeedRun", "SeedSettings", "evaluate_seed", "scores"]

FloatArray = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class SeedSettings:
    """What is split how: the split that is reported, and how many further ones."""

    random_state: int = 42
    further_states: int = 10
    test_share: float = 0.2

    def states(self) -> tuple[int, ...]:
        """Return the further random states: 0, 1, 2, ... without the reported one."""
        numbers = (i for i in range(self.further_states + 1) if i != self.random_state)
        return tuple(list(numbers)[: self.further_states])


@dataclass(frozen=True, slots=True, eq=False)
class SeedRun:
    """All that the report is made of.

    Attributes
    ----------
    subject : str
        The model that was asked for.
    train, test : int [n_train], [n_test]
        Row numbers of the reported split, counted from 0, ascending.
    probability : Mapping of model to float32 [n_test, k]
        On the reported split, rows as in `test`.
    over_states : Mapping of model to Mapping of metric to list of float
        One value per further random state.
    seconds : Mapping of model to float
        Time to fit and predict, all splits together.
    """

    data: SeedData
    settings: SeedSettings
    subject: str
    train: NDArray[np.intp]
    test: NDArray[np.intp]
    probability: Mapping[str, FloatArray]
    over_states: Mapping[str, Mapping[str, list[float]]]
    seconds: Mapping[str, float]


#: Metric name -> function of (truth [n, k], probability [n, k]).
METRICS: Final[Mapping[str, Callable[[NDArray[np.uint8], FloatArray], float]]] = {
    "median_accuracy": lambda t, p: float(np.median(metrics.label_accuracy(t, p))),
    "mean_accuracy": lambda t, p: float(np.mean(metrics.label_accuracy(t, p))),
    "macro_auc": lambda t, p: _defined_mean(metrics.label_auc(t, p)),
    "micro_f1": lambda t, p: metrics.f1(t, p, "micro"),
    "macro_f1": lambda t, p: metrics.f1(t, p, "macro"),
    "ece": metrics.expected_calibration_error,
    "brier": metrics.brier,
}


def scores(truth: NDArray[np.uint8], probability: FloatArray) -> dict[str, float]:
    """Return every metric of the classic task for one model on one split."""
    return {name: metric(truth, probability) for name, metric in METRICS.items()}


def evaluate_seed(
    data: SeedData,
    subject: str,
    settings: SeedSettings | None = None,
    on_progress: OnProgress | None = None,
) -> SeedRun:
    """Fit the subject and the baselines on the reported split and on the further ones.

    Parameters
    ----------
    data : SeedData
    subject : str
        A name of `jobskills.evaluation.registry.LABEL_MODELS`.
    settings : SeedSettings, optional
    on_progress : callable, optional
        Called with (models fitted, models in all).

    Returns
    -------
    SeedRun

    Raises
    ------
    DatasetError
        No model has the subject's name, or the table is too small to split.
    """
    settings = settings or SeedSettings()
    label_model(subject)  # an unknown name fails now, not after the baselines
    names = (*(name for name in LABEL_BASELINES if name != subject), subject)
    states = (settings.random_state, *settings.states())
    probability: dict[str, FloatArray] = {}
    over_states = {name: {metric: list[float]() for metric in METRICS} for name in names}
    seconds = dict.fromkeys(names, 0.0)
    for i, state in enumerate(states):
        train, test = _split(data, state, settings)
        for j, name in enumerate(names):
            started = time.perf_counter()
            answer = _answer(name, data, train, test)
            seconds[name] += time.perf_counter() - started
            if i == 0:
                probability[name] = answer
            else:
                for metric, value in scores(data.labels.values[test], answer).items():
                    over_states[name][metric].append(value)
            if on_progress:
                on_progress(i * len(names) + j + 1, len(states) * len(names))
    train, test = _split(data, settings.random_state, settings)
    return SeedRun(data, settings, subject, train, test, probability, over_states, seconds)


def _split(
    data: SeedData, state: int, settings: SeedSettings
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Split as the original did; rows are put back in ascending order."""
    try:
        train, test = train_test_split(
            np.arange(len(data.texts)), test_size=settings.test_share, random_state=state
        )
    except ValueError as error:
        raise DatasetError(f"{data.file}: can't be split with state {state} ({error})") from error
    return np.sort(train), np.sort(test)


def _answer(
    name: str, data: SeedData, train: Sequence[int] | NDArray[np.intp], test: NDArray[np.intp]
) -> FloatArray:
    model = label_model(name).fit([data.texts[i] for i in train], data.labels.take(train))
    if model.classes_ != data.labels.names:
        raise DatasetError(f"the model {name!r} answers with other labels than it was given")
    return model.predict_proba([data.texts[i] for i in test])


def _defined_mean(values: NDArray[np.float64]) -> float:
    defined = values[~np.isnan(values)]
    return float(defined.mean()) if defined.size else float("nan")
