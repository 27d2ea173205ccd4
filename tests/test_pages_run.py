"""The pages of docs that show Python: their blocks run, in order, and print what they say."""

import doctest
import re
from pathlib import Path
from typing import Any

import pytest

DOCS = Path(__file__).resolve().parents[1] / "docs"
_BLOCK = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PAGES = sorted(page for page in DOCS.glob("*.md") if _BLOCK.search(page.read_text("utf-8")))


def test_there_are_such_pages() -> None:
    assert {page.stem for page in PAGES} >= {"frames", "summarize"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_blocks_of_a_page_run(page: Path) -> None:
    names: dict[str, Any] = {}
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    for place, block in enumerate(_BLOCK.findall(page.read_text("utf-8"))):
        test = doctest.DocTestParser().get_doctest(block, names, f"{page.name}[{place}]", None, 0)
        report: list[str] = []
        runner.run(test, out=report.append, clear_globs=False)
        names |= test.globs
        assert runner.summarize(verbose=False).failed == 0, "".join(report)
