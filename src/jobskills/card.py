"""The model card, written from what was measured; no figure in it is typed by hand."""

from collections.abc import Mapping, Sequence
from importlib import resources
from string import Template
from textwrap import wrap
from types import MappingProxyType
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

#: The files of whole advertisements among those that doubts were measured on.
_ADVERTISEMENTS: Final = ("indeed_dev", "uk_jobads_776", "google_jobs_1250", "skillspan")

#: What stands where nothing was measured with a bundle.
_NOT_MEASURED: Final = "This was not measured with this bundle."


def model_card(
    bundle: Bundle,
    reports: Sequence[tuple[str, Mapping[str, Any]]],
    *,
    figures: Sequence[str] = (),
    results: Mapping[str, Mapping[str, Any]] = MappingProxyType({}),
) -> str:
    """Return the card of a bundle.

    Parameters
    ----------
    bundle : Bundle
    reports : sequence of (file name, numbers)
        What `jobskills evaluate postings` measured with this very bundle.
    figures : sequence of str
        Lines of a table of figures beside what they should be, Markdown.
    results : Mapping of name to numbers
        What the benchmarks of the project measured with it: `fairness`, `sections`,
        `evidence_removal` and `likeness` are shown, those that are there.

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
        figures="\n".join(figures) or _NOT_MEASURED,
        chances="\n\n".join(_chances(name, numbers) for name, numbers in reports) or _NOT_MEASURED,
        evidence=_evidence(results),
        doubts=_doubts(results["likeness"]) if "likeness" in results else "not measured.",
        fairness=_fairness(results["fairness"]) if "fairness" in results else _NOT_MEASURED,
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
        f"* Postings in employers' words, learned from: {_names(training.get('written', {}))}",
        f"* Real postings, learned from with our own annotations of their occupations: "
        f"{_names(training.get('annotated', {}))}",
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


def _chances(name: str, numbers: Mapping[str, Any]) -> str:
    """Return how true the first occupation's probability is, and what intervals hold."""
    lines = [
        f"`{name}`: how often the first occupation is right, beside its mean probability; by "
        "chance is the calibration error that true probabilities would show on as few postings.",
        "",
        "| Gold set | Read | said | right | calibration error | by chance |",
        "|---|---|---|---|---|---|",
    ]
    for gold, readings in numbers["chances"].items():
        for reading, one in readings.items():
            cells = [f"{one[cell]:.3f}" for cell in ("said", "seen", "ece", "ece_by_chance")]
            lines.append(f"| {gold} ({one['postings']}) | {reading} | {' | '.join(cells)} |")
    names = [domain.replace("_", " ") for domain in _DOMAIN_ORDER]
    lines += ["", f"| 90 % intervals hold | {' | '.join(names)} |", "|---" * (1 + len(names)) + "|"]
    for reading, one in numbers["readings"].items():
        held = [one["domains"].get(domain) for domain in _DOMAIN_ORDER]
        cells = [f"{score['coverage']:.1%}" if score else "–" for score in held]
        lines.append(f"| {reading} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _evidence(results: Mapping[str, Mapping[str, Any]]) -> str:
    """Return what was measured of evidence and sections; each figure stands before its interval."""
    lines = []
    if "evidence_removal" in results:
        falls = results["evidence_removal"]["all"]["falls"]
        lines.append(
            f"* Without the strongest sentence the rating falls in {_share(falls)} of the cases "
            "(elements more likely than not, over real advertisements)."
        )
    if "sections" in results:
        found = results["sections"]["judge"]
        shown = results["sections"]["evidence"]["entries on about benefits legal"]
        lines += [
            f"* Of the sentences shown as evidence {_share(shown)} "
            "speak of the company, benefits or law, by the project's own annotations.",
            f"* Sections agree with those annotations for {_share(found['sections agree'])} of "
            "the sentences kept aside (one annotator, who had seen the texts).",
        ]
    return "\n".join(lines) or _NOT_MEASURED


def _doubts(found: Mapping[str, Any]) -> str:
    """Return how often texts are doubted: those that are no postings, and real ones."""
    real = [found[name]["both"][0] for name in _ADVERTISEMENTS]
    return (
        f"{_share(found['no postings']['kept aside'])} of the project's own examples kept aside "
        f"are doubted, and at most {max(real):.1%} of the advertisements of any file."
    )


def _share(value: Sequence[float]) -> str:
    share, low, high = value
    return f"{share:.1%} [{low:.1%}, {high:.1%}]"


def _fairness(numbers: Mapping[str, Any]) -> str:
    """Return the table of counterfactual pairs, and the titles that are read as other jobs."""
    swaps = {name: one for name, one in numbers["swaps"].items() if isinstance(one, Mapping)}
    lines = [
        "| Swapped | Pairs | Mean change | in SD | Largest change | Labels flipped "
        "| First occupation changed |",
        "|---|---|---|---|---|---|---|",
    ]
    for name, one in swaps.items():
        cells = [name, str(one["pairs"]), f"{one['mean']:.3f}", f"{one['mean_deviations']:.3f}"]
        cells += [f"{one['max']:.2f}", f"{one['labels_flipped']:.1%}"]
        lines.append(f"| {' | '.join(cells)} | {one['occupation_changed']:.1%} |")
    read_as = [
        f"“{title}” as {occupation}"
        for one in swaps.values()
        for title, occupation in one.get("read_as", {}).items()
    ]
    if read_as:
        lines += ["", f"Titles alone whose two forms are read otherwise: {'; '.join(read_as)}."]
    return "\n".join(lines)
