"""Answers as plain text, to paste into a letter or a ticket: what a person reads, no offsets."""

from collections.abc import Iterator
from typing import Final

from jobskills.comparison import Comparison, Gap
from jobskills.percent import percent as plain_percent
from jobskills.prediction import ElementScore, Prediction
from jobskills.selection import Selection
from jobskills.web.wording import ACTIONS, GAP_KINDS, HEADINGS

__all__ = ["gap_text", "percent", "report_text"]

_OCCUPATIONS: Final = 3
_EXPECTED: Final = 10
_ELEMENTS: Final = 10


def percent(share: float) -> str:
    """Write a probability so that no line breaks before its sign.

    Examples
    --------
    >>> ascii(percent(0.5))
    "'50\\\\xa0%'"
    """
    return plain_percent(share).replace(" ", "\u00a0")


def report_text(prediction: Prediction, threshold: float) -> str:
    """Return what a prediction says as plain text.

    Parameters
    ----------
    prediction : Prediction
    threshold : float
        Only elements, technologies and tools at least so probable; named ones always.

    Returns
    -------
    str
        Lines of a title, the nearest occupations, the most important elements of each domain,
        technologies and tools, and which model spoke.
    """
    chosen = Selection(threshold=threshold).apply(prediction)
    model = prediction.model
    lines = [prediction.title.strip() or "A posting", *prediction.warnings, "", "Looks like"]
    lines += [
        f"  {one.title} ({one.code}), {percent(one.probability)}"
        for one in prediction.occupations[:_OCCUPATIONS]
    ]
    lines += _elements(chosen)
    for name, listed in (("Technologies", chosen.technologies), ("Tools", chosen.tools)):
        named = [one.name for one in listed if one.mentioned]
        expected = [f"{one.name} {percent(one.probability)}" for one in listed if not one.mentioned]
        lines += _listed(f"{name} named in the text", named)
        lines += _listed(f"{name} expected, with how likely", expected[:_EXPECTED])
    lines += ["", f"{model.name} {model.version}, O*NET {model.onet_release}"]
    return "\n".join(lines) + "\n"


def _elements(prediction: Prediction) -> Iterator[str]:
    for domain, heading in HEADINGS.items():
        scores = [score for score in prediction.elements if score.domain == domain]
        if scores:
            scores.sort(key=lambda score: -score.importance)
            yield from ("", f"{heading} (rating, 90 % interval, how likely above the median job)")
            yield from map(_line, scores[:_ELEMENTS])


def _line(score: ElementScore) -> str:
    interval = f"{score.importance_low:.1f}–{score.importance_high:.1f}"
    return f"  {score.name} {score.importance:.1f} ({interval}), {percent(score.probability)}"


def _listed(heading: str, names: list[str]) -> list[str]:
    return ["", heading, *(f"  {name}" for name in names)] if names else []


def gap_text(comparison: Comparison) -> str:
    """Return what the right side asks and the left lacks as plain text, by what to do about it."""
    model = comparison.model
    lines = [f"From: {_named(comparison.left.title)}", f"To: {_named(comparison.right.title)}"]
    for action, (heading, hint) in ACTIONS.items():
        gaps = [_gap(gap) for gap in comparison.gaps if gap.action == action]
        lines += _listed(f"{heading}. {hint}", gaps)
    lines += ["", f"{model.name} {model.version}, O*NET {model.onet_release}"]
    return "\n".join(lines) + "\n"


def _named(title: str) -> str:
    return title.strip() or "(no title)"


def _gap(gap: Gap) -> str:
    kind = GAP_KINDS[gap.kind]
    if gap.difference is None:
        return f"{gap.name} ({kind}), {'named' if gap.sure else percent(gap.probability)}"
    return f"{gap.name} ({kind}), {gap.difference:+.1f}, {gap.relation}"
