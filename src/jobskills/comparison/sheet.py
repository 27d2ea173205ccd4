"""A comparison as a sheet, one line for everything in it; the same from every door."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from jobskills.comparison.compare import Comparison
from jobskills.comparison.elements import ElementComparison
from jobskills.comparison.named import TechnologyComparison, ToolComparison

__all__ = ["comparison_csv"]

_COLUMNS: Final = (
    "kind", "id", "name", "relation", "left", "right", "difference", "difference_low",
    "difference_high", "difference_sd", "clear", "left_probability", "right_probability",
    "left_mentioned", "right_mentioned",
)  # fmt: skip
_SHARED: Final = ("relation", "difference", "difference_low", "difference_high", "difference_sd")
_Line = Mapping[str, object]


def comparison_csv(comparison: Comparison) -> str:
    """Return a comparison as CSV.

    Parameters
    ----------
    comparison : Comparison

    Returns
    -------
    str
        A head, then elements, technologies and tools in the comparison's order. What a line
        has no figure for is empty; `left` and `right` are the two ratings.
    """
    out = io.StringIO()
    sheet = csv.DictWriter(out, _COLUMNS, restval="", lineterminator="\n")
    sheet.writeheader()
    sheet.writerows(map(_element, comparison.elements))
    for kind, named in (("technology", comparison.technologies), ("tool", comparison.tools)):
        sheet.writerows(_named(kind, "missing", named.only_right))
        sheet.writerows(_named(kind, "shared", named.both))
        sheet.writerows(_named(kind, "extra", named.only_left))
    return out.getvalue()


def _element(one: ElementComparison) -> _Line:
    return {
        "kind": one.domain,
        "id": one.id,
        "name": one.name,
        "left": one.left.importance,
        "right": one.right.importance,
        "clear": int(one.clear),
        "left_probability": one.left.probability,
        "right_probability": one.right.probability,
        **{name: getattr(one, name) for name in _SHARED},
    }


def _named(
    kind: str, relation: str, rows: Iterable[TechnologyComparison | ToolComparison]
) -> Iterator[_Line]:
    for row in rows:
        sides = {"left": row.left, "right": row.right}
        yield {
            "kind": kind,
            "name": row.name,
            "relation": relation,
            **{f"{name}_probability": side.probability for name, side in sides.items() if side},
            **{f"{name}_mentioned": int(side.mentioned) for name, side in sides.items() if side},
        }
