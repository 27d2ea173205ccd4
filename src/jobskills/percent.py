"""Probabilities as a person would write them, at every door that people read."""

__all__ = ["percent"]


def percent(share: float) -> str:
    """Write a probability without false zeros and false certainty.

    Examples
    --------
    >>> [percent(share) for share in (0, 0.004, 0.5, 0.999, 1)]
    ['<1 %', '<1 %', '50 %', '>99 %', '>99 %']
    """
    # Rounded to four decimals, nothing is impossible at 0 nor certain at 1.
    if share < 0.005:
        return "<1 %"
    if share >= 0.995:
        return ">99 %"
    return f"{100 * share:.0f} %"
