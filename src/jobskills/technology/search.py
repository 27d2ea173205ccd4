"""One search through one text: which phrases of the lexicon are meant as names.

A word that is also plain English is judged by its case, its neighbours in a list and the
words before it. Knows tokens and phrases, not what they stand for.
"""

from collections.abc import Mapping
from itertools import pairwise
from typing import Final, NamedTuple

from jobskills.technology.rules import ACRONYM, CONTEXT, FREE, LETTER, N_RULES, SITE, TOOL
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
_NOT_BEFORE_LETTER: Final = word_set(
    "class vitamin hepatitis grade series type part option title schedule category plan appendix "
    "section "
    "level group step unit building suite floor block zone exhibit form phase route tier band "
    "wing line"
)
_SENTENCE_ENDS: Final = frozenset(".!?:•\n\r-*–")
_DIGITS: Final = "0123456789"
_WINDOW: Final = 5
_MAX_CROSSED: Final = 4
_MIN_VERSIONED: Final = 3
_FOLLOW_WINDOW: Final = 14
_FOLLOWING: Final = frozenset(("us", "follow", "followers", "page", "pages"))


class Match(NamedTuple):
    """A phrase of the lexicon at some tokens of the text."""

    first: int
    last: int
    name: int
    rule: int


class Search:
    """One search through one text.

    Parameters
    ----------
    text : str
    phrases : mapping of str to int
    longest : mapping of str to mapping of str to int
        Words in the longest phrase by its first and by its second word.
    """

    def __init__(
        self, text: str, phrases: Mapping[str, int], longest: Mapping[str, Mapping[str, int]]
    ) -> None:
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
        found, free, words, longest = [], 0, self.tokens.words, self._longest
        phrases, get = self._phrases, longest.get
        # Most words begin no phrase, or none that goes on as the text does.
        likely = [
            at
            for at, (word, after) in enumerate(pairwise((*words, "")))
            if (
                word[-1] in _DIGITS
                if (following := get(word)) is None
                else after in following or word in phrases
            )
        ]
        for at in likely:
            if at < free:
                continue
            following = get(words[at])
            if following is None:
                match = self._without_version(at)
            else:
                after = words[at + 1] if at + 1 < len(words) else ""
                match = self._longest_match(at, min(following.get(after, 1), len(words) - at))
            if match is not None:
                found.append(match)
                free = match.last + 1
        return found

    def _longest_match(self, at: int, length: int) -> Match | None:
        """Return the longest phrase that begins at a token."""
        words = self.tokens.words
        for n_words in range(length, 0, -1):
            key = words[at] if n_words == 1 else " ".join(words[at : at + n_words])
            entry = self._phrases.get(key)
            if entry is not None:
                return Match(at, at + n_words - 1, *divmod(entry, N_RULES))
        return None

    def _without_version(self, at: int) -> Match | None:
        """Return the match of "Python3" or "PHP7"."""
        stripped = self.tokens.words[at].rstrip(_DIGITS)
        entry = self._phrases.get(stripped)
        if entry is None or entry % N_RULES != FREE or len(stripped) < _MIN_VERSIONED:
            return None
        return Match(at, at, *divmod(entry, N_RULES))

    def _looks_sure(self, match: Match) -> bool:
        """Whether a match stands by itself: by its spelling and the words around it."""
        if match.rule in (FREE, TOOL):
            return True
        if match.rule == SITE:
            return not self._followed(match)
        surface = self._surface(match)
        if match.rule == ACRONYM:
            return surface.isupper() and not self._among_capitals(match, whole=True)
        if not surface[0].isupper() or (len(surface) > 3 and surface.isupper()):
            return False
        if match.rule == LETTER:
            return self._letter_is_sure(match)
        if match.last > match.first:
            cased = self._all_capitalised(match) and not self._among_capitals(match)
            return cased and (self._cued(match, _CUES) or self._weakly_cued(match))
        after = self._word(match.last + 1) in _CUES_AFTER
        cued = after or self._cued(match, _CUES) or self._weakly_cued(match)
        if match.rule == CONTEXT and not cued:
            return False
        return after or not (self._opens(match) or self._among_capitals(match))

    def _letter_is_sure(self, match: Match) -> bool:
        """Whether a single letter is a language: "programming in C", not "vitamin C"."""
        before = self._word(match.first - 1)
        cued = before not in _NOT_BEFORE_LETTER and self._cued(match, _LETTER_CUES)
        return cued and self._stands_alone(match)

    def _stands_alone(self, match: Match) -> bool:
        """Whether a letter is no part of "R&D", "C-level" or an initial."""
        start, end = self.tokens.start(match.first), self.tokens.ends[match.last]
        around = self.text[max(start - 1, 0) : start] + self.text[end : end + 2].rstrip()
        return not any(mark in around for mark in "-&'’+") and not (
            "." in around[:1] or (around.endswith(".") and self._word(match.last + 2).istitle())
        )

    def _followed(self, match: Match) -> bool:
        """Whether a site is where the company can be followed: "find us on Facebook"."""
        first = max(match.first - _FOLLOW_WINDOW, 0)
        return not _FOLLOWING.isdisjoint(self.tokens.words[first : match.first])

    def _word(self, at: int) -> str:
        """Return a token in lower case, or nothing beyond the ends."""
        words = self.tokens.words
        return words[at] if 0 <= at < len(words) else ""

    def _surface(self, match: Match) -> str:
        """Return a match as it is written."""
        return self._written(match.first, match.last)

    def _written(self, first: int, last: int) -> str:
        """Return a run of tokens as they are written."""
        return self.text[self.tokens.start(first) : self.tokens.ends[last]]

    def _cued(self, match: Match, cues: frozenset[str]) -> bool:
        """Whether a word shortly before a match, in its sentence, speaks of software."""
        for at in range(match.first - 1, max(match.first - 1 - _WINDOW, -1), -1):
            word = self.tokens.words[at]
            if word in "\n\r.;•":
                break
            if word in cues:
                return True
        return False

    def _weakly_cued(self, match: Match) -> bool:
        """Whether a match is the object of "experience with" and the like."""
        return self._word(match.first - 1) in _LINKS and self._cued(match, _WEAK_CUES)

    def _opens(self, match: Match) -> bool:
        """Whether a match begins a sentence, where any word has a capital."""
        return match.first == 0 or self._word(match.first - 1)[0] in _SENTENCE_ENDS

    def _all_capitalised(self, match: Match) -> bool:
        """Whether every word of a longer name is written as a name."""
        starts = map(self.tokens.start, range(match.first, match.last + 1))
        return not any(self.text[start].islower() for start in starts)

    def _among_capitals(self, match: Match, *, whole: bool = False) -> bool:
        """Whether the words on both sides have (or are) capitals, so that case tells nothing."""
        sides = ((at, self._word(at)) for at in (match.first - 1, match.last + 1))
        seen = [self._written(at, at) for at, word in sides if word and word not in _CUES]
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
            and neighbour.rule != TOOL
            and sure[neighbour.first]
            and neighbour.name != match.name
            and self._fits_list(match, neighbour)
            for neighbour in neighbours
        )

    def _beside(self, at: int, step: int) -> int | None:
        """Return the token beside a match, across commas, slashes and "and"."""
        for _ in range(_MAX_CROSSED):
            word = self._word(at)
            if not word:
                return None
            if word[0] not in _LISTING and word not in _JOINING and word != ")":
                return at
            at += step
        return None

    def _fits_list(self, match: Match, neighbour: Match) -> bool:
        """Whether a match is spelt like its neighbour: capitals beside capitals."""
        first = self._surface(match)[0]
        if match.rule == LETTER:
            return first.isupper() and self._stands_alone(match)
        return first.isupper() or self._surface(neighbour)[0].islower()
