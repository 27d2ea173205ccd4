"""One suite over every model of whole profiles."""

from collections.abc import Callable

import numpy as np
import pytest

from jobskills.encoders.distil import latent_table
from jobskills.evaluation.registry import PROFILE_MODELS, profile_model
from jobskills.models.profile import (
    Category,
    Element,
    Occupation,
    ProfileData,
    ProfileModel,
    Profiles,
)
from jobskills.models.profile_baselines import MeanProfile, TfidfProfile, posting_of
from jobskills.models.reader.fit import ReaderConfig, ReaderModel
from jobskills.prediction import Posting

Factory = Callable[[], ProfileModel]
_TASKS = ("Bake bread.", "Repair engines.", "Teach children.", "Audit accounts.")


def _reader() -> ReaderModel:
    encoder = latent_table([*_TASKS, "Do work.", "Job"], 6)
    return ReaderModel(encoder, ReaderConfig(steps=60, batch=16, hidden=4))


_MODELS: dict[str, Factory] = {
    "majority": MeanProfile,
    "tfidf": TfidfProfile,
    "default": _reader,
}


@pytest.fixture(scope="module")
def data() -> ProfileData:
    """40 occupations: four kinds of work in 20 SOC groups; some cells are unknown."""
    generator = np.random.default_rng(0)
    kind = np.arange(40) // 2 % 4
    base = np.array([[2.0, 4.5], [3.0, 1.5], [4.5, 3.0], [1.5, 2.0]])[kind]
    importance = (base + generator.normal(0, 0.2, base.shape)).clip(1, 5).astype(np.float32)
    importance[3, 0] = np.nan
    importance[4] = np.nan
    held = np.eye(4, dtype=np.float32)[kind]
    held[7] = np.nan
    return ProfileData(
        occupations=tuple(
            Occupation(f"11-{1000 + i // 2}.0{i % 2}", f"Job {i}", "Do work.", (_TASKS[k],))
            for i, k in enumerate(kind)
        ),
        elements=(
            Element("2.A.1.a", "Reading Comprehension", "skills"),
            Element("1.C.3.a", "Cooperation", "work_styles"),
        ),
        importance=importance,
        level=np.column_stack([importance[:, 0] + 1, np.full(40, np.nan)]).astype(np.float32),
        standard_error=np.full_like(importance, 0.1),
        categories=tuple(Category(str(k), f"Kind {k}", "tool") for k in range(4)),
        held=held,
    )


@pytest.fixture(params=list(_MODELS))
def factory(request: pytest.FixtureRequest) -> Factory:
    return _MODELS[request.param]


def _arrays(profiles: Profiles) -> dict[str, np.ndarray]:
    return {name: getattr(profiles, name) for name in Profiles.__dataclass_fields__}


_POSTINGS = [Posting(description=text) for text in (*_TASKS, "", "日本語 🚀")]


def test_shapes_types_and_ranges(factory: Factory, data: ProfileData) -> None:
    model = factory().fit(data)
    assert (model.elements_, model.categories_) == (data.elements, data.categories)
    answer = model.predict(_POSTINGS)
    columns = {"category_probability": 4, "occupation_probability": len(model.occupations_)}
    for name, values in _arrays(answer).items():
        assert values.dtype == np.float32, name
        assert values.shape == (6, columns.get(name, 2)), name
        assert name == "level" or np.isfinite(values).all(), name
    for probability in (answer.probability, answer.category_probability):
        assert ((probability >= 0) & (probability <= 1)).all()
    assert (answer.importance_low <= answer.importance).all()
    assert (answer.importance <= answer.importance_high).all()
    assert (answer.importance_low >= 1).all()
    assert (answer.importance_high <= 5).all()
    if model.occupations_:
        np.testing.assert_allclose(answer.occupation_probability.sum(axis=1), 1, atol=1e-4)


def test_the_level_is_there_where_the_element_has_one(factory: Factory, data: ProfileData) -> None:
    level = factory().fit(data).predict(_POSTINGS).level
    assert ((level[:, 0] >= 0) & (level[:, 0] <= 7)).all()
    assert np.isnan(level[:, 1]).all()


def test_the_same_fit_gives_the_same_numbers(factory: Factory, data: ProfileData) -> None:
    first, second = (_arrays(factory().fit(data).predict(_POSTINGS)) for _ in range(2))
    for name, values in first.items():
        np.testing.assert_array_equal(values, second[name])


def test_a_posting_is_read_the_same_alone_and_in_company(
    factory: Factory, data: ProfileData
) -> None:
    model = factory().fit(data)
    together, alone = model.predict(_POSTINGS), model.predict(_POSTINGS[1:2])
    np.testing.assert_allclose(together.importance[1:2], alone.importance, atol=1e-5)
    assert model.predict([]).importance.shape == (0, 2)


def test_it_learns_from_the_rows_it_is_given_only(factory: Factory, data: ProfileData) -> None:
    rows = np.flatnonzero(np.arange(40) // 2 % 4 == 0)
    answer = factory().fit(data.take(rows)).predict(_POSTINGS)
    assert (np.abs(answer.importance - [2.0, 4.5]) < 0.5).all()


def test_ridge_regression_tells_the_kinds_of_work_apart(data: ProfileData) -> None:
    answer = TfidfProfile().fit(data).predict([posting_of(o) for o in data.occupations[8:16]])
    error = np.abs(answer.importance - data.importance[8:16])
    assert error.mean() < 0.4
    on = data.importance[8:16] >= data.thresholds()
    assert ((answer.probability >= 0.5) == on).mean() > 0.8
    assert (answer.category_probability.argmax(axis=1) == data.held[8:16].argmax(axis=1)).all()


def test_the_registry_makes_all_of_them() -> None:
    assert set(PROFILE_MODELS) == set(_MODELS)
    for name, factory in _MODELS.items():
        assert type(profile_model(name)) is type(factory())
