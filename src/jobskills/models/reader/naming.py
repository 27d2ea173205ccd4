"""Sentences that name a job, written for this project; {} stands for a job title.

Employers say in the body what the job is called; O*NET's tasks never do. Synthetic
postings carry such sentences so that the gate learns to open for them, and others,
that name somebody else's job, so that it learns to tell them apart.
"""

from typing import Final

__all__ = ["NAMING", "NAMING_OTHERS"]

NAMING: Final = (
    "We are looking for a {} to join our team.",
    "We are seeking an experienced {}.",
    "Our company is hiring a {}.",
    "The {} will be responsible for the tasks below.",
    "As a {} you will work with a friendly team.",
    "The {} is responsible for the following.",
    "Join us as a {}.",
    "Position summary: the {} works in our main office.",
    "Job title: {}",
    "{}",
    "Our {} team is growing.",
    "This is an exciting opportunity for a {}.",
    "There is an immediate opening for a full-time {}.",
    "{} job description",
    "In the role of {} you support the whole company.",
    "Become a {} today and grow with us.",
    "Now hiring: {}, apply today.",
    "The {} position reports to the manager.",
    "Under general direction the {} performs a variety of work.",
    "What does a {} do here?",
)

NAMING_OTHERS: Final = (
    "This position reports to the {}.",
    "Works closely with the {} and other staff.",
    "Under the supervision of the {}.",
    "Supports the {} in daily work.",
    "Experience as a {} is a plus.",
    "Coordinates schedules with the {}.",
)
