"""The columns of the batch door: which are read, which are written, and their types.

Other programs depend on the output columns; their names and order change only
with the prediction schema's version.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from jobskills.errors import PostingError

__all__ = ["Columns", "output_columns"]

_EVIDENCE: Final = 'STRUCT("start" INTEGER, "end" INTEGER, weight DOUBLE)[]'
_SPANS: Final = 'STRUCT("start" INTEGER, "end" INTEGER)[]'

#: Output columns and their DuckDB types, in order. The structs have the fields
#: of the prediction schema under the same names.
_OUTPUT: Final = {
    "id": "VARCHAR",
    "status": "VARCHAR",
    "error": "VARCHAR",
    "title": "VARCHAR",
    "n_words": "INTEGER",
    "truncated": "BOOLEAN",
    "occupation_code": "VARCHAR",
    "occupation_title": "VARCHAR",
    "occupation_probability": "DOUBLE",
    "occupations": "STRUCT(code VARCHAR, title VARCHAR, probability DOUBLE)[]",
    "elements": (
        "STRUCT(id VARCHAR, name VARCHAR, domain VARCHAR, importance DOUBLE, "
        "importance_low DOUBLE, importance_high DOUBLE, level DOUBLE, probability DOUBLE, "
        f"distinctiveness DOUBLE, evidence {_EVIDENCE})[]"
    ),
    "technologies": (
        "STRUCT(name VARCHAR, category VARCHAR, probability DOUBLE, mentioned BOOLEAN, "
        f"hot BOOLEAN, in_demand BOOLEAN, evidence {_SPANS})[]"
    ),
    "tools": f"STRUCT(name VARCHAR, probability DOUBLE, mentioned BOOLEAN, evidence {_SPANS})[]",
    "model_version": "VARCHAR",
}

_FIELDS: Final = ("id", "title", "description")


def output_columns(wide_ids: Sequence[str] | None = None) -> dict[str, str]:
    """Return the output columns and their DuckDB types.

    With `wide_ids`, one ``im_<element id>`` column per element stands where
    `elements` would.
    """
    if wide_ids is None:
        return dict(_OUTPUT)
    wide = dict.fromkeys((f"im_{element_id}" for element_id in wide_ids), "DOUBLE")
    columns: dict[str, str] = {}
    for name, kind in _OUTPUT.items():
        columns |= wide if name == "elements" else {name: kind}
    return columns


@dataclass(frozen=True, slots=True)
class Columns:
    """Which input columns hold the id, the title and the description.

    A name that is None is looked for under the field's own name and may be
    absent; a name that is given must be there (in JSON Lines: in one of the first rows).

    Examples
    --------
    >>> columns = Columns.parse("title=job_title,description=body")
    >>> columns.title, columns.description, columns.id
    ('job_title', 'body', None)
    >>> columns.find(["ref", "job_title", "body"])
    {'id': None, 'title': 1, 'description': 2}
    """

    id: str | None = None
    title: str | None = None
    description: str | None = None

    @classmethod
    def parse(cls, text: str) -> "Columns":
        """Read ``id=..,title=..,description=..``; each part may be left out.

        Raises
        ------
        PostingError
            If a part has another form, another key, or comes twice.
        """
        names: dict[str, str] = {}
        for part in text.split(","):
            field, _, name = (piece.strip() for piece in part.partition("="))
            if field not in _FIELDS or not name or field in names:
                raise PostingError(
                    f"columns: expected id=..,title=..,description=.. with each at most once, "
                    f"got {part.strip()!r} in {text!r}"
                )
            names[field] = name
        return cls(**names)

    def given(self) -> set[str]:
        """Return the names that were asked for."""
        return {name for name in (self.id, self.title, self.description) if name is not None}

    def name(self, field: str) -> str:
        """Return the input column that holds a field."""
        given: str | None = getattr(self, field)
        return field if given is None else given

    def find(self, present: Iterable[str]) -> dict[str, int | None]:
        """Return each field's position among the columns that a table has.

        Raises
        ------
        PostingError
            If a given name is absent, or neither title nor description is there.
        """
        places = {name: place for place, name in reversed(list(enumerate(present)))}
        found = {field: places.get(self.name(field)) for field in _FIELDS}
        for field, place in found.items():
            if place is None and getattr(self, field) is not None:
                raise PostingError(f"no column {self.name(field)!r}; {_listed(places)}")
        if found["title"] is None and found["description"] is None:
            raise PostingError(
                f"no column {self.name('title')!r} and none {self.name('description')!r}; "
                f"{_listed(places)}: say which with --columns {_proposed(places)}"
            )
        return found


def _listed(names: Iterable[str]) -> str:
    shown = sorted(names)
    more = f" and {len(shown) - 20} more" if len(shown) > 20 else ""
    return f"the columns are {', '.join(map(repr, shown[:20]))}{more}"


#: What columns of postings are often called, the likeliest first.
_OFTEN: Final = {
    "id": ("id", "ref", "key", "number"),
    "title": ("title", "position", "role", "occupation", "job"),
    "description": ("description", "text", "body", "content", "advert", "posting", "summary"),
}


def _proposed(names: Iterable[str]) -> str:
    """Return the mapping that the columns' names suggest."""
    left = sorted(names, key=len)
    chosen: dict[str, str] = {}
    for field in ("title", "description", "id"):
        for part in _OFTEN[field]:
            name = next(
                (name for name in left if part in name.casefold() and "," not in name), None
            )
            if name is not None:
                chosen[field] = name
                left.remove(name)
                break
    if not chosen.keys() & {"title", "description"}:
        return "title=..,description=.."
    named = [field for field in _FIELDS if chosen.get(field, field) != field]
    return ",".join(f"{field}={chosen[field]}" for field in named)
