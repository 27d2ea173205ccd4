"""The table of figures to reach, made of what the benchmarks kept; nothing in it is typed.

    python benchmarks/figures.py            # print it, and write it into README.md
    python benchmarks/figures.py --bundle src/jobskills/bundles/default    # and into its card

Each row (figure_rows.py) names the result that it is read from (results/NAME.json, with the
command that made it), what must be reached and what is aimed at, and what stands beside the
model. A result that is not there, or that another bundle gave, is said so.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from figure_rows import ROWS, Kept, Row, Values
from kept import RESULTS, kept, weights
from readme_tables import advertisements, annotated, new_occupations

from jobskills.bundle import Bundle, bundle_path, write_card
from jobskills.card import model_card

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
#: Why annotated advertisements are learned from stands on the page of that decision.
DECISION = ROOT / "docs" / "decisions" / "0022-annotated-postings.md"


def main() -> None:
    parser = argparse.ArgumentParser(description="The table of figures.")
    parser.add_argument("--bundle", type=Path, help="write its card too; a folder")
    given = parser.parse_args()
    own = weights(str(given.bundle or "default"))
    lines = list(table(own))
    print("\n".join(lines))
    for name, block in blocks(own).items():
        write_between(README, name, block)
        write_between(DECISION, name, block)
    if given.bundle:
        renew_card(given.bundle, lines, own)


def table(
    own: str, rows: Sequence[Row] = ROWS, result: Callable[[str], Kept | None] = kept
) -> Iterator[str]:
    """Yield the lines of the table, then those of the commands behind it.

    Parameters
    ----------
    own : str
        Which bundle the table is about, see `kept.weights`.
    rows, result
        The rows, and what gives a result by its name.
    """
    yield "| Figure | Must | Aim | Reached | Beside | Command |"
    yield "|---|---|---|---|---|---|"
    sources = list(dict.fromkeys(row.source for row in rows))
    for row in rows:
        found = result(row.source)
        cells = [row.what, shown(row.must), shown(row.aim)]
        if found is None:
            cells += ["not measured", ""]
        else:
            said = row.read(found)
            cells += [f"{shown(said)}{verdict(row, said)}"]
            other = result(row.beside_source) if row.beside_source else found
            said_beside = {who: shown(read(other or {})) for who, read in row.beside.items()}
            cells += ["; ".join(f"{who} {values}" for who, values in said_beside.items())]
        yield f"| {' | '.join(cells)} | {sources.index(row.source) + 1} |"
    yield ""
    for number, source in enumerate(sources, start=1):
        found = result(source) or {}
        how = f"`{found['command']}`" if "command" in found else f"see {source}"
        yield f"{number}. {how}{_measured(found, own)}"


def _measured(found: Kept, own: str) -> str:
    said = [str(found[part]) for part in ("date", "machine") if part in found]
    if found.get("bundle", own) != own:
        said.append("**with another bundle**")
    return f" ({', '.join(said)})" if said else ""


def verdict(row: Row, said: Values) -> str:
    """Return a mark: the aim, the must, or neither is reached in every figure."""
    for name, wanted in (("aim", row.aim), ("must", row.must)):
        if wanted and all(reached(a, b, row.at_most) for a, b in zip(said, wanted, strict=True)):
            return f" ({name})"
    return " (**missed**)" if row.must else ""


def reached(said: float | None, wanted: float, at_most: bool) -> bool:
    """Return whether a figure is as good as wanted, as the table shows it."""
    if said is None:
        return False
    rounded = round(said, 3)
    return rounded <= wanted if at_most else rounded >= wanted


def shown(values: Values) -> str:
    """Return figures as the table has them.

    Examples
    --------
    >>> shown([0.8251, None])
    '.825 / –'
    """
    return " / ".join(map(_shown, values))


def _shown(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:.3f}".replace("0.", ".", 1) if abs(value) < 1 else f"{value:.1f}"


def blocks(own: str) -> dict[str, str]:
    """Return the blocks that are made of kept figures, by the name of their marks."""
    made = {"figures": "\n".join(table(own))}
    for name, source, rows in (
        ("advertisements", "indeed_dev", advertisements),
        ("new occupations", "occupations", new_occupations),
        ("annotated", "annotated", annotated),
    ):
        found = kept(source)
        if found is not None:
            made[name] = "\n".join(rows(found))
    return made


def marks(name: str) -> tuple[str, str]:
    """Return the lines between which a block stands."""
    return f"<!-- {name}: start -->\n", f"\n<!-- {name}: end -->"


def write_between(page: Path, name: str, block: str) -> None:
    """Write a block between its marks; a page without them is left as it is."""
    start, end = marks(name)
    before, found, rest = page.read_text(encoding="utf-8").partition(start)
    if found:
        # Between the marks of an empty block stands one line's end, which `start` has taken.
        _, ended, after = f"\n{rest}".partition(end)
        if not ended:
            raise SystemExit(f"{page}: the block {name!r} has no end: write {end.strip()} below it")
        page.write_text(f"{before}{start}{block}{end}{after}", encoding="utf-8")


def renew_card(folder: Path, lines: Sequence[str], own: str) -> None:
    """Write the card of a bundle anew, with what was measured of it and of no other.

    The table has the rest too, and says of it that another bundle gave it.
    """
    bundle = Bundle.load(folder)
    every = {path.stem: json.loads(path.read_text("utf-8")) for path in RESULTS.glob("*.json")}
    results = {name: one for name, one in every.items() if one.get("bundle", own) == own}
    if other := sorted(every.keys() - results.keys()):
        print(f"{folder}: measured with another bundle: {', '.join(other)}", file=sys.stderr)
    reports = [("indeed_dev.jsonl", results["indeed_dev"])] if "indeed_dev" in results else []
    card = model_card(bundle, reports, figures=lines, results=results)
    write_card(bundle_path(folder), card)


if __name__ == "__main__":
    main()
