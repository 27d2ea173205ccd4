"""The one way to predict: postings in, predictions out, evidence included.

Every door (library, command line, HTTP, batch) goes through `Predictor`, so
that all of them give the same numbers. Posting text is neither kept nor logged.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController

from jobskills.bundle import Bundle
from jobskills.from_scores import (
    element_scores,
    occupation_scores,
    technology_scores,
    tool_scores,
)
from jobskills.prediction import Domain, ModelInfo, Posting, Prediction
from jobskills.scores import Scores
from jobskills.tabulate import (
    DECIMALS,
    Listing,
    element_lines,
    named_lines,
    occupation_lines,
)
from jobskills.technology import Mention, TechnologyFinder
from jobskills.text import Reading, read_posting

__all__ = ["Predictor", "RatedElement"]


@dataclass(frozen=True, slots=True)
class RatedElement:
    """An element that every prediction rates.

    `mean` is the average occupation's importance, on the scale from
    `scale_low` to `scale_high`.
    """

    id: str
    name: str
    domain: Domain
    mean: float
    scale_low: float
    scale_high: float


class Predictor:
    """Reads postings with a loaded bundle.

    Parameters
    ----------
    bundle : Bundle
        See `Predictor.load` to read one from disk.

    Examples
    --------
    >>> from jobskills import Posting, Predictor
    >>> predictor = Predictor.load()
    >>> [prediction] = predictor.predict([Posting("Baker", "Bake bread and mix dough at night.")])
    >>> prediction.occupations[0].title
    'Bakers'
    >>> len(prediction.elements) == len(predictor.elements)
    True
    """

    def __init__(self, bundle: Bundle) -> None:
        self._bundle = bundle
        self._reader = bundle.reader
        self._finder = TechnologyFinder(bundle.lexicon)
        self._titles = dict(zip(self._reader.tables.codes, bundle.titles, strict=True))

    @classmethod
    def load(cls, bundle: str | Path = "default") -> "Predictor":
        """Load a bundle by the name of a shipped one or by its directory.

        Raises
        ------
        BundleError
            If it is missing, of another format, or was changed.
        """
        return cls(Bundle.load(bundle))

    @property
    def info(self) -> ModelInfo:
        """Which model speaks."""
        return self._bundle.info

    @property
    def digest(self) -> str:
        """Tells two bundles apart, whatever they call themselves."""
        return self._bundle.digest

    @cached_property
    def elements(self) -> tuple[RatedElement, ...]:
        """The elements that every prediction rates, in the model's order."""
        means = np.round(self._reader.tables.mean.astype(np.float64), DECIMALS).tolist()
        return tuple(
            RatedElement(e.id, e.name, e.domain, mean, e.scale_low, e.scale_high)
            for e, mean in zip(self._reader.elements, means, strict=True)
        )

    @property
    def occupations(self) -> tuple[tuple[str, str], ...]:
        """Code and title of the occupations that it knows."""
        return tuple(self._titles.items())

    @property
    def ratings(self) -> NDArray[np.float32]:
        """O*NET's importance ratings, [occupations, elements]; NaN where not rated."""
        return self._reader.tables.importance

    @property
    def levels(self) -> NDArray[np.float32]:
        """O*NET's level ratings, [occupations, elements]; NaN where none is published."""
        return self._reader.tables.level

    def card(self) -> str:
        """Return the model card, Markdown."""
        return self._bundle.card

    def predict(self, postings: Sequence[Posting]) -> list[Prediction]:
        """Read postings.

        Parameters
        ----------
        postings : sequence of Posting
            Any text; either of title and description may be empty.

        Returns
        -------
        list of Prediction
            One per posting, in order.
        """
        readings = [read_posting(posting) for posting in postings]
        scores = self._scores(readings, explain=True)
        return [
            Prediction(
                self.info,
                reading.posting.id,
                reading.posting.title,
                reading.n_words,
                reading.truncated,
                reading.warnings,
                occupations,
                elements,
                technologies,
                tools,
            )
            for reading, occupations, elements, technologies, tools in zip(
                readings,
                occupation_scores(scores.occupations, self.occupations),
                element_scores(scores.elements, self._reader.elements),
                technology_scores(scores.technologies),
                tool_scores(scores.tools),
                strict=True,
            )
        ]

    def predict_frame(
        self,
        frame: Any,
        columns: Mapping[str, str] | None = None,
        *,
        top: int | None = None,
        threshold: float = 0.0,
        wide: bool = False,
        evidence: bool = True,
    ) -> Any:
        """Read a table of postings in memory.

        Parameters
        ----------
        frame : polars.DataFrame, pandas.DataFrame, pyarrow.Table or another Arrow table
            With the columns `id`, `title` and `description`; one of the last two is enough.
        columns : mapping of str to str, optional
            Other names of these columns: ``{"description": "body"}``.
        top, threshold : int and float
            Which lines of the lists are kept; see `jobskills.selection.Selection`.
        wide : bool
            Instead of the list `elements`, one column ``im_<element id>`` each.
        evidence : bool
            Whether elements say which sentences speak for them; it costs a fifth of the time.

        Returns
        -------
        table of the same kind
            One row per row, in order, with the columns of ``jobskills batch``; ids are as
            they were. A row that can't be read has ``status = "error"`` and a reason. What
            is neither of Polars nor of pandas comes back as a ``pyarrow.Table``.

        Raises
        ------
        PostingError
            If `frame` is no table, or a column is missing.

        Examples
        --------
        >>> import polars
        >>> postings = polars.DataFrame({"id": [7, 8], "title": ["Baker", "Roofer"]})
        >>> scored = Predictor.load().predict_frame(postings, wide=True)
        >>> scored.select("id", "occupation_title").rows()
        [(7, 'Bakers'), (8, 'Roofers')]
        """
        # Imported here: who reads one posting needs no Arrow.
        from jobskills.scoring.frames import predict_frame
        from jobskills.scoring.kernel import Shape
        from jobskills.selection import Selection

        shape = Shape(Selection(top=top, threshold=threshold), wide, evidence)
        return predict_frame(self, frame, columns, shape)

    def scores(self, postings: Sequence[Posting], *, explain: bool = True) -> Scores:
        """Read postings as `predict` does, and return the same as columns: for the millions.

        Parameters
        ----------
        postings : sequence of Posting
        explain : bool
            Whether to say which sentences speak for an element. No number depends on it.

        Examples
        --------
        >>> from jobskills import Posting, Predictor
        >>> predictor = Predictor.load()
        >>> scores = predictor.scores([Posting("Baker", "Bake bread."), Posting("Roofer")])
        >>> best = scores.occupations.occupation[[0, scores.occupations.counts[0]]]
        >>> [predictor.occupations[place][1] for place in best]
        ['Bakers', 'Roofers']
        """
        return self._scores([read_posting(posting) for posting in postings], explain=explain)

    def _scores(self, readings: Sequence[Reading], *, explain: bool) -> Scores:
        # Sums in another order round otherwise: one thread here, and the figures of a
        # process don't depend on how many cores it may use.
        with _blas().limit(limits=1, user_api="blas"):
            profiles = self._reader.read(readings, explain=explain, categories=False)
        mentions = [self._finder.find_in(reading.visible) for reading in readings]
        sure = self._bundle.mention_precision
        return Scores(
            n_words=np.array([reading.n_words for reading in readings], np.int32),
            truncated=np.array([reading.truncated for reading in readings], np.bool_),
            occupations=occupation_lines(profiles),
            elements=element_lines(readings, profiles, self._reader),
            technologies=named_lines(
                Listing(self._bundle.technologies, sure, by_category=False),
                profiles,
                [_of_kind(found, "technology") for found in mentions],
            ),
            tools=named_lines(
                Listing(self._bundle.tools, sure, by_category=True),
                profiles,
                [
                    _asked(_of_kind(found, "tool"), reading)
                    for found, reading in zip(mentions, readings, strict=True)
                ],
            ),
        )


@cache
def _blas() -> ThreadpoolController:
    return ThreadpoolController()


def _asked(tools: list[Mention], reading: Reading) -> list[Mention]:
    """Leave out what the job gives: a laptop among the benefits."""
    given = [unit for unit in reading.units if unit.section == "benefits"] if tools else []
    return [
        tool for tool in tools if not any(unit.start <= tool.start < unit.end for unit in given)
    ]


def _of_kind(mentions: list[Mention], kind: Literal["technology", "tool"]) -> list[Mention]:
    return [mention for mention in mentions if mention.kind == kind]
