"""Whether a text is English, cheaply, from its function words; names no other language."""

from collections.abc import Sequence
from typing import Final

from jobskills.text.wordset import word_set

__all__ = ["is_english"]

_ENGLISH: Final = word_set(
    """
    the of and to a in for is with on as or be are will you our we at this that by an from all
    have work your experience must job team ability skills not other may who it has can any
    their required including within which such more they us if about years time should up do
    """
)
_OTHERS: Final = (
    word_set(
        # Function words of the larger European languages that are no English words.
        "der die das und ist mit für von zu den dem ein eine einen wir sie nicht auch werden bei "
        "sich "
        "des le la les une est avec pour dans nous vous sur par du au aux qui que et ou notre "
        "votre "
        "el los las con para por una como más del y nuestro su sus "
        "il di che per gli della dei nel sono è alla "
        "het een van voor met niet zijn wij naar ook onze jouw op bij en aan om "
        "og det som er på til av ikke vi har med för att och är av ett den om du dig "
        "os uma não com dos na no em são você nossa "
        "się nie na jest oraz w z do"
    )
    - _ENGLISH
    - frozenset(
        ("die", "den", "on", "du", "do", "no", "per", "van", "om", "en", "la", "el", "w", "z")
    )
)
_ENOUGH: Final = 25
#: So many foreign words to an English one tell a short text.
_FEW: Final = 3


def is_english(words: Sequence[str]) -> bool:
    """Return False where words of a text of some length are plainly not English.

    Parameters
    ----------
    words : sequence of str
        Runs of letters in lower case, in the order of the text.

    Mere names and very short texts count as English: they can't be told.

    Examples
    --------
    >>> is_english(("wir suchen eine person für die arbeit mit kunden und " * 3).split())
    False
    >>> is_english(("greet customers and bake bread for the whole town " * 3).split())
    True
    """
    letters = "".join(words)
    if len(letters) >= _ENOUGH and not letters.isascii():
        latin = len("".join(filter(str.isascii, words)))
        if latin < len(letters) / 2:
            # Not a Latin script; Chinese and Japanese have few spaces, so letters count.
            return False
    if _OTHERS.isdisjoint(words):
        return True
    english = sum(map(_ENGLISH.__contains__, words))
    others = sum(map(_OTHERS.__contains__, words))
    if len(words) < _ENOUGH:
        # "In" and "will" are words of other languages too.
        return others < _FEW * max(english, 1)
    return not (others > english and others >= len(words) * 0.08)
