"""O*NET's technologies and tools to a lexicon of phrases; searches no text.

This is the training side of the room: the result is plain data that a bundle keeps as
`technology.json` and `jobskills.technology.finder` searches.
"""

import re
from collections.abc import Collection, Iterable
from typing import Any, Final, NamedTuple

from jobskills.technology.aliases import ALIASES, EXTRAS, spellings
from jobskills.technology.names import LOWER_CASE, NEVER, ORDINARY, SITES, VERY_ORDINARY
from jobskills.technology.rules import (
    ACRONYM,
    CASED,
    CONTEXT,
    FREE,
    LETTER,
    LEXICON_FORMAT,
    N_RULES,
    SITE,
    TOOL,
)
from jobskills.technology.tokens import phrase_of
from jobskills.technology.tools import tool_phrases
from jobskills.technology.variants import is_generic, variants

__all__ = ["CategoryRow", "build_lexicon"]

_EXACT, _BY_HAND, _DERIVED = range(3)
_MAX_ACRONYM: Final = 4
_MAX_SHORT: Final = 3
_COMMON: Final = 10
_SHORT_MICROSOFT: Final = "ms"


class CategoryRow(NamedTuple):
    """One technology or tool in one category, counted over occupations."""

    kind: str
    category_id: str
    category: str
    example: str
    hot: bool
    in_demand: bool
    n_occupations: int


class _Entry(NamedTuple):
    """What a phrase stands for, with what decides between rivals."""

    rank: int
    minus_occupations: int
    name: int
    rule: int


def build_lexicon(rows: Iterable[CategoryRow], prose: Collection[str] = ()) -> dict[str, Any]:
    """Build the lexicon that `TechnologyFinder` searches.

    Parameters
    ----------
    rows : iterable of CategoryRow
        One row per kind, category and example, with the number of occupations that
        list it (plain tuples in this order will do).
    prose : collection of str, optional
        English sentences, for instance all task statements: a product's name that also
        occurs in them in lower case must be capitalised to be found.

    Returns
    -------
    dict
        JSON-serialisable: ``format``, ``categories`` (``[id, title]``), ``names``
        (``[name, kind, category, hot, in demand, listed]``; kind 0 technology, 1 tool;
        listed 0 for a name that is not in the release) and ``phrases`` (phrase to
        ``N_RULES`` times its place in ``names``, plus its rule, as `jobskills.technology.rules`
        numbers them).

    Examples
    --------
    >>> lexicon = build_lexicon(
    ...     [
    ...         ("technology", "43232110", "Spreadsheets", "Microsoft Excel", True, True, 859),
    ...         ("tool", "24101603", "Forklifts", "Forklifts", False, False, 81),
    ...     ]
    ... )
    >>> lexicon["phrases"]["forklift"], lexicon["names"][1][0]
    (14, 'Forklifts')
    >>> sorted(phrase for phrase in lexicon["phrases"] if "excel" in phrase)[:3]
    ['excel', 'excel macros', 'excel spreadsheets']
    """
    builder = _Builder(_lower_words(prose))
    typed = [CategoryRow(*row) for row in rows]
    builder.add_technologies([row for row in typed if row.kind == "technology"])
    builder.add_tools([row for row in typed if row.kind == "tool"])
    return builder.lexicon()


def _lower_words(prose: Collection[str]) -> frozenset[str]:
    """Return the words that sentences hold in lower case, inside the sentence."""
    return frozenset(
        word for sentence in prose for word in re.findall(r"(?<=[a-z,] )[a-z]{3,}\b", sentence)
    )


class _Builder:
    """Names and phrases as they grow."""

    def __init__(self, prose: frozenset[str]) -> None:
        self._prose = prose
        self._names: list[list[Any]] = []
        self._index: dict[str, int] = {}
        self._counts: list[int] = []
        self._categories: dict[str, tuple[int, str]] = {}
        self._phrases: dict[str, _Entry] = {}

    def add_technologies(self, rows: list[CategoryRow]) -> None:
        """Add software: its names, their variants, spellings by hand, unlisted names."""
        products = _merged(rows)
        for row in products:
            self._name(row, listed=True)
        for row in products:
            at = self._index[row.example]
            self._phrase(phrase_of(row.example), at, row.example, _EXACT)
            for variant in variants(row.example):
                self._variant(variant, at, row)
        for name, ways in spellings(ALIASES).items():
            for written in ways if name in self._index else ():
                self._phrase(phrase_of(written), self._index[name], written, _BY_HAND)
        titles = {row.category: row.category_id for row in rows}
        for category, extras in spellings(EXTRAS).items():
            if category in titles:
                self._extras(category, titles[category], extras)

    def add_tools(self, rows: list[CategoryRow]) -> None:
        """Add tools and machines, by the phrases that can't mean anything else."""
        merged = _merged(rows)
        for row in merged:
            phrases = list(tool_phrases(row.example, row.n_occupations))
            if not phrases:
                continue
            at = self._name(row, listed=True)
            for rank, phrase in phrases:
                self._keep(phrase, _Entry(rank + 3, -row.n_occupations, at, TOOL))

    def lexicon(self) -> dict[str, Any]:
        """Return the finished data."""
        categories = sorted(self._categories.items(), key=lambda item: item[1][0])
        return {
            "format": LEXICON_FORMAT,
            "categories": [[category_id, title] for category_id, (_, title) in categories],
            "names": self._names,
            "phrases": {
                phrase: N_RULES * entry.name + entry.rule
                for phrase, entry in sorted(self._phrases.items())
            },
        }

    def _name(self, row: CategoryRow, *, listed: bool) -> int:
        """Return the number of a name, new or known."""
        if row.example not in self._index:
            category = self._categories.setdefault(
                row.category_id, (len(self._categories), row.category)
            )[0]
            self._index[row.example] = len(self._names)
            kind = int(row.kind == "tool")
            flags = [int(row.hot), int(row.in_demand), int(listed)]
            self._names.append([row.example, kind, category, *flags])
            self._counts.append(row.n_occupations)
        return self._index[row.example]

    def _extras(self, category: str, category_id: str, extras: Iterable[str]) -> None:
        """Add names that the release lacks."""
        for extra in extras:
            if extra in self._index:
                continue
            # As common as what the release lists for a dozen occupations.
            row = CategoryRow("technology", category_id, category, extra, False, False, _COMMON)
            at = self._name(row, listed=False)
            self._phrase(phrase_of(extra), at, extra, _BY_HAND)
            for variant in variants(extra):
                self._variant(variant, at, row)

    def _variant(self, variant: str, at: int, row: CategoryRow) -> None:
        """Add a derived spelling where it is distinctive enough."""
        tokens = phrase_of(variant).split()
        if not tokens or (len(tokens) == 1 and tokens[0] in NEVER):
            return
        if len(tokens) == 1:
            known = tokens[0] in ORDINARY or tokens[0] in VERY_ORDINARY
            ordinary = self._ordinary(tokens[0])
            doubtful = ordinary or len(tokens[0]) <= _MAX_ACRONYM
            if (ordinary and not known) or (doubtful and row.n_occupations < _COMMON):
                return
        elif tokens[0] != _SHORT_MICROSOFT and self._all_ordinary(row.example, tokens):
            return
        self._phrase(" ".join(tokens), at, variant, _DERIVED)

    def _all_ordinary(self, name: str, tokens: list[str]) -> bool:
        """Whether a product's shortened name is nothing but plain words."""
        return not is_generic(name) and all(map(self._ordinary, tokens))

    def _phrase(self, phrase: str, at: int, surface: str, rank: int) -> None:
        """Add a phrase for a name."""
        if phrase and phrase.replace(" ", "-") not in NEVER:
            rule = self._rule(phrase, surface, rank, at)
            self._keep(phrase, _Entry(rank, -self._counts[at], at, rule))

    def _keep(self, phrase: str, entry: _Entry) -> None:
        """Keep the better of two entries: by hand or exact before derived, then the common one."""
        rival = self._phrases.get(phrase)
        if rival is not None and rival.name == entry.name:
            # A spelling by hand knows best how sure it is.
            rule = entry.rule if entry.rank == _BY_HAND else rival.rule
            self._phrases[phrase] = rival._replace(rule=rule)
        elif rival is None or entry[:2] < rival[:2]:
            self._phrases[phrase] = entry

    def _ordinary(self, token: str) -> bool:
        """Whether a token is also an English word, or too short to be sure of."""
        return (
            token in self._prose
            or token in ORDINARY
            or token in VERY_ORDINARY
            or token in NEVER
            or token.isdigit()
            or (len(token) <= 2 and token.isalpha())
        )

    def _rule(self, phrase: str, surface: str, rank: int, at: int) -> int:
        """Return how much a phrase must look like a name."""
        tokens = phrase.split()
        if len(tokens) > 1:
            sure = rank == _BY_HAND or tokens[0] == _SHORT_MICROSOFT
            if sure or " " not in surface or is_generic(surface):
                return FREE
            return CASED if all(map(self._ordinary, tokens)) else FREE
        token = tokens[0]
        if len(token) == 1:
            return LETTER
        if token in VERY_ORDINARY:
            return CONTEXT
        if token in LOWER_CASE:
            return FREE
        if token in SITES:
            return SITE
        if surface.isupper() and len(token) <= _MAX_ACRONYM:
            return ACRONYM
        flagged = any(self._names[at][3:5]) or rank == _BY_HAND
        rare = not flagged and self._counts[at] < _COMMON and surface[1:].islower()
        plain = rare or self._ordinary(token) or len(token) <= _MAX_SHORT
        return CASED if plain else FREE


def _merged(rows: list[CategoryRow]) -> list[CategoryRow]:
    """Return one row per example: its commonest category, flags of any; the commonest first."""
    best: dict[str, CategoryRow] = {}
    for row in rows:
        rival = best.get(row.example, row)
        commoner = max(row, rival, key=lambda one: one.n_occupations)
        best[row.example] = commoner._replace(
            hot=row.hot or rival.hot, in_demand=row.in_demand or rival.in_demand
        )
    return sorted(best.values(), key=lambda row: (-row.n_occupations, row.example))
