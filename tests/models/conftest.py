"""A tiny task with a rule behind it: one keyword switches each label on."""

import numpy as np
import pytest

from jobskills.models.multilabel import LabelMatrix

_NAMES = ("Programming", "Far Vision", "Service Orientation", "Always On")
_WORDS = {"Programming": "software", "Far Vision": "trucks", "Service Orientation": "customers"}
_FILLER = ("Plan daily duties", "Prepare short reports", "Keep records of materials", "Meet goals")


@pytest.fixture(scope="session")
def task() -> tuple[list[str], LabelMatrix]:
    """80 texts and 4 labels; the last label is on in every row."""
    generator = np.random.default_rng(0)
    on = generator.integers(0, 2, size=(80, 3))
    texts = [
        ". ".join([*(w for w, bit in zip(_WORDS.values(), row, strict=True) if bit), filler])
        for row, filler in zip(on, generator.choice(_FILLER, size=80), strict=True)
    ]
    values = np.hstack([on, np.ones((80, 1))]).astype(np.uint8)
    return texts, LabelMatrix(_NAMES, values)
