"""Lays out a run over real text: the JSON, the page and the predictions."""

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
import polars as pl

from jobskills import metrics
from jobskills.evaluation.chances_report import (
    bins,
    chance_figure,
    chance_numbers,
    chance_table,
)
from jobskills.evaluation.comparison import Lead, lead_numbers, leads, leads_table
from jobskills.evaluation.domains_report import (
    agreement_figure,
    beside_table,
    correlated,
    domain_name,
    domain_numbers,
    reliability_figure,
)
from jobskills.evaluation.hits_report import hit_figure, hit_numbers, hit_table
from jobskills.evaluation.misses_report import (
    group_numbers,
    group_table,
    miss_numbers,
    miss_table,
)
from jobskills.evaluation.posting_baselines import noise_ceiling
from jobskills.evaluation.postings import PostingsRun, Reading
from jobskills.evaluation.ratings import DomainScore, score_domains
from jobskills.evaluation.report import Figure, Report, Table, Tile, span
from jobskills.models.profile import ProfileData

__all__ = ["postings_predictions", "postings_report"]

_NOTES: Final = (
    "r is Pearson's, per element over the postings whose gold occupation is rated, then averaged "
    "over the domain's elements. It is not defined for the average occupation (majority), which "
    "answers alike for every text.",
    "The gold occupation is gold_code, else onet_best, else a single code of onet_codes; where one "
    "of the first two is null, no single code is right and the posting is not used for r.",
    "hit@k: one of the k most probable occupations is in the gold set. A gold code that the model "
    "does not list counts as missed.",
    "95 % intervals draw the postings again (bootstrap); where two models are compared, the same "
    "postings for both.",
    "The noise ceiling is the mean over elements of the square root of the gold ratings' "
    "reliability, 1 - mean(standard error²) / variance; with --data, where they are published. It "
    "bounds whoever has not seen the ratings; a reader that knows the gold occupation repeats its "
    "published rating, noise and all, and may stand above it.",
    "Texts that the model was trained or tuned on flatter it; its card names them.",
)
_WITH_TFIDF: Final = (
    "TF-IDF with ridge regression (tfidf) learned from description and tasks of every occupation "
    "of the data set and read the same postings. It rates and names no occupation: no hit@k."
)
_WITHOUT_TFIDF: Final = (
    "To see TF-IDF with ridge regression beside the model, name the data set that it shall learn "
    "from: jobskills evaluate postings FILE --data DIR, with DIR made by jobskills data build."
)

#: Reading -> who read -> domain -> scores; the subject first.
Scores = Mapping[str, Mapping[str, Mapping[str, DomainScore]]]
#: Reading -> who else read -> domain -> lead.
Leads = Mapping[str, Mapping[str, Mapping[str, Lead]]]


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


def postings_report(run: PostingsRun, published: ProfileData | None = None) -> Report:
    """Return the report: readings in full, by title and by description, beside the baselines.

    Parameters
    ----------
    run : PostingsRun
    published : ProfileData, optional
        Ratings with standard errors, of the release that the reader answers in: they give the
        noise ceiling.
    """
    scores = {
        name: {model: score_domains(a) for model, a in reading.by_model(run.subject).items()}
        for name, reading in run.readings.items()
        if len(reading.rated)
    }
    ahead = {name: _leads(reading) for name, reading in run.readings.items()}
    ceiling = noise_ceiling(published, _rated_codes(run)) if published else {}
    numbers = {**_numbers(run, scores, ahead), "noise_ceiling": ceiling}
    hits, chances = numbers["hits"], numbers["chances"]
    return Report(
        title=f"Real text: {run.gold.file}",
        lead=(
            f"{len(run.gold.postings)} texts read by {run.subject} (O*NET {run.info.onet_release})."
        ),
        tiles=_tiles(run, scores, hits),
        figures=[
            *_figures(run, scores, hits, ceiling),
            *(chance_figure(field, readings) for field, readings in chances.items()),
        ],
        tables=[
            *([_side_by_side(run, scores, ceiling)] if scores else []),
            *_ahead(run, scores, ahead),
            *([hit_table(hits), chance_table(chances)] if hits else []),
            *(
                beside_table(f"From {name}", models, folded=k > 0)
                for k, (name, models) in enumerate(scores.items())
            ),
            *([group_table(numbers["groups"]), miss_table(numbers["misses"])] if scores else []),
        ],
        notes=[*_NOTES, _WITH_TFIDF if _informed(scores) else _WITHOUT_TFIDF],
        numbers=numbers,
        timing={"seconds": run.seconds},
        release=run.info.onet_release,
    )


def _numbers(run: PostingsRun, scores: Scores, ahead: Leads) -> dict[str, Any]:
    codes = [posting.code for posting in run.gold.postings if posting.code]
    whole = run.readings["title and description"]
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
            "gold_code_not_listed": sum(code not in run.titles for code in codes),
        },
        "readings": {
            name: _reading_numbers(run.subject, reading, scores.get(name, {}), ahead[name])
            for name, reading in run.readings.items()
        },
        "hits": hit_numbers(run),
        "chances": chance_numbers(run),
        "groups": group_numbers(run.subject, whole),
        "misses": miss_numbers(run, whole),
    }


def _reading_numbers(
    subject: str,
    reading: Reading,
    scores: Mapping[str, Mapping[str, DomainScore]],
    ahead: Mapping[str, Mapping[str, Lead]],
) -> dict[str, Any]:
    """Return the reader's numbers and, under `baselines`, the same of the others."""
    models = {
        model: {
            "domains": domain_numbers(scores[model], scores["majority"]) if scores else {},
            "ece": metrics.expected_calibration_error(answers.on, answers.probability),
            "coverage": metrics.coverage(answers.truth, answers.low, answers.high),
            "bins": bins(answers.on, answers.probability),
        }
        for model, answers in reading.by_model(subject).items()
    }
    return {
        "postings": len(reading.postings),
        "rated": len(reading.rated),
        **models.pop(subject),
        "baselines": models,
        "leads": {model: lead_numbers(lead) for model, lead in ahead.items()},
    }


def _leads(reading: Reading) -> Mapping[str, Mapping[str, Lead]]:
    """Return how far the reader is ahead of each model that has an r."""
    return {
        model: leads(reading.answers, answers)
        for model, answers in reading.baselines.items()
        if model != "majority" and len(reading.rated)
    }


def _ahead(run: PostingsRun, scores: Scores, ahead: Leads) -> list[Table]:
    """Return the table of leads, where a model stands beside the reader."""
    rows = {f"{name}: of {model}": lead for name, by in ahead.items() for model, lead in by.items()}
    domains = next(iter(scores.values()))[run.subject] if scores else {}
    return [leads_table(rows, [domain_name(domain) for domain in domains])] if rows else []


def _informed(scores: Scores) -> bool:
    """Return whether a baseline read the texts."""
    return any("tfidf" in models for models in scores.values())


def _tiles(run: PostingsRun, scores: Scores, hits: Mapping[str, Any]) -> list[Tile]:
    tiles = []
    if scores:
        first = next(iter(scores.values()))[run.subject]
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
    run: PostingsRun, scores: Scores, hits: Mapping[str, Any], ceiling: Mapping[str, float]
) -> list[Figure]:
    reader = {name: models[run.subject] for name, models in scores.items()}
    figures = []
    if correlated(reader):
        known = ("noise ceiling", ceiling) if ceiling else None
        figures += [agreement_figure("Agreement with the gold occupation", reader, known)]
    if reader:
        figures += [reliability_figure({name: run.readings[name].answers for name in reader})]
    if _informed(scores):
        figures += [
            agreement_figure(f"Beside TF-IDF: {name}", models)
            for name, models in scores.items()
            if correlated(models)
        ]
    return figures + [hit_figure(field, readings) for field, readings in hits.items()]


def _rated_codes(run: PostingsRun) -> list[str]:
    whole = run.readings["title and description"]
    return [whole.postings[i].code or "" for i in whole.rated]


def _side_by_side(run: PostingsRun, scores: Scores, ceiling: Mapping[str, float]) -> Table:
    """Return mean r of whoever read the texts; the average occupation has none."""
    rows: list[list[str | float | None]] = [
        [f"{name}: {model}", *(score.r for score in one.values())]
        for name, models in scores.items()
        for model, one in models.items()
        if model != "majority"
    ]
    domains = next(iter(scores.values()))[run.subject]
    if ceiling:
        rows.append(["noise ceiling", *(ceiling.get(domain) for domain in domains)])
    columns = ["Shown, read by", *map(domain_name, domains)]
    return Table("Mean r per domain", columns, rows, emphasis=0)
