"""Tables, plots and JSON of scores per domain; shared by the reports that rate elements."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from jobskills import metrics
from jobskills.evaluation import plots
from jobskills.evaluation.ratings import DomainScore, RatedAnswers
from jobskills.evaluation.report import Figure, Table, span

__all__ = [
    "agreement_figure",
    "beside_table",
    "correlated",
    "domain_name",
    "domain_numbers",
    "domain_table",
    "reliability_figure",
]

Scores = Mapping[str, Mapping[str, DomainScore]]  # model (or reading) -> domain -> scores


def domain_name(domain: str) -> str:
    """Return a domain as a person writes it.

    Examples
    --------
    >>> domain_name("work_styles")
    'Work styles'
    """
    return domain.replace("_", " ").capitalize()


def domain_numbers(
    scores: Mapping[str, DomainScore], baseline: Mapping[str, DomainScore]
) -> dict[str, Any]:
    """Return the JSON of one model: its scores per domain, with the RMSE against the mean's."""
    return {
        domain: {
            **asdict(score),
            "rmse_of_mean": baseline[domain].rmse,
            "rmse_ratio": _ratio(score.rmse, baseline[domain].rmse),
        }
        for domain, score in scores.items()
    }


def domain_table(
    title: str,
    scores: Mapping[str, DomainScore],
    baseline: Mapping[str, DomainScore],
    ceiling: Mapping[str, float],
) -> Table:
    """Return one model's table: a row per domain, beside the noise ceiling."""
    columns = [
        "Domain",
        "Elements",
        "r",
        "95 % interval",
        "Noise ceiling",
        "Share of it",
        "RMSE",
        "RMSE of the mean",
        "Held by 90 % interval",
        "Its width",
        "Calibration error",
    ]
    rows = []
    for domain, s in scores.items():
        row: list[str | float | int] = [domain_name(domain), s.elements, s.r, span(*s.r_interval)]
        row += [ceiling[domain], _ratio(s.r, ceiling[domain])]
        row += [s.rmse, baseline[domain].rmse, s.coverage, s.width, s.ece]
        rows.append(row)
    return Table(title, columns, rows)


def beside_table(title: str, scores: Scores, *, folded: bool = False) -> Table:
    """Return the table of all models: in each domain a row per model."""
    columns = [
        "Domain",
        "Elements",
        "Read by",
        "r",
        "95 % interval",
        "RMSE",
        "Held by 90 % interval",
        "Its width",
        "Calibration error",
    ]
    rows: list[list[str | float | int]] = []
    for domain in next(iter(scores.values())):
        for model, one in scores.items():
            s = one[domain]
            row: list[str | float | int] = [domain_name(domain), s.elements, model, s.r]
            row += [span(*s.r_interval), s.rmse, s.coverage, s.width, s.ece]
            rows.append(row)
    return Table(title, columns, rows, folded=folded)


def correlated(scores: Scores) -> Scores:
    """Leave out whoever has no r in any domain."""
    return {n: one for n, one in scores.items() if not all(np.isnan(s.r) for s in one.values())}


def agreement_figure(
    title: str, scores: Scores, marks: tuple[str, Mapping[str, float]] | None = None
) -> Figure:
    """Return the plot of mean r per domain, one colour per model; models without r are left out."""
    shown = correlated(scores)
    domains = list(next(iter(scores.values())))
    series = [
        plots.Series(
            name,
            [one[d].r for d in domains],
            [one[d].r_interval[0] for d in domains],
            [one[d].r_interval[1] for d in domains],
        )
        for name, one in shown.items()
    ]
    ticks = (marks[0], [marks[1][d] for d in domains]) if marks else None
    svg = plots.dots([domain_name(d) for d in domains], series, "Mean r over the elements", ticks)
    return Figure(
        title, svg, "Mean correlation per domain with 95 % intervals, one dot per series."
    )


def reliability_figure(answers: Mapping[str, RatedAnswers]) -> Figure:
    """Return the reliability curves of the probabilities, all domains pooled."""
    curve = {n: metrics.reliability_curve(a.on, a.probability) for n, a in answers.items()}
    lines: dict[str, tuple[ArrayLike, NDArray[np.float64]]] = {
        name: (c.predicted, c.observed) for name, c in curve.items()
    }
    svg = plots.curves(
        lines,
        ("Probability said", "Share at or above the median"),
        diagonal=True,
        form="marked line",
    )
    return Figure(
        "Are the probabilities true?",
        svg,
        "Reliability curves: said probability against observed share, one line per series.",
        "On the dashed line, 70 % said means 70 % seen.",
    )


def _ratio(value: float, whole: float) -> float:
    return value / whole if whole else float("nan")
