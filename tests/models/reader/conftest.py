"""A tiny world of work that the reader can learn in a second."""

import numpy as np
import pytest

from jobskills.encoders.distil import latent_table
from jobskills.encoders.static import StaticEncoder
from jobskills.models.profile import Category, Element, Occupation, ProfileData
from jobskills.models.reader.fit import ReaderConfig, ReaderModel

_TRADES = {
    "51-3011.00": ("Baker", "Bake bread and cakes.", ["dough", "oven", "bread", "pastry"]),
    "53-3032.00": ("Truck Driver", "Drive heavy trucks.", ["truck", "cargo", "route", "freight"]),
    "51-4121.00": ("Welder", "Weld metal parts.", ["steel", "torch", "weld", "seam"]),
    "25-2021.00": ("Teacher", "Teach children.", ["pupils", "lesson", "class", "homework"]),
    "29-1141.00": ("Nurse", "Care for patients.", ["patients", "wound", "ward", "medicine"]),
    "15-1252.00": ("Developer", "Write programs.", ["code", "database", "tests", "release"]),
}
_TITLES = ("Senior {}", "{} Assistant", "Night {}", "{} Trainee", "Lead {}")


@pytest.fixture(scope="session")
def data() -> ProfileData:
    """Six trades, four elements; the last trade is not rated in one domain."""
    rng = np.random.default_rng(3)
    occupations = tuple(
        Occupation(
            code,
            title,
            description,
            tuple(f"Handle the {a} with the {b}." for a in things for b in things if a != b),
            (title, *(form.format(title) for form in _TITLES)),
        )
        for code, (title, description, things) in _TRADES.items()
    )
    importance = rng.uniform(1, 5, (6, 4)).astype(np.float32)
    importance[5, 3] = np.nan
    level = importance.copy()
    level[:, 3] = np.nan
    return ProfileData(
        occupations=occupations,
        elements=(
            Element("1.A.1", "Hearing", "abilities"),
            Element("2.A.1", "Reading", "skills"),
            Element("2.C.1", "Cooking", "knowledge"),
            Element("4.C.1", "Outdoors", "work_context"),
        ),
        importance=importance,
        level=level,
        standard_error=np.full((6, 4), 0.1, np.float32),
        categories=(Category("43", "Spreadsheets", "technology"),),
        held=np.array([[1], [0], [np.nan], [1], [0], [1]], np.float32),
    )


@pytest.fixture(scope="session")
def encoder(data: ProfileData) -> StaticEncoder:
    """A word table of the tiny world."""
    texts = [" ".join([one.title, one.description, *one.tasks]) for one in data.occupations]
    texts += [name for one in data.occupations for name in one.job_titles]
    return latent_table(texts, 12)


@pytest.fixture(scope="session")
def model(data: ProfileData, encoder: StaticEncoder) -> ReaderModel:
    """A reader fitted to it, tuned on what was held out."""
    return ReaderModel(encoder, ReaderConfig(steps=60, batch=32, hidden=8)).fit(data)
