"""Decides which source fills which domain, and carries its rows to the data set's taxonomy."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import polars as pl

from jobskills.dataset.categories import KINDS
from jobskills.dataset.ratings import one_per_element, rating_rows
from jobskills.errors import DatasetError
from jobskills.onet import Crosswalk, Release, Taxonomy
from jobskills.prediction import DOMAINS

__all__ = ["DOMAIN_TABLES", "Filled", "choose_sources", "filled", "target_taxonomy"]

#: Every domain of a data set and the table of a release that fills it.
DOMAIN_TABLES: Final[Mapping[str, str]] = {
    "occupations": "occupations",
    "tasks": "task_statements",
    "job_titles": "job_titles",
    "reported_titles": "reported_titles",
    **{d: d for d in DOMAINS},
    "technology": KINDS["technology"],
    "tool": KINDS["tool"],
}


@dataclass(frozen=True, slots=True)
class Filled:
    """A domain's rows for the occupations of the data set, under their codes there.

    A rated domain has one row per occupation and element, the others have the
    rows of the release's table. `carried` names the way through the crosswalk,
    such as "2010 to 2019", or is None; `codes_left_out` counts occupations of
    the source that the data set does not have.
    """

    domain: str
    source: Release
    table: pl.DataFrame
    carried: str | None
    codes_left_out: int


def choose_sources(sources: Sequence[Release]) -> dict[str, Release]:
    """Return the first source of every domain that any source has, base first."""
    chosen = {}
    for domain, table in DOMAIN_TABLES.items():
        source = next((s for s in sources if table in s.tables), None)
        if source is not None:
            chosen[domain] = source
    if "occupations" not in chosen:
        names = ", ".join(s.name for s in sources)
        raise DatasetError(
            f"no source has the table Occupation Data (looked in {names}); "
            "add a whole release of the same taxonomy as a supplement"
        )
    return chosen


def target_taxonomy(chosen: Mapping[str, Release]) -> Taxonomy:
    """Return the taxonomy of the data set: that of the source which lists the occupations."""
    return chosen["occupations"].taxonomy


def filled(
    domain: str, source: Release, codes: pl.Series, to: Taxonomy, crosswalk: Crosswalk | None
) -> Filled:
    """Return a domain's rows for the occupations of the data set.

    Raises
    ------
    DatasetError
        The source is of the other taxonomy and there is no crosswalk, or one that
        is not whole; or a rated domain has no rating of importance.
    """
    table = source.tables[DOMAIN_TABLES[domain]]
    if domain in DOMAINS:  # before the crosswalk: it may bring several rows to one code
        table = rating_rows(table, domain)
    own, reached, carried = table["code"].unique(), codes, None
    if source.taxonomy != to:
        if crosswalk is None:
            raise DatasetError(
                f"{source.name} is in O*NET-SOC {source.taxonomy}, the data set in {to}: "
                "give the official crosswalk (--crosswalk 2010_to_2019_Crosswalk.csv)"
            )
        _check_listed(crosswalk, *((codes, "the data set") if to == "2010" else (own, source.name)))
        carried = f"{source.taxonomy} to {to}"
        table = crosswalk.carry(table, to)
        table = one_per_element(table) if domain in DOMAINS else table
        reached = crosswalk.pairs.filter(pl.col(to).is_in(codes.implode()))[source.taxonomy]
    inside = table.filter(pl.col("code").is_in(codes.implode()))
    left_out = own.filter(~own.is_in(reached.implode())).len()
    return Filled(domain, source, inside, carried, left_out)


def _check_listed(crosswalk: Crosswalk, codes: pl.Series, whose: str) -> None:
    """Refuse a crosswalk that lacks codes of 2010: cut short, it would quietly lose their rows.

    New occupations of 2019 have no predecessor, so the other side proves nothing.
    """
    unlisted = codes.filter(~codes.is_in(crosswalk.pairs["2010"].implode())).sort()
    if unlisted.len():
        raise DatasetError(
            f"{crosswalk.file}: does not list {unlisted.len()} of the {codes.len()} occupations of "
            f"{whose}, the first is {unlisted[0]}; take the whole official crosswalk"
        )
