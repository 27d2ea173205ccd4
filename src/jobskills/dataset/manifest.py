"""Writes down where everything in a data set came from; knows no clock and no machine."""

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

import jobskills
from jobskills.dataset.schema import FORMAT
from jobskills.dataset.sources import DOMAIN_TABLES, Filled
from jobskills.onet import Crosswalk, Release

__all__ = ["build_manifest"]


def build_manifest(
    sources: Sequence[Release],
    domains: Sequence[Filled],
    crosswalk: Crosswalk | None,
    recipe: str,
    tables: Mapping[str, pl.DataFrame],
) -> dict[str, Any]:
    """Return the manifest; the same inputs give the same manifest, byte for byte."""
    occupations = next(d.source for d in domains if d.domain == "occupations")
    used = any(d.carried for d in domains)
    return {
        "format": FORMAT,
        "package": {"name": "jobskills", "version": jobskills.__version__},
        "recipe": recipe,
        "release": occupations.version,
        "taxonomy": occupations.taxonomy,
        "sources": [_source(s, "supplement" if i else "base") for i, s in enumerate(sources)],
        "crosswalk": {"file": crosswalk.file, "sha256": crosswalk.sha256, "used": used}
        if crosswalk
        else None,
        "domains": {d.domain: _domain(d, occupations) for d in domains},
        "missing": _missing(sources, {d.domain for d in domains}),
        "counts": _counts(tables),
    }


def _source(source: Release, role: str) -> dict[str, Any]:
    return {
        "name": source.name,
        "role": role,
        "release": source.version,
        "taxonomy": source.taxonomy,
        "sha256": source.sha256,
        "missing_tables": dict(source.missing),
    }


def _domain(filled: Filled, occupations: Release) -> dict[str, Any]:
    source, table = filled.source, filled.table
    name = DOMAIN_TABLES[filled.domain]
    published = source.tables[name]
    files = source.files_of(name)
    return {
        "source": source.name,
        "release": source.version,
        "taxonomy": source.taxonomy,
        "crosswalk": filled.carried,
        "files": [{"file": f.file, "sha256": f.sha256, "rows": f.rows} for f in files],
        "rows": table.height,
        "occupations": table["code"].n_unique(),
        "occupations_left_out": filled.codes_left_out,
        **(_rated(published, occupations) if "scale_id" in published.columns else {}),
    }


def _rated(table: pl.DataFrame, occupations: Release) -> dict[str, Any]:
    """Return the published rows and flags by scale, and elements that the release lacks."""
    flags = [c for c in ("recommend_suppress", "not_relevant") if c in table.columns]
    counted = table.group_by("scale_id").agg(pl.len().alias("rows"), pl.col(flags).sum())
    scales = {row.pop("scale_id"): row for row in counted.sort("scale_id").to_dicts()}
    if "content_model" not in occupations.tables:
        return {"scales": scales}
    model = occupations.tables["content_model"]["element_id"]
    elements = table["element_id"].unique().sort()
    unknown = elements.filter(~elements.is_in(model.implode())).to_list()
    return {"scales": scales, "elements_not_in_release": unknown}


def _missing(sources: Sequence[Release], there: set[str]) -> dict[str, str]:
    names = ", ".join(s.name for s in sources)
    return {
        domain: f"no source has the table {table}: looked in {names}"
        for domain, table in DOMAIN_TABLES.items()
        if domain not in there
    }


def _counts(tables: Mapping[str, pl.DataFrame]) -> dict[str, Any]:
    ratings = tables["ratings"]
    per_domain = ratings.group_by("domain", maintain_order=True).agg(
        occupations=pl.col("code").n_unique(),
        elements=pl.col("element_id").n_unique(),
        rows=pl.len(),
        without_level=pl.col("level").null_count(),
        without_standard_error=pl.col("standard_error").null_count(),
    )
    return {
        "occupations": tables["texts"].height,
        "rated_occupations": ratings["code"].n_unique(),
        "rows": {name: table.height for name, table in tables.items()},
        "ratings": {r.pop("domain"): r for r in per_domain.to_dicts()},
        "categories": {
            row["kind"]: row["n"]
            for row in tables["categories"]
            .group_by("kind")
            .agg(n=pl.col("category_id").n_unique())
            .sort("kind")
            .to_dicts()
        },
    }
