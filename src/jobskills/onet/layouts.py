"""What every table of a release is called and holds, 18 to 31; the one place that knows renames.

Declarations only. A `Table` is what the project reads, under one name whatever
the release; its `files` are the names under which O*NET has published it, and
each `Column` lists the headers it has carried. Sources: the data dictionaries
and the release notes at https://www.onetcenter.org/db_releases.html.
"""

from dataclasses import dataclass
from typing import Final, Literal

__all__ = ["SPLIT_FILES", "TABLES", "Column", "Kind", "Table"]

Kind = Literal["code", "element", "text", "number", "count", "flag", "month"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its canonical name, the headers it has carried, what its cells hold.

    `required`: the header must be there. `empty`: a cell may be missing.
    """

    name: str
    headers: tuple[str, ...]
    kind: Kind = "text"
    required: bool = True
    empty: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """One table: canonical name, published file names, columns, key.

    `files` are alternatives: the names under which it came out at different
    times; where a release spreads the table, one alternative names them all.
    `branches` are the parts of the content model that its elements come from,
    `scales` those that its ratings may be on; empty where it has none or any.
    """

    name: str
    files: tuple[tuple[str, ...], ...]
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    branches: tuple[str, ...] = ()
    scales: tuple[str, ...] = ()


_CODE = Column("code", ("O*NET-SOC Code",), "code")
_ELEMENT = (
    Column("element_id", ("Element ID",), "element"),
    Column("element_name", ("Element Name",)),
)
_SCALE = Column("scale_id", ("Scale ID",))
_VALUE = Column("data_value", ("Data Value",), "number")
_CATEGORY = Column("category", ("Category",), "count", empty=True)
_DATED = (
    Column("date", ("Date",), "month", required=False, empty=True),
    Column("domain_source", ("Domain Source",), required=False, empty=True),
)


def _optional(name: str, header: str, kind: Kind = "text") -> Column:
    return Column(name, (header,), kind, required=False, empty=True)


def _blank(name: str, header: str, kind: Kind = "text") -> Column:
    return Column(name, (header,), kind, empty=True)


_SAMPLED = (
    _blank("n", "N", "count"),
    _blank("standard_error", "Standard Error", "number"),
    _blank("lower_ci", "Lower CI Bound", "number"),
    _blank("upper_ci", "Upper CI Bound", "number"),
    _blank("recommend_suppress", "Recommend Suppress", "flag"),
)
#: Work Styles lost its sampling columns in 30.x, when it was no longer surveyed.
_SAMPLED_UNTIL_30 = (
    _optional("n", "N", "count"),
    _optional("standard_error", "Standard Error", "number"),
    _optional("lower_ci", "Lower CI Bound", "number"),
    _optional("upper_ci", "Upper CI Bound", "number"),
    _optional("recommend_suppress", "Recommend Suppress", "flag"),
)
_NOT_RELEVANT = _optional("not_relevant", "Not Relevant", "flag")
_RATING_KEY = ("code", "element_id", "scale_id")


def _rated(name: str, files: tuple[tuple[str, ...], ...], branches: tuple[str, ...]) -> Table:
    columns = (_CODE, *_ELEMENT, _SCALE, _VALUE, *_SAMPLED, _NOT_RELEVANT, *_DATED)
    return Table(name, files, columns, _RATING_KEY, branches, ("IM", "LV"))


_RATINGS = (
    _rated("abilities", (("Abilities",),), ("1.A",)),
    # 30.3 published basic and cross-functional skills apart.
    _rated("skills", (("Skills",), ("Essential Skills", "Transferable Skills")), ("2.A", "2.B")),
    _rated("knowledge", (("Knowledge",),), ("2.C",)),
    _rated("work_activities", (("Work Activities",),), ("4.A",)),
    Table(
        "work_context",
        (("Work Context",),),
        (_CODE, *_ELEMENT, _SCALE, _CATEGORY, _VALUE, *_SAMPLED, _NOT_RELEVANT, *_DATED),
        ("code", "element_id", "scale_id", "category"),
        ("4.C",),
        ("CX", "CXP", "CT", "CTP"),
    ),
    Table(
        "work_styles",
        (("Work Styles",),),
        (_CODE, *_ELEMENT, _SCALE, _VALUE, *_SAMPLED_UNTIL_30, *_DATED),
        _RATING_KEY,
        ("1.C", "1.D"),
        ("IM", "WI", "DR"),
    ),
    Table(
        "interests",
        (("Interests",), ("Career Interest Types",)),
        (_CODE, *_ELEMENT, _SCALE, _VALUE, *_DATED),
        _RATING_KEY,
        ("1.B.1",),
    ),
    Table(
        "specific_interest_areas",
        (("Specific Interest Areas",),),
        (_CODE, *_ELEMENT, _SCALE, _VALUE, *_DATED),
        _RATING_KEY,
        ("1.B.3",),
    ),
    Table(
        "work_values",
        (("Work Values",),),
        (_CODE, *_ELEMENT, _SCALE, _VALUE, *_DATED),
        _RATING_KEY,
        ("1.B.2",),
    ),
    Table(
        "education_training_experience",
        (
            ("Education, Training, and Experience",),
            ("Education", "Training and Experience"),
        ),
        (_CODE, *_ELEMENT, _SCALE, _CATEGORY, _VALUE, *_SAMPLED, *_DATED),
        ("code", "element_id", "scale_id", "category"),
        ("2.D", "3.A"),
    ),
)

_TASK_ID = Column("task_id", ("Task ID",), "count")
_TEXTS = (
    Table(
        "occupations",
        (("Occupation Data",),),
        (_CODE, Column("title", ("Title",)), Column("description", ("Description",))),
        ("code",),
    ),
    Table(
        "task_statements",
        (("Task Statements",),),
        (
            _CODE,
            _TASK_ID,
            Column("task", ("Task",)),
            _blank("task_type", "Task Type"),
            _optional("incumbents_responding", "Incumbents Responding", "count"),
            *_DATED,
        ),
        ("code", "task_id"),
    ),
    Table(
        "task_ratings",
        (("Task Ratings",),),
        (_CODE, _TASK_ID, _SCALE, _CATEGORY, _VALUE, *_SAMPLED, *_DATED),
        ("code", "task_id", "scale_id", "category"),
    ),
    Table(
        "tasks_to_dwas",
        (("Tasks to DWAs",),),
        (_CODE, _TASK_ID, Column("dwa_id", ("DWA ID", "DWA Element ID")), *_DATED),
        ("code", "task_id", "dwa_id"),
    ),
    Table(
        "job_titles",
        (("Alternate Titles",), ("Job Titles",), ("Lay Titles",)),
        (
            _CODE,
            Column("job_title", ("Alternate Title", "Job Title", "Lay Title")),
            _optional("short_title", "Short Title"),
            Column("sources", ("Source(s)", "Source"), required=False, empty=True),
        ),
        ("code", "job_title", "short_title"),
    ),
    Table(
        "reported_titles",
        (("Sample of Reported Titles",),),
        (
            _CODE,
            Column("job_title", ("Reported Job Title",)),
            _optional("shown_in_my_next_move", "Shown in My Next Move", "flag"),
        ),
        ("code", "job_title"),
    ),
)

#: In 30.3 software categories became elements of the content model.
_CATEGORY_ID = Column("category_id", ("Commodity Code", "Element ID"))
_CATEGORY_NAME = Column("category", ("Commodity Title", "Element Name"))
_EXAMPLE = Column("example", ("Example", "Workplace Example", "T2 Example"))
_CATEGORIES = (
    Table(
        "technology_skills",
        (("Technology Skills",), ("Software Skills",), ("Tools and Technology",)),
        (
            _CODE,
            _EXAMPLE,
            _CATEGORY_ID,
            _CATEGORY_NAME,
            _optional("hot_technology", "Hot Technology", "flag"),
            _optional("in_demand", "In Demand", "flag"),
        ),
        ("code", "example", "category_id"),
    ),
    Table(
        "tools_used",
        (("Tools Used",), ("Tools and Technology",)),
        (_CODE, _EXAMPLE, _CATEGORY_ID, _CATEGORY_NAME),
        ("code", "example", "category_id"),
    ),
)

_REFERENCES = (
    Table(
        "content_model",
        (("Content Model Reference",),),
        (*_ELEMENT, _blank("description", "Description")),
        ("element_id",),
    ),
    Table(
        "scales",
        (("Scales Reference",),),
        (
            _SCALE,
            Column("scale_name", ("Scale Name",)),
            Column("minimum", ("Minimum",), "number"),
            Column("maximum", ("Maximum",), "number"),
        ),
        ("scale_id",),
    ),
    Table(
        "job_zones",
        (("Job Zones",),),
        (_CODE, Column("job_zone", ("Job Zone",), "count"), *_DATED),
        ("code",),
    ),
    Table(
        "work_context_categories",
        (("Work Context Categories",),),
        (
            *_ELEMENT,
            _SCALE,
            Column("category", ("Category",), "count"),
            Column("category_description", ("Category Description",)),
        ),
        ("element_id", "scale_id", "category"),
        ("4.C",),
    ),
    Table(
        "related_occupations",
        (("Related Occupations",),),
        (
            _CODE,
            Column("related_code", ("Related O*NET-SOC Code",), "code"),
            _optional("relatedness_tier", "Relatedness Tier"),
            Column("index", ("Index",), "count"),
        ),
        ("code", "related_code"),
    ),
)

#: Every table that is read, in the order in which the manifest lists them.
TABLES: Final[dict[str, Table]] = {
    t.name: t for t in (*_TEXTS, *_RATINGS, *_CATEGORIES, *_REFERENCES)
}

#: Files of two tables, until 21.x: the column that tells rows apart, and its value per table.
SPLIT_FILES: Final[dict[str, tuple[str, dict[str, str]]]] = {
    "Tools and Technology": (
        "T2 Type",
        {"technology_skills": "Technology", "tools_used": "Tools"},
    ),
}
