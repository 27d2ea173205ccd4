"""A small lexicon in the true format, built from rows as a release has them."""

import pytest

from jobskills.technology import TechnologyFinder
from jobskills.technology.lexicon import CategoryRow, build_lexicon

TECHNOLOGIES = [
    ("Spreadsheet software", "Microsoft Excel", 859),
    ("Word processing software", "Microsoft Word", 784),
    ("Word processing software", "Word processing software", 297),
    ("Data base user interface and query software", "Microsoft Access", 371),
    ("Presentation software", "Microsoft PowerPoint", 629),
    ("Office suite software", "Microsoft Office software", 813),
    ("Video conferencing software", "Microsoft Teams", 29),
    ("Data base user interface and query software", "Structured query language SQL", 151),
    ("Object or component oriented development software", "Python", 130),
    ("Object or component oriented development software", "R", 93),
    ("Object or component oriented development software", "C++", 109),
    ("Object or component oriented development software", "C#", 54),
    ("Development environment software", "C", 68),
    ("Object or component oriented development software", "Oracle Java", 99),
    ("Development environment software", "Go", 27),
    ("Development environment software", "Microsoft .NET Framework", 30),
    ("Web platform development software", "Node.js", 24),
    ("Web platform development software", "React", 16),
    ("Web platform development software", "JavaScript", 84),
    ("Web platform development software", "Spring Framework", 16),
    ("Development environment software", "Swift", 25),
    ("Cloud-based management software", "Amazon Web Services AWS software", 51),
    ("Business intelligence and data analysis software", "Tableau", 72),
    ("Instant messaging software", "Slack", 27),
    ("Enterprise resource planning ERP software", "Enterprise resource planning ERP software", 73),
    ("Data base user interface and query software", "Oracle PL/SQL", 24),
]
TOOLS = [("Forklifts", 81), ("Pipe wrenches", 26), ("Levels", 16), ("Laptop computers", 425)]
PROSE = ["Move quickly and access records", "Write a word on the tableau when teams react"]


@pytest.fixture(scope="session")
def rows() -> list[CategoryRow]:
    """Rows of a release."""
    titles = sorted({title for title, _, _ in TECHNOLOGIES})
    software = [
        CategoryRow("technology", f"4323{titles.index(title):04}", title, name, True, False, n)
        for title, name, n in TECHNOLOGIES
    ]
    return software + [
        CategoryRow("tool", "27110000", "Tools", name, False, False, n) for name, n in TOOLS
    ]


@pytest.fixture(scope="session")
def finder(rows: list[CategoryRow]) -> TechnologyFinder:
    """A finder over the small lexicon."""
    return TechnologyFinder(build_lexicon(rows, PROSE))
