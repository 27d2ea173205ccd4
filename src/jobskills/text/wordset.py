"""Word lists written as running text, so that they stay readable in the source."""

__all__ = ["word_set"]


def word_set(text: str) -> frozenset[str]:
    """Return the words of a text.

    Examples
    --------
    >>> sorted(word_set("duty task"))
    ['duty', 'task']
    """
    return frozenset(text.split())
