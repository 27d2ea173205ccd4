"""Tables of kept figures for the README and the pages: advertisements, new occupations."""

from collections.abc import Iterator, Mapping
from typing import Any

__all__ = ["advertisements", "annotated", "new_occupations"]

DOMAINS = ("skills", "knowledge", "abilities", "work_styles", "work_activities", "work_context")
NAMES = {"default": "default", "tfidf": "TF-IDF + ridge"}


def advertisements(kept: Mapping[str, Any]) -> Iterator[str]:
    """Yield r per domain, by what was read, for the model and TF-IDF."""
    yield f"| Read | By | {_heading()} |"
    yield "|---" * (2 + len(DOMAINS)) + "|"
    for reading, one in kept["readings"].items():
        yield f"| {reading} | default | {_cells(one['domains'])} |"
        yield f"| {reading} | TF-IDF + ridge | {_cells(one['baselines']['tfidf']['domains'])} |"


def new_occupations(kept: Mapping[str, Any]) -> Iterator[str]:
    """Yield r per domain for the models that have one, under the noise ceiling."""
    models = kept["models"]
    yield f"| Model | {_heading()} | 90 % intervals hold |"
    yield "|---" * (2 + len(DOMAINS)) + "|"
    for model, name in NAMES.items():
        yield f"| {name} | {_cells(models[model]['domains'])} | {models[model]['coverage']:.1%} |"
    ceiling = {
        domain: {"r": score["noise_ceiling"]}
        for domain, score in models["default"]["domains"].items()
    }
    yield f"| noise ceiling | {_cells(ceiling)} | |"


def annotated(kept: Mapping[str, Any]) -> Iterator[str]:
    """Yield r with the annotated file, and how far that is ahead of r without it."""
    yield f"| Asked | Read | {_heading()} |"
    yield "|---" * (2 + len(DOMAINS)) + "|"
    for asked, name in (("held out", "a held-out quarter"), ("indeed_dev", "indeed_dev")):
        for reading, one in kept[asked].items():
            yield f"| {name} ({one['texts']}) | {reading} | {_cells(one['with']['domains'])} |"
            leads = (one["lead"][domain] for domain in DOMAINS)
            cells = " | ".join(
                f"{lead['r']:+.3f} [{lead['r_interval'][0]:+.2f}, {lead['r_interval'][1]:+.2f}]"
                for lead in leads
            )
            yield f"| | … ahead of without | {cells} |"
    yield ""
    yield f"`{kept['command']}`"


def _heading() -> str:
    return " | ".join(domain.replace("_", " ").capitalize() for domain in DOMAINS)


def _cells(domains: Mapping[str, Any]) -> str:
    values = [domains[domain]["r"] for domain in DOMAINS]
    return " | ".join("–" if value is None else f"{value:.3f}" for value in values)
