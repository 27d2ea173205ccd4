"""Lines of a printed page to paragraphs: where a line only ended because the paper did.

A break was the writer's own where the next word would still have fitted on the line.
"""

import re
from typing import Final

__all__ = ["unwrap"]

_BULLET: Final = re.compile(r"[-–—*•·▪‣◦○●■□➢✓✔o]\s|\(?\d{1,2}[.)]\s|\(?[a-z][.)]\s")
_HYPHEN: Final = re.compile(r"[^\W\d_]-$")
#: Letters differ in width, so that a full line may have fewer of them than the fullest.
_FULL: Final = 0.85
#: A page without a line of so many characters doesn't tell how wide the paper is.
_NARROW: Final = 60
_ENDS: Final = (".", "!", "?")
_OPENS: Final = (":", ";")


def unwrap(page: str) -> str:
    """Return the text of a page with its wrapped lines joined.

    Examples
    --------
    >>> print(unwrap("Baker\\nYou bake bread, cakes and\\nwhat else is wanted.\\n- Greet guests"))
    Baker
    You bake bread, cakes and what else is wanted.
    - Greet guests
    """
    lines = [line.strip() for line in page.splitlines()]
    width = max(_NARROW, *map(len, lines), 0)
    joined: list[str] = []
    before = ""
    for line in lines:
        if _goes_on(before, line, width):
            # A word with a hyphen is broken behind it; hyphenation is PDFium's to mark.
            joined[-1] += line if _HYPHEN.search(before) else f" {line}"
        else:
            joined.append(line)
        before = line
    return "\n".join(joined)


def _goes_on(before: str, line: str, width: int) -> bool:
    """Whether a line goes on with what the line before it began."""
    # After the end of a sentence a break costs nothing, and a heading may follow.
    if not before or not line or before.endswith(_ENDS) or _BULLET.match(line):
        return False
    if line[0].islower() and not before.endswith(_OPENS):
        return True
    word = line.partition(" ")[0]
    return len(before) + 1 + len(word) > _FULL * width
