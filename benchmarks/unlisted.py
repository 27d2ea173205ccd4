r"""Work that O*NET does not list: a fifth of its SOC groups is taken out, and read about.

    python benchmarks/unlisted.py ../shared/data data/29_3 --recipe recipes/default.toml

The reader is fitted again without a fifth of the 6-digit SOC groups: no titles, tasks, ratings
or tuning texts of theirs. It then reads the texts of ESCO, ISCO and OOH whose gold occupation
lies in those groups, title and description. That is done for `--parts` of the five fifths, and
the answers are pooled. TF-IDF with ridge regression is fitted and read the same way.

The reader's steps are fewer than the shipped one's and it is not taught by itself; the word
table is the bundle's. The figures go to benchmarks/results/unlisted.json.
"""

import argparse
import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from kept import keep
from numpy.typing import NDArray

from jobskills import Posting, metrics
from jobskills.dataset import Dataset, grouped_folds
from jobskills.evaluation.comparison import lead_numbers, leads
from jobskills.evaluation.default_model import FOLD_STEPS, default_profile_model, fold_texts
from jobskills.evaluation.gold_file import GoldPosting, read_gold
from jobskills.evaluation.ratings import RatedAnswers, score_domains
from jobskills.evaluation.recipe_texts import RecipeTexts
from jobskills.models.profile import ProfileData, ProfileModel, Profiles
from jobskills.models.profile_baselines import TfidfProfile
from jobskills.models.profile_data import profile_data

COMMAND = "python benchmarks/unlisted.py ../shared/data data/29_3 --recipe recipes/default.toml"
FILES = ("esco_occupations_onet", "isco_groups_onet", "ooh_2025_onet")
FIFTHS = 5


@dataclass(frozen=True, slots=True)
class Settings:
    """What the reader is fitted with."""

    texts: RecipeTexts
    steps: int
    bundle: str

    def models(self) -> dict[str, ProfileModel]:
        """Return the models, not fitted."""
        reader = default_profile_model(self.texts, self.steps, self.bundle)
        return {"default": reader, "tfidf": TfidfProfile()}


def main() -> None:
    parser = argparse.ArgumentParser(description="Work that O*NET does not list.")
    parser.add_argument("shared", type=Path, help="folder with eval/")
    parser.add_argument("data", type=Path, help="folder made by 'jobskills data build'")
    parser.add_argument("--recipe", type=Path, help="what the reader learns from besides")
    parser.add_argument("--bundle", default="default", help="whose word table to read with")
    parser.add_argument("--parts", type=int, choices=range(1, FIFTHS + 1), default=FIFTHS)
    parser.add_argument("--steps", type=int, default=FOLD_STEPS)
    given = parser.parse_args()
    started = time.perf_counter()
    data = profile_data(Dataset.load(given.data))
    texts = fold_texts(given.recipe) if given.recipe else RecipeTexts()
    gold = rated(data, given.shared / "eval")
    settings = Settings(texts, given.steps, given.bundle)
    answers = pooled(data, gold, settings, given.parts)
    numbers = {
        "parts": given.parts,
        "steps": given.steps,
        "texts": len(next(iter(answers.values())).truth),
        "models": {name: scores(one) for name, one in answers.items()},
        "lead": lead_numbers(leads(answers["default"], answers["tfidf"])),
        "seconds": time.perf_counter() - started,
    }
    keep("unlisted", COMMAND, numbers, given.bundle)
    for name, model in numbers["models"].items():
        print(name, json.dumps({d: round(s["r"], 3) for d, s in model["domains"].items()}))


def rated(data: ProfileData, folder: Path) -> list[GoldPosting]:
    """Return the texts whose one gold occupation has ratings."""
    rows = np.flatnonzero((~np.isnan(data.importance)).any(axis=1))
    codes = set(data.take(rows).codes)
    return [
        one
        for name in FILES
        for one in read_gold(folder / f"{name}.jsonl").postings
        if one.code in codes
    ]


def pooled(
    data: ProfileData, gold: Sequence[GoldPosting], settings: Settings, parts: int
) -> dict[str, RatedAnswers]:
    """Return all models' answers for the texts of the parts that were taken out."""
    part = grouped_folds(data.codes, FIFTHS, 0)
    row = {code: i for i, code in enumerate(data.codes)}
    said: dict[str, list[RatedAnswers]] = {}
    for k in range(parts):
        train = data.take(np.flatnonzero(part != k))
        unlisted = [one for one in gold if part[row[one.code or ""]] == k]
        postings = [Posting(one.title, one.description) for one in unlisted]
        truth = data.importance[[row[one.code or ""] for one in unlisted]]
        for name, model in settings.models().items():
            answer = model.fit(train).predict(postings)
            said.setdefault(name, []).append(held_to(truth, answer, train))
            print(f"part {k + 1} of {parts}: {name}, {len(unlisted)} texts", flush=True)
    return {name: joined(all_parts) for name, all_parts in said.items()}


def held_to(truth: NDArray[np.float32], answer: Profiles, train: ProfileData) -> RatedAnswers:
    return RatedAnswers(
        domains=tuple(element.domain for element in train.elements),
        truth=truth,
        on=np.where(np.isnan(truth), np.nan, truth >= train.thresholds()),
        importance=answer.importance,
        low=answer.importance_low,
        high=answer.importance_high,
        probability=answer.probability,
        informed=np.ones(len(train.elements), dtype=np.bool_),
    )


def joined(parts: Sequence[RatedAnswers]) -> RatedAnswers:
    arrays = ("truth", "on", "importance", "low", "high", "probability")
    stacked = {name: np.concatenate([getattr(one, name) for one in parts]) for name in arrays}
    return RatedAnswers(domains=parts[0].domains, informed=parts[0].informed, **stacked)


def scores(answers: RatedAnswers) -> Mapping[str, Any]:
    return {
        "domains": {
            domain: {"r": one.r, "r_interval": list(one.r_interval), "rmse": one.rmse}
            for domain, one in score_domains(answers).items()
        },
        "ece": metrics.expected_calibration_error(answers.on, answers.probability),
        "coverage": metrics.coverage(answers.truth, answers.low, answers.high),
    }


if __name__ == "__main__":
    main()
