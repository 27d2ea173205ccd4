"""Train the reader's network with torch, on synthetic postings and on lessons.

Training side. What comes out is `jobskills.models.reader.network.Network`, for numpy.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812
from numpy.typing import NDArray
from torch import nn

from jobskills.models.reader.batches import Batch
from jobskills.models.reader.network import Network
from jobskills.models.reader.ratings import RatingTables
from jobskills.models.reader.synthetic import SentencePool
from jobskills.models.reader.teaching import Lessons
from jobskills.text import SECTIONS

__all__ = ["ReaderConfig", "TorchNetwork", "Trainer"]

FloatArray = NDArray[np.float32]


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


class TorchNetwork(nn.Module):
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
        """Return scores of the occupations [n, o] and standardised ratings [n, e]."""
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


class Trainer:
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
        net = TorchNetwork(self._pool.prototypes(), self._gold.shape[1], config.hidden)
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

    def _loss(self, net: TorchNetwork, batch: Batch) -> torch.Tensor:
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
