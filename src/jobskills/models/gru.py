"""The classic baseline in one file: embedding 128 -> GRU 180 -> one sigmoid head per label.

Training side only (the `train` extra). The same texts, labels and settings give
the same weights on one machine; the caller's random state is left as it was.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final, Self

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits

from jobskills.errors import BundleError
from jobskills.models.multilabel import LabelMatrix, OnProgress, require_fitted, require_rows
from jobskills.text.classic import PADDING, Vocabulary

__all__ = ["GruClassifier", "GruConfig"]

_WEIGHTS: Final = "gru.safetensors"
_SETTINGS: Final = "gru.json"


@dataclass(frozen=True, slots=True)
class GruConfig:
    """Settings of the baseline: the published network, without dropout, and Adam's defaults.

    `validation` is the share of the training texts that decides when to stop:
    after `patience` epochs without a lower loss, back to the best epoch.
    """

    vocabulary: int = 500
    length: int = 100  # tokens
    embedding: int = 128
    hidden: int = 180
    dropout: float = 0.0  # some would help, but the published network has none
    batch: int = 32
    learning_rate: float = 1e-3
    epochs: int = 60
    patience: int = 6
    validation: float = 0.1
    seed: int = 0


class _Network(nn.Module):
    def __init__(self, config: GruConfig, n_words: int, n_labels: int) -> None:
        super().__init__()
        self.embed = nn.Embedding(n_words + 1, config.embedding, padding_idx=PADDING)
        self.gru = nn.GRU(config.embedding, config.hidden, batch_first=True)
        self.dropout = nn.Dropout(config.dropout)
        self.heads = nn.Linear(config.hidden, n_labels)  # row k is the head of label k

    def forward(self, tokens: Tensor) -> Tensor:  # int64 [b, length], padding at the end
        lengths = (tokens != PADDING).sum(dim=1).clamp(min=1)  # [b]; an empty text has 1 padding
        tokens = tokens[:, : int(lengths.max())]  # [b, t]
        states, _ = self.gru(self.dropout(self.embed(tokens)))  # [b, t, hidden]
        last = states[torch.arange(len(tokens)), lengths - 1]  # [b, hidden], after the last word
        logits: Tensor = self.heads(self.dropout(last))  # [b, k]
        return logits


class GruClassifier:
    """Labels from texts by a recurrent network trained from nothing.

    Parameters
    ----------
    config : GruConfig, optional
    on_progress : callable, optional
        Called with (epochs done, epochs at most).

    Attributes
    ----------
    classes_ : tuple of str
        The label names, in the order of the probability columns.
    epochs_ : int
        The epoch whose weights were kept.

    Examples
    --------
    >>> texts = ["Drive trucks.", "Write programs."] * 8
    >>> on = np.array([[1, 0], [0, 1]] * 8, np.uint8)
    >>> model = GruClassifier(GruConfig(epochs=1))
    >>> _ = model.fit(texts, LabelMatrix(("Far Vision", "Programming"), on))
    >>> model.predict_proba(["Drive buses."]).shape
    (1, 2)
    """

    def __init__(
        self, config: GruConfig | None = None, on_progress: OnProgress | None = None
    ) -> None:
        self.config = config or GruConfig()
        self.classes_: tuple[str, ...] = ()
        self.epochs_ = 0
        self._on_progress = on_progress

    def fit(self, texts: Sequence[str], labels: LabelMatrix) -> Self:
        """Fit vocabulary and weights on the training texts; part of them says when to stop."""
        require_rows(texts, labels, least=2)
        config = self.config
        with _reproducible(config.seed):
            order = torch.randperm(len(texts))
            held, seen = order.tensor_split([max(1, round(config.validation * len(texts)))])
            self._vocabulary = Vocabulary.fit([texts[i] for i in seen], config.vocabulary)
            self.classes_ = labels.names
            self._network = _Network(config, len(self._vocabulary.words), len(labels.names))
            tokens = torch.from_numpy(self._vocabulary.encode(texts, config.length))
            targets = torch.from_numpy(labels.values.astype(np.float32))
            self._train((tokens[seen], targets[seen]), (tokens[held], targets[held]))
        return self

    def predict_proba(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return the probability of every label for every text, float32 [n, k]."""
        require_fitted(self)
        tokens = torch.from_numpy(self._vocabulary.encode(texts, self.config.length))
        self._network.eval()
        with torch.no_grad(), _reproducible(self.config.seed):
            chunks = [
                torch.sigmoid(self._network(chunk))
                for chunk in torch.split(tokens, 256)
                if len(chunk)
            ]
        probabilities = torch.cat(chunks) if chunks else torch.empty(0, len(self.classes_))
        return np.asarray(probabilities.numpy(), dtype=np.float32)

    def save(self, folder: Path) -> None:
        """Write weights (safetensors) and settings (JSON) into a folder, made if missing."""
        require_fitted(self)
        folder.mkdir(parents=True, exist_ok=True)
        save_file(self._network.state_dict(), folder / _WEIGHTS)
        settings = {
            "config": asdict(self.config),
            "words": self._vocabulary.words,
            "classes": self.classes_,
            "epochs": self.epochs_,
        }
        text = json.dumps(settings, ensure_ascii=False, indent=1)
        (folder / _SETTINGS).write_text(text + "\n", encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read what `save` wrote; BundleError says what is wrong with the folder."""
        try:
            settings = json.loads((folder / _SETTINGS).read_text(encoding="utf-8"))
            model = cls(GruConfig(**settings["config"]))
            model.classes_ = tuple(settings["classes"])
            model.epochs_ = int(settings["epochs"])
            model._vocabulary = Vocabulary(tuple(settings["words"]))
            model._network = _Network(model.config, len(settings["words"]), len(model.classes_))
            model._network.load_state_dict(load_file(folder / _WEIGHTS))
        except FileNotFoundError as error:
            raise BundleError(f"{folder}: {Path(error.filename).name} is missing") from error
        except (OSError, ValueError, KeyError, TypeError, RuntimeError, SafetensorError) as error:
            raise BundleError(f"{folder}: not a saved GRU baseline ({error})") from error
        return model

    def _train(self, seen: tuple[Tensor, Tensor], held: tuple[Tensor, Tensor]) -> None:
        """Adam on binary cross-entropy; stop early, keep the best epoch's weights."""
        config, network = self.config, self._network
        adam = torch.optim.Adam(network.parameters(), lr=config.learning_rate)
        best, kept = float("inf"), network.state_dict()
        for epoch in range(1, config.epochs + 1):
            network.train()
            for rows in torch.split(torch.randperm(len(seen[0])), config.batch):
                adam.zero_grad()
                loss = binary_cross_entropy_with_logits(network(seen[0][rows]), seen[1][rows])
                loss.backward()  # type: ignore[no-untyped-call]
                adam.step()
            network.eval()
            with torch.no_grad():
                held_loss = binary_cross_entropy_with_logits(network(held[0]), held[1]).item()
            if held_loss < best:
                best, self.epochs_ = held_loss, epoch
                kept = {name: value.clone() for name, value in network.state_dict().items()}
            if self._on_progress:
                self._on_progress(epoch, config.epochs)
            if epoch - self.epochs_ >= config.patience:
                break
        network.load_state_dict(kept)


@contextmanager
def _reproducible(seed: int) -> Iterator[None]:
    """Seed torch and use one thread, so that sums add up in one order; then put all back."""
    threads = torch.get_num_threads()
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        torch.set_num_threads(1)
        try:
            yield
        finally:
            torch.set_num_threads(threads)
