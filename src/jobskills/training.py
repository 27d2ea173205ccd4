"""The recipe, top to bottom: data set, encoder, reader, bundle, loaded back, evaluated, card.

What ships is what was evaluated: the bundle is saved, loaded back, measured as
loaded, and only then gets its card.
"""

import hashlib
import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Final

import numpy as np
import polars as pl
import torch

from jobskills import __version__
from jobskills.bundle import Bundle
from jobskills.card import model_card
from jobskills.dataset import Dataset
from jobskills.encoders.distil import DistilConfig, distil, latent_table
from jobskills.encoders.static import StaticEncoder
from jobskills.encoders.transformer import Transformer, weights_folder
from jobskills.errors import DatasetError
from jobskills.evaluation.gold_file import GoldFile, read_gold
from jobskills.evaluation.postings import evaluate_postings
from jobskills.evaluation.postings_report import postings_report
from jobskills.evaluation.recipe_texts import RecipeTexts, recipe_texts
from jobskills.models.profile import ProfileData
from jobskills.models.profile_baselines import TfidfProfile
from jobskills.models.profile_data import profile_data
from jobskills.models.reader.fit import ReaderConfig, ReaderModel
from jobskills.prediction import ModelInfo, Posting
from jobskills.predictor import Predictor
from jobskills.recipe import Recipe
from jobskills.technology.expected import Expected, Product
from jobskills.technology.lexicon import CategoryRow, build_lexicon
from jobskills.text import read_posting

__all__ = ["train"]

#: Called with the stage, what is done and what there is.
OnStage = Callable[[str, int, int], None]

_LEAST_SPACES: Final = 2
_LONGEST_SENTENCE: Final = 400


def train(recipe: Recipe, data: Path, out: Path, on_stage: OnStage = lambda *_: None) -> Predictor:
    """Train a bundle from a built data set.

    Parameters
    ----------
    recipe : Recipe
    data : Path
        What `jobskills data build` wrote.
    out : Path
        The bundle's directory; one that is there is replaced once the new one is whole.
    on_stage : callable, optional
        Called with the stage, what is done and what there is.

    Returns
    -------
    Predictor
        The bundle as loaded back from disk.

    Raises
    ------
    DatasetError
        If the data set or the weights are not as expected, or `out` is no bundle.
    PostingError
        If a file of postings is not as expected.
    """
    if out.exists() and not (out / "bundle.json").is_file():
        raise DatasetError(f"{out} is there and is no bundle; name another directory")
    # Read before the long work: what is wrong with them shall show at once.
    evaluated = [read_gold(path) for path in recipe.text.evaluated]
    torch.set_num_threads(recipe.threads)
    torch.use_deterministic_algorithms(True)
    dataset = Dataset.load(data)
    occupations = _described(profile_data(dataset))
    texts = recipe_texts(recipe)
    encoder = _encoder(recipe, occupations, texts, on_stage)
    model = ReaderModel(
        encoder,
        ReaderConfig(**recipe.reader.model_dump(), seed=recipe.seed),
        unlabelled=texts.unlabelled,
        labelled=texts.labelled,
        written=texts.written,
        annotated=texts.annotated,
        on_progress=partial(on_stage, "Training the reader"),
    ).fit(occupations)
    bundle = Bundle(
        info=ModelInfo(recipe.bundle.name, recipe.bundle.version, _release(dataset)),
        reader=model.reader_,
        titles=tuple(one.title for one in occupations.occupations),
        lexicon=build_lexicon(
            _category_rows(dataset.categories),
            [task for one in occupations.occupations for task in one.tasks],
        ),
        technologies=_expected(dataset.categories, occupations, "technology"),
        tools=_expected(dataset.categories, occupations, "tool"),
        mention_precision=recipe.technology.mention_precision,
        training=_provenance(recipe, dataset),
        card="",
    )
    return _finish(bundle, occupations, evaluated, out, on_stage)


def _finish(
    bundle: Bundle,
    occupations: ProfileData,
    evaluated: Sequence[GoldFile],
    out: Path,
    on_stage: OnStage,
) -> Predictor:
    """Save, load back, evaluate what was loaded, write its card, move it into place."""
    aside = out.with_name(f".{out.name}.part")
    shutil.rmtree(aside, ignore_errors=True)
    bundle.save(aside)
    loaded = Predictor.load(aside)
    beside = {"tfidf": TfidfProfile().fit(occupations)} if evaluated else {}
    reports = []
    for gold in evaluated:
        show = partial(on_stage, f"Evaluating on {gold.file}")
        run = evaluate_postings(gold, loaded, show, models=beside)
        reports.append((gold.file, postings_report(run).numbers))
    replace(bundle, card=model_card(bundle, reports)).save(aside)
    shutil.rmtree(out, ignore_errors=True)
    aside.rename(out)
    return Predictor.load(out)


def _described(data: ProfileData) -> ProfileData:
    """Keep the occupations that have tasks; the others are groups that nobody described.

    An element that none of them is rated on is left out too.
    """
    described = data.take([i for i, one in enumerate(data.occupations) if one.tasks])
    rated = np.flatnonzero((~np.isnan(described.importance)).any(axis=0))
    if len(described.codes) < 2 or not len(rated):
        raise DatasetError(
            "the data set has fewer than two occupations with tasks, or none with ratings; "
            "build it from a release that has both tables"
        )
    return replace(
        described,
        elements=tuple(data.elements[i] for i in rated),
        importance=described.importance[:, rated],
        level=described.level[:, rated],
        standard_error=described.standard_error[:, rated],
    )


def _release(dataset: Dataset) -> str:
    return str(dataset.manifest["release"] or "unknown")


def _encoder(
    recipe: Recipe, data: ProfileData, read: RecipeTexts, on_stage: OnStage
) -> StaticEncoder:
    """Learn the word table; it sees texts, and no codes or ratings."""
    part = recipe.encoder
    texts = {one.description for one in data.occupations}
    texts |= {task for one in data.occupations for task in one.tasks}
    texts |= {name for one in data.occupations for name in (one.title, *one.job_titles)}
    unlabelled = {(one.title, one.description) for one in read.unlabelled}
    annotated = [one.posting for one in read.annotated]
    more = [one for one in annotated if (one.title, one.description) not in unlabelled]
    texts.update(_sentences(read.unlabelled, part.most_sentences, recipe.seed))
    texts.update(_sentences(more, part.most_sentences, recipe.seed))
    texts |= {posting.title for posting in annotated if posting.title}
    written = [one.posting for one in read.written]
    texts.update(_sentences(written, part.most_sentences, recipe.seed))
    texts |= {posting.title for posting in written if posting.title}
    if not part.weights:
        return latent_table(sorted(texts), part.dimension, recipe.seed)
    return distil(
        Transformer(weights_folder(part.weights), part.sha256),
        sorted(texts),
        DistilConfig(dimension=part.dimension, epochs=part.epochs, seed=recipe.seed),
        partial(on_stage, "Encoding texts with the teacher"),
    )


def _sentences(postings: Sequence[Posting], most: int, seed: int) -> list[str]:
    """Draw sentences of some words from postings."""
    units = (unit.text for posting in postings for unit in read_posting(posting).units)
    found = sorted({text[:_LONGEST_SENTENCE] for text in units if text.count(" ") >= _LEAST_SPACES})
    order = np.random.default_rng(seed).permutation(len(found))[:most]
    return [found[i] for i in order]


def _category_rows(categories: pl.DataFrame) -> list[CategoryRow]:
    counted = categories.group_by(["kind", "category_id", "category", "example"]).agg(
        pl.col("hot").any(), pl.col("in_demand").any(), pl.col("code").n_unique()
    )
    return [CategoryRow(*row) for row in counted.sort(counted.columns[:4]).iter_rows()]


def _expected(categories: pl.DataFrame, data: ProfileData, kind: str) -> Expected:
    """Return who uses what: technologies by product, tools by category (few products repeat)."""
    rows = categories.filter(pl.col("kind") == kind).sort("code", "category_id", "example")
    name = "example" if kind == "technology" else "category"
    pairs = [
        (row["code"], Product(row[name], row["category"], bool(row["hot"]), bool(row["in_demand"])))
        for row in rows.iter_rows(named=True)
    ]
    return Expected.gather(data.codes, pairs)


def _provenance(recipe: Recipe, dataset: Dataset) -> dict[str, Any]:
    return {
        "jobskills": __version__,
        "recipe": {
            **recipe.model_dump(mode="json", exclude={"text"}),
            "most_unlabelled": recipe.text.most_unlabelled,
            "most_labelled": recipe.text.most_labelled,
        },
        "dataset": dataset.manifest,
        "unlabelled": {path.name: _sha256(path) for path in recipe.text.unlabelled},
        "labelled": {path.name: _sha256(path) for path in recipe.text.labelled},
        "annotated": {one.postings.name: _sha256(one.postings) for one in recipe.text.annotated},
        "annotations": {one.codes.name: _sha256(one.codes) for one in recipe.text.annotated},
        "written": {path.name: _sha256(path) for path in recipe.text.written},
    }


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
