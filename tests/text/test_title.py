"""Titles as employers decorate them, and the job that stands in them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobskills.text import clean_title

DECORATIONS = st.sampled_from(
    [
        "Registered Nurse", "BAKER", " - ", " | ", "(m/f/d)", "$20/hr", "NOW HIRING: ", "#12345",
        "Full-Time", "in Austin, TX", "at Acme Corp", "(", ")", "2nd Shift", "Mon-Fri", "x3", ", ",
        "Remote", "II", "Sr. ", "Req ID 99-123", "!!!", "/", "C++", "Part time",
        "for a growing company", "needed",
    ]
)  # fmt: skip


@pytest.mark.parametrize(
    ("title", "job"),
    [
        ("Software Engineer II - Backend - REMOTE", "Software Engineer II - Backend"),
        ("CASHIER (FULL-TIME)", "Cashier"),
        ("SENIOR RN (ICU) - NIGHTS", "Senior RN (ICU)"),
        ("Forklift Operator 2nd shift $18.50/hr", "Forklift Operator"),
        ("Part-time Barista at Acme Coffee", "Barista"),
        ("Hiring: Electrician (Journeyman)", "Electrician (Journeyman)"),
        ("10 x Pickers and Packers", "Pickers and Packers"),
        ("Job Title: Accountant", "Accountant"),
        ("Accountant III (Req. 2023-01946)", "Accountant III"),
        (
            "Maintenance Technician | 12-hour shifts | Mon-Thu 6:00am-6:00pm",
            "Maintenance Technician",
        ),
        ("Physical Therapist - PRN - Dallas TX", "Physical Therapist"),
        ("Data Analyst - New York, NY", "Data Analyst"),
        ("Registered Nurse (m/w/d)", "Registered Nurse"),
        ("Cashier, Part-Time, Store #1234", "Cashier"),
        ("Sr. Engineer (m/w/d) - Remote - $150k", "Sr. Engineer"),
        ("Civilian Investigator (Working Title: Advisor 1", "Civilian Investigator"),
    ],
)
def test_decorations_go(title: str, job: str) -> None:
    assert clean_title(title) == job


@pytest.mark.parametrize(
    "title",
    [
        "C++ Developer", "Head of R&D", "Sr. Java Developer", "Vice President, Sales",
        "Night Auditor", "Shift Supervisor", "Contract Administrator", "Remote Sensing Scientist",
        "Benefits Specialist", "Hiring Manager", "Recruiting Coordinator", "Job Coach",
        "Works Engineer",
        "Chef de Partie", "Store Manager in Training", "Nurse RN/LPN",
        "AS400 Developer", "New Car Sales Manager",
    ],
)  # fmt: skip
def test_plain_titles_stay(title: str) -> None:
    assert clean_title(title) == title


@pytest.mark.parametrize("title", ["$20/hr", "Remote", "123456"])
def test_a_title_of_decorations_stays_something(title: str) -> None:
    assert clean_title(title) == title


@given(st.one_of(st.text(max_size=80), st.lists(DECORATIONS, max_size=8).map(" ".join)))
@settings(max_examples=500, deadline=None)
def test_cleaning_twice_changes_nothing(title: str) -> None:
    once = clean_title(title)
    assert clean_title(once) == once
