"""One suite over every model of the classic task."""

from collections.abc import Callable

import numpy as np
import pytest

from jobskills.encoders.distil import latent_table
from jobskills.errors import DatasetError, JobskillsError
from jobskills.evaluation.registry import LABEL_MODELS, label_model
from jobskills.models.encoder_ridge import EncoderRidge
from jobskills.models.gru import GruClassifier, GruConfig
from jobskills.models.linear import Majority, TfidfLogistic, TfidfRidge
from jobskills.models.multilabel import LabelMatrix, MultiLabelModel

Task = tuple[list[str], LabelMatrix]
Factory = Callable[[], MultiLabelModel]

_SMALL_GRU = GruConfig(epochs=40, learning_rate=1e-2, batch=16, embedding=16, hidden=24)
_TEXTS = ["software for reports", "trucks and materials", "customers and goals", "daily records"]
_FACTORIES: dict[str, Factory] = {
    "majority": Majority,
    "tfidf": TfidfRidge,
    "tfidf-logistic": TfidfLogistic,
    "gru": lambda: GruClassifier(_SMALL_GRU),
    "default": lambda: EncoderRidge(latent_table(_TEXTS, 6)),
}
_READERS = [name for name in _FACTORIES if name != "majority"]


@pytest.fixture(params=list(_FACTORIES))
def factory(request: pytest.FixtureRequest) -> Factory:
    return _FACTORIES[request.param]


def test_probabilities_are_float32_in_label_order(factory: Factory, task: Task) -> None:
    texts, labels = task
    model = factory().fit(texts[:60], labels.take(range(60)))
    probability = model.predict_proba(texts[60:])
    assert model.classes_ == labels.names
    assert probability.dtype == np.float32
    assert probability.shape == (20, 4)
    assert ((probability >= 0) & (probability <= 1)).all()


def test_the_same_fit_gives_the_same_numbers(factory: Factory, task: Task) -> None:
    texts, labels = task
    first, second = (factory().fit(texts, labels).predict_proba(texts) for _ in range(2))
    np.testing.assert_array_equal(first, second)


def test_a_text_is_read_the_same_alone_and_in_company(factory: Factory, task: Task) -> None:
    texts, labels = task
    model = factory().fit(texts, labels)
    together = model.predict_proba([*texts[:5], "trucks " * 300])
    alone = np.vstack([model.predict_proba([text]) for text in texts[:5]])
    np.testing.assert_allclose(together[:5], alone, atol=1e-6)


def test_no_texts_and_strange_texts(factory: Factory, task: Task) -> None:
    model = factory().fit(*task)
    assert model.predict_proba([]).shape == (0, 4)
    assert np.isfinite(model.predict_proba(["", "\0", "日本語 🚀", "x" * 50_000])).all()


def test_a_label_that_never_changes_is_answered_as_it_is(factory: Factory, task: Task) -> None:
    texts, labels = task
    assert (factory().fit(texts, labels).predict_proba(texts)[:, 3] >= 0.5).all()


def test_the_registry_makes_all_of_them() -> None:
    assert set(LABEL_MODELS) == set(_FACTORIES)
    for name in LABEL_MODELS:
        assert type(label_model(name)) is type(_FACTORIES[name]())


def test_rows_must_match(factory: Factory, task: Task) -> None:
    texts, labels = task
    with pytest.raises(DatasetError, match="79 texts, but 80 rows"):
        factory().fit(texts[1:], labels)
    with pytest.raises(DatasetError, match="at least"):
        factory().fit([], labels.take([]))


def test_reading_before_learning_is_refused(factory: Factory) -> None:
    with pytest.raises(JobskillsError, match="fit"):
        factory().predict_proba(["a text"])


@pytest.mark.parametrize("name", _READERS)
def test_a_reader_finds_the_rule(name: str, task: Task) -> None:
    texts, labels = task
    model = _FACTORIES[name]().fit(texts[:60], labels.take(range(60)))
    right = (model.predict_proba(texts[60:]) >= 0.5) == labels.values[60:]
    assert right[:, :3].mean() > 0.9


def test_the_majority_does_not(task: Task) -> None:
    texts, labels = task
    right = (Majority().fit(texts, labels).predict_proba(texts) >= 0.5) == labels.values
    assert right[:, :3].mean() < 0.65


@pytest.mark.parametrize(
    ("names", "values", "problem"),
    [
        (("a",), [[1, 0]], "1 label names"),
        (("a", "a"), [[1, 0]], "unique"),
        (("a", "b"), [[1, 2]], "0 or 1"),
    ],
)
def test_labels_are_checked(names: tuple[str, ...], values: list[list[int]], problem: str) -> None:
    with pytest.raises(DatasetError, match=problem):
        LabelMatrix(names, np.array(values, np.uint8))
