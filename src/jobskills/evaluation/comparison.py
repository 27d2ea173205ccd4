"""Two models on the same texts: how far one is ahead, with an interval that knows they are paired.

Intervals of the two side by side overstate the doubt: most of it is which texts were drawn, and
that is the same for both.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from jobskills import metrics
from jobskills.evaluation.ratings import RatedAnswers
from jobskills.evaluation.report import Table, span

__all__ = ["Lead", "lead_numbers", "lead_of_hits", "leads", "leads_table"]

_SAMPLES: Final = 300  # draws of a bootstrap interval


@dataclass(frozen=True, slots=True)
class Lead:
    """How far the first model is ahead of the second, and the 95 % interval of that."""

    value: float
    interval: tuple[float, float]


def leads(first: RatedAnswers, second: RatedAnswers) -> Mapping[str, Lead]:
    """Return the lead in mean r per domain; the same texts are drawn again for both.

    Parameters
    ----------
    first, second : RatedAnswers
        Held to the same truth, row by row. Where one has no r, neither has the lead.
    """

    def ahead(rows: NDArray[np.intp] | slice) -> NDArray[np.float64]:
        means = (metrics.mean_by_group(a.r(rows), a.domains) for a in (first, second))
        one, other = (np.array(list(mean.values())) for mean in means)
        return np.asarray(one - other)

    low, high = metrics.bootstrap(ahead, len(first.truth), n_samples=_SAMPLES)
    value = ahead(slice(None))
    return {
        domain: Lead(float(value[d]), (float(low[d]), float(high[d])))
        for d, domain in enumerate(dict.fromkeys(first.domains))
    }


def lead_of_hits(first: ArrayLike, second: ArrayLike) -> Lead:
    """Return the lead in the share of hits over the same rows, [n] each.

    Examples
    --------
    >>> lead_of_hits([True, True, True, False], [True, False, False, False]).value
    0.5
    """
    ahead = np.asarray(first, dtype=np.float64) - np.asarray(second, dtype=np.float64)
    low, high = metrics.bootstrap(lambda rows: ahead[rows].mean(), len(ahead))
    return Lead(float(ahead.mean()), (float(low), float(high)))


def lead_numbers(ahead: Mapping[str, Lead]) -> dict[str, Any]:
    """Return the JSON of leads per domain."""
    return {
        domain: {"r": lead.value, "r_interval": list(lead.interval)}
        for domain, lead in ahead.items()
    }


def leads_table(rows: Mapping[str, Mapping[str, Lead]], domains: Sequence[str]) -> Table:
    """Return the table: a row per comparison, a column per domain (as a person writes it)."""
    cells = [
        [
            what,
            *(f"{one.value:+.2f} ({span(*one.interval, digits=2)})" for one in by_domain.values()),
        ]
        for what, by_domain in rows.items()
    ]
    note = (
        "Difference of mean r; where it is below 0, the other is ahead. In brackets its paired "
        "95 % interval: one with 0 in it may be chance."
    )
    return Table("How far ahead", ["Shown", *domains], cells, note)
