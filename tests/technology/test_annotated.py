"""Named technologies in real advertisements, against the spans that experts marked."""

import importlib.util
import json
from collections import Counter
from pathlib import Path
from types import ModuleType

import polars as pl
import pytest

from jobskills.onet import read_release
from jobskills.technology import TechnologyFinder
from jobskills.technology.lexicon import CategoryRow, build_lexicon

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def benchmark() -> ModuleType:
    """The benchmark's own measure, so that there is only one."""
    path = Path(__file__).resolve().parents[2] / "benchmarks" / "technology_skillspan.py"
    spec = importlib.util.spec_from_file_location("technology_skillspan", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    with pytest.MonkeyPatch.context() as patch:
        # It imports the scripts beside it.
        patch.syspath_prepend(path.parent)
        spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def lexicon(shared: Path) -> dict[str, object]:
    """The lexicon of release 29.3."""
    tables = read_release(shared / "onet" / "db_29_3_excel.zip").tables
    rows = []
    for kind, table in (("technology", "technology_skills"), ("tool", "tools_used")):
        frame = tables[table]
        keys = ["category_id", "category", "example"]
        flags = [
            pl.col(name).any() if name in frame.columns else pl.lit(value=False).alias(name)
            for name in ("hot_technology", "in_demand")
        ]
        grouped = frame.group_by(keys).agg(*flags, n=pl.col("code").n_unique()).sort(keys)
        rows += [CategoryRow(kind, *row) for row in grouped.iter_rows()]
    tasks = tables["task_statements"]
    return build_lexicon(rows, tasks["task"].to_list())


def test_the_lexicon_of_a_release_stays_small(lexicon: dict[str, object]) -> None:
    assert len(json.dumps(lexicon, separators=(",", ":"))) < 1_500_000


def test_f1_on_annotated_advertisements(
    benchmark: ModuleType, lexicon: dict[str, object], shared: Path
) -> None:
    finder = TechnologyFinder(lexicon)
    names = json.loads(benchmark.NAMES.read_text())
    total: Counter[str] = Counter()
    with (shared / "eval" / "skillspan.jsonl").open() as lines:
        for row in map(json.loads, lines):
            if row["source"] == "tech":
                total.update(what for what, _ in benchmark.score_document(finder, row, names))
    recall = total["hit"] / (total["hit"] + total["miss"])
    precision = total["right"] / (total["right"] + total["wrong"])
    assert 2 * recall * precision / (recall + precision) >= 0.88
