"""The attribution that O*NET's licence asks for, worded once for every place that shows it."""

__all__ = ["attribution"]


def attribution(release: str) -> str:
    """Return the attribution line for data built from an O*NET release.

    Parameters
    ----------
    release : str
        The release's number, such as ``"29.3"``; ``"unknown"`` or nothing where it isn't known.

    Returns
    -------
    str
        One paragraph of plain text: release named, licence, trademark, modified, not endorsed.

    Examples
    --------
    >>> attribution("29.3").startswith("This product uses the O*NET 29.3 Database")
    True
    >>> attribution("unknown").startswith("This product uses the O*NET Database")
    True
    """
    database = f"O*NET {release} Database" if release[:1].isdigit() else "O*NET Database"
    return (
        f"This product uses the {database} by the U.S. Department of Labor, "
        "Employment and Training Administration (USDOL/ETA), used under the CC BY 4.0 license "
        "(https://creativecommons.org/licenses/by/4.0/). O*NET® is a trademark of USDOL/ETA. "
        "The jobskills authors have modified all or some of this information. "
        "USDOL/ETA has not approved, endorsed, or tested these modifications."
    )
