"""Two predictions side by side: what both need, and what the right one asks that the left lacks.

The left side is where somebody stands (a résumé, the present job), the right side what is asked
for. Nothing here reads text or a model: every figure comes from the two predictions.
"""

from jobskills.comparison.compare import THRESHOLD, Comparison, PostingSide, compare
from jobskills.comparison.elements import MARGIN, ElementComparison, ElementSide, Relation
from jobskills.comparison.gaps import Action, Gap
from jobskills.comparison.named import (
    NamedSide,
    TechnologiesCompared,
    TechnologyComparison,
    ToolComparison,
    ToolsCompared,
)
from jobskills.comparison.sheet import comparison_csv

__all__ = [
    "MARGIN",
    "THRESHOLD",
    "Action",
    "Comparison",
    "ElementComparison",
    "ElementSide",
    "Gap",
    "NamedSide",
    "PostingSide",
    "Relation",
    "TechnologiesCompared",
    "TechnologyComparison",
    "ToolComparison",
    "ToolsCompared",
    "compare",
    "comparison_csv",
]
