"""One search through one text: which phrases of the lexicon are meant as names.

A word that is also plain English is judged by its case, its neighbours in a list and the
words before it. Knows tokens and phrases, not what they stand for.
"""

from collections.abc import Mapping
from typing import Final, NamedTuple

from jobskills.technology.rules import ACRONYM, CONTEXT, FREE, LETTER, N_RULES
from jobskills.technology.tokens import tokenise
from jobskills.text.wordset import word_set

__all__ = ["Match", "Search"]

_LISTING: Final = frozenset(",/|;&(+•·")
_JOINING: Final = word_set("and or and/or plus including like as e.g eg such")
_CUES: Final = word_set(
    """
    software programming language languages developer developers proficient proficiency microsoft
    ms office suite spreadsheet spreadsheets coding scripting framework frameworks library
    libraries tools platform platforms application applications app using stack fluent savvy
    google adobe apache package packages program programs computer advanced intermediate
    technologies written code
    """
)
_WEAK_CUES: Final = word_set(
    """
    experience experienced knowledge familiarity familiar fluency expertise expert skilled skills
    use uses used products product systems system technology tech development engineer via
    understanding working background database databases tool utilizing utilize ability
    """
)
_LINKS: Final = word_set("with of in using on and or like as to : ( ,")
_CUES_AFTER: Final = word_set(
    """
    software skills engineer engineers spreadsheet spreadsheets database databases developer
    developers framework programming language code application app platform certification
    certified macros workbook formulas stack
    """
)
_LETTER_CUES: Final = word_set(
    "programming language languages developer developers code coding scripting embedded "
    "statistical "
    "proficient proficiency fluent python sas stata spss matlab sql java software program "
    "programs knowledge"
)
_NOT_BEFORELETTER: Final = word_set(
    "class vitamin hepatitis grade series type part option title schedule category plan appendix "
    "section "
    "level group step unit building suite floor block zone exhibit form phase route tier band "
    "wing line"
)
_SENTENCE_ENDS: Final = frozenset(".!?:•\n\r-*–")
_WINDOW: Final = 5
_MAX_CROSSED: Final = 4


class Match(NamedTuple):
    """A phrase of the lexicon at some tokens of the text."""

    first: int
    last: int
    name: int
    rule: int


class Search:
    """One search through one text."""

    def __init__(self, text: str, phrases: Mapping[str, int], longest: dict[str, int]) -> None:
        self.text = text
        self.tokens = tokenise(text)
        self._phrases = phrases
        self._longest = longest

    def accepted(self) -> list[Match]:
        """Return the matches that are meant as names."""
        matches = self._matches()
        sure = {match.first: self._looks_sure(match) for match in matches}
        ends = {match.last: match for match in matches}
        starts = {match.first: match for match in matches}
        # Certainty spreads along lists, forwards and then backwards.
        for match in (*matches, *reversed(matches)):
            if not sure[match.first]:
                sure[match.first] = self._has_sure_neighbour(match, starts, ends, sure)
        return [match for match in matches if sure[match.first]]

    def _matches(self) -> list[Match]:
        """Return the longest phrases from left to right."""
        found, at, tokens = [], 0, self.tokens
        words = [token.lower for token in tokens]
        while at < len(words):
            length = self._longest.get(words[at], 0)
            if not length:
                stripped = words[at].rstrip("0123456789")
                entry = self._phrases.get(stripped) if len(stripped) >= 3 else None
                if entry is not None and entry % N_RULES == FREE:
                    found.append(Match(at, at, *divmod(entry, N_RULES)))
                at += 1
                continue
            for n_words in range(min(length, len(words) - at), 0, -1):
                key = words[at] if n_words == 1 else " ".join(words[at : at + n_words])
                entry = self._phrases.get(key)
                if entry is not None:
                    found.append(Match(at, at + n_words - 1, *divmod(entry, N_RULES)))
                    at += n_words
                    break
            else:
                at += 1
        return found

    def _looks_sure(self, match: Match) -> bool:
        """Whether a match stands by itself: by its spelling and the words around it."""
        if match.rule == FREE:
            return True
        tokens = self.tokens
        surface = self.text[tokens[match.first].start : tokens[match.last].end]
        if match.rule == ACRONYM:
            return surface.isupper() and not self._among_capitals(match, whole=True)
        if not surface[0].isupper() or (len(surface) > 3 and surface.isupper()):
            return False
        if match.rule == LETTER:
            return self._letter_is_sure(match)
        if match.last > match.first:
            return self._all_capitalised(match) and not self._among_capitals(match)
        after = self._word(match.last + 1) in _CUES_AFTER
        cued = after or self._cued(match, _CUES) or self._weakly_cued(match)
        if match.rule == CONTEXT and not cued:
            return False
        return after or not (self._opens(match) or self._among_capitals(match))

    def _letter_is_sure(self, match: Match) -> bool:
        """Whether a single letter is a language: "programming in C", not "vitamin C"."""
        token = self.tokens[match.first]
        around = self.text[token.start - 1 : token.start] + self.text[token.end : token.end + 1]
        if any(mark in around for mark in "-&'’.+"):
            return False
        before = self._word(match.first - 1)
        return before not in _NOT_BEFORELETTER and self._cued(match, _LETTER_CUES)

    def _word(self, at: int) -> str:
        """Return a token in lower case, or nothing beyond the ends."""
        return self.tokens[at].lower if 0 <= at < len(self.tokens) else ""

    def _cued(self, match: Match, cues: frozenset[str]) -> bool:
        """Whether a word shortly before a match, in its sentence, speaks of software."""
        for at in range(match.first - 1, max(match.first - 1 - _WINDOW, -1), -1):
            lower = self.tokens[at].lower
            if lower in "\n\r.;•":
                break
            if lower in cues:
                return True
        return False

    def _weakly_cued(self, match: Match) -> bool:
        """Whether a match is the object of "experience with" and the like."""
        return self._word(match.first - 1) in _LINKS and self._cued(match, _WEAK_CUES)

    def _opens(self, match: Match) -> bool:
        """Whether a match begins a sentence, where any word has a capital."""
        if match.first == 0:
            return True
        before = self.tokens[match.first - 1]
        return before.lower[0] in _SENTENCE_ENDS

    def _all_capitalised(self, match: Match) -> bool:
        """Whether every word of a longer name is written as a name."""
        return all(
            not self.text[token.start].islower()
            for token in self.tokens[match.first : match.last + 1]
        )

    def _among_capitals(self, match: Match, *, whole: bool = False) -> bool:
        """Whether the words on both sides have (or are) capitals, so that case tells nothing."""
        sides = (match.first - 1, match.last + 1)
        words = [self.tokens[at] for at in sides if 0 <= at < len(self.tokens)]
        seen = [self.text[token.start : token.end] for token in words if token.lower not in _CUES]
        if whole:
            return len(seen) == 2 and all(len(word) > 1 and word.isupper() for word in seen)
        return len(seen) == 2 and all(word[0].isupper() for word in seen)

    def _has_sure_neighbour(
        self,
        match: Match,
        starts: Mapping[int, Match],
        ends: Mapping[int, Match],
        sure: Mapping[int, bool],
    ) -> bool:
        """Whether a match stands in a list beside a sure one."""
        before = self._beside(match.first - 1, -1)
        after = self._beside(match.last + 1, 1)
        neighbours = (
            None if before is None else ends.get(before),
            None if after is None else starts.get(after),
        )
        return any(
            neighbour is not None
            and sure[neighbour.first]
            and neighbour.name != match.name
            and self._fits_list(match, neighbour)
            for neighbour in neighbours
        )

    def _beside(self, at: int, step: int) -> int | None:
        """Return the token beside a match, across commas, slashes and "and"."""
        for _ in range(_MAX_CROSSED):
            if not 0 <= at < len(self.tokens):
                return None
            lower = self.tokens[at].lower
            if lower[0] not in _LISTING and lower not in _JOINING and lower != ")":
                return at
            at += step
        return None

    def _fits_list(self, match: Match, neighbour: Match) -> bool:
        """Whether a match is spelt like its neighbour: capitals beside capitals."""
        first = self.text[self.tokens[match.first].start]
        if match.rule == LETTER or first.isupper():
            return first.isupper()
        return self.text[self.tokens[neighbour.first].start].islower()
