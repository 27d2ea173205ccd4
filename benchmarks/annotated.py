r"""What one file of annotated advertisements gives: the reader fitted with it and without it.

    python benchmarks/annotated.py ../shared/data data/29_3 --recipe recipes/default.toml

Every fourth posting of the file is held out of both fits. Both readers then read these, whose
truth is the mean rating of the occupations that the annotation gives, by their probability; and
`indeed_dev`, advertisements of another country and annotator, as `jobskills evaluate postings`
does. Both are taught in one round, with fewer steps than the shipped reader; the word table is the
bundle's, which saw the file's sentences one by one. The figures go to
benchmarks/results/annotated.json.
"""

import argparse
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from kept import keep
from numpy.typing import NDArray
from unlisted import held_to, scores

from jobskills import Posting
from jobskills.bundle import Bundle
from jobskills.dataset import Dataset
from jobskills.evaluation.comparison import lead_numbers, leads
from jobskills.evaluation.default_model import FOLD_STEPS
from jobskills.evaluation.gold_file import read_gold
from jobskills.evaluation.recipe_texts import RecipeTexts, recipe_texts
from jobskills.models.profile import ProfileData
from jobskills.models.profile_data import profile_data
from jobskills.models.reader.fit import ReaderConfig, ReaderModel
from jobskills.recipe import Recipe, load_recipe

COMMAND = "python benchmarks/annotated.py ../shared/data data/29_3 --recipe recipes/default.toml"
HELD_OUT = 4
READINGS: dict[str, Callable[[Posting], Posting]] = {
    "title and description": lambda p: p,
    "title only": lambda p: Posting(title=p.title),
    "description only": lambda p: Posting(description=p.description),
}

Asked = tuple[list[Posting], NDArray[np.float32]]


def main() -> None:
    parser = argparse.ArgumentParser(description="What a file of annotated postings gives.")
    parser.add_argument("shared", type=Path, help="folder with eval/")
    parser.add_argument("data", type=Path, help="folder made by 'jobskills data build'")
    parser.add_argument("--recipe", type=Path, required=True)
    parser.add_argument("--file", default="uk_jobads_776", help="which of the annotated files")
    parser.add_argument("--bundle", default="default", help="whose word table to read with")
    parser.add_argument("--steps", type=int, default=FOLD_STEPS, help="of each of the two rounds")
    given = parser.parse_args()
    config = ReaderConfig(steps=given.steps, rounds=1)
    started = time.perf_counter()
    recipe, data = load_recipe(given.recipe), profile_data(Dataset.load(given.data))
    data = data.take([i for i, one in enumerate(data.occupations) if one.tasks])
    others, learned, held_out = parted(recipe, given.file)
    models = {
        "with": fitted(config, given.bundle, replace(others, annotated=learned), data),
        "without": fitted(config, given.bundle, others, data),
    }
    asked = {
        "held out": annotated_truth(data, held_out),
        "indeed_dev": gold_truth(data, given.shared / "eval" / "indeed_dev.jsonl"),
    }
    numbers: dict[str, Any] = {"file": given.file, "steps": given.steps}
    for name, (postings, truth) in asked.items():
        numbers[name] = {
            reading: compared(models, [form(one) for one in postings], truth, data)
            for reading, form in READINGS.items()
        }
        for reading, one in numbers[name].items():
            print(name, reading, json.dumps(one["lead"]))
    keep("annotated", COMMAND, numbers | {"seconds": time.perf_counter() - started}, given.bundle)


def parted(recipe: Recipe, name: str) -> tuple[RecipeTexts, Any, Any]:
    """Return the texts without the file, all annotated ones but the held-out, and the held-out."""
    text = recipe.text
    others = tuple(one for one in text.annotated if one.postings.stem != name)
    if len(others) == len(text.annotated):
        raise SystemExit(f"{name} is no annotated file of the recipe")
    without = recipe_texts(with_annotated(recipe, others))
    chosen = tuple(one for one in text.annotated if one.postings.stem == name)
    bare = with_annotated(recipe, chosen)
    mine = recipe_texts(bare).annotated
    held_out = mine[::HELD_OUT]
    learned = (*without.annotated, *(one for i, one in enumerate(mine) if i % HELD_OUT))
    return without, learned, held_out


def with_annotated(recipe: Recipe, files: Sequence[Any]) -> Recipe:
    text = recipe.text.model_copy(update={"annotated": tuple(files)})
    return recipe.model_copy(update={"text": text})


def fitted(config: ReaderConfig, bundle: str, texts: RecipeTexts, data: ProfileData) -> ReaderModel:
    return ReaderModel(
        Bundle.load(bundle).reader.encoder,
        config,
        unlabelled=texts.unlabelled,
        labelled=texts.labelled,
        written=texts.written,
        annotated=texts.annotated,
    ).fit(data)


def annotated_truth(data: ProfileData, held_out: Sequence[Any]) -> Asked:
    row = {code: i for i, code in enumerate(data.codes)}
    known = ~np.isnan(data.importance)
    ratings = np.where(known, data.importance, 0)
    right = np.stack([one.rightness(row) for one in held_out])
    weight = right @ known
    # Where less than half of what it may be is rated, nothing is known of the posting.
    truth = np.where(weight >= 0.5, right @ ratings / np.maximum(weight, 1e-6), np.nan)
    return [one.posting for one in held_out], truth.astype(np.float32)


def gold_truth(data: ProfileData, path: Path) -> Asked:
    row = {code: i for i, code in enumerate(data.codes)}
    gold = [one for one in read_gold(path).postings if one.code in row]
    rated = [one for one in gold if not np.isnan(data.importance[row[one.code or ""]]).all()]
    postings = [Posting(one.title, one.description) for one in rated]
    return postings, data.importance[[row[one.code or ""] for one in rated]]


def compared(
    models: dict[str, ReaderModel],
    postings: Sequence[Posting],
    truth: NDArray[np.float32],
    data: ProfileData,
) -> dict[str, Any]:
    said = {name: held_to(truth, model.predict(postings), data) for name, model in models.items()}
    return {
        "texts": len(postings),
        **{name: scores(one) for name, one in said.items()},
        "lead": lead_numbers(leads(said["with"], said["without"])),
    }


if __name__ == "__main__":
    main()
