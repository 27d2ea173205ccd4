"""The model card, written from what was measured; no figure in it is typed by hand."""

from collections.abc import Mapping, Sequence
from importlib import resources
from string import Template
from textwrap import wrap
from typing import Any, Final

from jobskills.attribution import attribution
from jobskills.bundle import Bundle

__all__ = ["model_card"]

_DOMAIN_ORDER: Final = (
    "skills",
    "knowledge",
    "abilities",
    "work_styles",
    "work_activities",
    "work_context",
)


def model_card(bundle: Bundle, reports: Sequence[tuple[str, Mapping[str, Any]]]) -> str:
    """Return the card of a bundle.

    Parameters
    ----------
    bundle : Bundle
    reports : sequence of (file name, numbers)
        What `jobskills evaluate postings` measured with this very bundle.

    Returns
    -------
    str
        Markdown.
    """
    template = Template(resources.files("jobskills").joinpath("card.md").read_text("utf-8"))
    reader, training = bundle.reader, bundle.training
    return template.substitute(
        name=bundle.info.name,
        version=bundle.info.version,
        release=bundle.info.onet_release,
        occupations=len(bundle.titles),
        elements=len(reader.elements),
        technologies=len(bundle.technologies.products),
        tools=len(bundle.tools.products),
        words=len(reader.encoder.vocabulary),
        dimension=reader.encoder.dimension,
        sources=_sources(training),
        precision=f"{bundle.mention_precision:.2f}",
        results="\n\n".join(_results(name, numbers) for name, numbers in reports)
        or "No file of postings was evaluated with this bundle.",
        attribution="\n".join(wrap(attribution(bundle.info.onet_release), 100)),
    )


def _sources(training: Mapping[str, Any]) -> str:
    domains = training["dataset"]["domains"]
    rows = [f"| {name} | {one['source']} |" for name, one in domains.items() if one]
    table = "\n".join(["| Part | Source |", "|---|---|", *rows])
    weights = training["recipe"]["encoder"]["weights"] or "none"
    lists = [
        f"* Weights that the word table was distilled from: {weights}",
        f"* Postings read for noise, without labels: {_names(training['unlabelled'])}",
        f"* Texts with known occupations, used to tune a few dozen figures: "
        f"{_names(training['labelled'])}",
    ]
    return table + "\n\n" + "\n".join(lists)


def _names(files: Mapping[str, str]) -> str:
    return ", ".join(f"`{name}` ({sha[:8]}…)" for name, sha in sorted(files.items())) or "none"


def _results(name: str, numbers: Mapping[str, Any]) -> str:
    rated = max((one["rated"] for one in numbers["readings"].values()), default=0)
    lines = [
        f"`jobskills evaluate postings {name} --out report`: {numbers['data']['postings']} texts, "
        f"{rated} with one rated gold occupation. r is Pearson's per "
        "element over postings, averaged over the domain; 95 % bootstrap intervals in brackets.",
        "",
        "| Read | " + " | ".join(domain.replace("_", " ") for domain in _DOMAIN_ORDER) + " |",
        "|---" * (1 + len(_DOMAIN_ORDER)) + "|",
    ]
    for reading, one in numbers["readings"].items():
        lines.append(_row(reading, one))
        for name, baseline in one["baselines"].items():
            if name != "majority":  # it says the same of every posting: r is not defined
                lines.append(_row(f"{reading}: {name} instead", baseline))
    lines += ["", "| Read | label ECE | 90 % intervals hold |", "|---|---|---|"]
    for reading, one in numbers["readings"].items():
        lines.append(f"| {reading} | {one['ece']:.3f} | {one['coverage']:.1%} |")
    lines += ["", "| Gold set | Read | hit@1 | hit@3 | hit@10 |", "|---|---|---|---|---|"]
    for gold, readings in numbers["hits"].items():
        for reading, one in readings.items():
            hits = " | ".join(f"{one[f'hit@{k}']:.3f}" for k in (1, 3, 10))
            lines.append(f"| {gold} ({one['postings']}) | {reading} | {hits} |")
    return "\n".join(lines)


def _row(name: str, one: Mapping[str, Any]) -> str:
    cells = [_score(one["domains"].get(domain)) for domain in _DOMAIN_ORDER]
    return f"| {name} | " + " | ".join(cells) + " |"


def _score(score: Mapping[str, Any] | None) -> str:
    if not score or score["r"] is None:
        return "–"
    low, high = score["r_interval"]
    return f"{score['r']:.3f} [{low:.2f}, {high:.2f}]"
