"""The one way to predict: postings in, predictions out, evidence included.

Every door (library, command line, HTTP, batch) goes through `Predictor`, so
that all of them give the same numbers. Posting text is neither kept nor logged.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import groupby
from pathlib import Path
from typing import Any, Final, Literal, TypeVar

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController

from jobskills.bundle import Bundle
from jobskills.models.reader.model import Profile
from jobskills.prediction import (
    DOMAINS,
    Domain,
    ElementScore,
    Evidence,
    ModelInfo,
    OccupationScore,
    Posting,
    Prediction,
    Span,
    TechnologyScore,
    ToolScore,
)
from jobskills.scores import Scores
from jobskills.tabulate import Listing, element_lines, named_lines, occupation_lines
from jobskills.technology import Mention, TechnologyFinder
from jobskills.technology.expected import Expected, Product
from jobskills.text import Reading, read_posting

__all__ = ["Predictor", "RatedElement"]

_Score = TypeVar("_Score", TechnologyScore, ToolScore)

_OCCUPATIONS: Final = 10
_SENTENCES: Final = 3
#: A sentence is evidence from this many scale points on.
_LEAST_WEIGHT: Final = 0.01
#: Unnamed technologies and tools are listed from this probability on.
_LEAST_EXPECTED: Final = 0.10
_MOST_EXPECTED: Final = 40
#: Every number is rounded here, once, so that no door can round otherwise.
_DECIMALS: Final = 4


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
        means = self._reader.tables.mean
        return tuple(
            RatedElement(e.id, e.name, e.domain, _rounded(mean), e.scale_low, e.scale_high)
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
        # Sums in another order round otherwise: one thread here, and the figures of a
        # process don't depend on how many cores it may use.
        with _blas().limit(limits=1, user_api="blas"):
            profiles = self._reader.read(readings)
        return [
            self._prediction(reading, profile)
            for reading, profile in zip(readings, profiles, strict=True)
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
            Whether elements say which sentences speak for them; it costs a third of the time.

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
        readings = [read_posting(posting) for posting in postings]
        with _blas().limit(limits=1, user_api="blas"):
            profiles = self._reader.read(readings, explain=explain)
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
                [_of_kind(found, "tool") for found in mentions],
            ),
        )

    def _prediction(self, reading: Reading, profile: Profile) -> Prediction:
        mentions = self._finder.find_in(reading.visible)
        return Prediction(
            model=self.info,
            id=reading.posting.id,
            title=reading.posting.title,
            n_words=reading.n_words,
            truncated=reading.truncated,
            warnings=reading.warnings,
            occupations=self._occupations(profile),
            elements=self._elements(reading, profile),
            technologies=self._technologies(profile, _of_kind(mentions, "technology")),
            tools=self._tools(profile, _of_kind(mentions, "tool")),
        )

    def _occupations(self, profile: Profile) -> tuple[OccupationScore, ...]:
        probabilities = profile.occupation_probability
        codes = self._reader.tables.codes
        return tuple(
            OccupationScore(codes[i], self._titles[codes[i]], _rounded(probabilities[i]))
            for i in np.argsort(-probabilities, kind="stable")[:_OCCUPATIONS]
        )

    def _elements(self, reading: Reading, profile: Profile) -> tuple[ElementScore, ...]:
        tables = self._reader.tables
        distinct = (profile.importance - tables.mean) / tables.spread
        columns = [
            np.round(values.astype(np.float64), _DECIMALS).tolist()
            for values in (
                profile.importance,
                profile.low,
                profile.high,
                profile.level,
                profile.probability,
                distinct,
            )
        ]
        evidence = _evidence(reading, profile)
        scores = [
            ElementScore(
                element.id,
                element.name,
                element.domain,
                importance,
                low,
                high,
                None if level != level else level,  # NaN: the domain has no level
                probability,
                distinctiveness,
                spans,
            )
            for element, importance, low, high, level, probability, distinctiveness, spans in zip(
                self._reader.elements, *columns, evidence, strict=True
            )
        ]
        order = {domain: i for i, domain in enumerate(DOMAINS)}
        return tuple(sorted(scores, key=lambda score: (order[score.domain], -score.probability)))

    def _technologies(
        self, profile: Profile, mentions: list[Mention]
    ) -> tuple[TechnologyScore, ...]:
        expected = self._likely(self._bundle.technologies, profile)
        named = [
            TechnologyScore(
                first.name,
                first.category,
                self._named(expected, first.name),
                mentioned=True,
                hot=first.hot,
                in_demand=first.in_demand,
                evidence=spans,
            )
            for first, spans in _by_name(mentions)
        ]
        names = {score.name for score in named}
        unnamed = [
            TechnologyScore(
                product.name,
                product.category,
                _rounded(probability),
                mentioned=False,
                hot=product.hot,
                in_demand=product.in_demand,
                evidence=(),
            )
            for product, probability in expected.values()
            if product.name not in names
        ]
        return (*_likeliest(named), *unnamed[:_MOST_EXPECTED])

    def _tools(self, profile: Profile, mentions: list[Mention]) -> tuple[ToolScore, ...]:
        expected = self._likely(self._bundle.tools, profile)
        named = [
            ToolScore(first.name, self._named(expected, first.category), True, spans)
            for first, spans in _by_name(mentions)
        ]
        names = {score.name for score in named} | {mention.category for mention in mentions}
        unnamed = [
            ToolScore(product.name, _rounded(probability), False, ())
            for product, probability in expected.values()
            if product.name not in names
        ]
        return (*_likeliest(named), *unnamed[:_MOST_EXPECTED])

    def _likely(self, expected: Expected, profile: Profile) -> dict[str, tuple[Product, float]]:
        likely = expected.likely(profile.occupation_probability, least=_LEAST_EXPECTED)
        return {product.name: (product, probability) for product, probability in likely}

    def _named(self, expected: dict[str, tuple[Product, float]], name: str) -> float:
        """Return how probable something is that the text names: as sure as the finder at least."""
        probability = expected[name][1] if name in expected else 0.0
        return _rounded(max(self._bundle.mention_precision, probability))


@cache
def _blas() -> ThreadpoolController:
    return ThreadpoolController()


def _evidence(reading: Reading, profile: Profile) -> list[tuple[Evidence, ...]]:
    """Return, per element, the sentences that raised it most, the strongest first."""
    influence = profile.influence
    if not len(influence):
        return [()] * len(profile.importance)
    strongest = _strongest(influence)  # [k, e]
    weights = np.take_along_axis(influence, strongest, axis=0).astype(np.float64)
    weights = np.round(weights, _DECIMALS)
    units = reading.telling
    return [
        tuple(
            [
                Evidence(units[i].start, units[i].end, weight)
                for i, weight in zip(where, heavy, strict=True)
                if weight >= _LEAST_WEIGHT
            ]
        )
        for where, heavy in zip(strongest.T.tolist(), weights.T.tolist(), strict=True)
    ]


def _strongest(influence: NDArray[np.float32]) -> NDArray[np.intp]:
    """Return the rows of the largest values of each column, the first of equals first."""
    left = influence.copy()
    found = np.empty((min(_SENTENCES, len(left)), left.shape[1]), np.intp)
    for row in found:
        row[:] = left.argmax(axis=0)
        left[row, np.arange(left.shape[1])] = -np.inf
    return found


def _of_kind(mentions: list[Mention], kind: Literal["technology", "tool"]) -> list[Mention]:
    return [mention for mention in mentions if mention.kind == kind]


def _by_name(mentions: list[Mention]) -> list[tuple[Mention, tuple[Span, ...]]]:
    """Group mentions of one name; the groups stand in the order of their names."""
    ordered = sorted(mentions, key=lambda mention: (mention.name, mention.start))
    groups = [list(group) for _, group in groupby(ordered, key=lambda mention: mention.name)]
    return [(group[0], tuple(Span(one.start, one.end) for one in group)) for group in groups]


def _likeliest(scores: list[_Score]) -> list[_Score]:
    return sorted(scores, key=lambda score: -score.probability)


def _rounded(value: float | np.floating[Any]) -> float:
    return round(float(value), _DECIMALS)
