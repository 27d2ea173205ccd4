"""The figures of the classic task on the published data set."""

from pathlib import Path

import numpy as np
import pytest
from sklearn.model_selection import train_test_split

from jobskills.evaluation.registry import label_model
from jobskills.evaluation.seed import SeedSettings, scores
from jobskills.evaluation.seed_data import SeedData, read_seed
from jobskills.models.gru import GruClassifier, GruConfig
from jobskills.models.multilabel import MultiLabelModel

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def data(shared: Path) -> SeedData:
    return read_seed(shared / "seed" / "dataset_finale.csv")


def _median_accuracy(model: MultiLabelModel, data: SeedData) -> float:
    settings = SeedSettings()
    train, test = train_test_split(
        np.arange(len(data.texts)), test_size=settings.test_share, random_state=42
    )
    model.fit([data.texts[i] for i in train], data.labels.take(train))
    probability = model.predict_proba([data.texts[i] for i in test])
    return scores(data.labels.values[test], probability)["median_accuracy"]


def test_the_data_set_is_the_published_one(data: SeedData) -> None:
    assert data.labels.values.shape == (967, 124)


def test_the_majority_knows_next_to_nothing(data: SeedData) -> None:
    assert _median_accuracy(label_model("majority"), data) == pytest.approx(0.495, abs=0.005)


def test_tfidf_reaches_76_percent(data: SeedData) -> None:
    assert _median_accuracy(label_model("tfidf"), data) >= 0.76


def test_a_few_epochs_of_the_gru_are_far_better_than_chance(data: SeedData) -> None:
    model = GruClassifier(GruConfig(epochs=4))
    assert _median_accuracy(model, data) > 0.65
