"""Which release and O*NET-SOC taxonomy a set of files is of; looks at names and codes only."""

import re
from collections.abc import Iterable
from typing import Final, Literal

from jobskills.errors import ReleaseError

__all__ = ["Taxonomy", "taxonomy_of", "version_in"]

Taxonomy = Literal["2010", "2019"]

#: The first release in O*NET-SOC 2019.
_FIRST_2019: Final = (25, 1)
_VERSION: Final = re.compile(r"(?<!\d)(1[5-9]|[2-5]\d)[._](\d{1,2})(?!\d|\.\d)")


def _codes(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: Rated occupations that only one taxonomy has. The names of files are the
#: user's to change, the codes are not: where these speak, they decide.
_ONLY_2010: Final = _codes(
    "11-2031.00 11-9013.01 13-1031.02 13-2011.02 15-1121.00 15-1134.00 15-1199.01 15-1199.09 "
    "17-2111.01 17-2199.04 17-3023.03 17-3029.07 19-3031.01 19-4011.01 19-4091.00 25-2054.00 "
    "27-2012.02 27-3021.00 29-1063.00 29-1069.02 29-1069.08 29-1199.04 29-2071.00 31-1014.00 "
    "33-2021.02 35-3021.00 39-9021.00 43-4031.02 43-5081.02 45-1011.05 45-3011.00 47-5021.00 "
    "49-3023.02 51-4011.00 51-9071.07 53-1021.00 53-4021.00 53-7033.00 "
)
_ONLY_2019: Final = _codes(
    "11-3012.00 11-3071.04 11-9179.02 13-2023.00 15-1212.00 15-1232.00 15-1242.00 15-1244.00 "
    "15-1254.00 15-1299.02 15-1299.09 15-2099.01 17-2112.03 19-3033.00 19-3039.03 19-4013.00 "
    "19-4071.00 25-2057.00 25-4022.00 27-3023.00 29-1129.02 29-1215.00 29-1218.00 29-1223.00 "
    "29-1229.02 29-1229.05 29-1291.00 29-1299.02 29-2099.08 31-1122.00 31-1133.00 35-3023.01 "
    "45-3031.00 47-5022.00 47-5043.00 51-2061.00 51-9124.00 53-1041.00 53-1043.00 53-7062.04 "
)


def version_in(text: str) -> str | None:
    """Return the release that a file name or a Read Me names, such as "29.3".

    Examples
    --------
    >>> version_in("db_29_3_excel.zip"), version_in("O*NET 24.2 Database"), version_in("my data")
    ('29.3', '24.2', None)
    """
    found = _VERSION.search(text)
    return f"{int(found[1])}.{int(found[2])}" if found else None


def taxonomy_of(codes: Iterable[str], version: str | None, source: str) -> Taxonomy:
    """Return the taxonomy of a release from its codes, or, where they fit both, its version.

    Raises
    ------
    ReleaseError
        The codes mix the taxonomies, or fit both while the version is unknown.

    Examples
    --------
    >>> taxonomy_of(["11-1011.00"], "24.2", "db_24_2_text.zip")
    '2010'
    """
    codes = set(codes)
    old, new = sorted(codes & _ONLY_2010), sorted(codes & _ONLY_2019)
    if old and new:
        raise ReleaseError(
            f"mixes O*NET-SOC 2010 ({old[0]}) with 2019 ({new[0]}); give them as two sources",
            file=source,
        )
    if old or new:
        return "2010" if old else "2019"
    if version is None:
        raise ReleaseError(
            "can't tell whether the codes are O*NET-SOC 2010 or 2019: name the file or folder "
            "after its release, such as db_29_3_text",
            file=source,
        )
    major, minor = (int(part) for part in version.split("."))
    return "2019" if (major, minor) >= _FIRST_2019 else "2010"
