"""Lines of a page to paragraphs: what the paper broke is joined, what the writer broke stays."""

import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

import jobskills.web
from jobskills.files import read_file
from jobskills.files.unwrap import unwrap
from jobskills.prediction import Posting
from jobskills.text import read_posting

EXAMPLES = sorted(Path(jobskills.web.__file__).with_name("examples").glob("*.txt"))


@pytest.mark.parametrize(
    ("page", "lines"),
    [
        ("", [""]),
        ("Baker", ["Baker"]),
        ("one long line of a posting that is full\nand its end.", 1),
        ("A long line of a posting that is full.\nWhat you do\nYou bake all kinds of bread.", 3),
        ("A long line of a posting that is full\n- Bake bread\n• Greet guests\n1. Sell", 4),
        ("A long line of a posting that is full\n\nand another paragraph", 3),
        ("Night warehouse operative\nPick orders and load vans.", 2),
        ("Short.\nAnd another line that is much longer than that.", 2),
    ],
)
def test_only_what_the_paper_broke_is_joined(page: str, lines: list[str] | int) -> None:
    found = unwrap(page).split("\n")
    assert (found if isinstance(lines, list) else len(found)) == lines


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("width", [60, 90])
def test_a_wrapped_posting_is_read_sentence_by_sentence_as_before(path: Path, width: int) -> None:
    text = path.read_text("utf-8").partition("\n\n")[2]
    lines = [line for line in text.split("\n") if line]
    wrapped = "\n".join(textwrap.fill(line, width) for line in lines)
    assert units(unwrap(wrapped)) == units("\n".join(lines))


def units(text: str) -> list[tuple[str, str]]:
    return [(unit.text, unit.section) for unit in read_posting(Posting("", text)).units]


def test_a_pdf_is_read_sentence_by_sentence_as_its_text_is(
    make_pdf: Callable[..., bytes],
) -> None:
    text = EXAMPLES[0].read_text("utf-8").encode("latin-1", "replace").decode("latin-1")
    assert units(read_file(make_pdf(text)).description) == units(text)
