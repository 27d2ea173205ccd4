"""The 23 major groups of the SOC, by the first two digits of a code, in few words."""

from typing import Final

__all__ = ["MAJOR_GROUPS", "major_group", "major_group_name"]

MAJOR_GROUPS: Final = {
    "11": "Management",
    "13": "Business and finance",
    "15": "Computers and mathematics",
    "17": "Architecture and engineering",
    "19": "Science",
    "21": "Community and social service",
    "23": "Law",
    "25": "Education and libraries",
    "27": "Arts, media and sports",
    "29": "Health practitioners",
    "31": "Health support",
    "33": "Protection",
    "35": "Food",
    "37": "Cleaning and grounds",
    "39": "Personal care and service",
    "41": "Sales",
    "43": "Office",
    "45": "Farming, fishing and forestry",
    "47": "Construction and extraction",
    "49": "Installation and repair",
    "51": "Production",
    "53": "Transportation",
    "55": "Military",
}


def major_group(code: str) -> str:
    """Return the major group of a code.

    Examples
    --------
    >>> major_group("15-1252.00")
    '15-0000'
    """
    return f"{code[:2]}-0000"


def major_group_name(group: str) -> str:
    """Return digits and name of a major group, as a table shows it.

    Examples
    --------
    >>> major_group_name("15-0000")
    '15 Computers and mathematics'
    """
    return f"{group[:2]} {MAJOR_GROUPS.get(group[:2], '')}".strip()
