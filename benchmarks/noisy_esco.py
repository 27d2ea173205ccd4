r"""ESCO's texts under titles that O*NET doesn't have, among boilerplate, as employers write.

    python benchmarks/noisy_esco.py ../shared/data data/29_3 --recipe recipes/default.toml

Up to 24 sentences that say little of the work stand around each text: runs of sentences from
real advertisements that no training saw (uk_jobads_776, google_jobs_1250), chosen as training
chooses its noise, and the package's own boilerplate. Texts that the recipe tuned the bundle on
are left out. The figures go to benchmarks/results/noisy_esco.json.
"""

import argparse
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
from kept import keep

from jobskills import Posting, Predictor
from jobskills.bundle import Bundle
from jobskills.evaluation.gold_file import GoldFile, GoldPosting, read_gold
from jobskills.evaluation.posting_baselines import published
from jobskills.evaluation.postings import evaluate_postings
from jobskills.evaluation.postings_report import postings_report
from jobskills.evaluation.recipe_texts import RecipeTexts, recipe_texts
from jobskills.models.profile import ProfileData
from jobskills.models.profile_baselines import TfidfProfile
from jobskills.models.reader.synthetic import Noise
from jobskills.models.reader.tuning import with_noise
from jobskills.recipe import load_recipe

COMMAND = "python benchmarks/noisy_esco.py ../shared/data data/29_3 --recipe recipes/default.toml"
ADS = ("uk_jobads_776", "google_jobs_1250")
FILE = "esco_occupations_onet.jsonl"
READING = "title and description"


def main() -> None:
    parser = argparse.ArgumentParser(description="ESCO's texts among boilerplate.")
    parser.add_argument("shared", type=Path, help="folder with eval/")
    parser.add_argument("data", type=Path, help="folder made by 'jobskills data build'")
    parser.add_argument("--recipe", type=Path, help="leave out the texts that it tunes on")
    parser.add_argument("--bundle", default="default")
    parser.add_argument("--ads", type=int, default=150, help="read for noise, of each file")
    given = parser.parse_args()
    tuned = recipe_texts(load_recipe(given.recipe)) if given.recipe else RecipeTexts()
    folder = given.shared / "eval"
    predictor = Predictor.load(given.bundle)
    occupations = published(given.data, predictor.info.onet_release)
    noise = gather(folder, occupations, given.bundle, given.ads)
    gold = hidden(new_titles(folder / FILE, tuned), noise)
    beside = {"tfidf": TfidfProfile().fit(occupations)}
    report = postings_report(evaluate_postings(gold, predictor, models=beside)).numbers
    numbers = {
        "texts": len(gold.postings),
        **report["readings"][READING],
        "hits": report["hits"]["onet_codes"][READING],
        "chances": report["chances"]["onet_codes"][READING],
    }
    keep("noisy_esco", COMMAND, numbers, given.bundle)
    shown = {domain: score["r"] for domain, score in numbers["domains"].items()}
    print(json.dumps({"texts": numbers["texts"], "rated": numbers["rated"], "r": shown}, indent=1))


def gather(folder: Path, data: ProfileData, bundle: str, most: int) -> Noise:
    """Return sentences of real advertisements that are far from every task of the release."""
    encoder = Bundle.load(bundle).reader.encoder
    tasks = encoder.encode([task for one in data.occupations for task in one.tasks])
    ads = [
        Posting(one.title, one.description)
        for name in ADS
        for one in read_gold(folder / f"{name}.jsonl", labelled=False).postings[:most]
    ]
    return Noise.gather(ads, encoder, tasks)


def new_titles(path: Path, tuned: RecipeTexts) -> GoldFile:
    """Return the texts that have one best occupation, under titles that O*NET does not have."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    known = tuned.tuned_on()
    wanted = {row["id"] for row in rows if not row["title_in_onet_alt"] and row["onet_best"]}
    gold = read_gold(path)
    kept = [
        one
        for one in gold.postings
        if one.id in wanted and (one.title, one.description) not in known
    ]
    return replace(gold, postings=tuple(kept))


#: Sentences of noise around each text, whatever its own length.
MOST_NOISE = 24


def hidden(gold: GoldFile, noise: Noise) -> GoldFile:
    """Return the texts with noise around them, always the same."""
    rng = np.random.default_rng(0)

    def one(posting: GoldPosting) -> GoldPosting:
        text = with_noise(Posting(posting.title, posting.description), noise, rng, MOST_NOISE)
        return replace(posting, description=text.description)

    return replace(gold, postings=tuple(one(posting) for posting in gold.postings))


if __name__ == "__main__":
    main()
