"""The sums of a summary, as SQL: means of ratings, shares of technologies and tools, intervals.

The interval is that of sampling alone: as if the postings of a group were drawn at random
from many. What the model gets wrong doesn't shrink with the number of postings and isn't in it.
"""

from collections.abc import Mapping, Sequence
from typing import Final

import duckdb

from jobskills.errors import DataError
from jobskills.prediction import DOMAINS
from jobskills.summarize.groups import Rows
from jobskills.summarize.scored import name_sql, reading, text_sql

__all__ = ["COLUMNS", "NAMED", "named_things", "order_sql", "ratings"]

#: What is named in a text rather than rated, and so has shares.
NAMED: Final = ("technologies", "tools")
#: The columns of a summary after its groups.
COLUMNS: Final = (
    "domain", "id", "name", "measure", "n", "count", "value", "standard_error", "low", "high"
)  # fmt: skip
#: Of 95 %: the quantile of the normal distribution.
_Z: Final = 1.959963984540054


def ratings(
    database: duckdb.DuckDBPyConnection,
    rows: Rows,
    domains: Sequence[str],
    names: Mapping[str, tuple[str, str]],
) -> None:
    """Make the table `ratings`: per group and element the mean importance.

    Parameters
    ----------
    database : DuckDBPyConnection
    rows : Rows
    domains : sequence of str
        Those that are wanted.
    names : mapping of str to (str, str)
        Of a wide file: element to domain and name.

    Raises
    ------
    DataError
        If a file was cut to its first elements, whose means would not be those of all postings.
    """
    sums = _wide_sums(rows, names) if rows.table.wide else _long_sums(rows)
    wanted = ", ".join(map(text_sql, domains)) or "NULL"
    groups = "".join(f"{group}, " for group in rows.groups)
    same = " AND ".join(f"s.{g} IS NOT DISTINCT FROM g.{g}" for g in rows.groups) or "true"
    with reading(rows.table.path):
        database.execute(
            f"CREATE TEMP TABLE ratings AS SELECT {groups}domain, id, name, "  # noqa: S608
            "'importance' AS measure, n, n AS count, mean AS value, error AS standard_error, "
            f"mean - {_Z} * error AS low, mean + {_Z} * error AS high "
            f"FROM (SELECT s.*, s.deviation / sqrt(s.n) AS error FROM ({sums}) AS s "
            f"SEMI JOIN groups AS g ON {same}) WHERE domain IN ({wanted})"
        )
    cut = database.execute(
        f"SELECT s.id, s.n, g.n FROM ratings s JOIN groups g ON {same} WHERE s.n <> g.n LIMIT 1"  # noqa: S608
    ).fetchone()
    if cut:
        raise DataError(
            f"{rows.table.path}: {cut[1]} of {cut[2]} postings of a group have element {cut[0]}, "
            "for the file was written with --top or --threshold; means over what is left would be "
            "too high: score again without them, or with --wide"
        )


def _long_sums(rows: Rows) -> str:
    groups = "".join(f"{group}, " for group in rows.groups)
    return (
        f"SELECT {groups}e.domain AS domain, e.id AS id, any_value(e.name) AS name, "  # noqa: S608
        "count(*) AS n, avg(e.importance) AS mean, stddev_samp(e.importance) AS deviation "
        f"FROM (SELECT {groups}unnest(elements) AS e FROM ({rows.sql})) "
        f"GROUP BY {groups}e.domain, e.id"
    )


def _wide_sums(rows: Rows, names: Mapping[str, tuple[str, str]]) -> str:
    groups = "".join(f"{group}, " for group in rows.groups)
    structs = []
    for element in rows.table.wide:
        domain, name = names.get(element, ("elements", element))
        column = name_sql(f"im_{element}")
        structs.append(
            f"{{'domain': {text_sql(domain)}, 'id': {text_sql(element)}, 'name': {text_sql(name)}, "
            f"'n': count({column}), 'mean': avg({column}), 'deviation': stddev_samp({column})}}"
        )
    grouped = f" GROUP BY {groups[:-2]}" if groups else ""
    return (
        f"SELECT {groups}unnest([{', '.join(structs)}], recursive := true) "  # noqa: S608
        f"FROM ({rows.sql}){grouped}"
    )


def named_things(database: duckdb.DuckDBPyConnection, rows: Rows, kinds: Sequence[str]) -> None:
    """Make the table `named`: per group the share of postings that name a technology or tool."""
    groups = "".join(f"{group}, " for group in rows.groups)
    same = " AND ".join(f"c.{g} IS NOT DISTINCT FROM g.{g}" for g in rows.groups) or "true"
    counts = " UNION ALL ".join(
        f"SELECT {groups}{text_sql(kind)} AS domain, t.name AS name, count(*) AS count "  # noqa: S608
        f"FROM (SELECT {groups}unnest({kind}) AS t FROM ({rows.sql})) WHERE t.mentioned "
        f"GROUP BY {groups}t.name"
        for kind in kinds
    )
    if not kinds:
        counts = f"SELECT {groups}'' AS domain, '' AS name, 0 AS count FROM groups LIMIT 0"  # noqa: S608
    half = f"{_Z} / (1 + {_Z**2} / n) * sqrt(p * (1 - p) / n + {_Z**2} / (4 * n * n))"
    middle = f"(p + {_Z**2} / (2 * n)) / (1 + {_Z**2} / n)"
    with reading(rows.table.path):
        database.execute(
            f"CREATE TEMP TABLE named AS SELECT {groups}domain, NULL::VARCHAR AS id, name, "  # noqa: S608
            "'share' AS measure, n, count, p AS value, sqrt(p * (1 - p) / n) AS standard_error, "
            f"{middle} - {half} AS low, {middle} + {half} AS high "
            f"FROM (SELECT c.*, g.n AS n, c.count / g.n AS p FROM ({counts}) AS c "
            f"JOIN groups AS g ON {same})"
        )


def order_sql(groups: Sequence[str]) -> str:
    """Return the order of a summary's lines: groups, then domains as everywhere, then value."""
    domains = ", ".join(map(text_sql, (*DOMAINS, *NAMED)))
    by_group = "".join(f"{group} NULLS LAST, " for group in groups)
    return f"{by_group}list_position([{domains}], domain), value DESC, name"
