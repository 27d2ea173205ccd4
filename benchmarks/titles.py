r"""Titles alone, of employers and of ESCO, beside looking them up among O*NET's job titles.

    python benchmarks/titles.py ../shared/data data/29_3 --recipe recipes/default.toml

* h2b: titles that employers wrote, each with a 6-digit SOC 2010 code. An occupation is right when
  O*NET's crosswalk from 2010 to 2019 leads from that code to it.
* esco: titles of ESCO occupations that are no job title of O*NET, those aside whose text the
  recipe tuned the bundle on. An occupation is right when it is in `onet_codes`.

* indeed_dev: titles of advertisements, for the look-up to stand beside what the model makes of
  title and description.

hit@k: one of the first k occupations is right, for the model and for the look-up
(title_look_up.py) alike. The figures go to benchmarks/results/titles.json.
"""

import argparse
import csv
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from kept import keep
from title_look_up import TitleLookUp

from jobskills import Posting, Predictor, metrics
from jobskills.dataset import Dataset
from jobskills.evaluation.comparison import lead_of_hits
from jobskills.evaluation.gold_file import read_gold
from jobskills.evaluation.recipe_texts import RecipeTexts, recipe_texts
from jobskills.models.profile_data import profile_data
from jobskills.recipe import load_recipe

COMMAND = "python benchmarks/titles.py ../shared/data data/29_3 --recipe recipes/default.toml"
KS = (1, 10)


def main() -> None:
    parser = argparse.ArgumentParser(description="Titles beside a look-up.")
    parser.add_argument("shared", type=Path, help="folder with eval/ and onet/")
    parser.add_argument("data", type=Path, help="folder made by 'jobskills data build'")
    parser.add_argument("--recipe", type=Path, help="leave out the texts that it tunes on")
    parser.add_argument("--bundle", default="default")
    given = parser.parse_args()
    predictor = Predictor.load(given.bundle)
    look_up = TitleLookUp(profile_data(Dataset.load(given.data)).occupations)
    tuned = recipe_texts(load_recipe(given.recipe)) if given.recipe else RecipeTexts()
    crosswalk = groups_of_2010(given.shared / "onet" / "2010_to_2019_Crosswalk.csv")
    numbers = {
        "h2b": compare(*h2b(given.shared / "eval", crosswalk), predictor, look_up),
        "esco": compare(*esco(given.shared / "eval", tuned), predictor, look_up),
    }
    numbers["indeed_dev"] = looked_up(given.shared / "eval" / "indeed_dev.jsonl", look_up)
    keep("titles", COMMAND, numbers, given.bundle)
    print(json.dumps(numbers, indent=1))


def compare(
    titles: Sequence[str],
    gold: Sequence[frozenset[str]],
    predictor: Predictor,
    look_up: TitleLookUp,
) -> dict[str, Any]:
    """Return hit@1 and hit@10 of both, and the paired lead of the model."""
    read = predictor.predict([Posting(title=title) for title in titles])
    model = [[occupation.code for occupation in one.occupations] for one in read]
    looked_up = look_up.ranked(titles)
    numbers: dict[str, Any] = {"titles": len(titles)}
    for k in KS:
        found, other = metrics.hits(model, gold, k), metrics.hits(looked_up, gold, k)
        low, high = metrics.bootstrap(lambda rows, hit=found: hit[rows].mean(), len(found))  # type: ignore[misc]
        lead = lead_of_hits(found, other)
        numbers[f"hit@{k}"] = {
            "model": float(found.mean()),
            "interval": [float(low), float(high)],
            "look-up": float(other.mean()),
            "lead": lead.value,
            "lead_interval": list(lead.interval),
        }
    return numbers


def looked_up(path: Path, look_up: TitleLookUp) -> dict[str, Any]:
    """Return the look-up's hits on the titles of a file, by gold set."""
    numbers: dict[str, Any] = {}
    for field in ("gold_union", "gold_agreed"):
        rows = [one for one in read_gold(path).postings if field in one.sets]
        ranked = look_up.ranked([one.title for one in rows])
        gold = [one.sets[field] for one in rows]
        numbers[field] = {f"hit@{k}": float(metrics.hits(ranked, gold, k).mean()) for k in KS}
    return numbers


def groups_of_2010(path: Path) -> Mapping[str, frozenset[str]]:
    """Return 6-digit SOC 2010 group -> O*NET-SOC 2019 codes that its occupations became."""
    became = defaultdict(set)
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            became[row["O*NET-SOC 2010 Code"][:7]].add(row["O*NET-SOC 2019 Code"])
    return {group: frozenset(codes) for group, codes in became.items()}


def h2b(
    folder: Path, became: Mapping[str, frozenset[str]]
) -> tuple[list[str], list[frozenset[str]]]:
    """Return employers' titles and the occupations that are right; unknown groups stay, as none."""
    rows = read(folder / "h2b_titles.jsonl")
    return [row["title"] for row in rows], [became.get(row["soc2010"], frozenset()) for row in rows]


def esco(folder: Path, tuned: RecipeTexts) -> tuple[list[str], list[frozenset[str]]]:
    """Return ESCO's titles that O*NET does not have, and the occupations that are right."""
    known = tuned.tuned_on()
    rows = [
        row
        for row in read(folder / "esco_occupations_onet.jsonl")
        if not row["title_in_onet_alt"]
        and row["onet_codes"]
        and (row["title"], row["description"]) not in known
    ]
    return [row["title"] for row in rows], [frozenset(row["onet_codes"]) for row in rows]


def read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


if __name__ == "__main__":
    np.seterr(all="raise", under="ignore")
    main()
