"""Postings in employers' words whose occupation is known: what O*NET's own prose can't teach.

Training side. Their titles join the occupations' job titles, their bodies the synthetic postings.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from jobskills.encoders.static import StaticEncoder
from jobskills.models.profile import ProfileData
from jobskills.models.reader.inputs import Inputs, encode_readings
from jobskills.models.reader.tuning import LabelledPosting
from jobskills.text import read_posting

__all__ = ["Written"]


@dataclass(frozen=True, slots=True, eq=False)
class Written:
    """Written postings of training occupations, n of them with a body.

    Attributes
    ----------
    postings : tuple of Inputs, length n
    occupations : intp [n]
        Positions of their occupations.
    n_occupations : int
    titles : dict of int to set of str
        The cleaned titles by the position of the occupation.
    """

    postings: tuple[Inputs, ...]
    occupations: NDArray[np.intp]
    n_occupations: int
    titles: dict[int, set[str]]

    @classmethod
    def gather(
        cls, written: Sequence[LabelledPosting], train: ProfileData, encoder: StaticEncoder
    ) -> "Written":
        """Read the postings of the training occupations."""
        row = {code: i for i, code in enumerate(train.codes)}
        known = [(row[one.codes[0]], one.posting) for one in written if one.codes[0] in row]
        readings = [read_posting(posting) for _, posting in known]
        titles = defaultdict(set)
        for (occupation, _), reading in zip(known, readings, strict=True):
            if reading.title_clean:
                titles[occupation].add(reading.title_clean)
        inputs = encode_readings(readings, encoder)
        bodied = [i for i, one in enumerate(inputs) if len(one.units)]
        return cls(
            postings=tuple(inputs[i] for i in bodied),
            occupations=np.array([known[i][0] for i in bodied], np.intp),
            n_occupations=len(row),
            titles=dict(titles),
        )

    def joined(self, others: "Written") -> "Written":
        """Return these and others of the same training occupations."""
        titles = {i: set(names) for i, names in self.titles.items()}
        for i, names in others.titles.items():
            titles.setdefault(i, set()).update(names)
        return replace(
            self,
            postings=(*self.postings, *others.postings),
            occupations=np.concatenate([self.occupations, others.occupations]),
            titles=titles,
        )

    @property
    def pairs(self) -> list[tuple[int, Inputs]]:
        """Each posting behind the position of its occupation."""
        return list(zip(self.occupations.tolist(), self.postings, strict=True))

    @property
    def posterior(self) -> NDArray[np.float32]:
        """Certainty of each posting's occupation, [n, o]."""
        certain = np.zeros((len(self.postings), self.n_occupations), np.float32)
        certain[np.arange(len(self.postings)), self.occupations] = 1
        return certain

    def with_titles(self, train: ProfileData) -> ProfileData:
        """Return the occupations with the written titles among their job titles."""
        occupations = tuple(
            replace(one, job_titles=(*one.job_titles, *sorted(self.titles.get(i, ()))))
            for i, one in enumerate(train.occupations)
        )
        return replace(train, occupations=occupations)
