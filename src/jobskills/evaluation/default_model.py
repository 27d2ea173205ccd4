"""The default model as the evaluations refit it: with the shipped bundle's word table.

The table saw texts one by one (O*NET's, of every occupation, and postings) and no label,
rating or occupation code, so it may be shared by all splits. Whatever knows occupations or
ratings is fitted again in each.
"""

from typing import Final

from jobskills.bundle import Bundle
from jobskills.models.encoder_ridge import EncoderRidge
from jobskills.models.reader.fit import ReaderConfig, ReaderModel

__all__ = ["default_label_model", "default_profile_model"]


#: Steps per fold. Fewer than the shipped bundle's, for ten folds cost ten trainings; on two
#: folds of O*NET 29.3, 500 steps rated new occupations no worse than 1,400 (skills .761, .750).
_STEPS: Final = 500


def default_profile_model() -> ReaderModel:
    """Return the reader, to be fitted on the occupations of a fold."""
    return ReaderModel(Bundle.load("default").reader.encoder, ReaderConfig(steps=_STEPS))


def default_label_model() -> EncoderRidge:
    """Return regression on the reader's word table: labels of the classic task are not ratings."""
    return EncoderRidge(Bundle.load("default").reader.encoder)
