r"""Keep the classic task's figures, and write them as the table of the README.

    jobskills evaluate seed ../shared/data/seed/dataset_finale.csv \
        --model default --out reports/seed
    python benchmarks/classic_task.py reports/seed/report.json

The figures go to benchmarks/results/classic_task.json; a test holds the README
against them.
"""

import argparse
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from figures import README, write_between
from kept import keep

COMMAND = (
    "jobskills evaluate seed ../shared/data/seed/dataset_finale.csv "
    "--model default --out reports/seed"
)
NAMES = {
    "majority": "majority",
    "gru": "GRU",
    "tfidf": "TF-IDF + ridge",
    "default": "default: word table + TF-IDF",
}
FIGURES = ("median_accuracy", "mean_accuracy", "macro_auc", "micro_f1", "macro_f1")


def main() -> None:
    arguments = argparse.ArgumentParser(description="Keep the figures of a report.")
    arguments.add_argument("report", type=Path, help="report.json of `jobskills evaluate seed`")
    report = json.loads(arguments.parse_args().report.read_text())
    figures = {
        "data": report["data"],
        "settings": report["settings"],
        "models": {name: _figures(report["models"][name]) for name in NAMES},
    }
    keep("classic_task", COMMAND, figures, "default")
    block = "\n".join(table(figures))
    write_between(README, "classic task", block)
    print(block)


def table(kept: Mapping[str, Any]) -> Iterator[str]:
    """Yield the lines of the README's table."""
    yield (
        "| Model | Median accuracy | Over 10 further states | Mean accuracy | Macro AUC "
        "| Micro F1 | Macro F1 |"
    )
    yield "|---|---|---|---|---|---|---|"
    for name, figures in kept["models"].items():
        over = figures["over_random_states"]
        cells = [NAMES[name], f"{figures['median_accuracy']:.3f}"]
        cells += [f"{over['mean']:.3f} ({over['low']:.3f}–{over['high']:.3f})"]
        cells += [f"{figures[figure]:.3f}" for figure in FIGURES[1:]]
        yield f"| {' | '.join(cells)} |"


def _figures(model: Mapping[str, Any]) -> dict[str, Any]:
    over = model["over_random_states"]["median_accuracy"]
    return {
        **{figure: model[figure] for figure in FIGURES},
        "over_random_states": {key: over[key] for key in ("mean", "low", "high")},
    }


if __name__ == "__main__":
    main()
