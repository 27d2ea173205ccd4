from pathlib import Path

import numpy as np
import pytest
import torch

from jobskills.errors import BundleError, JobskillsError
from jobskills.models.gru import GruClassifier, GruConfig
from jobskills.models.multilabel import LabelMatrix

Task = tuple[list[str], LabelMatrix]
_TINY = GruConfig(epochs=2, embedding=4, hidden=5)


@pytest.fixture(scope="module")
def fitted(task: Task) -> GruClassifier:
    return GruClassifier(_TINY).fit(*task)


def test_the_sizes_are_the_published_ones() -> None:
    config = GruConfig()
    assert (config.vocabulary, config.length, config.embedding, config.hidden) == (
        500,
        100,
        128,
        180,
    )


def test_saved_and_loaded_back_it_gives_the_same_numbers(
    fitted: GruClassifier, task: Task, tmp_path: Path
) -> None:
    fitted.save(tmp_path / "gru")
    loaded = GruClassifier.load(tmp_path / "gru")
    assert (loaded.classes_, loaded.config, loaded.epochs_) == (
        fitted.classes_,
        fitted.config,
        fitted.epochs_,
    )
    np.testing.assert_array_equal(loaded.predict_proba(task[0]), fitted.predict_proba(task[0]))


def test_a_missing_or_broken_folder_is_refused(fitted: GruClassifier, tmp_path: Path) -> None:
    with pytest.raises(BundleError, match=r"gru\.json is missing"):
        GruClassifier.load(tmp_path)
    fitted.save(tmp_path)
    (tmp_path / "gru.safetensors").write_bytes(b"not tensors")
    with pytest.raises(BundleError, match="not a saved GRU"):
        GruClassifier.load(tmp_path)


def test_other_label_heads_are_refused(fitted: GruClassifier, tmp_path: Path) -> None:
    fitted.save(tmp_path)
    settings = (tmp_path / "gru.json").read_text().replace('"Always On"', '"Always On", "More"')
    (tmp_path / "gru.json").write_text(settings)
    with pytest.raises(BundleError, match="size mismatch"):
        GruClassifier.load(tmp_path)


def test_only_a_fitted_model_is_saved(tmp_path: Path) -> None:
    with pytest.raises(JobskillsError, match="fit"):
        GruClassifier().save(tmp_path)


def test_it_stops_early_and_says_how_far_it_is(task: Task) -> None:
    calls: list[tuple[int, int]] = []
    config = GruConfig(epochs=50, patience=1, learning_rate=0.5, embedding=4, hidden=5)
    model = GruClassifier(config, lambda done, total: calls.append((done, total))).fit(*task)
    assert calls[0] == (1, 50)
    assert len(calls) < 50
    assert model.epochs_ == len(calls) - 1


def test_the_callers_random_state_is_left_alone(task: Task) -> None:
    before = torch.get_rng_state(), torch.get_num_threads()
    GruClassifier(_TINY).fit(*task)
    assert torch.equal(torch.get_rng_state(), before[0])
    assert torch.get_num_threads() == before[1]


def test_another_seed_gives_other_weights(task: Task, fitted: GruClassifier) -> None:
    other = GruClassifier(GruConfig(epochs=2, embedding=4, hidden=5, seed=1)).fit(*task)
    assert not np.array_equal(other.predict_proba(task[0]), fitted.predict_proba(task[0]))
