"""The shorter ways in which people write a technology's O*NET name; decides nothing."""

import re
from collections.abc import Iterator
from typing import Final

from jobskills.technology.names import GENERIC_TAILS, VENDORS

__all__ = ["is_generic", "variants"]

_ACRONYM: Final = re.compile(r"[A-Z][A-Z0-9&/-]*[A-Z0-9]s?")
_VENDORS: Final = sorted(VENDORS.replace("\n", " ").strip().split(", "), key=len, reverse=True)
_THINGS: Final = frozenset(("system", "systems", "language", "database", "services", "sheets"))
_SUITES: Final = re.compile(r"\s+(?:software|technology|systems?|suite|edition)$", re.IGNORECASE)


def is_generic(name: str) -> bool:
    """Whether a name is a kind of software rather than a product.

    O*NET writes kinds in lower case but for the first letter and acronyms.

    Examples
    --------
    >>> is_generic("Word processing software"), is_generic("Microsoft Word")
    (True, False)
    >>> is_generic("Customer relationship management CRM software")
    True
    """
    first, *words = name.replace("(", " ").replace(")", " ").split() or [""]
    in_small = all(
        word.islower() or not word.isalpha() or _ACRONYM.fullmatch(word) for word in words
    )
    return in_small and not first.isupper() and any(map(str.islower, words))


def variants(name: str) -> Iterator[str]:
    """Yield other ways to write a name: without its vendor, by its acronym, by its long form.

    Examples
    --------
    >>> list(variants("Structured query language SQL"))
    ['Structured query language', 'SQL']
    >>> list(variants("Microsoft PowerPoint"))
    ['PowerPoint', 'MS PowerPoint']
    >>> list(variants("Node.js"))
    ['Nodejs']
    """
    plain = " ".join(name.replace("(", " ").replace(")", " ").split())
    yield from _by_acronym(plain)
    yield from _without_vendor(plain)
    if is_generic(plain):
        yield from _by_tail(plain)
    else:
        shorter = _SUITES.sub("", plain)
        if shorter != plain:
            yield shorter
            yield from _without_vendor(shorter)
    if plain.endswith(".js") and " " not in plain:
        yield plain[:-3] + "js"


def _by_acronym(name: str) -> Iterator[str]:
    """Yield the long form and the acronym of "Long form LF" and "Long form LF software"."""
    words = name.split()
    for at in range(2, len(words)):
        if not _ACRONYM.fullmatch(words[at]) or not _spells(words[at], words[:at]):
            continue
        tail = words[at + 1 :]
        if len(tail) > 2:
            continue
        yield " ".join(words[:at] + tail)
        if tail:
            yield " ".join([words[at], *tail])
        if not tail or (len(tail) == 1 and tail[0].lower() in GENERIC_TAILS):
            # "Business process management" is a practice until "software" follows.
            if tail and words[at - 1].lower() in _THINGS:
                yield " ".join(words[:at])
            yield words[at]
        return


def _spells(acronym: str, words: list[str]) -> bool:
    """Whether the letters of an acronym are initials of the words before it, in order."""
    initials = iter(
        "".join(part[0] for word in words for part in re.split(r"[-/]", word) if part).lower()
    )
    letters = [character for character in acronym.lower() if character.isalpha()]
    inner = iter("".join(words).lower())
    if all(letter in initials for letter in letters):
        return True
    return letters[0] == words[0][0].lower() and all(letter in inner for letter in letters)


def _without_vendor(name: str) -> Iterator[str]:
    """Yield a product's name without its maker's, and Microsoft's with the short one."""
    lower = name.lower()
    for vendor in _VENDORS:
        if lower.startswith(vendor + " "):
            rest = name[len(vendor) + 1 :]
            if not rest.islower():
                yield rest
            if vendor == "microsoft":
                yield f"MS {rest}"
            return


def _by_tail(name: str) -> Iterator[str]:
    """Yield a kind of software with the one other word that always means software.

    Programs and systems are also what people run and sit on: "training programs".
    """
    head, _, tail = name.rpartition(" ")
    if head and tail.lower() in ("software", "systems", "system"):
        yield f"{head} {'applications' if tail == 'software' else 'software'}"
