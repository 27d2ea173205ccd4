"""What has to be reached, row by row, and where in the kept results it stands."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

__all__ = ["ROWS", "Kept", "Row", "Values"]

RATED = ("skills", "knowledge", "abilities", "work_styles")
Kept = Mapping[str, Any]
Values = Sequence[float | None]
Read = Callable[[Kept], Values]


@dataclass(frozen=True, slots=True)
class Row:
    """One figure, or one per rated domain.

    Attributes
    ----------
    what : str
    source : str
        Name of the result.
    read : callable
        The figures in it.
    must, aim : tuple of float
        As many as figures, or none.
    beside : Mapping of who to callable
        What stands beside the model.
    beside_source : str
        The result that it is read from, where that is another one.
    at_most : bool
        Whether less is better.
    """

    what: str
    source: str
    read: Read
    must: tuple[float, ...]
    aim: tuple[float, ...] = ()
    beside: Mapping[str, Read] = field(default_factory=dict)
    at_most: bool = False
    beside_source: str = ""


def r(*path: str) -> Read:
    """Return what reads r of Skills, Knowledge, Abilities and Work Styles under a path."""
    return lambda kept: [at(kept, *path, domain, "r") for domain in RATED]


def one(*paths: tuple[str, ...]) -> Read:
    """Return what reads the figures at some paths."""
    return lambda kept: [at(kept, *path) for path in paths]


def at(kept: Any, *path: str) -> float | None:
    """Return the number at a path; None where there is none."""
    for step in path:
        kept = kept.get(step) if isinstance(kept, Mapping) else None
    return kept if isinstance(kept, int | float) else None


def _reading(name: str) -> tuple[Read, dict[str, Read]]:
    beside = {"TF-IDF": r("readings", name, "baselines", "tfidf", "domains")}
    return r("readings", name, "domains"), beside


BOTH, BESIDE_BOTH = _reading("title and description")
DESCRIPTION, BESIDE_DESCRIPTION = _reading("description only")
TITLE, BESIDE_TITLE = _reading("title only")


def _technologies(model: str) -> Read:
    path = ("models", model, "categories", "technology")
    return one((*path, "macro_auc"), (*path, "lrap"))


def _classic(model: str) -> Read:
    path = ("models", model)
    return one((*path, "median_accuracy"), (*path, "over_random_states", "mean"))


def _seconds(kept: Kept) -> Values:
    found = [m["value"] for m in kept["measures"] if m["name"].startswith("library")]
    return [1000 * value for value in found]


def _within(path: tuple[str, ...]) -> Read:
    """Return what reads how far a coverage is from 90 %."""

    def read(kept: Kept) -> Values:
        value = at(kept, *path)
        return [None if value is None else abs(value - 0.9)]

    return read


def _first_of(*path: str) -> Read:
    """Return what reads a value that stands before its interval."""

    def read(kept: Any) -> Values:
        for step in path:
            kept = kept.get(step) if isinstance(kept, Mapping) else None
        return [kept[0] if isinstance(kept, list) else None]

    return read


ROWS = (
    Row("`indeed_dev`, title and description: r", "indeed_dev", BOTH,
        (0.88, 0.88, 0.88, 0.86), (0.92, 0.92, 0.92, 0.89), BESIDE_BOTH),
    Row("the same, description only", "indeed_dev", DESCRIPTION,
        (0.79, 0.81, 0.81, 0.76), (0.86, 0.86, 0.87, 0.82), BESIDE_DESCRIPTION),
    Row("the same, title only", "indeed_dev", TITLE,
        (0.80, 0.77, 0.78, 0.77), (0.84, 0.82, 0.83, 0.81), BESIDE_TITLE),
    Row("occupation: hit@1 on `gold_union`, hit@10 on `gold_agreed`", "indeed_dev",
        one(("hits", "gold_union", "title and description", "hit@1"),
            ("hits", "gold_agreed", "title and description", "hit@10")),
        (0.84, 0.94), (0.90, 0.96),
        {"look-up of the title": one(("indeed_dev", "gold_union", "hit@1"),
                                     ("indeed_dev", "gold_agreed", "hit@10"))},
        beside_source="titles"),
    Row("work that O\\*NET doesn't list: r", "unlisted", r("models", "default", "domains"),
        (0.60, 0.58, 0.58, 0.43), (0.66, 0.63, 0.64, 0.50),
        {"TF-IDF": r("models", "tfidf", "domains")}),
    Row("employers' titles (`h2b_titles`): hit@1, hit@10 ahead of a look-up", "titles",
        one(("h2b", "hit@1", "lead"), ("h2b", "hit@10", "lead")), (0.10, 0.10), (),
        {"model": one(("h2b", "hit@1", "model"), ("h2b", "hit@10", "model")),
         "look-up": one(("h2b", "hit@1", "look-up"), ("h2b", "hit@10", "look-up"))}),
    Row("ESCO titles not in O\\*NET: hit@1, hit@10 ahead of a look-up", "titles",
        one(("esco", "hit@1", "lead"), ("esco", "hit@10", "lead")), (0.10, 0.10), (),
        {"model": one(("esco", "hit@1", "model"), ("esco", "hit@10", "model")),
         "look-up": one(("esco", "hit@1", "look-up"), ("esco", "hit@10", "look-up"))}),
    Row("ESCO texts among boilerplate, titles not in O\\*NET: r", "noisy_esco", r("domains"),
        (0.81, 0.81, 0.80, 0.75), (0.86, 0.86, 0.85, 0.80),
        {"TF-IDF": r("baselines", "tfidf", "domains")}),
    Row("new occupations, 10 folds: r", "occupations", r("models", "default", "domains"),
        (0.845, 0.80, 0.81, 0.665), (0.87, 0.83, 0.84, 0.70),
        {"TF-IDF": r("models", "tfidf", "domains")}),
    Row("classic task: median accuracy, state 42 and mean of 10", "classic_task",
        _classic("default"), (0.785, 0.785), (0.80, 0.80),
        {"majority": _classic("majority"), "TF-IDF": _classic("tfidf"), "GRU": _classic("gru")}),
    Row("technologies named (`skillspan`): F1", "technology_skillspan", one(("all", "f1")),
        (0.82,), (0.90,), {"exact names": one(("exact names", "f1"))}),
    Row("technology categories, new occupations: macro AUC, LRAP", "occupations",
        _technologies("default"), (0.885, 0.82), (0.91, 0.85),
        {"majority": _technologies("majority"), "TF-IDF": _technologies("tfidf")}),
    Row("one posting of 600 words, one core: ms", "speed_and_size", _seconds, (8.0,), (3.0,),
        at_most=True),
    Row("calibration error of labels: new occupations", "occupations",
        one(("models", "default", "ece")), (0.03,), (),
        {"majority": one(("models", "majority", "ece")),
         "TF-IDF": one(("models", "tfidf", "ece"))}, at_most=True),
    Row("the same, `indeed_dev`", "indeed_dev",
        one(("readings", "title and description", "ece")), (0.06,), (),
        {"majority": one(("readings", "title and description", "baselines", "majority", "ece")),
         "TF-IDF": one(("readings", "title and description", "baselines", "tfidf", "ece"))},
        at_most=True),
    Row("calibration error of the first occupation, `indeed_dev`, `gold_agreed`", "indeed_dev",
        one(("chances", "gold_agreed", "title and description", "ece")), (0.06,), (),
        {"of true probabilities, by chance":
         one(("chances", "gold_agreed", "title and description", "ece_by_chance"))},
        at_most=True),
    Row("the same, ESCO among boilerplate", "noisy_esco", one(("chances", "ece")), (0.06,), (),
        {"of true probabilities, by chance": one(("chances", "ece_by_chance"))}, at_most=True),
    Row("90 % intervals: distance of what they hold from .90, new occupations", "occupations",
        _within(("models", "default", "coverage")), (0.02,), (),
        {"TF-IDF": _within(("models", "tfidf", "coverage"))}, at_most=True),
    Row("the same, `indeed_dev`", "indeed_dev",
        _within(("readings", "title and description", "coverage")), (0.02,), (),
        {"TF-IDF":
         _within(("readings", "title and description", "baselines", "tfidf", "coverage"))},
        at_most=True),
    Row("evidence: the rating falls without the strongest sentence",
        "evidence_removal", _first_of("all", "falls"), (0.90,)),
    Row("evidence that is company, benefits or law", "sections",
        _first_of("evidence", "entries on about benefits legal"), (), at_most=True),
)  # fmt: skip
