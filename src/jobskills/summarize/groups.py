"""What scored rows are grouped by: their own columns, or the input's, joined by id."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

import duckdb

from jobskills.errors import DataError
from jobskills.evaluation.major_groups import MAJOR_GROUPS
from jobskills.summarize.scored import Table, name_sql, open_table, reading, text_sql

__all__ = ["Grouping", "Period", "Rows", "grouped_rows"]

Period = Literal["day", "week", "month", "quarter", "year"]

#: Words that stand for columns of the scored file.
_SHORT: Final = {"occupation": ("occupation_code", "occupation_title")}
_MAJOR_GROUP: Final = "major_group"
#: Each group has a few hundred lines of its own in a summary.
_MOST_GROUPS: Final = 50_000


@dataclass(frozen=True, slots=True)
class Grouping:
    """By which columns postings are grouped.

    Parameters
    ----------
    by : tuple of str
        Columns of the scored file or of the input; ``occupation`` is code and title of
        the most probable occupation, ``major_group`` the SOC's major group of it.
    every : str, optional
        The last of these columns is a date; group by day, week, month, quarter or year.
    source : Path, optional
        The file that was scored, for columns that the scored one lacks.
    source_id : str
        Its column with the ids.
    """

    by: tuple[str, ...] = ()
    every: Period | None = None
    source: Path | None = None
    source_id: str = "id"

    @property
    def names(self) -> tuple[str, ...]:
        """The columns that tell a summary's groups apart."""
        return tuple(name for one in self.by for name in _SHORT.get(one, (one,)))


@dataclass(frozen=True, slots=True)
class Rows:
    """Postings that have a score, with their groups as columns `g0`, `g1` and so on, as SQL."""

    table: Table
    groups: tuple[str, ...]
    sql: str


def grouped_rows(
    database: duckdb.DuckDBPyConnection, scored: Table, grouping: Grouping, least: int
) -> Rows:
    """Return the rows that have a score, with their groups.

    The table `groups` is made, with the number of postings of each that has the `least`.

    Raises
    ------
    DataError
        If a column is nowhere, ids don't fit, dates can't be read, or there are too
        many groups.
    """
    own = [name for name in grouping.names if name in scored.columns or name == _MAJOR_GROUP]
    others = [name for name in grouping.names if name not in own]
    joined = ""
    if others:
        _load_input(database, scored, grouping, others)
        joined = " LEFT JOIN input ON CAST(scored.id AS VARCHAR) = input.key"
    expressions = [_expression(name, scored, others) for name in grouping.names]
    if grouping.every and expressions:
        expressions[-1] = _period(grouping, expressions[-1])
    groups = tuple(f"g{place}" for place in range(len(expressions)))
    selected = "".join(
        f"{sql} AS {group}, " for sql, group in zip(expressions, groups, strict=True)
    )
    measured = [f"im_{element}" for element in scored.wide] or ["elements"]
    columns = ", ".join(f"scored.{name_sql(name)}" for name in (*measured, "technologies", "tools"))
    rows = Rows(
        scored,
        groups,
        f"SELECT {selected}{columns} FROM {scored.sql} AS scored{joined} "  # noqa: S608
        "WHERE scored.status = 'ok'",
    )
    _count(database, rows, grouping)
    database.execute("DELETE FROM groups WHERE n < ?", [least])
    if not database.execute("SELECT 1 FROM groups LIMIT 1").fetchone():
        raise DataError(f"{scored.path}: no group has {least} postings with a score")
    return rows


def _expression(name: str, scored: Table, others: list[str]) -> str:
    if name in others:
        return f"input.i{others.index(name)}"
    if name in scored.columns:
        return f"scored.{name_sql(name)}"
    cases = " ".join(
        f"WHEN {text_sql(digits)} THEN {text_sql(f'{digits} {title}')}"
        for digits, title in MAJOR_GROUPS.items()
    )
    return f"CASE left(scored.occupation_code, 2) {cases} END"


def _period(grouping: Grouping, sql: str) -> str:
    # Of text the first ten characters: an ISO date, whatever time and zone follow it.
    date = f"TRY_CAST(left(CAST({sql} AS VARCHAR), 10) AS DATE)"
    return f"CAST(date_trunc({text_sql(str(grouping.every))}, {date}) AS DATE)"


def _load_input(
    database: duckdb.DuckDBPyConnection, scored: Table, grouping: Grouping, names: list[str]
) -> None:
    """Make the table `input` of the input's ids and group columns."""
    if grouping.source is None:
        raise DataError(
            f"{scored.path}: has no column {names[0]!r}; give the file that was scored by --with, "
            f"or group by one of {_listed(scored)}"
        )
    table = open_table(database, grouping.source)
    for name in (grouping.source_id, *names):
        if name not in table.columns:
            raise DataError(
                f"{table.path}: has no column {name!r}, nor has {scored.path}; "
                f"the columns are {_listed(table)}"
            )
    columns = ", ".join(f"{name_sql(name)} AS i{place}" for place, name in enumerate(names))
    with reading(table.path):
        database.execute(
            f"CREATE TEMP TABLE input AS SELECT CAST({name_sql(grouping.source_id)} AS VARCHAR) "  # noqa: S608
            f"AS key, {columns} FROM {table.sql}"
        )
        twice = database.execute(
            "SELECT key, count(*) FROM input WHERE key IS NOT NULL GROUP BY key "
            "HAVING count(*) > 1 LIMIT 1"
        ).fetchone()
    if twice:
        raise DataError(
            f"{table.path}: the id {twice[0]!r} is there {twice[1]} times; a posting's group "
            "is found by its id, so each must be there once"
        )
    _check_ids(database, scored, table)


def _check_ids(database: duckdb.DuckDBPyConnection, scored: Table, table: Table) -> None:
    with reading(scored.path):
        found = database.execute(
            "SELECT count(id), count(key), any_value(CAST(id AS VARCHAR)) "  # noqa: S608
            f"FROM {scored.sql} AS scored LEFT JOIN input ON CAST(scored.id AS VARCHAR) = key"
        ).fetchone()
    ids, matched, example = found or (0, 0, None)
    if not matched:
        why = f"such as {example!r}" if ids else "for it has none: score again with ids"
        raise DataError(f"{table.path}: none of the ids of {scored.path} is there, {why}")


def _count(database: duckdb.DuckDBPyConnection, rows: Rows, grouping: Grouping) -> None:
    """Make the table `groups` of the groups and their postings."""
    with reading(rows.table.path):
        database.execute(
            "CREATE TEMP TABLE groups AS "  # noqa: S608
            f"SELECT {''.join(f'{g}, ' for g in rows.groups)}count(*) AS n FROM ({rows.sql}) "
            "GROUP BY ALL"
        )
    last = f"count({rows.groups[-1]})" if rows.groups else "1"
    n_groups, n_rows, named = database.execute(
        f"SELECT count(*), coalesce(sum(n), 0), {last} FROM groups"  # noqa: S608
    ).fetchall()[0]
    if not n_rows:
        raise DataError(f"{rows.table.path}: has no posting with a score")
    if n_groups > _MOST_GROUPS:
        raise DataError(
            f"{rows.table.path}: {n_groups} groups by {' and '.join(grouping.by)}; "
            f"at most {_MOST_GROUPS}: group by something coarser"
        )
    if grouping.every and not named:
        raise DataError(
            f"{rows.table.path}: no date can be read in {grouping.by[-1]!r}; "
            "expected dates or text such as 2026-01-31"
        )


def _listed(table: Table) -> str:
    plain = [name for name, kind in table.columns.items() if not kind.endswith("]")]
    shown = [name for name in plain if not name.startswith("im_")]
    return ", ".join(shown[:20]) + (" and more" if len(shown) > 20 else "")
