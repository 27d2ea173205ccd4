"""Many things in even shares: a small rest would cost what a whole share does."""

from math import ceil

__all__ = ["even_share"]


def even_share(n: int, about: int) -> int:
    """Return the size of even shares of n things, as near as may be to `about`, at least 1.

    Examples
    --------
    >>> even_share(1000, 256), even_share(270, 256), even_share(100, 256)
    (250, 270, 100)
    """
    return max(ceil(n / max(round(n / about), 1)), 1)
