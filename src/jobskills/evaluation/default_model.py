"""The default model as the evaluations refit it: with the shipped bundle's word table.

The table saw texts one by one (O*NET's, of every occupation, and postings) and no label,
rating or occupation code, so it may be shared by all splits. Whatever knows occupations or
ratings is fitted again in each.
"""

from pathlib import Path
from typing import Final

from jobskills.bundle import Bundle
from jobskills.evaluation.recipe_texts import RecipeTexts, recipe_texts
from jobskills.models.encoder_ridge import EncoderRidge
from jobskills.models.reader.fit import ReaderConfig, ReaderModel
from jobskills.recipe import load_recipe

__all__ = ["FOLD_STEPS", "default_label_model", "default_profile_model", "fold_texts"]

#: Steps per fold. Fewer than the shipped bundle's, for ten folds cost ten trainings; on two
#: folds of O*NET 29.3, 500 steps rated new occupations no worse than 1,400 (skills .761, .750).
FOLD_STEPS: Final = 500

#: Unlabelled postings per file and fold: reading all of them again costs a minute a fold.
_MOST_UNLABELLED: Final = 250

_NO_TEXTS: Final = RecipeTexts()


def default_profile_model(
    texts: RecipeTexts = _NO_TEXTS, steps: int = FOLD_STEPS, bundle: str | Path = "default"
) -> ReaderModel:
    """Return the reader, to be fitted on the occupations of a fold.

    Parameters
    ----------
    texts : RecipeTexts
        What the shipped reader is fitted on besides, see `fold_texts`. The reader itself leaves
        out what belongs to other occupations than those it is fitted on.
    steps : int
        Of training; there is one round, without self-training.
    bundle : str or Path
        Whose word table to read with.
    """
    return ReaderModel(
        Bundle.load(bundle).reader.encoder,
        ReaderConfig(steps=steps, rounds=0),
        unlabelled=texts.unlabelled,
        labelled=texts.labelled,
        written=texts.written,
        annotated=texts.annotated,
    )


def fold_texts(recipe: Path) -> RecipeTexts:
    """Return the texts of a recipe, of the unlabelled ones a part.

    Raises
    ------
    DatasetError
        If the recipe is not as expected; PostingError if a file that it names isn't.
    """
    return recipe_texts(load_recipe(recipe), _MOST_UNLABELLED)


def default_label_model() -> EncoderRidge:
    """Return regression on the reader's word table: labels of the classic task are not ratings."""
    return EncoderRidge(Bundle.load("default").reader.encoder)
