"""Lays out a run of the classic task: what goes into the JSON, the page and the predictions."""

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
import polars as pl

from jobskills import metrics
from jobskills.evaluation import plots
from jobskills.evaluation.registry import REMARKS
from jobskills.evaluation.report import Figure, Report, Table, Tile, span
from jobskills.evaluation.seed import METRICS, SeedRun, scores
from jobskills.evaluation.seed_data import ROW

__all__ = ["seed_predictions", "seed_report"]

_NAMES: Final = {
    "median_accuracy": "Median accuracy",
    "mean_accuracy": "Mean accuracy",
    "macro_auc": "Macro AUC",
    "micro_f1": "Micro F1",
    "macro_f1": "Macro F1",
    "ece": "Calibration error",
    "brier": "Brier score",
}
_NOTES: Final = (
    "Accuracy is per label: the share of test occupations whose 0 or 1 is right when a "
    "probability of 0.5 or more means 1. The median is over labels.",
    "The 95 % interval draws the test occupations of the reported split again (bootstrap). "
    "The further splits show the lowest and the highest value.",
    "Every model sees the texts and labels of the training occupations only; vocabulary, "
    "settings and early stopping are decided among them.",
    "The split is the classic random one: occupations that share a 6-digit SOC code can land on "
    "both sides, so these numbers flatter every model. “jobskills evaluate occupations” does not.",
    "A label with one class among the test occupations has no AUC and is left out of its mean.",
)


def seed_predictions(run: SeedRun) -> pl.DataFrame:
    """Return the subject's probabilities: `row` (counted from 0), then a column per label."""
    probability = run.probability[run.subject]
    columns = {name: probability[:, k] for k, name in enumerate(run.data.labels.names)}
    return pl.DataFrame({ROW: run.test.astype(np.int64), **columns})


def seed_report(run: SeedRun) -> Report:
    """Return the report: all models side by side, the subject first."""
    names = [run.subject, *(name for name in run.probability if name != run.subject)]
    numbers = _numbers(run, names)
    subject = numbers["models"][run.subject]
    best = max(names, key=lambda name: numbers["models"][name]["median_accuracy"])
    low, high = subject["median_accuracy_interval"]
    tiles = [
        Tile("Median accuracy", f"{subject['median_accuracy']:.3f}", f"95 %: {span(low, high)}"),
        Tile(
            "Mean accuracy",
            f"{subject['mean_accuracy']:.3f}",
            f"{len(run.data.labels.names)} labels",
        ),
        Tile("Macro AUC", f"{subject['macro_auc']:.3f}", "0.5 is a guess"),
        Tile("Best median", best, f"{numbers['models'][best]['median_accuracy']:.3f}"),
    ]
    return Report(
        title=f"Classic task: {run.subject}",
        lead=(
            f"{run.data.file}: {len(run.data.texts)} occupations, {len(run.data.labels.names)} "
            f"labels. Trained on {len(run.train)}, judged on {len(run.test)} "
            f"(random state {run.settings.random_state})."
        ),
        tiles=tiles,
        figures=_figures(run, names, numbers),
        tables=[
            _side_by_side(names, numbers),
            *_over_states(run, names, numbers),
            _per_label(names, numbers),
        ],
        notes=[*_NOTES, *(REMARKS[name] for name in names if name in REMARKS)],
        numbers=numbers,
        timing={"seconds": run.seconds},
    )


def _numbers(run: SeedRun, names: list[str]) -> dict[str, Any]:
    data, settings = run.data, run.settings
    return {
        "kind": "seed",
        "subject": run.subject,
        "data": {
            "file": data.file,
            "sha256": data.sha256,
            "occupations": len(data.texts),
            "labels": len(data.labels.names),
        },
        "settings": {
            "random_state": settings.random_state,
            "test_share": settings.test_share,
            "train": len(run.train),
            "test": len(run.test),
            "further_random_states": list(settings.states()),
        },
        "models": {name: _model(run, name) for name in names},
        "labels": _labels(run, names),
    }


def _model(run: SeedRun, name: str) -> dict[str, Any]:
    truth, probability = run.data.labels.values[run.test], run.probability[name]
    right = (probability >= 0.5) == truth
    low, high = metrics.bootstrap(lambda rows: np.median(right[rows].mean(axis=0)), len(right))
    return {
        **scores(truth, probability),
        "median_accuracy_interval": [float(low), float(high)],
        "over_random_states": {
            metric: _spread(values) for metric, values in run.over_states[name].items() if values
        },
    }


def _spread(values: list[float]) -> dict[str, Any]:
    return {
        "mean": float(np.mean(values)),
        "low": min(values),
        "high": max(values),
        "values": values,
    }


def _labels(run: SeedRun, names: list[str]) -> list[dict[str, Any]]:
    truth = run.data.labels.values
    accuracy = {n: metrics.label_accuracy(truth[run.test], run.probability[n]) for n in names}
    area = {n: metrics.label_auc(truth[run.test], run.probability[n]) for n in names}
    share = {"train": truth[run.train].mean(axis=0), "test": truth[run.test].mean(axis=0)}
    return [
        {
            "name": label,
            "share_train": float(share["train"][k]),
            "share_test": float(share["test"][k]),
            "accuracy": {n: float(accuracy[n][k]) for n in names},
            "auc": {n: float(area[n][k]) for n in names},
        }
        for k, label in enumerate(run.data.labels.names)
    ]


def _side_by_side(names: list[str], numbers: Mapping[str, Any]) -> Table:
    models = numbers["models"]
    rows = [
        [
            name,
            models[name]["median_accuracy"],
            span(*models[name]["median_accuracy_interval"]),
            *(models[name][metric] for metric in METRICS if metric != "median_accuracy"),
        ]
        for name in names
    ]
    columns = ["Model", "Median accuracy", "95 % interval", *(_NAMES[m] for m in list(METRICS)[1:])]
    state = numbers["settings"]["random_state"]
    return Table(f"All models, random state {state}", columns, rows, emphasis=0)


def _over_states(run: SeedRun, names: list[str], numbers: Mapping[str, Any]) -> list[Table]:
    shown = ("median_accuracy", "mean_accuracy", "macro_auc")
    if not run.settings.states():
        return []
    rows: list[list[str | float]] = []
    for name in names:
        spread = numbers["models"][name]["over_random_states"]
        row: list[str | float] = [name]
        for metric in shown:
            row += [spread[metric]["mean"], span(spread[metric]["low"], spread[metric]["high"])]
        rows.append(row)
    columns = ["Model"]
    for metric in shown:
        columns += [_NAMES[metric], "lowest – highest"]
    title = f"Over {len(run.settings.states())} further random states"
    return [Table(title, columns, rows, "Mean over the splits.", emphasis=0)]


def _per_label(names: list[str], numbers: Mapping[str, Any]) -> Table:
    subject = names[0]
    rows = [
        [
            label["name"],
            label["share_test"],
            *(label["accuracy"][name] for name in names),
            label["auc"][subject],
        ]
        for label in numbers["labels"]
    ]
    columns = ["Label", "Share on", *(f"Accuracy: {name}" for name in names), f"AUC: {subject}"]
    return Table(f"Every label ({len(rows)})", columns, rows, folded=True)


def _figures(run: SeedRun, names: list[str], numbers: Mapping[str, Any]) -> list[Figure]:
    truth = run.data.labels.values[run.test]
    accuracy = {
        name: np.sort([label["accuracy"][name] for label in numbers["labels"]]) for name in names
    }
    rank = np.arange(1, truth.shape[1] + 1)
    curve = {name: metrics.reliability_curve(truth, run.probability[name]) for name in names}
    return [
        *_states_figure(run, names, numbers),
        Figure(
            "Accuracy of every label",
            plots.curves(
                {name: (rank, values) for name, values in accuracy.items()},
                ("Labels, from hardest to easiest", "Accuracy"),
            ),
            "One rising line per model: label accuracies sorted from lowest to highest.",
            "Each model's labels in its own order.",
        ),
        *_against_majority(names, numbers),
        Figure(
            "Are the probabilities true?",
            plots.curves(
                {name: (c.predicted, c.observed) for name, c in curve.items()},
                ("Probability said", "Share that was on"),
                diagonal=True,
                form="marked line",
            ),
            "Reliability curves: said probability against observed share, one line per model.",
            "On the dashed line, 70 % said means 70 % seen.",
        ),
    ]


def _against_majority(names: list[str], numbers: Mapping[str, Any]) -> list[Figure]:
    others = [name for name in names if name != "majority"]
    accuracy = {n: [label["accuracy"][n] for label in numbers["labels"]] for n in names}
    return [
        Figure(
            "Every label against the majority",
            plots.curves(
                {name: (accuracy["majority"], accuracy[name]) for name in others},
                ("Accuracy of the majority", "Accuracy of the model"),
                diagonal=True,
                form="points",
            ),
            "One point per label and model: accuracy of the majority, accuracy of the model.",
            "Above the dashed line the text has helped.",
        )
    ]


def _states_figure(run: SeedRun, names: list[str], numbers: Mapping[str, Any]) -> list[Figure]:
    if not run.settings.states():
        return []
    spread = [numbers["models"][n]["over_random_states"]["median_accuracy"] for n in names]
    series = plots.Series(
        "mean, lowest to highest",
        [one["mean"] for one in spread],
        [one["low"] for one in spread],
        [one["high"] for one in spread],
    )
    reported = [numbers["models"][name]["median_accuracy"] for name in names]
    state = f"random state {run.settings.random_state}"
    return [
        Figure(
            "Median accuracy over the splits",
            plots.dots(names, [series], "Median accuracy over labels", (state, reported)),
            "Per model: the mean, lowest and highest median accuracy, and the reported split.",
        )
    ]
