"""The texts that a recipe names, read and drawn: by training, and by what refits the model.

Both draw alike, so that an evaluation knows which texts the shipped model was tuned on.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from jobskills.errors import PostingError
from jobskills.evaluation.annotations import read_annotations
from jobskills.evaluation.gold_file import GoldFile, GoldPosting, read_gold
from jobskills.models.reader.tuning import LabelledPosting
from jobskills.prediction import Posting
from jobskills.recipe import AnnotatedFile, Recipe

__all__ = ["RecipeTexts", "recipe_texts"]


@dataclass(frozen=True, slots=True)
class RecipeTexts:
    """What a reader is fitted on besides the occupations.

    Attributes
    ----------
    unlabelled : tuple of Posting
        Sentences of theirs are noise, and self-training reads them whole.
    labelled : tuple of LabelledPosting
        Of known occupations; fusion weights and calibration are fitted on them.
    written : tuple of LabelledPosting
        In employers' words, of one occupation each; most of them are learned from.
    annotated : tuple of LabelledPosting
        Real postings with probabilities of their occupations; most of them are learned from.
    """

    unlabelled: tuple[Posting, ...] = ()
    labelled: tuple[LabelledPosting, ...] = ()
    written: tuple[LabelledPosting, ...] = ()
    annotated: tuple[LabelledPosting, ...] = ()

    def tuned_on(self) -> frozenset[tuple[str, str]]:
        """Return title and description of the labelled and annotated texts: no judge asks them."""
        known = (*self.labelled, *self.annotated)
        return frozenset((one.posting.title, one.posting.description) for one in known)


def recipe_texts(recipe: Recipe, most_unlabelled: int | None = None) -> RecipeTexts:
    """Read the files of a recipe and draw from each as many rows as it allows.

    Parameters
    ----------
    recipe : Recipe
    most_unlabelled : int, optional
        Draw no more than this from an unlabelled file. Of the others the same rows are drawn
        whatever it is.

    Raises
    ------
    PostingError
        With file, line and field of what is wrong.
    """
    text, rng = recipe.text, np.random.default_rng(recipe.seed)
    most = min(text.most_unlabelled, most_unlabelled or text.most_unlabelled)
    unlabelled = [
        Posting(one.title, one.description)
        for path in text.unlabelled
        for one in _drawn(read_gold(path, labelled=False), most, rng)
    ]
    labelled = [
        LabelledPosting(Posting(one.title, one.description), tuple(sorted(codes)))
        for path in text.labelled
        for one in _drawn(read_gold(path), text.most_labelled, rng)
        if (codes := {one.code} if one.code else one.sets.get("onet_codes", frozenset()))
    ]
    written = [
        LabelledPosting(Posting(one.title, one.description), (one.code,))
        for path in text.written
        for one in read_gold(path).postings
        if one.code
    ]
    annotated = [one for file in text.annotated for one in _annotated(file)]
    return RecipeTexts(tuple(unlabelled), tuple(labelled), tuple(written), tuple(annotated))


def _annotated(file: AnnotatedFile) -> list[LabelledPosting]:
    """Return the postings of a file that have annotations; each of these must have its posting."""
    codes = read_annotations(file.codes)
    postings = {one.id: one for one in read_gold(file.postings, labelled=False).postings}
    strange = next((id_ for id_ in codes if id_ not in postings), None)
    if strange is not None:
        raise PostingError(f"{file.codes}: no posting of {file.postings} has the id {strange!r}")
    return [
        LabelledPosting(
            Posting(postings[id_].title, postings[id_].description),
            tuple(likely),
            tuple(likely.values()),
            file.weight,
        )
        for id_, likely in codes.items()
    ]


def _drawn(file: GoldFile, most: int, rng: np.random.Generator) -> Sequence[GoldPosting]:
    order = rng.permutation(len(file.postings))[:most]
    return [file.postings[i] for i in sorted(order)]
