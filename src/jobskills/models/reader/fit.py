"""Train the reader: the network on synthetic postings, the indexes, then the calibration.

Training side (torch). `ReaderModel` keeps the contract of profile models, so that
`jobskills evaluate occupations` refits it like any other.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final, Self

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812
from numpy.typing import NDArray
from torch import nn

from jobskills.encoders.static import StaticEncoder
from jobskills.encoders.words import singular
from jobskills.errors import DatasetError
from jobskills.models.profile import Category, Element, ProfileData, Profiles
from jobskills.models.reader.batches import Batch
from jobskills.models.reader.calibrating import calibrate
from jobskills.models.reader.fusion import Indexes
from jobskills.models.reader.inputs import encode_readings
from jobskills.models.reader.known import known_texts, rated_occupations
from jobskills.models.reader.model import Profile, Reader
from jobskills.models.reader.naming_fit import collect_titles, judge_titles
from jobskills.models.reader.neighbours import Neighbours
from jobskills.models.reader.network import Network
from jobskills.models.reader.ratings import RatingTables
from jobskills.models.reader.synthetic import SentencePool
from jobskills.models.reader.teaching import Lessons, teachable
from jobskills.models.reader.tuning import LabelledPosting, hold_out, tune, with_noise
from jobskills.models.reader.uncertainty import Calibration
from jobskills.models.reader.written import Written
from jobskills.prediction import Posting
from jobskills.text import SECTIONS, read_posting

FloatArray = NDArray[np.float32]

__all__ = ["ReaderConfig", "ReaderModel"]


@dataclass(frozen=True, slots=True)
class ReaderConfig:
    """How the network is trained: rounds of self-training follow the first."""

    steps: int = 500
    rounds: int = 2
    batch: int = 256
    hidden: int = 256
    learning_rate: float = 2e-3
    weight_decay: float = 1e-3
    label_smoothing: float = 0.02
    dropout: float = 0.1
    seed: int = 0


#: Of the written postings so many are not learned from, but tuned on.
_TUNING_SHARE: Final = 0.15


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
    on_progress : callable, optional
        Called with the training steps done and their number.
    """

    def __init__(
        self,
        encoder: StaticEncoder,
        config: ReaderConfig = ReaderConfig(),
        *,
        unlabelled: Sequence[Posting] = (),
        labelled: Sequence[LabelledPosting] = (),
        written: Sequence[LabelledPosting] = (),
        on_progress: Callable[[int, int], None] | None = None,
    ) -> None:
        self.encoder, self.config = encoder, config
        self.unlabelled, self.labelled = tuple(unlabelled), tuple(labelled)
        self.written = tuple(written)
        self.on_progress = on_progress
        self.elements_: tuple[Element, ...] = ()
        self.categories_: tuple[Category, ...] = ()
        self.occupations_: tuple[str, ...] = ()

    def fit(self, train: ProfileData) -> Self:
        """Learn from these occupations only; DatasetError where none is rated on an element."""
        _require_ratings(train)
        rng = np.random.default_rng(self.config.seed)
        known = set(train.codes)
        labelled = [one for one in self.labelled if known.intersection(one.codes)]
        if not labelled:
            train, labelled = hold_out(train, rng)
        for_tuning = rng.random(len(self.written)) < _TUNING_SHARE
        labelled += [
            one
            for one, tunes in zip(self.written, for_tuning, strict=True)
            if tunes and known.intersection(one.codes)
        ]
        learned = [one for one, tunes in zip(self.written, for_tuning, strict=True) if not tunes]
        written = Written.gather(learned, train, self.encoder)
        train = written.with_titles(train)
        pool = SentencePool(
            train.occupations, self.encoder, self.unlabelled, self.config.seed, written.pairs
        )
        tables = RatingTables(train.codes, train.importance, train.level, train.held)
        noisy = [replace(one, posting=with_noise(one.posting, pool.noise, rng)) for one in labelled]
        readings = [read_posting(one) for one in self.unlabelled]
        real = teachable(encode_readings(readings, self.encoder))
        rounds = 1 + (self.config.rounds if real else 0)
        trainer = _Trainer(pool, tables, self.config, rounds, self.on_progress)
        indexes = _index(train, self.encoder, written)
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
        reader = replace(reader, calibration=tune(reader, noisy))
        for _ in range(rounds - 1):
            lessons = Lessons.prepare(reader, real, rng)
            named = judge_titles(
                reader.indexes.named,
                [*written.postings, *lessons.postings],
                np.concatenate([written.posterior, lessons.posterior]),
            )
            reader = replace(reader, indexes=replace(reader.indexes, named=named))
            reader = replace(reader, network=trainer.train(lessons))
            reader = replace(reader, calibration=tune(reader, noisy))
        texts = known_texts(reader, train, [*labelled, *noisy], real)
        self.reader_ = replace(reader, calibration=calibrate(reader, rated, texts))
        self.elements_, self.categories_ = train.elements, train.categories
        self.occupations_ = train.codes
        return self

    def predict(self, postings: Sequence[Posting]) -> Profiles:
        """Read the postings; rows come back in their order."""
        # One row more than asked for, so that the answer to no postings has its columns too.
        readings = [read_posting(posting) for posting in (*postings, Posting())]
        return _stack(self.reader_.read(readings, explain=False), len(postings))


def _require_ratings(data: ProfileData) -> None:
    unrated = np.flatnonzero(np.isnan(data.importance).all(axis=0))
    if len(unrated):
        element = data.elements[unrated[0]]
        raise DatasetError(
            f"{element.id} {element.name}: no training occupation is rated on it; leave it out"
        )


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
    rows = [encoder.ids(text) for text in texts]
    employers: list[list[int]] = [[] for _ in rows]
    for occupation, posting in written.pairs:
        employers[occupation] += [row for words in posting.words for row in words]
    named = collect_titles(data.occupations, encoder, fold)
    named = judge_titles(named, written.postings, written.posterior)
    return Indexes.fit(data.occupations, rows, employers, named)


class _Net(nn.Module):
    """The network of `jobskills.models.reader.network`, as torch sees it."""

    def __init__(self, views: Sequence[FloatArray], n_elements: int, hidden: int) -> None:
        super().__init__()
        prototypes, title_prototypes, body_prototypes = map(torch.from_numpy, views)
        d = prototypes.shape[1]
        self.gate_hidden = nn.Linear(d + len(SECTIONS), hidden)
        self.gate_out = nn.Linear(hidden, 1)
        self.told = nn.Linear(hidden, d, bias=False)
        nn.init.zeros_(self.told.weight)
        self.title, self.body = nn.Linear(d, d), nn.Linear(d, d)
        for layer in (self.title, self.body):
            nn.init.eye_(layer.weight)
            nn.init.zeros_(layer.bias)
        self.no_title, self.no_body = (nn.Parameter(torch.zeros(d)) for _ in range(2))
        self.prototypes = nn.Parameter(F.normalize(prototypes, dim=1))
        self.title_prototypes = nn.Parameter(F.normalize(title_prototypes, dim=1))
        self.body_prototypes = nn.Parameter(F.normalize(body_prototypes, dim=1))
        self.shares = nn.Parameter(torch.tensor([2.0, 2.0]))
        self.occupation_bias = nn.Parameter(torch.zeros(len(prototypes)))
        self.log_scale = nn.Parameter(torch.tensor(3.0))
        self.ratings = nn.Linear(2 * d, n_elements)

    def forward(
        self,
        units: torch.Tensor,  # [n, s, d]
        sections: torch.Tensor,  # [n, s]
        filled: torch.Tensor,  # [n, s]
        title: torch.Tensor,  # [n, d], zeros for none
    ) -> tuple[torch.Tensor, torch.Tensor]:
        kinds = F.one_hot(sections, len(SECTIONS)).float()
        hidden = F.relu(self.gate_hidden(torch.cat([units, kinds], dim=-1)))
        gates = torch.sigmoid(self.gate_out(hidden))[..., 0] * filled
        told = units + self.told(hidden)
        body = (told * gates[..., None]).sum(1) / (gates.sum(1, keepdim=True) + 0.1)
        titled, bodied = title.abs().sum(1, keepdim=True) > 0, filled.any(1, keepdim=True)
        query = torch.where(titled, self.title(title), self.no_title)
        query = query + torch.where(bodied, self.body(body), self.no_body)
        by_title, by_body = self._views()
        scores = (
            F.normalize(query, dim=1) @ self._scaled().T
            + title @ by_title.T
            + F.normalize(body, dim=1) @ by_body.T
            + self.occupation_bias
        )
        return scores, self.ratings(torch.cat([title, body], dim=1))

    def _views(self) -> tuple[torch.Tensor, torch.Tensor]:
        title, body = self.shares.exp()
        return (
            title * F.normalize(self.title_prototypes, dim=1),
            body * F.normalize(self.body_prototypes, dim=1),
        )

    def _scaled(self) -> torch.Tensor:
        return self.log_scale.exp() * F.normalize(self.prototypes, dim=1)

    def frozen(self) -> Network:
        """Return the weights for serving."""
        named = {
            "gate_hidden": self.gate_hidden.weight,
            "gate_hidden_bias": self.gate_hidden.bias,
            "gate_out": self.gate_out.weight[0],
            "gate_out_bias": self.gate_out.bias,
            "told": self.told.weight,
            "title_map": self.title.weight,
            "title_bias": self.title.bias,
            "body_map": self.body.weight,
            "body_bias": self.body.bias,
            "no_title": self.no_title,
            "no_body": self.no_body,
            "prototypes": self._scaled(),
            "title_prototypes": self._views()[0],
            "body_prototypes": self._views()[1],
            "occupation_bias": self.occupation_bias,
        }
        return Network(**{name: value.detach().numpy().copy() for name, value in named.items()})


class _Trainer:
    """Trains networks from the same start, on synthetic postings and, later, on lessons."""

    def __init__(
        self,
        pool: SentencePool,
        tables: RatingTables,
        config: ReaderConfig,
        rounds: int,
        on_progress: Callable[[int, int], None] | None,
    ) -> None:
        self._pool, self._config = pool, config
        gold = (tables.importance_filled - tables.mean) / tables.spread
        self._gold = torch.from_numpy(gold.astype(np.float32))
        self._done, self._total = 0, rounds * config.steps
        self._on_progress = on_progress

    def train(self, lessons: Lessons | None) -> Network:
        """Train one network; with lessons, half of every step is theirs."""
        config = self._config
        torch.manual_seed(config.seed)
        net = _Net(self._pool.prototypes(), self._gold.shape[1], config.hidden)
        optimiser = torch.optim.AdamW(
            net.parameters(), config.learning_rate, weight_decay=config.weight_decay
        )
        pace = torch.optim.lr_scheduler.OneCycleLR(
            optimiser, config.learning_rate, total_steps=config.steps
        )
        for _ in range(config.steps):
            loss = self._loss(net, self._batch(lessons))
            optimiser.zero_grad()
            torch.autograd.backward(loss)
            optimiser.step()
            pace.step()
            self._done += 1
            if self._on_progress:
                self._on_progress(self._done, self._total)
        return net.frozen()

    def _batch(self, lessons: Lessons | None) -> Batch:
        size = self._config.batch
        if lessons is None:
            return self._pool.batch(size)
        return self._pool.batch(size // 2) + lessons.batch(size - size // 2)

    def _loss(self, net: _Net, batch: Batch) -> torch.Tensor:
        """Cross-entropy of the occupation, plus errors of both roads to the ratings."""
        scores, read = net(
            F.dropout(torch.from_numpy(batch.units), self._config.dropout),
            torch.from_numpy(batch.sections),
            torch.from_numpy(batch.filled),
            torch.from_numpy(batch.title),
        )
        target = torch.from_numpy(batch.target)
        gold = target @ self._gold
        mixed = F.softmax(scores, dim=1) @ self._gold
        named = F.cross_entropy(scores, target, label_smoothing=self._config.label_smoothing)
        return named + F.mse_loss(read, gold) + F.mse_loss(mixed, gold)
