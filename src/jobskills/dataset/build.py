"""Joins one release and its supplements into a data set, readable from top to bottom."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import polars as pl

from jobskills.dataset.categories import KINDS, category_rows
from jobskills.dataset.manifest import build_manifest
from jobskills.dataset.recipes import RecipeName, apply_recipe, rated_codes
from jobskills.dataset.schema import CATEGORIES, RATINGS
from jobskills.dataset.sources import Filled, choose_sources, filled, target_taxonomy
from jobskills.dataset.store import Dataset
from jobskills.dataset.texts import texts_table
from jobskills.onet import Release, read_crosswalk, read_release
from jobskills.prediction import DOMAINS

__all__ = ["build_dataset"]


def build_dataset(
    source: Path,
    supplements: Sequence[Path] = (),
    crosswalk: Path | None = None,
    recipe: RecipeName = "full",
    on_progress: Callable[[int, int], None] | None = None,
) -> Dataset:
    """Build a data set from a release and supplements.

    Each domain is taken whole from the first source that has it: the release,
    then the supplements in their order. Sources in another O*NET-SOC taxonomy
    are carried over by the crosswalk: ratings of merged occupations are averaged,
    split ones hand their rows to each successor, texts and categories are united.

    Parameters
    ----------
    source : Path
        The release that lists the occupations: zip or folder, Excel or text.
    supplements : sequence of Path
        Releases, or parts of some, that fill the domains still missing.
    crosswalk : Path, optional
        The official O*NET-SOC 2010 to 2019 crosswalk (CSV).
    recipe : {"seed", "full"}
        How the labels are made; see `jobskills.dataset.recipes`.
    on_progress : callable, optional
        Called with (domains done, all domains).

    Raises
    ------
    ReleaseError
        A source is broken; file, sheet, column and row are named.
    DatasetError
        The sources don't make a data set, e.g. a crosswalk is needed.
    """
    sources = [read_release(path) for path in (source, *supplements)]
    walk = None if crosswalk is None else read_crosswalk(crosswalk)
    chosen = choose_sources(sources)
    taxonomy = target_taxonomy(chosen)
    codes = chosen["occupations"].tables["occupations"]["code"]
    domains = {}
    for done, (domain, release) in enumerate(chosen.items(), start=1):
        domains[domain] = filled(domain, release, codes, taxonomy, walk)
        if on_progress:
            on_progress(done, len(chosen))
    tables = {
        "texts": _texts(domains),
        "ratings": _ratings(domains, chosen["occupations"]),
        "categories": _categories(domains),
    }
    labelled = _labelled(sources, domains, tables["ratings"]) or _holders(tables["categories"])
    tables["labels"], report = apply_recipe(
        recipe, tables["ratings"], tables["categories"], labelled
    )
    manifest = build_manifest(sources, list(domains.values()), walk, recipe, tables)
    return Dataset(**tables, label_report=report, manifest=manifest)


def _texts(domains: dict[str, Filled]) -> pl.DataFrame:
    names = ("tasks", "job_titles", "reported_titles")
    tables = (domains[n].table if n in domains else None for n in names)
    return texts_table(domains["occupations"].table, *tables)


def _ratings(domains: dict[str, Filled], names_from: Release) -> pl.DataFrame:
    """Return all rated domains by occupation, elements in the order of O*NET."""
    parts = [pl.DataFrame(schema=RATINGS)]
    parts += [domains[domain].table for domain in DOMAINS if domain in domains]
    ratings = _renamed(pl.concat(p.select(RATINGS.names()) for p in parts), names_from)
    order = pl.col("element_id").unique(maintain_order=True)
    ranks = ratings.select(order).with_row_index("_rank")
    ranked = ratings.join(ranks, on="element_id", how="left").sort("code", "_rank")
    return ranked.select(RATINGS.names())


def _labelled(
    sources: Sequence[Release], domains: Mapping[str, Filled], ratings: pl.DataFrame
) -> list[str]:
    """Return the occupations that the first source with ratings rates.

    The others owe their few ratings to a supplement; labels made of them would
    say "not needed" where nobody has asked.
    """
    for source in sources:
        own = [d for d in DOMAINS if d in domains and domains[d].source is source]
        if own:
            return rated_codes(ratings, own)
    return []


def _holders(categories: pl.DataFrame) -> list[str]:
    """Return the occupations to label where nothing is rated: those with a technology or tool."""
    codes: list[str] = categories["code"].unique().sort().to_list()
    return codes


def _renamed(ratings: pl.DataFrame, names_from: Release) -> pl.DataFrame:
    """Name elements as the release does that lists the occupations; older tables differ."""
    if "content_model" not in names_from.tables:
        return ratings
    names = names_from.tables["content_model"].select("element_id", _name="element_name")
    joined = ratings.join(names, on="element_id", how="left", maintain_order="left")
    return joined.with_columns(element_name=pl.coalesce("_name", "element_name")).drop("_name")


def _categories(domains: dict[str, Filled]) -> pl.DataFrame:
    parts = [pl.DataFrame(schema=CATEGORIES)]
    parts += [category_rows(domains[kind].table, kind) for kind in KINDS if kind in domains]
    return pl.concat(parts).sort("code", "kind", maintain_order=True)
