"""What is written about an occupation: title, description, tasks and job titles, one row each."""

import polars as pl

from jobskills.dataset.schema import TEXTS

__all__ = ["texts_table"]


def texts_table(
    occupations: pl.DataFrame,
    tasks: pl.DataFrame | None,
    job_titles: pl.DataFrame | None,
    reported_titles: pl.DataFrame | None,
) -> pl.DataFrame:
    """Return the texts of every occupation; a list is empty where nothing is published.

    Job titles are the occupation's own, those that workers reported, the
    alternate ones, and the short forms of these (such as RN), in this order,
    each once whatever its case. Short forms are kept though some stand for several
    occupations: advertisements use them.
    """
    titles = [
        occupations.select("code", text="title"),
        *([] if reported_titles is None else [reported_titles.select("code", text="job_title")]),
    ]
    if job_titles is not None:
        titles += [
            job_titles.select("code", text="job_title"),
            job_titles.select("code", text="short_title"),
        ]
    texts = occupations.select("code", "title", "description")
    for name, parts in (
        ("tasks", [] if tasks is None else [tasks.select("code", text="task")]),
        ("job_titles", titles),
    ):
        texts = texts.join(_lists(parts, name), on="code", how="left", maintain_order="left")
    empty = pl.lit([], dtype=pl.List(pl.String))
    filled = texts.with_columns(pl.col("tasks", "job_titles").fill_null(empty))
    return filled.sort("code").select(TEXTS.names()).cast(TEXTS)


def _lists(parts: list[pl.DataFrame], name: str) -> pl.DataFrame:
    """Gather each occupation's texts into one list, in order, each once whatever its case."""
    blank = pl.DataFrame(schema={"code": pl.String, "text": pl.String})
    rows = pl.concat([blank, *parts]).with_columns(pl.col("text").str.strip_chars())
    rows = rows.filter(pl.col("text").is_not_null() & (pl.col("text") != ""))
    once = rows.unique(
        [pl.col("code"), pl.col("text").str.to_lowercase()], keep="first", maintain_order=True
    )
    return once.group_by("code", maintain_order=True).agg(pl.col("text").alias(name))
