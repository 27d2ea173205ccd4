"""Train the reader: the network on synthetic postings, the indexes, then the calibration.

Training side (torch). `ReaderModel` keeps the contract of profile models, so that
`jobskills evaluate occupations` refits it like any other.
"""

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import Final, Self

import numpy as np

from jobskills.encoders.static import StaticEncoder
from jobskills.encoders.words import singular
from jobskills.errors import DatasetError
from jobskills.models.profile import Category, Element, ProfileData, Profiles
from jobskills.models.reader.calibrating import calibrate
from jobskills.models.reader.fusion import Indexes
from jobskills.models.reader.known import known_texts, rated_occupations
from jobskills.models.reader.model import Profile, Reader
from jobskills.models.reader.naming_fit import collect_titles, judge_titles
from jobskills.models.reader.neighbours import Neighbours
from jobskills.models.reader.network_fit import ReaderConfig, Trainer
from jobskills.models.reader.ratings import RatingTables
from jobskills.models.reader.synthetic import SentencePool
from jobskills.models.reader.teaching import Lessons, RealPostings
from jobskills.models.reader.tuning import LabelledPosting, TuningTexts, hold_out, tune, with_noise
from jobskills.models.reader.uncertainty import Calibration
from jobskills.models.reader.written import Written
from jobskills.prediction import Posting
from jobskills.text import read_posting

__all__ = ["ReaderConfig", "ReaderModel"]


_USUAL: Final = ReaderConfig()

#: Of the written and of the annotated postings so many are not learned from, but tuned on.
_TUNING_SHARE: Final = 0.15

#: An annotated posting's title and words count as an occupation's if it is as likely as this.
_CLEAR: Final = 0.6


class ReaderModel:
    """The default model, as something that can be fitted.

    Parameters
    ----------
    encoder : StaticEncoder
        Must not have seen labels, ratings or occupation codes.
    config : ReaderConfig
    unlabelled : sequence of Posting
        Real postings: their sentences serve as noise (our own boilerplate always does),
        and the rounds of self-training read them whole.
    labelled : sequence of LabelledPosting
        Text to tune on; those of other occupations than the training ones are
        left out. Without any, part of O*NET's own texts is held out for it.
    written : sequence of LabelledPosting
        Postings in employers' words, of one occupation each; those of other occupations than
        the training ones are left out.
    annotated : sequence of LabelledPosting
        Real postings with probabilities of their occupations: learned from, some tuned on.
    on_progress : callable, optional
        Called with the training steps done and their number.
    """

    def __init__(
        self,
        encoder: StaticEncoder,
        config: ReaderConfig = _USUAL,
        *,
        unlabelled: Sequence[Posting] = (),
        labelled: Sequence[LabelledPosting] = (),
        written: Sequence[LabelledPosting] = (),
        annotated: Sequence[LabelledPosting] = (),
        on_progress: Callable[[int, int], None] | None = None,
    ) -> None:
        self.encoder, self.config = encoder, config
        self.unlabelled, self.labelled = tuple(unlabelled), tuple(labelled)
        self.written, self.annotated = tuple(written), tuple(annotated)
        self.on_progress = on_progress
        self.elements_: tuple[Element, ...] = ()
        self.categories_: tuple[Category, ...] = ()
        self.occupations_: tuple[str, ...] = ()

    def fit(self, train: ProfileData) -> Self:
        """Learn from these occupations only; DatasetError where none is rated on an element."""
        _require_ratings(train)
        rng = np.random.default_rng(self.config.seed)
        texts = self._gather(train, rng)
        train = texts.train
        tables = RatingTables(train.codes, train.importance, train.level, train.held)
        rounds = self.config.rounds if texts.real.inputs else 0
        trainer = Trainer(texts.pool, tables, self.config, 1 + rounds, self.on_progress)
        indexes = _index(train, self.encoder, texts.employers)
        rated = rated_occupations(train, tables, indexes, self.encoder)
        reader = Reader(
            encoder=self.encoder,
            network=trainer.train(None),
            neighbours=Neighbours.fit(rated),
            indexes=indexes,
            tables=tables,
            calibration=Calibration.neutral(len(train.elements)),
            elements=train.elements,
            categories=train.categories,
        )
        for _ in range(rounds):
            reader = _taught(reader, texts, trainer, rng)
        # What ships is rounded, and that is what must be calibrated.
        reader = reader.rounded()
        reader = replace(reader, calibration=tune(reader, texts.tuning))
        known = known_texts(
            reader, train, texts.labelled, texts.annotated_tuning, texts.real.unlabelled
        )
        self.reader_ = replace(reader, calibration=calibrate(reader, rated, known))
        self.elements_, self.categories_ = train.elements, train.categories
        self.occupations_ = train.codes
        return self

    def _gather(self, train: ProfileData, rng: np.random.Generator) -> "_Texts":
        """Sort the texts by what they are for, and encode them."""
        known, encoder = set(train.codes), self.encoder
        labelled = [one for one in self.labelled if known.intersection(one.codes)]
        if not labelled:
            train, labelled = hold_out(train, rng)
        own, own_tuning = _held_back(self.written, known, rng)
        annotated, annotated_tuning = _held_back(self.annotated, known, rng)
        labelled += own_tuning
        written = Written.gather(own, train, encoder)
        employers = written.joined(Written.gather(_clear(annotated), train, encoder))
        train = employers.with_titles(train)
        pool = SentencePool(
            train.occupations, encoder, self.unlabelled, self.config.seed, written.pairs
        )
        noisy = [replace(one, posting=with_noise(one.posting, pool.noise, rng)) for one in labelled]
        # Not even the tuned-on ones are read as unlabelled.
        told = {_text(one.posting) for one in self.annotated}
        unread = [one for one in self.unlabelled if _text(one) not in told]
        return _Texts(
            train=train,
            written=written,
            employers=employers,
            pool=pool,
            real=RealPostings.gather(annotated, unread, train.codes, encoder),
            tuning=TuningTexts.gather((noisy, annotated_tuning), train.codes, encoder),
            labelled=[*labelled, *noisy],
            annotated_tuning=annotated_tuning,
        )

    def predict(self, postings: Sequence[Posting]) -> Profiles:
        """Read the postings; rows come back in their order."""
        # One row more than asked for, so that the answer to no postings has its columns too.
        readings = [read_posting(posting) for posting in (*postings, Posting())]
        return _stack(self.reader_.read(readings, explain=False), len(postings))


@dataclass(frozen=True, slots=True, eq=False)
class _Texts:
    """What the reader is fitted on, each text in its place.

    Attributes
    ----------
    train : ProfileData
        The occupations, employers' titles among their job titles.
    written : Written
        The written postings that are learned from.
    employers : Written
        These and the annotated ones of one clear occupation: where employers' words come from.
    pool : SentencePool
    real : RealPostings
    tuning : TuningTexts
    labelled, annotated_tuning : list of LabelledPosting
        What the calibration sees; the labelled ones bare and among noise.
    """

    train: ProfileData
    written: Written
    employers: Written
    pool: SentencePool
    real: RealPostings
    tuning: TuningTexts
    labelled: list[LabelledPosting]
    annotated_tuning: list[LabelledPosting]


def _taught(reader: Reader, texts: _Texts, trainer: Trainer, rng: np.random.Generator) -> Reader:
    """Train the network anew on lessons of this reader, who also learns when a title is meant."""
    reader = replace(reader, calibration=tune(reader, texts.tuning))
    lessons = Lessons.prepare(reader, texts.real, rng)
    named = judge_titles(
        reader.indexes.named,
        [*texts.written.postings, *texts.real.inputs],
        np.concatenate([texts.written.posterior, lessons.posterior]),
    )
    indexes = replace(reader.indexes, named=named)
    return replace(reader, indexes=indexes, network=trainer.train(lessons))


def _require_ratings(data: ProfileData) -> None:
    unrated = np.flatnonzero(np.isnan(data.importance).all(axis=0))
    if len(unrated):
        element = data.elements[unrated[0]]
        raise DatasetError(
            f"{element.id} {element.name}: no training occupation is rated on it; leave it out"
        )


def _held_back(
    postings: Sequence[LabelledPosting], known: AbstractSet[str], rng: np.random.Generator
) -> tuple[list[LabelledPosting], list[LabelledPosting]]:
    """Part postings of known occupations: those to learn from, and those to tune on."""
    # Drawn for all of them, so that a posting's part doesn't depend on what is known.
    tunes = rng.random(len(postings)) < _TUNING_SHARE
    kept = [i for i, one in enumerate(postings) if not known.isdisjoint(one.codes)]
    return [postings[i] for i in kept if not tunes[i]], [postings[i] for i in kept if tunes[i]]


def _clear(annotated: Sequence[LabelledPosting]) -> list[LabelledPosting]:
    """Return the postings of which one occupation is likely enough, as if it were certain."""
    best = [max(zip(one.right, one.codes, strict=True)) for one in annotated]
    return [
        replace(one, codes=(code,), right=())
        for one, (right, code) in zip(annotated, best, strict=True)
        if right >= _CLEAR
    ]


def _text(posting: Posting) -> tuple[str, str]:
    return posting.title, posting.description


def _stack(profiles: Sequence[Profile], n: int) -> Profiles:
    """Put the first n profiles of single postings under each other."""
    return Profiles(
        importance=np.stack([one.importance for one in profiles])[:n],
        importance_low=np.stack([one.low for one in profiles])[:n],
        importance_high=np.stack([one.high for one in profiles])[:n],
        level=np.stack([one.level for one in profiles])[:n],
        probability=np.stack([one.probability for one in profiles])[:n],
        category_probability=np.stack([one.category_probability for one in profiles])[:n],
        occupation_probability=np.stack([one.occupation_probability for one in profiles])[:n],
    )


def _index(data: ProfileData, encoder: StaticEncoder, written: Written) -> Indexes:
    row = {word: i for i, word in enumerate(encoder.vocabulary)}
    fold = np.array([row.get(singular(word), i) for word, i in row.items()], np.int64)
    texts = [" ".join([one.title, one.description, *one.tasks]) for one in data.occupations]
    rows = [encoder.rows([text]).rows.tolist() for text in texts]
    employers: list[list[int]] = [[] for _ in rows]
    for occupation, posting in written.pairs:
        employers[occupation] += posting.words.rows.tolist()
    named = collect_titles(data.occupations, encoder, fold)
    named = judge_titles(named, written.postings, written.posterior)
    return Indexes.fit(data.occupations, rows, employers, named)
