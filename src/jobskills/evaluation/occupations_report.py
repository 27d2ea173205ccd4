"""Lays out a run over new occupations: the JSON, the page and the predictions."""

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
import polars as pl

from jobskills import metrics
from jobskills.evaluation.chances_report import bins
from jobskills.evaluation.comparison import Lead, lead_numbers, leads, leads_table
from jobskills.evaluation.domains_report import (
    agreement_figure,
    domain_name,
    domain_numbers,
    domain_table,
    reliability_figure,
)
from jobskills.evaluation.occupation_misses_report import (
    occupation_group_numbers,
    occupation_group_table,
    occupation_miss_numbers,
    occupation_miss_table,
)
from jobskills.evaluation.occupations import Answers, OccupationsRun
from jobskills.evaluation.ratings import DomainScore, score_domains
from jobskills.evaluation.registry import REMARKS
from jobskills.evaluation.report import Report, Table, Tile, span

__all__ = ["occupations_predictions", "occupations_report"]

_NOTES: Final = (
    "Folds are made of whole 6-digit SOC groups, so no near-duplicate of a held-out occupation is "
    "trained on. A held-out occupation is read from its description and tasks, without its title.",
    "Models are fitted again in every fold; thresholds are the medians of the fold's training "
    "occupations. Which categories are judged (held by enough occupations) was counted on all.",
    "r is Pearson's, per element over all held-out occupations, then averaged over the domain's "
    "elements. It is not defined for the average occupation, which answers alike for every text.",
    "The noise ceiling is the mean over elements of the square root of the ratings' reliability, "
    "1 - mean(standard error²) / variance, where standard errors are published.",
    "95 % intervals draw the occupations again (bootstrap); where two models are compared, the "
    "same occupations for both.",
)


def occupations_predictions(run: OccupationsRun) -> pl.DataFrame:
    """Return the subject's answers, one row per held-out occupation and element."""
    answer = run.answers[run.subject].ratings
    n, e = answer.truth.shape
    ids = [element.id for element in run.judged.elements]
    return pl.DataFrame(
        {
            "code": np.repeat(np.array(run.judged.codes), e).tolist(),
            "element_id": ids * n,
            "fold": np.repeat(run.fold, e),
            "importance": answer.importance.ravel(),
            "probability": answer.probability.ravel(),
            "importance_low": answer.low.ravel(),
            "importance_high": answer.high.ravel(),
        }
    )


def occupations_report(run: OccupationsRun, release: str = "") -> Report:
    """Return the report: all models side by side, the subject first."""
    names = [run.subject, *(name for name in run.answers if name != run.subject)]
    scores = {name: score_domains(run.answers[name].ratings) for name in names}
    ceilings = metrics.noise_ceiling(run.judged.importance, run.judged.standard_error)
    domains = tuple(element.domain for element in run.judged.elements)
    ceiling = dict(metrics.mean_by_group(ceilings, domains))
    ahead = _leads(run)
    numbers = _numbers(run, scores, ceiling, ahead)
    subject = numbers["models"][run.subject]
    return Report(
        title=f"New occupations: {run.subject}",
        lead=(
            f"{len(run.judged.codes)} rated occupations of {run.n_all}, held out once each in "
            f"{run.n_folds} folds of 6-digit SOC groups; {len(run.judged.elements)} elements."
        ),
        tiles=_tiles(subject),
        figures=[
            agreement_figure("Agreement per domain", scores, ("noise ceiling", ceiling)),
            reliability_figure({name: run.answers[name].ratings for name in names}),
        ],
        tables=[
            _side_by_side(names, scores, ceiling),
            *([leads_table(_of(ahead), [domain_name(d) for d in ceiling])] if ahead else []),
            domain_table(
                f"{run.subject}, per domain", scores[run.subject], scores["majority"], ceiling
            ),
            _categories(names, numbers),
            occupation_group_table(numbers["groups"]),
            occupation_miss_table(numbers["misses"]),
            _elements(numbers),
        ],
        notes=[*_NOTES, *(REMARKS[name] for name in names if name in REMARKS)],
        numbers=numbers,
        timing={"seconds": run.seconds},
        release=release,
    )


def _of(ahead: Mapping[str, Mapping[str, Lead]]) -> dict[str, Mapping[str, Lead]]:
    return {f"of {name}": lead for name, lead in ahead.items()}


def _tiles(subject: Mapping[str, Any]) -> list[Tile]:
    technology = subject["categories"].get("technology", {"macro_auc": float("nan")})
    return [
        Tile(domain_name(d), f"{s['r']:.3f}", f"r, 95 %: {span(*s['r_interval'])}")
        for d, s in subject["domains"].items()
    ] + [
        Tile("Calibration error", f"{subject['ece']:.3f}", "of the probabilities"),
        Tile("Technologies", f"{technology['macro_auc']:.3f}", "macro AUC"),
    ]


def _numbers(
    run: OccupationsRun,
    scores: Mapping[str, Mapping[str, DomainScore]],
    ceiling: Mapping[str, float],
    ahead: Mapping[str, Mapping[str, Lead]],
) -> dict[str, Any]:
    models = {}
    for name, per_domain in scores.items():
        domains = domain_numbers(per_domain, scores["majority"])
        for domain, score in domains.items():
            score["noise_ceiling"] = ceiling[domain]
            score["share_of_ceiling"] = score["r"] / ceiling[domain]
        ratings = run.answers[name].ratings
        models[name] = {
            "domains": domains,
            "ece": metrics.expected_calibration_error(ratings.on, ratings.probability),
            "coverage": metrics.coverage(ratings.truth, ratings.low, ratings.high),
            "bins": bins(ratings.on, ratings.probability),
            "categories": _category_numbers(run, run.answers[name]),
        }
    return {
        "kind": "occupations",
        "subject": run.subject,
        "data": {"occupations": run.n_all, "judged": len(run.judged.codes)},
        "settings": {"folds": run.n_folds, "seed": run.seed, "group": "6-digit SOC"},
        "models": models,
        "leads": {name: lead_numbers(lead) for name, lead in ahead.items()},
        "elements": _element_numbers(run, list(scores)),
        "groups": occupation_group_numbers(run),
        "misses": occupation_miss_numbers(run),
    }


def _leads(run: OccupationsRun) -> dict[str, Mapping[str, Lead]]:
    """Return how far the subject is ahead of each model that has an r."""
    subject = run.answers[run.subject].ratings
    return {
        name: leads(subject, other.ratings)
        for name, other in run.answers.items()
        if name not in (run.subject, "majority") and run.subject != "majority"
    }


def _category_numbers(run: OccupationsRun, answers: Answers) -> dict[str, Any]:
    """Return macro AUC and LRAP per kind, over the occupations that list anything of the kind."""
    numbers = {}
    kinds = np.array([category.kind for category in run.judged.categories], dtype=object)
    for kind in dict.fromkeys(kinds):
        columns = np.flatnonzero(kinds == kind)
        known = ~np.isnan(run.judged.held[:, columns]).any(axis=1)
        truth = run.judged.held[np.ix_(known, columns)]
        said = answers.category_probability[np.ix_(known, columns)]
        area = np.where(
            answers.categories_informed[columns], metrics.label_auc(truth, said), np.nan
        )
        numbers[str(kind)] = {
            "categories": len(columns),
            "occupations": int(known.sum()),
            "macro_auc": metrics.mean_by_group(area, [kind] * len(columns))[kind],
            "lrap": metrics.label_ranking_precision(truth, said),
            "ece": metrics.expected_calibration_error(truth, said),
        }
    return numbers


def _element_numbers(run: OccupationsRun, names: list[str]) -> list[dict[str, Any]]:
    ceiling = metrics.noise_ceiling(run.judged.importance, run.judged.standard_error)
    r = {name: run.answers[name].ratings.r() for name in names}
    rmse = {name: run.answers[name].ratings.rmse() for name in names}
    return [
        {
            "id": element.id,
            "name": element.name,
            "domain": element.domain,
            "noise_ceiling": float(ceiling[k]),
            "r": {name: float(r[name][k]) for name in names},
            "rmse": {name: float(rmse[name][k]) for name in names},
        }
        for k, element in enumerate(run.judged.elements)
    ]


def _side_by_side(
    names: list[str],
    scores: Mapping[str, Mapping[str, DomainScore]],
    ceiling: Mapping[str, float],
) -> Table:
    rows: list[list[str | float]] = [
        [name, *(score.r for score in scores[name].values())] for name in names
    ]
    rows.append(["noise ceiling", *(ceiling[domain] for domain in scores[names[0]])])
    columns = ["Model", *(domain_name(domain) for domain in scores[names[0]])]
    return Table("Mean r per domain", columns, rows, emphasis=0)


def _categories(names: list[str], numbers: Mapping[str, Any]) -> Table:
    rows = [
        [
            f"{name}: {kind}",
            one["categories"],
            one["occupations"],
            one["macro_auc"],
            one["lrap"],
            one["ece"],
        ]
        for name in names
        for kind, one in numbers["models"][name]["categories"].items()
    ]
    columns = ["Model", "Categories", "Occupations", "Macro AUC", "LRAP", "Calibration error"]
    return Table("Technologies and tools", columns, rows)


def _elements(numbers: Mapping[str, Any]) -> Table:
    names = list(numbers["models"])
    shown = [name for name in names if name != "majority"]
    rows = [
        [
            one["name"],
            domain_name(one["domain"]),
            *(one["r"][name] for name in shown),
            one["noise_ceiling"],
            *(one["rmse"][name] for name in names),
        ]
        for one in numbers["elements"]
    ]
    columns = [
        "Element",
        "Domain",
        *(f"r: {n}" for n in shown),
        "Noise ceiling",
        *(f"RMSE: {n}" for n in names),
    ]
    return Table(f"Every element ({len(rows)})", columns, rows, folded=True)
