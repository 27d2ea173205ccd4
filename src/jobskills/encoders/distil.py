"""Learn a static word table: from a transformer's vectors of texts, or from the texts alone.

Training side (torch, scikit-learn). No label, rating or occupation code is
seen here, so a table may be shared by all folds of an evaluation.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812
from numpy.typing import NDArray
from scipy import sparse
from sklearn.utils.extmath import randomized_svd

from jobskills.encoders.static import StaticEncoder
from jobskills.encoders.transformer import Transformer
from jobskills.encoders.words import split_words

__all__ = ["DistilConfig", "distil", "latent_table"]

FloatArray = NDArray[np.float32]
_WHOLE_WORD: Final = re.compile(r"[a-z]{2,}")


@dataclass(frozen=True, slots=True)
class DistilConfig:
    """How the table is learned from the teacher."""

    dimension: int = 256
    epochs: int = 3
    batch: int = 512
    learning_rate: float = 2e-3
    #: Words of the texts seen fewer times get no row, unless the teacher knows them whole.
    least_count: int = 2
    seed: int = 0


def distil(
    teacher: Transformer,
    texts: Sequence[str],
    config: DistilConfig = DistilConfig(),
    on_progress: Callable[[int, int], None] | None = None,
) -> StaticEncoder:
    """Fit a word table whose sums point where the teacher's vectors of the texts point.

    Parameters
    ----------
    teacher : Transformer
    texts : sequence of str
        Short texts; what the table shall be good at.
    config : DistilConfig
    on_progress : callable, optional
        Called with the texts encoded so far and their number.

    Returns
    -------
    StaticEncoder
        Already rounded to what a bundle stores.
    """
    counts = Counter(word for text in texts for word in split_words(text))
    known = {word for word in teacher.vocabulary() if _WHOLE_WORD.fullmatch(word)}
    seen = {word for word, n in counts.items() if n >= config.least_count and word.isalpha()}
    vocabulary = sorted(known | seen)
    targets = teacher.encode(texts, on_progress=on_progress)
    projection, mean = _principal(targets, config.dimension)
    words = teacher.encode(vocabulary)
    rarity = _rarity(vocabulary, counts)
    table = ((words - words.mean(axis=0)) @ projection) * rarity[:, None]
    start = StaticEncoder(vocabulary, table.astype(np.float32))
    learned = _regress(start, texts, np.asarray((targets - mean) @ projection), config)
    return StaticEncoder(vocabulary, learned).rounded()


def _principal(vectors: FloatArray, dimension: int) -> tuple[FloatArray, FloatArray]:
    mean = vectors.mean(axis=0)
    centred = vectors - mean
    _, directions = np.linalg.eigh((centred.T @ centred).astype(np.float64))
    return directions[:, ::-1][:, :dimension].astype(np.float32), mean


def _rarity(vocabulary: Sequence[str], counts: Counter[str]) -> FloatArray:
    """Smooth inverse frequency (Arora et al., 2017): common words count less."""
    share = np.array([counts[word] for word in vocabulary]) / max(counts.total(), 1)
    return (1e-3 / (1e-3 + share)).astype(np.float32)


def _regress(
    start: StaticEncoder, texts: Sequence[str], targets: FloatArray, config: DistilConfig
) -> FloatArray:
    """Turn the table until sums of its rows have the targets' directions."""
    torch.manual_seed(config.seed)
    rng = np.random.default_rng(config.seed)
    ids = [start.rows([text]).rows.tolist() for text in texts]
    usable = np.array([i for i, row in enumerate(ids) if row])
    bag = torch.nn.EmbeddingBag.from_pretrained(
        torch.from_numpy(start.table), freeze=False, mode="sum"
    )
    optimiser = torch.optim.Adam(bag.parameters(), config.learning_rate)
    aims = torch.from_numpy(targets)
    steps = config.epochs * -(-len(usable) // config.batch)
    fading = torch.optim.lr_scheduler.LinearLR(optimiser, 1.0, 0.05, steps)
    for _ in range(config.epochs):
        rng.shuffle(usable)
        for first in range(0, len(usable), config.batch):
            batch = usable[first : first + config.batch]
            lengths = [len(ids[i]) for i in batch]
            flat = torch.tensor([row for i in batch for row in ids[i]])
            offsets = torch.tensor([0, *lengths[:-1]]).cumsum(0)
            loss = 1 - F.cosine_similarity(bag(flat, offsets), aims[batch]).mean()
            optimiser.zero_grad()
            torch.autograd.backward(loss)
            optimiser.step()
            fading.step()
    return np.asarray(bag.weight.detach().numpy(), np.float32)


def latent_table(texts: Sequence[str], dimension: int = 128, seed: int = 0) -> StaticEncoder:
    """Learn a word table without a teacher: latent semantic analysis of the texts.

    For data sets and machines without transformer weights; see the model card
    for what it costs.

    Examples
    --------
    >>> encoder = latent_table(["bake bread", "bake cake", "drive truck", "drive bus"], 2)
    >>> bread, cake, bus = encoder.encode(["bread", "cake", "bus"])
    >>> bool(bread @ cake > bread @ bus)
    True
    """
    words = [split_words(text) for text in texts]
    vocabulary = sorted({word for row in words for word in row})
    column = {word: i for i, word in enumerate(vocabulary)}
    counts = sparse.lil_matrix((len(texts), len(vocabulary)), dtype=np.float32)
    for i, row in enumerate(words):
        for word, n in Counter(row).items():
            counts[i, column[word]] = 1 + np.log(n)
    matrix = counts.tocsr()
    frequency = np.asarray((matrix > 0).sum(axis=0)).ravel()
    idf = np.log((1 + len(texts)) / (1 + frequency)) + 1
    rank = min(dimension, *(size - 1 for size in matrix.shape))
    _, _, directions = randomized_svd(matrix @ sparse.diags(idf), rank, random_state=seed)
    return StaticEncoder(vocabulary, (directions.T * idf[:, None]).astype(np.float32)).rounded()
