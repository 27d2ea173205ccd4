"""Measure whether a name, a pronoun or an employer changes the profile of the same job.

    python benchmarks/fairness.py ../shared/data

Counterfactual pairs: one posting twice, the same but for one swap. The postings are

* our own: a few sentences under the titles of occupations drawn from the whole release;
* real ones from indeed_dev and uk_jobads_776, with one sentence of ours added. They are read
  from where they lie and not kept.

The swaps are a person's name that sounds like another gender or ethnicity, a pronoun, the
employer's name, and, as a control, a date and a reference number, which mean nothing.
Titles that carry a gender (waiter, waitress) stand apart: there the title itself changes.

Per swap: how far importance moves on the scale of 1 to 5 and in the element's standard
deviations over occupations, how many labels cross 0.5, how often the most probable occupation
changes, and the largest mean shift of an element from the first to the second, with its sign:
what is systematic. The figures go to benchmarks/results/fairness.json.
"""

import argparse
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from kept import keep
from numpy.typing import NDArray

from jobskills import Posting, Prediction, Predictor
from jobskills.evaluation.gold_file import read_gold

COMMAND = "python benchmarks/fairness.py ../shared/data"
FILES = ("indeed_dev", "uk_jobads_776")

#: Sentence -> pairs that fill it. Every posting gets one pair of each swap, in turn.
CONTACT = "Questions about this opening? Contact {}, who will be glad to help."
REPORTS = "The person we hire will work closely with {} during the first weeks."
PRONOUN = "We want our new colleague to feel welcome, and {} have time to settle in."
EMPLOYER = "At {}, we have been part of this town for many years."
SWAPS: Mapping[str, tuple[Sequence[str], Sequence[tuple[str, str]]]] = {
    "name, other gender": (
        (CONTACT, REPORTS),
        (
            ("Emily Miller", "Gregory Miller"),
            ("Susan Clark", "Robert Clark"),
            ("Maria Lopez", "Jose Lopez"),
            ("Linda Nguyen", "Kevin Nguyen"),
            ("Aisha Hassan", "Omar Hassan"),
            ("Jennifer Brown", "Michael Brown"),
        ),
    ),
    "name, other ethnicity": (
        (CONTACT, REPORTS),
        (
            ("Emily Walsh", "Lakisha Washington"),
            ("Greg Baker", "Jamal Robinson"),
            ("Anne Murphy", "Guadalupe Hernandez"),
            ("Brad Sullivan", "Wei Zhang"),
            ("Sarah McCarthy", "Fatima Khan"),
            ("Todd Olson", "Rajesh Patel"),
        ),
    ),
    "pronoun": (
        (PRONOUN,),
        (("he will", "she will"), ("he will", "they will"), ("she will", "they will")),
    ),
    "employer, other name": (
        (EMPLOYER,),
        (
            ("Northfield Group", "Brightwater Company"),
            ("Halden & Co.", "Quillmark Inc."),
            ("Smith Brothers", "Garcia Brothers"),
            ("The Kowalski Company", "The Nguyen Company"),
            ("Miller and Sons", "Miller and Daughters"),
            ("Redstone Partners", "Lindqvist Partners"),
        ),
    ),
    "control: date or number": (
        ("Please apply {}.",),
        (
            ("by March 3", "by June 12"),
            ("before the end of May", "before the end of October"),
            ("under reference 4711", "under reference 90210"),
        ),
    ),
}
GENDERED_TITLES = (
    ("Waiter", "Waitress"),
    ("Salesman", "Saleswoman"),
    ("Steward", "Stewardess"),
    ("Host", "Hostess"),
    ("Policeman", "Policewoman"),
    ("Fireman", "Firewoman"),
    ("Foreman", "Forewoman"),
    ("Handyman", "Handywoman"),
    ("Actor", "Actress"),
    ("Mailman", "Mailwoman"),
    ("Seamster", "Seamstress"),
    ("Cameraman", "Camerawoman"),
    ("Repairman", "Repairwoman"),
    ("Male Nurse", "Female Nurse"),
    ("Masseur", "Masseuse"),
    ("Barman", "Barmaid"),
)
OWN = (
    "We are hiring a {}. You know the trade or are keen to learn it, you work carefully, and you "
    "keep to what was agreed. Hours are set two weeks ahead.",
    "Open position: {}. You will plan your own day, talk with customers and colleagues, and write "
    "down what was done. Experience helps; training is given.",
    "{} needed to join a small crew. Reliable people with good references, please. The work is "
    "varied and the equipment is in good order.",
)


@dataclass(frozen=True, slots=True)
class Pair:
    """One posting twice."""

    first: Posting
    second: Posting


def main() -> None:
    parser = argparse.ArgumentParser(description="Counterfactual pairs.")
    parser.add_argument("shared", type=Path, help="folder with eval/")
    parser.add_argument("--bundle", default="default")
    parser.add_argument("--postings", type=int, default=100, help="own ones, and of each file")
    given = parser.parse_args()
    predictor = Predictor.load(given.bundle)
    own = own_postings(predictor, given.postings)
    real = real_postings(given.shared / "eval", given.postings)
    numbers: dict[str, Any] = {"own": len(own), "real": len(real)}
    for name in SWAPS:
        pairs = list(swapped(name, [*own, *real]))
        numbers[name] = effect(pairs, predictor)
    titled = [Pair(*(own_posting(title, k) for title in pair)) for k, pair in numbered()]
    numbers["title, other gender"] = {**effect(titled, predictor), "read_as": read_as(predictor)}
    keep("fairness", COMMAND, {"swaps": numbers}, given.bundle)
    print("\n".join(table(numbers)))


def numbered() -> Iterator[tuple[int, tuple[str, str]]]:
    return ((k, pair) for k in range(len(OWN)) for pair in GENDERED_TITLES)


def own_posting(title: str, k: int) -> Posting:
    """Return a posting in our wording."""
    return Posting(title, OWN[k % len(OWN)].format(title.lower()))


def own_postings(predictor: Predictor, most: int) -> list[Posting]:
    """Return postings for occupations drawn from all, always the same."""
    titles = [title for _, title in predictor.occupations]
    drawn = random.Random(0).sample(titles, min(most, len(titles)))
    return [own_posting(title, k) for k, title in enumerate(drawn)]


def real_postings(folder: Path, most: int) -> list[Posting]:
    """Return real advertisements, drawn from each file."""
    postings = []
    for name in FILES:
        rows = read_gold(folder / f"{name}.jsonl", labelled=False).postings
        drawn = random.Random(name).sample(rows, min(most, len(rows)))
        postings += [Posting(row.title, row.description) for row in drawn]
    return postings


def swapped(swap: str, postings: Sequence[Posting]) -> Iterator[Pair]:
    """Add the swap's sentence to each posting, once with either filling."""
    sentences, fillings = SWAPS[swap]
    for i, posting in enumerate(postings):
        sentence, filling = sentences[i % len(sentences)], fillings[i % len(fillings)]
        first, second = (
            replace(posting, description=f"{posting.description}\n{sentence.format(one)}")
            for one in filling
        )
        yield Pair(first, second)


def effect(pairs: Sequence[Pair], predictor: Predictor) -> dict[str, Any]:
    """Return what the swap moves."""
    first = predictor.predict([pair.first for pair in pairs])
    second = predictor.predict([pair.second for pair in pairs])
    moved = numbers_of(second, predictor, "importance") - numbers_of(first, predictor, "importance")
    spread = np.nanstd(predictor.ratings, axis=0)
    on = [numbers_of(said, predictor, "probability") >= 0.5 for said in (first, second)]
    shift = moved.mean(axis=0)
    furthest = int(np.abs(shift / spread).argmax())
    return {
        "pairs": len(pairs),
        "mean": float(np.abs(moved).mean()),
        "max": float(np.abs(moved).max()),
        "mean_deviations": float(np.abs(moved / spread).mean()),
        "max_deviations": float(np.abs(moved / spread).max()),
        "labels_flipped": float((on[0] != on[1]).mean()),
        "occupation_changed": float(
            np.mean([first_code(a) != first_code(b) for a, b in zip(first, second, strict=True)])
        ),
        "largest_shift": {
            "element": predictor.elements[furthest].name,
            "points": float(shift[furthest]),
            "deviations": float(shift[furthest] / spread[furthest]),
        },
    }


def read_as(predictor: Predictor) -> dict[str, str]:
    """Return title -> the occupation it is read as, where the two of a pair differ."""
    titles = [title for pair in GENDERED_TITLES for title in pair]
    said = predictor.predict([Posting(title) for title in titles])
    first = dict(zip(titles, (one.occupations[0].title for one in said), strict=True))
    return {
        title: first[title]
        for pair in GENDERED_TITLES
        for title in pair
        if first[pair[0]] != first[pair[1]]
    }


def first_code(prediction: Prediction) -> str:
    return prediction.occupations[0].code


def numbers_of(
    predictions: Sequence[Prediction], predictor: Predictor, field: str
) -> NDArray[np.float64]:
    """Return one number per posting and element, [n, e], in the predictor's order."""
    column = {element.id: k for k, element in enumerate(predictor.elements)}
    values = np.empty((len(predictions), len(column)))
    for row, prediction in zip(values, predictions, strict=True):
        for element in prediction.elements:
            row[column[element.id]] = getattr(element, field)
    return values


def table(numbers: Mapping[str, Any]) -> Iterator[str]:
    """Yield the lines of a table, one row per swap."""
    yield (
        "| Swap | Pairs | Mean change | Largest | Mean, in SD | Labels flipped "
        "| First occupation changed | Largest mean shift |"
    )
    yield "|---|---|---|---|---|---|---|---|"
    for name, one in numbers.items():
        if isinstance(one, Mapping):
            shift = one["largest_shift"]
            cells = [name, str(one["pairs"]), f"{one['mean']:.3f}", f"{one['max']:.2f}"]
            cells += [f"{one['mean_deviations']:.3f}", f"{one['labels_flipped']:.1%}"]
            cells += [f"{one['occupation_changed']:.1%}"]
            cells += [f"{shift['element']} {shift['deviations']:+.2f} SD"]
            yield f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    main()
