"""What a model of whole profiles learns from, and what it answers with: arrays and names.

A profile model reads a posting and rates every element, every technology or
tool category and every listed occupation. `jobskills evaluate occupations`
refits any model that keeps this contract. numpy only: it is imported at run time.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, Protocol, Self

import numpy as np
from numpy.typing import NDArray

from jobskills.prediction import Domain, Posting

__all__ = ["Category", "Element", "Occupation", "ProfileData", "ProfileModel", "Profiles"]

FloatArray = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Element:
    """One rated O*NET element and the ends of its published importance scale."""

    id: str
    name: str
    domain: Domain
    scale_low: float = 1.0
    scale_high: float = 5.0


@dataclass(frozen=True, slots=True)
class Category:
    """One category of technologies or of tools."""

    id: str
    name: str
    kind: Literal["technology", "tool"]


@dataclass(frozen=True, slots=True)
class Occupation:
    """One occupation and everything O*NET says about it in words."""

    code: str
    title: str
    description: str = ""
    tasks: tuple[str, ...] = ()
    job_titles: tuple[str, ...] = ()

    @property
    def names(self) -> list[str]:
        """The title and the job titles, each once, in alphabetical order.

        Examples
        --------
        >>> Occupation("51-3011.00", "Bakers", job_titles=("Pastry Cook", "Bakers")).names
        ['Bakers', 'Pastry Cook']
        """
        return sorted({self.title, *self.job_titles})


@dataclass(frozen=True, slots=True, eq=False)
class ProfileData:
    """Occupations with their texts, ratings and categories; rows are occupations.

    Attributes
    ----------
    occupations : tuple of Occupation, length n
        Every occupation of the release, rated or not; n rows of all arrays.
    elements : tuple of Element, length e
        In the order of `jobskills.prediction.DOMAINS`, then of the content model.
    importance : float32 [n, e]
        On each element's own scale; NaN where the occupation is not rated.
    level : float32 [n, e]
        0-7; NaN where the domain has no level or the occupation is not rated.
    standard_error : float32 [n, e]
        Published standard error of `importance`; NaN where none is published.
    categories : tuple of Category, length c
        Technology categories first, then tool categories, each by name.
    held : float32 [n, c]
        1 where the occupation lists something of the category, 0 where not,
        NaN where it lists nothing of that kind at all (then nobody looked).

    Examples
    --------
    >>> import numpy as np
    >>> data = ProfileData(
    ...     occupations=(Occupation("11-1011.00", "Chief Executives"),
    ...                  Occupation("47-2061.00", "Construction Laborers")),
    ...     elements=(Element("2.A.1.a", "Reading Comprehension", "skills"),),
    ...     importance=np.array([[4.0], [2.5]], np.float32),
    ...     level=np.array([[4.8], [2.4]], np.float32),
    ...     standard_error=np.array([[0.1], [0.1]], np.float32),
    ...     categories=(), held=np.empty((2, 0), np.float32))
    >>> data.take([1]).occupations[0].title
    'Construction Laborers'
    >>> data.thresholds()
    array([3.25], dtype=float32)
    """

    occupations: tuple[Occupation, ...]
    elements: tuple[Element, ...]
    importance: FloatArray
    level: FloatArray
    standard_error: FloatArray
    categories: tuple[Category, ...]
    held: FloatArray

    @property
    def codes(self) -> tuple[str, ...]:
        """The O*NET-SOC codes, in row order."""
        return tuple(occupation.code for occupation in self.occupations)

    def take(self, rows: Sequence[int] | NDArray[np.integer]) -> Self:
        """Return these rows alone, in this order; elements and categories stay."""
        index = np.asarray(rows, dtype=np.intp)
        return replace(
            self,
            occupations=tuple(self.occupations[i] for i in index),
            importance=self.importance[index],
            level=self.level[index],
            standard_error=self.standard_error[index],
            held=self.held[index],
        )

    def thresholds(self) -> FloatArray:
        """Return the median rated importance per element, [e]: a label is on at or above it."""
        return np.asarray(np.nanmedian(self.importance, axis=0), dtype=np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class Profiles:
    """What a model says about m postings; every array has m rows and no NaN but in `level`.

    Attributes
    ----------
    importance : float32 [m, e]
        Expected rating, on each element's own scale.
    importance_low, importance_high : float32 [m, e]
        A 90 % interval around `importance`, within the scale.
    level : float32 [m, e]
        0-7; NaN in the whole column where the element has no level.
    probability : float32 [m, e]
        Calibrated, 0-1: that the rating is at or above `ProfileData.thresholds`
        of the data the model was fitted on.
    category_probability : float32 [m, c]
        0-1: that the job uses something of the category.
    occupation_probability : float32 [m, o]
        Over `ProfileModel.occupations_`; each row sums to 1. A model that knows
        no occupations answers with o = 0 columns.
    """

    importance: FloatArray
    importance_low: FloatArray
    importance_high: FloatArray
    level: FloatArray
    probability: FloatArray
    category_probability: FloatArray
    occupation_probability: FloatArray


class ProfileModel(Protocol):
    """Learns profiles from occupations and reads postings.

    The three tuples are set by `fit` and name the columns of `Profiles`; their
    order is part of the contract.
    """

    elements_: tuple[Element, ...]
    categories_: tuple[Category, ...]
    #: Codes behind the columns of `Profiles.occupation_probability`.
    occupations_: tuple[str, ...]

    def fit(self, train: ProfileData) -> Self:
        """Learn from these occupations only; thresholds and vocabularies too."""
        ...

    def predict(self, postings: Sequence[Posting]) -> Profiles:
        """Read the postings; rows come back in their order."""
        ...
