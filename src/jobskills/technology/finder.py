"""Finds the technologies and tools that a text names, where they stand.

Part of serving: standard library only. What may be found is the lexicon's business; what is
meant as a name is decided by `jobskills.technology.search`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from jobskills.errors import BundleError
from jobskills.technology.rules import LEXICON_FORMAT
from jobskills.technology.search import Match, Search
from jobskills.technology.tokens import Tokens
from jobskills.text.visible import Visible

__all__ = ["Mention", "TechnologyFinder"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A technology or tool named in a text.

    Parameters
    ----------
    start, end : int
        The half-open range of code points in the text as sent.
    name : str
        O*NET's name of it; where O*NET has none, the usual one (`listed` is False).
    kind : {"technology", "tool"}
    category_id, category : str
        Its UNSPSC commodity.
    hot, in_demand : bool
        O*NET's flags; False where the release has none.
    listed : bool
        Whether the release lists the name.
    """

    start: int
    end: int
    name: str
    kind: Literal["technology", "tool"]
    category_id: str
    category: str
    hot: bool = False
    in_demand: bool = False
    listed: bool = True


class TechnologyFinder:
    """Search texts for the phrases of a lexicon.

    Parameters
    ----------
    lexicon : mapping
        As built by `jobskills.technology.lexicon.build_lexicon` and kept under
        ``lexicon`` in a bundle's `technology.json`.

    Raises
    ------
    BundleError
        If the lexicon has another format number.

    Examples
    --------
    >>> finder = TechnologyFinder(
    ...     {
    ...         "format": 1,
    ...         "categories": [["43232110", "Spreadsheet software"]],
    ...         "names": [["Microsoft Excel", 0, 0, 1, 1, 1]],
    ...         "phrases": {"excel": 2},
    ...     }
    ... )
    >>> [(m.start, m.end, m.name) for m in finder.find("We excel; you are proficient in Excel.")]
    [(32, 37, 'Microsoft Excel')]
    """

    def __init__(self, lexicon: Mapping[str, Any]) -> None:
        if lexicon.get("format") != LEXICON_FORMAT:
            raise BundleError(
                f"the lexicon has format {lexicon.get('format')!r}, expected {LEXICON_FORMAT}; "
                "use a bundle made by this version"
            )
        self._names = lexicon["names"]
        self._categories = lexicon["categories"]
        self._phrases: Mapping[str, int] = lexicon["phrases"]
        self._longest = _longest(self._phrases)

    def find(self, text: str) -> list[Mention]:
        """Return what a text names, in order, each at its exact place.

        Parameters
        ----------
        text : str
            A description as sent: plain text or HTML.

        Returns
        -------
        list of Mention
            Never overlapping; the same name once for every place.
        """
        return self.find_in(Visible.of(text))

    def find_in(self, visible: Visible) -> list[Mention]:
        """Return what a text names that was read already; places are those in its source."""
        search = Search(visible.text, self._phrases, self._longest)
        return [self._mention(visible, search.tokens, match) for match in search.accepted()]

    def _mention(self, visible: Visible, tokens: Tokens, match: Match) -> Mention:
        """Return a match as a mention in the source."""
        start, end = visible.span(tokens.start(match.first), tokens.ends[match.last])
        name, kind, category, hot, in_demand, listed = self._names[match.name]
        category_id, title = self._categories[category]
        return Mention(
            start,
            end,
            name,
            "tool" if kind else "technology",
            category_id,
            title,
            hot=bool(hot),
            in_demand=bool(in_demand),
            listed=bool(listed),
        )


def _longest(phrases: Mapping[str, int]) -> dict[str, dict[str, int]]:
    """Return first word -> second word -> words in the longest phrase that begins with them."""
    longest: dict[str, dict[str, int]] = {}
    for phrase in phrases:
        first, _, rest = phrase.partition(" ")
        following = longest.setdefault(first, {})
        if rest:
            second = rest.partition(" ")[0]
            following[second] = max(following.get(second, 0), rest.count(" ") + 2)
    return longest
