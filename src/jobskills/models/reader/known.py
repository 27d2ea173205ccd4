"""Texts whose ratings are known, and the occupations that the regression learns from.

Training side: what `jobskills.models.reader.calibrating` fits the reader's trust on.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from jobskills.dataset import soc_group
from jobskills.encoders.static import StaticEncoder
from jobskills.models.profile import ProfileData
from jobskills.models.reader.fusion import Indexes
from jobskills.models.reader.inputs import MODES, Inputs, encode_readings
from jobskills.models.reader.model import Reader
from jobskills.models.reader.neighbours import Rated
from jobskills.models.reader.ratings import RatingTables
from jobskills.models.reader.tuning import LabelledPosting
from jobskills.prediction import Posting
from jobskills.text import read_posting

__all__ = ["KnownText", "known_texts", "rated_occupations", "taught"]

FloatArray = NDArray[np.float32]

#: How much the kinds of text weigh in the calibration: labelled texts, annotated postings,
#: O*NET's own texts, and unlabelled postings, each kind all together.
_LABELLED_WEIGHT: Final = 2.0
_ANNOTATED_WEIGHT: Final = 24.0
_DESCRIBED_WEIGHT: Final = 24.0
_TAUGHT_WEIGHT: Final = 1.0
_MOST_TAUGHT: Final = 300

#: A teacher must be as sure of a posting's SOC group as this, or it is not learned from.
_SURE: Final = 0.7


@dataclass(frozen=True, slots=True, eq=False)
class KnownText:
    """A text whose ratings are known.

    Attributes
    ----------
    inputs : Inputs
    gold : float32 [e]
        Standardised ratings.
    rows : tuple of int
        The occupations that it is of.
    weight : float
    listed : bool
        Whether it may be read as it is; O*NET's own texts stand word for word in the index.
    """

    inputs: Inputs
    gold: FloatArray
    rows: tuple[int, ...]
    weight: float
    listed: bool = True


def known_texts(
    reader: Reader,
    data: ProfileData,
    labelled: Sequence[LabelledPosting],
    annotated: Sequence[LabelledPosting],
    unlabelled: Sequence[Inputs],
) -> list[KnownText]:
    """Gather labelled and annotated postings, the occupations' own texts, some unlabelled ones."""
    few = unlabelled[:: 1 + len(unlabelled) // _MOST_TAUGHT]
    return [
        *_labelled(reader, labelled, _LABELLED_WEIGHT),
        *_labelled(reader, annotated, _ANNOTATED_WEIGHT),
        *_described(reader, data),
        *taught(reader, few, _TAUGHT_WEIGHT),
    ]


def rated_occupations(
    data: ProfileData, tables: RatingTables, indexes: Indexes, encoder: StaticEncoder
) -> Rated:
    """Gather the occupations with any rating; gaps are filled as everywhere."""
    rows = np.flatnonzero(~np.isnan(data.importance).all(axis=1))
    described = [data.occupations[i] for i in rows]
    texts = [[one.description, *one.tasks] for one in described]
    sentences = encoder.encode([text for all_texts in texts for text in all_texts])
    starts = np.cumsum([0, *(len(all_texts) for all_texts in texts[:-1])])
    bodies = np.add.reduceat(sentences, starts, axis=0)
    bodies /= np.maximum(np.linalg.norm(bodies, axis=1, keepdims=True), 1e-12)
    words = indexes.words.columns(np.arange(len(indexes.words.terms)))[:, rows]
    return Rated(
        titles=encoder.encode([one.title for one in described]),
        bodies=bodies,
        words=words.T @ words,
        rows=rows.astype(np.int64),
        ratings=tables.standardised[rows],
        held=tables.held_filled[rows],
    )


def _labelled(
    reader: Reader, labelled: Sequence[LabelledPosting], weight: float
) -> list[KnownText]:
    """Return labelled postings of rated occupations, weighing so much together."""
    tables = reader.tables
    row = {code: i for i, code in enumerate(tables.codes)}
    rated = np.isin(np.arange(len(row)), reader.neighbours.rows)
    right = [np.where(rated, one.rightness(row), 0) for one in labelled]
    usable = [i for i, each in enumerate(right) if each.any()]
    readings = [read_posting(labelled[i].posting) for i in usable]
    total = sum(labelled[i].weight for i in usable)
    return [
        KnownText(
            inputs,
            np.asarray(right[i] @ tables.standardised / right[i].sum(), np.float32),
            tuple(np.flatnonzero(right[i]).tolist()),
            weight * labelled[i].weight / total,
        )
        for inputs, i in zip(encode_readings(readings, reader.encoder), usable, strict=True)
    ]


def _described(reader: Reader, data: ProfileData) -> list[KnownText]:
    """Return the rated occupations' own texts: what unlisted work would read like."""
    own = [
        LabelledPosting(Posting(one.title, "\n".join((one.description, *one.tasks))), (one.code,))
        for one in data.occupations
    ]
    return [replace(one, listed=False) for one in _labelled(reader, own, _DESCRIBED_WEIGHT)]


def taught(reader: Reader, postings: Sequence[Inputs], weight: float) -> list[KnownText]:
    """Return unlabelled postings with the ratings that the reader gives them, title in sight.

    They show what real postings look like in parts; only those are kept whose SOC group the
    reader is sure of. All together they have this weight.
    """
    groups = np.array([soc_group(code) for code in reader.tables.codes])
    known = []
    for inputs in postings:
        if MODES[inputs.mode] != "both":
            continue
        weighed = reader.weigh(inputs, reader.hear(inputs), reader.neighbours)
        posterior = weighed.posterior[0]
        best = int(posterior.argmax())
        if posterior[groups == groups[best]].sum() >= _SURE:
            known.append(KnownText(inputs, weighed.mixture[0], (best,), weight))
    return [replace(one, weight=weight / len(known)) for one in known]
