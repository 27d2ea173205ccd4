"""What counts as naming a technology, and where exactly it stands."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobskills.errors import BundleError
from jobskills.technology import TechnologyFinder
from jobskills.technology.lexicon import CategoryRow, build_lexicon


def named(finder: TechnologyFinder, text: str) -> list[str]:
    """Return the names that a text is found to mention, each checked to stand in it."""
    return [mention.name for mention in finder.find(text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Proficient in Word, Excel and PowerPoint.", ["Word", "Excel", "PowerPoint"]),
        ("Keep the stock lists in Excel.", ["Excel"]),
        ("You excel in sales and have access to teams.", []),
        ("Excel in everything. Access to parking. Word of mouth.", []),
        ("Help us go to market; Go above and beyond.", []),
        ("Experience with C, C++ and C#", ["C", "C++", "C#"]),
        ("Hepatitis C vaccine, vitamin C, C-level contacts, class C licence", []),
        ("statistical programming in R or Python", ["R", "Python"]),
        ("R&D and R. Smith", []),
        ("Skilled in .NET, Node.js and node js", [".NET Framework", "Node.js", "Node.js"]),
        ("backend in Java or Go", ["Oracle Java", "Go"]),
        ("Lead cross-functional Teams in the spring", []),
        ("swift response when guests react", []),
        ("React, Spring and Swift developers", ["React", "Spring Framework", "Swift"]),
        ("We use Tableau daily", ["Tableau"]),
        ("a tableau of colours", []),
        ("SQL, PL/SQL", ["Structured query language SQL", "Oracle PL/SQL"]),
        ("ERP rollout and aws", ["Enterprise resource planning ERP software", "AWS software"]),
        ("MS Office and word processing software", ["Office software", "Word processing software"]),
        ("Operate a forklift and pipe wrenches; level floors", ["Forklifts", "Pipe wrenches"]),
        ("See https://www.example.com/python/excel or mail java@example.org", []),
        ("Python 3.11, Python3", ["Python", "Python"]),
    ],
)
def test_names_are_told_from_plain_words(
    finder: TechnologyFinder, text: str, names: list[str]
) -> None:
    found = named(finder, text)
    assert len(found) == len(names), found
    for whole, end in zip(found, names, strict=True):
        assert whole.endswith(end)


def test_spans_are_exact_in_html(finder: TechnologyFinder) -> None:
    sent = "<ul><li><b>Python</b> &amp; C&#43;&#43; skills</li></ul>"
    spans = [sent[m.start : m.end] for m in finder.find(sent)]
    assert spans == ["Python", "C&#43;&#43;"]


def test_a_mention_carries_its_category_and_flags(finder: TechnologyFinder) -> None:
    (mention,) = finder.find("advanced Excel skills")
    assert (mention.kind, mention.category) == ("technology", "Spreadsheet software")
    assert mention.hot
    assert not mention.in_demand
    assert mention.listed


def test_names_the_release_lacks_are_marked(finder: TechnologyFinder) -> None:
    (mention,) = finder.find("built with Webpack")
    assert not mention.listed
    assert mention.category == "Web platform development software"


def test_the_lexicon_survives_json(rows: list[CategoryRow]) -> None:
    lexicon = build_lexicon(rows)
    again = json.loads(json.dumps(lexicon))
    assert again == lexicon
    assert named(TechnologyFinder(again), "Python") == ["Python"]


def test_another_format_is_refused() -> None:
    with pytest.raises(BundleError, match="format 99"):
        TechnologyFinder({"format": 99})


@given(st.text(max_size=200) | st.lists(st.sampled_from(
    ["Python", "C", "C++", " ", ",", "Excel", "<b>", "\n", "R", "&", "Go", "/", "İ", "\ud800"]
), max_size=40).map("".join))  # fmt: skip
@settings(deadline=None, max_examples=200)
def test_mentions_are_in_order_and_in_bounds(finder: TechnologyFinder, text: str) -> None:
    position = 0
    for mention in finder.find(text):
        assert position <= mention.start < mention.end <= len(text)
        position = mention.end
