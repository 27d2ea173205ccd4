"""Lays out a run over real text: the JSON, the page and the predictions."""

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
import polars as pl

from jobskills import metrics
from jobskills.evaluation import plots
from jobskills.evaluation.domains_report import (
    agreement_figure,
    domain_name,
    domain_numbers,
    domain_table,
    reliability_figure,
)
from jobskills.evaluation.gold_file import GOLD_SETS
from jobskills.evaluation.postings import PostingsRun, Reading
from jobskills.evaluation.ratings import DomainScore, score_domains
from jobskills.evaluation.report import Figure, Report, Table, Tile, span

__all__ = ["postings_predictions", "postings_report"]

_KS: Final = (1, 3, 10)
_NOTES: Final = (
    "r is Pearson's, per element over the postings whose gold occupation is rated, then averaged "
    "over the domain's elements. It is not defined for the average occupation.",
    "The gold occupation is gold_code, else onet_best, else a single code of onet_codes; where one "
    "of the first two is null, no single code is right and the posting is not used for r.",
    "hit@k: one of the k most probable occupations is in the gold set. A gold code that the model "
    "does not list counts as missed.",
    "95 % intervals draw the postings again (bootstrap).",
    "Texts that the model was trained or tuned on flatter it; its card names them.",
)


def postings_predictions(run: PostingsRun) -> pl.DataFrame:
    """Return all answers, one row per reading, posting and element."""
    return pl.concat([_frame(run, name, reading) for name, reading in run.readings.items()])


def _frame(run: PostingsRun, name: str, reading: Reading) -> pl.DataFrame:
    e, n = len(run.elements), len(reading.postings)
    columns = {
        "line": np.repeat(np.array([p.line for p in reading.postings], dtype=np.int64), e),
        "id": [p.id for p in reading.postings for _ in range(e)],
        "reading": [name] * (n * e),
        "element_id": [element.id for element in run.elements] * n,
        "importance": reading.importance.ravel(),
        "importance_low": reading.low.ravel(),
        "importance_high": reading.high.ravel(),
        "probability": reading.probability.ravel(),
    }
    return pl.DataFrame(columns, schema_overrides={"id": pl.String, "element_id": pl.String})


def postings_report(run: PostingsRun) -> Report:
    """Return the report: readings in full, by title and by description side by side."""
    scores = {n: score_domains(r.answers) for n, r in run.readings.items() if len(r.rated)}
    means = {name: score_domains(run.readings[name].mean) for name in scores}
    numbers = _numbers(run, scores, means)
    hits = numbers["hits"]
    return Report(
        title=f"Real text: {run.gold.file}",
        lead=(
            f"{len(run.gold.postings)} texts read by {run.info.name} {run.info.version} "
            f"(O*NET {run.info.onet_release})."
        ),
        tiles=_tiles(scores, hits),
        figures=_figures(run, scores, hits),
        tables=[
            *([_side_by_side(scores)] if scores else []),
            *([_hit_table(hits)] if hits else []),
            *(domain_table(f"From {name}", scores[name], means[name]) for name in scores),
        ],
        notes=_NOTES,
        numbers=numbers,
        timing={"seconds": run.seconds},
        release=run.info.onet_release,
    )


def _numbers(
    run: PostingsRun,
    scores: Mapping[str, Mapping[str, DomainScore]],
    means: Mapping[str, Mapping[str, DomainScore]],
) -> dict[str, Any]:
    readings = {}
    for name, reading in run.readings.items():
        answers = reading.answers
        readings[name] = {
            "postings": len(reading.postings),
            "rated": len(reading.rated),
            "domains": domain_numbers(scores[name], means[name]) if name in scores else {},
            "ece": metrics.expected_calibration_error(answers.on, answers.probability),
            "coverage": metrics.coverage(answers.truth, answers.low, answers.high),
            "ece_of_mean": metrics.expected_calibration_error(answers.on, reading.mean.probability),
        }
    codes = [posting.code for posting in run.gold.postings if posting.code]
    return {
        "kind": "postings",
        "subject": {
            "name": run.info.name,
            "version": run.info.version,
            "onet_release": run.info.onet_release,
        },
        "data": {
            "file": run.gold.file,
            "sha256": run.gold.sha256,
            "postings": len(run.gold.postings),
            "with_gold_code": len(codes),
            "gold_code_not_listed": sum(code not in run.known_codes for code in codes),
        },
        "readings": readings,
        "hits": _hit_numbers(run),
    }


def _hit_numbers(run: PostingsRun) -> dict[str, Any]:
    """Return gold set -> reading -> hit@k with its interval, for the sets that rows carry."""
    numbers: dict[str, Any] = {}
    for field in GOLD_SETS:
        for name, reading in run.readings.items():
            rows = [i for i, posting in enumerate(reading.postings) if field in posting.sets]
            if not rows:
                continue
            ranked = [reading.ranked[i] for i in rows]
            gold = [reading.postings[i].sets[field] for i in rows]
            one: dict[str, Any] = {"postings": len(rows)}
            for k in _KS:
                hit = metrics.hits(ranked, gold, k).astype(np.float64)
                low, high = metrics.bootstrap(lambda drawn, hit=hit: hit[drawn].mean(), len(hit))  # type: ignore[misc]
                one[f"hit@{k}"] = float(hit.mean())
                one[f"hit@{k}_interval"] = [float(low), float(high)]
            numbers.setdefault(field, {})[name] = one
    return numbers


def _tiles(scores: Mapping[str, Mapping[str, DomainScore]], hits: Mapping[str, Any]) -> list[Tile]:
    tiles = []
    if scores:
        first = next(iter(scores.values()))
        tiles = [
            Tile(domain_name(domain), f"{score.r:.3f}", f"r, 95 %: {span(*score.r_interval)}")
            for domain, score in first.items()
        ]
    for field, readings in hits.items():
        one = next(iter(readings.values()))
        tiles.append(
            Tile(f"hit@1 on {field}", f"{one['hit@1']:.3f}", f"hit@10: {one['hit@10']:.3f}")
        )
    return tiles


def _figures(
    run: PostingsRun, scores: Mapping[str, Mapping[str, DomainScore]], hits: Mapping[str, Any]
) -> list[Figure]:
    figures = []
    if scores:
        figures = [
            agreement_figure("Agreement with the gold occupation", scores),
            reliability_figure({name: run.readings[name].answers for name in scores}),
        ]
    return figures + [_hit_figure(field, readings) for field, readings in hits.items()]


def _hit_figure(field: str, readings: Mapping[str, Any]) -> Figure:
    series = [
        plots.Series(
            name,
            [one[f"hit@{k}"] for k in _KS],
            [one[f"hit@{k}_interval"][0] for k in _KS],
            [one[f"hit@{k}_interval"][1] for k in _KS],
        )
        for name, one in readings.items()
    ]
    return Figure(
        f"Occupation found: {field}",
        plots.dots([f"hit@{k}" for k in _KS], series, "Share of the postings"),
        "Hit rates among the 1, 3 and 10 most probable occupations with 95 % intervals.",
    )


def _side_by_side(scores: Mapping[str, Mapping[str, DomainScore]]) -> Table:
    domains = list(next(iter(scores.values())))
    rows: list[list[str | float]] = [
        [name, *(score.r for score in one.values())] for name, one in scores.items()
    ]
    return Table("Mean r per domain", ["Shown", *map(domain_name, domains)], rows, emphasis=0)


def _hit_table(hits: Mapping[str, Any]) -> Table:
    columns = ["Gold set, shown", "Postings"]
    for k in _KS:
        columns += [f"hit@{k}", "95 % interval"]
    rows = []
    for field, readings in hits.items():
        for name, one in readings.items():
            row: list[str | float | int] = [f"{field}, {name}", one["postings"]]
            for k in _KS:
                row += [one[f"hit@{k}"], span(*one[f"hit@{k}_interval"])]
            rows.append(row)
    return Table("The right occupation among the first k", columns, rows)
