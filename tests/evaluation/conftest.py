"""Tiny data with a rule behind it: a word of the text decides every label and rating."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from jobskills.models.profile import Category, Element, Occupation, ProfileData

_DUTIES = {
    "Programming": "write software",
    "Far Vision": "drive trucks",
    "Cooperation": "meet clients",
}
_FILLER = ("Plan the daily duties.", "Prepare short reports.", "Keep records.", "Order materials.")


@pytest.fixture
def seed_csv(tmp_path: Path) -> Callable[..., Path]:
    """Write a CSV of the classic form; `edit` may change its lines before."""

    def write(edit: Callable[[list[str]], list[str]] = lambda lines: lines) -> Path:
        generator = np.random.default_rng(0)
        lines = [f"O*NET-SOC Code,Description,{','.join(_DUTIES)},Always"]
        for i in range(60):
            on = generator.integers(0, 2, size=3)
            duties = [duty for duty, bit in zip(_DUTIES.values(), on, strict=True) if bit]
            text = " ".join([f"Worker {i}.", *duties, _FILLER[i % 4]])
            lines.append(f'11-{1000 + i}.00,"{text}",{",".join(map(str, on))},1')
        path = tmp_path / "classic.csv"
        path.write_text("\n".join(edit(lines)) + "\n", encoding="utf-8")
        return path

    return write


@pytest.fixture(scope="session")
def profiles() -> ProfileData:
    """60 occupations in 30 SOC groups, 3 elements of 2 domains, 2 categories; 4 are not rated."""
    generator = np.random.default_rng(1)
    on = generator.integers(0, 2, size=(60, 3))
    importance = (2 + 2 * on + generator.normal(0, 0.2, on.shape)).clip(1, 5).astype(np.float32)
    importance[-4:] = np.nan
    level = np.where([True, True, False], importance + 1, np.nan).astype(np.float32)
    held = on[:, :2].astype(np.float32)
    held[5] = np.nan
    return ProfileData(
        occupations=tuple(
            Occupation(
                code=f"11-{1000 + i // 2}.0{i % 2}",
                title=f"Workers {i}",
                description=_FILLER[i % 4],
                tasks=tuple(f"{d}." for d, bit in zip(_DUTIES.values(), row, strict=True) if bit),
            )
            for i, row in enumerate(on)
        ),
        elements=(
            Element("2.B.3.e", "Programming", "skills"),
            Element("2.B.1.b", "Coordination", "skills"),
            Element("1.C.3.a", "Cooperation", "work_styles"),
        ),
        importance=importance,
        level=level,
        standard_error=np.full(importance.shape, 0.2, dtype=np.float32),
        categories=(Category("t1", "Compilers", "technology"), Category("t2", "Trucks", "tool")),
        held=held,
    )
