"""Train the reader: the network on synthetic postings, the indexes, then the calibration.

Training side (torch). `ReaderModel` keeps the contract of profile models, so that
`jobskills evaluate occupations` refits it like any other.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812
from torch import nn

from jobskills.encoders.static import StaticEncoder
from jobskills.encoders.words import singular
from jobskills.models.profile import Category, Element, ProfileData, Profiles
from jobskills.models.reader.fusion import Indexes
from jobskills.models.reader.model import Profile, Reader
from jobskills.models.reader.neighbours import Neighbours
from jobskills.models.reader.network import Network
from jobskills.models.reader.ratings import RatingTables
from jobskills.models.reader.synthetic import Batch, SentencePool
from jobskills.models.reader.tuning import LabelledPosting, hold_out, tune, with_noise
from jobskills.models.reader.uncertainty import Calibration
from jobskills.prediction import Posting
from jobskills.text import SECTIONS, read_posting

__all__ = ["ReaderConfig", "ReaderModel"]


@dataclass(frozen=True, slots=True)
class ReaderConfig:
    """How the network is trained."""

    steps: int = 1400
    batch: int = 256
    hidden: int = 64
    learning_rate: float = 2e-3
    weight_decay: float = 1e-3
    label_smoothing: float = 0.05
    dropout: float = 0.1
    seed: int = 0


class ReaderModel:
    """The default model, as something that can be fitted.

    Parameters
    ----------
    encoder : StaticEncoder
        Must not have seen labels, ratings or occupation codes.
    config : ReaderConfig
    unlabelled : sequence of Posting
        Real postings whose sentences serve as noise; our own boilerplate always does.
    labelled : sequence of LabelledPosting
        Text to tune on; those of other occupations than the training ones are
        left out. Without any, part of O*NET's own texts is held out for it.
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
        on_progress: Callable[[int, int], None] | None = None,
    ) -> None:
        self.encoder, self.config = encoder, config
        self.unlabelled, self.labelled = tuple(unlabelled), tuple(labelled)
        self.on_progress = on_progress
        self.elements_: tuple[Element, ...] = ()
        self.categories_: tuple[Category, ...] = ()
        self.occupations_: tuple[str, ...] = ()

    def fit(self, train: ProfileData) -> Self:
        """Learn from these occupations only."""
        rng = np.random.default_rng(self.config.seed)
        known = set(train.codes)
        labelled = [one for one in self.labelled if known.intersection(one.codes)]
        if not labelled:
            train, labelled = hold_out(train, rng)
        pool = SentencePool(train.occupations, self.encoder, self.unlabelled, self.config.seed)
        tables = RatingTables(train.codes, train.importance, train.level, train.held)
        reader = Reader(
            encoder=self.encoder,
            network=_train(pool, tables, self.config, self.on_progress),
            neighbours=_neighbours(train, tables, self.encoder),
            indexes=_index(train, self.encoder),
            tables=tables,
            calibration=Calibration.neutral(len(train.elements)),
            elements=train.elements,
            categories=train.categories,
        )
        noisy = [replace(one, posting=with_noise(one.posting, pool.noise, rng)) for one in labelled]
        self.reader_ = replace(reader, calibration=tune(reader, noisy))
        self.elements_, self.categories_ = train.elements, train.categories
        self.occupations_ = train.codes
        return self

    def predict(self, postings: Sequence[Posting]) -> Profiles:
        """Read the postings; rows come back in their order."""
        readings = [read_posting(posting) for posting in postings]
        return stack(self.reader_.read(readings, explain=False))


def stack(profiles: Sequence[Profile]) -> Profiles:
    """Put profiles of single postings under each other."""
    return Profiles(
        importance=np.stack([one.importance for one in profiles]),
        importance_low=np.stack([one.low for one in profiles]),
        importance_high=np.stack([one.high for one in profiles]),
        level=np.stack([one.level for one in profiles]),
        probability=np.stack([one.probability for one in profiles]),
        category_probability=np.stack([one.category_probability for one in profiles]),
        occupation_probability=np.stack([one.occupation_probability for one in profiles]),
    )


def _neighbours(data: ProfileData, tables: RatingTables, encoder: StaticEncoder) -> Neighbours:
    """Fit the regression on occupations with any rating; gaps are filled as everywhere."""
    rated = np.flatnonzero(~np.isnan(data.importance).all(axis=1))
    described = [data.occupations[i] for i in rated]
    texts = [[one.description, *one.tasks] for one in described]
    sentences = encoder.encode([text for all_texts in texts for text in all_texts])
    starts = np.cumsum([0, *(len(all_texts) for all_texts in texts[:-1])])
    bodies = np.add.reduceat(sentences, starts, axis=0)
    bodies /= np.maximum(np.linalg.norm(bodies, axis=1, keepdims=True), 1e-12)
    gold = (tables.importance_filled[rated] - tables.mean) / tables.spread
    return Neighbours.fit(encoder.encode([one.title for one in described]), bodies, gold)


def _index(data: ProfileData, encoder: StaticEncoder) -> Indexes:
    row = {word: i for i, word in enumerate(encoder.vocabulary)}
    fold = np.array([row.get(singular(word), i) for word, i in row.items()], np.int64)
    texts = [" ".join([one.title, one.description, *one.tasks]) for one in data.occupations]
    return Indexes.fit(data.occupations, [encoder.ids(text) for text in texts], fold, encoder)


class _Net(nn.Module):
    """The network of `jobskills.models.reader.network`, as torch sees it."""

    def __init__(self, prototypes: torch.Tensor, n_elements: int, hidden: int) -> None:
        super().__init__()
        d = prototypes.shape[1]
        self.gate_hidden = nn.Linear(d + len(SECTIONS), hidden)
        self.gate_out = nn.Linear(hidden, 1)
        self.title, self.body = nn.Linear(d, d), nn.Linear(d, d)
        for layer in (self.title, self.body):
            nn.init.eye_(layer.weight)
            nn.init.zeros_(layer.bias)
        self.no_title, self.no_body = (nn.Parameter(torch.zeros(d)) for _ in range(2))
        self.prototypes = nn.Parameter(F.normalize(prototypes, dim=1))
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
        body = (units * gates[..., None]).sum(1) / (gates.sum(1, keepdim=True) + 0.1)
        titled, bodied = title.abs().sum(1, keepdim=True) > 0, filled.any(1, keepdim=True)
        query = torch.where(titled, self.title(title), self.no_title)
        query = query + torch.where(bodied, self.body(body), self.no_body)
        scores = F.normalize(query, dim=1) @ self._scaled().T + self.occupation_bias
        return scores, self.ratings(torch.cat([title, body], dim=1))

    def _scaled(self) -> torch.Tensor:
        return self.log_scale.exp() * F.normalize(self.prototypes, dim=1)

    def frozen(self) -> Network:
        """Return the weights for serving."""
        named = {
            "gate_hidden": self.gate_hidden.weight,
            "gate_hidden_bias": self.gate_hidden.bias,
            "gate_out": self.gate_out.weight[0],
            "gate_out_bias": self.gate_out.bias,
            "title_map": self.title.weight,
            "title_bias": self.title.bias,
            "body_map": self.body.weight,
            "body_bias": self.body.bias,
            "no_title": self.no_title,
            "no_body": self.no_body,
            "prototypes": self._scaled(),
            "occupation_bias": self.occupation_bias,
        }
        return Network(**{name: value.detach().numpy().copy() for name, value in named.items()})


def _train(
    pool: SentencePool,
    tables: RatingTables,
    config: ReaderConfig,
    on_progress: Callable[[int, int], None] | None,
) -> Network:
    torch.manual_seed(config.seed)
    gold = (tables.importance - tables.mean) / tables.spread
    net = _Net(torch.from_numpy(pool.prototypes()), gold.shape[1], config.hidden)
    rated = torch.from_numpy(~np.isnan(gold))
    aims = torch.from_numpy(np.nan_to_num(gold))
    vectors, titles = torch.from_numpy(pool.vectors), torch.from_numpy(pool.titles)
    optimiser = torch.optim.AdamW(
        net.parameters(), config.learning_rate, weight_decay=config.weight_decay
    )
    pace = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, config.learning_rate, total_steps=config.steps
    )
    for step in range(config.steps):
        batch = pool.batch(config.batch)
        units = F.dropout(vectors[torch.from_numpy(batch.units)], config.dropout)
        loss = _loss(net, batch, units, titles, aims, rated, config.label_smoothing)
        optimiser.zero_grad()
        torch.autograd.backward(loss)
        optimiser.step()
        pace.step()
        if on_progress:
            on_progress(step + 1, config.steps)
    return net.frozen()


def _loss(
    net: _Net,
    batch: Batch,
    units: torch.Tensor,
    titles: torch.Tensor,
    aims: torch.Tensor,
    rated: torch.Tensor,
    smoothing: float,
) -> torch.Tensor:
    """Cross-entropy of the occupation, plus errors of both roads to the ratings."""
    row = torch.from_numpy(batch.title)
    title = titles[row.clamp(min=0)] * (row >= 0)[:, None]
    scores, read = net(
        units, torch.from_numpy(batch.sections), torch.from_numpy(batch.filled), title
    )
    occupation = torch.from_numpy(batch.occupation)
    aim, counted = aims[occupation], rated[occupation]
    mixed = F.softmax(scores, dim=1) @ aims
    errors = ((read - aim).square() + (mixed - aim).square()) * counted
    named = F.cross_entropy(scores, occupation, label_smoothing=smoothing)
    loss: torch.Tensor = named + errors.sum() / counted.sum().clamp(min=1)
    return loss
