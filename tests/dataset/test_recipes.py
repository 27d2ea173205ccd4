import json
from collections.abc import Mapping, Sequence

import polars as pl
import pytest

from jobskills.dataset.recipes import RECIPES, Recipe, apply_recipe, rated_codes
from jobskills.dataset.schema import CATEGORIES, RATINGS
from jobskills.errors import DatasetError

CODES = [f"11-10{i}.00" for i in range(10, 18)]
UP = [1.0, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0, 4.5]
NEARLY_UP = [1.1, 1.4, 2.1, 2.4, 3.1, 3.4, 4.6, 4.5]
ZIGZAG = [3.0, 1.0, 4.0, 1.5, 3.5, 2.0, 2.5, 4.5]


def ratings(
    *elements: tuple[str, str, str, Sequence[float | None]], codes: Sequence[str] = CODES
) -> pl.DataFrame:
    """Rows for elements given as (domain, id, name, importance by occupation)."""
    rows = [
        {"code": code, "domain": domain, "element_id": id_, "element_name": name, "importance": v}
        for domain, id_, name, values in elements
        for code, v in zip(codes, values, strict=False)
        if v is not None
    ]
    return pl.DataFrame(rows, schema=RATINGS)


def categories(held: Mapping[tuple[str, str], Sequence[str]]) -> pl.DataFrame:
    """Two examples for each occupation that holds a category, given as (kind, name)."""
    rows = [
        {"code": code, "kind": kind, "category_id": f"id of {name}", "category": name, "example": e}
        for (kind, name), codes in held.items()
        for code in codes
        for e in ("first", "second")
    ]
    return pl.DataFrame(rows, schema=CATEGORIES)


NO_CATEGORY = categories({})


@pytest.fixture
def small_seed(monkeypatch: pytest.MonkeyPatch) -> Recipe:
    """The classic recipe for categories of four occupations on."""
    recipe = Recipe(RECIPES["seed"].domains, 4, 0.85)
    monkeypatch.setitem(RECIPES, "seed", recipe)
    return recipe


def test_label_is_on_from_the_median_on() -> None:
    table = ratings(("skills", "2.A.1.a", "Reading", UP))
    labels, report = apply_recipe("seed", table, NO_CATEGORY, CODES)
    assert labels["Reading"].to_list() == [0, 0, 0, 0, 1, 1, 1, 1]
    assert labels.schema == {"code": pl.String, "Reading": pl.UInt8}
    assert report["thresholds"] == {"Reading": 2.75}


def test_rows_follow_the_codes_that_were_asked_for() -> None:
    table = ratings(("skills", "2.A.1.a", "Reading", UP))
    backwards = CODES[::-1]
    labels, _ = apply_recipe("seed", table, NO_CATEGORY, backwards)
    assert labels["code"].to_list() == backwards
    assert labels["Reading"].to_list() == [1, 1, 1, 1, 0, 0, 0, 0]


def test_seed_takes_its_families_in_order_and_leaves_the_others_out() -> None:
    table = ratings(
        ("knowledge", "2.C.1.a", "Clerical", ZIGZAG),
        ("skills", "2.A.1.a", "Reading", [-v for v in UP]),
        ("abilities", "1.A.1.a.10", "Tenth", ZIGZAG),
        ("abilities", "1.A.1.a.2", "Second", UP),
    )
    labels, report = apply_recipe("seed", table, NO_CATEGORY, CODES)
    assert labels.columns == ["code", "Second", "Tenth", "Reading"]
    assert report["domains"] == ["abilities", "skills"]
    assert report["labels"]["Tenth"] == {"id": "1.A.1.a.10", "domain": "abilities"}


def test_seed_drops_the_later_of_a_pair_across_families() -> None:
    table = ratings(
        ("skills", "2.A.1.a", "Reading", NEARLY_UP),
        ("skills", "2.A.1.b", "Listening", ZIGZAG),
        ("abilities", "1.A.1.a.2", "Comprehension", UP),
    )
    labels, report = apply_recipe("seed", table, NO_CATEGORY, CODES)
    assert labels.columns == ["code", "Comprehension", "Listening"]
    (why,) = report["dropped"].values()
    assert list(report["dropped"]) == ["Reading"]
    assert why["representative"] == why["decided_by"] == "Comprehension"
    assert why["association"] == "spearman"
    assert why["value"] == pytest.approx(1 - 6 * 2 / (8 * 63))


def test_full_keeps_every_element_of_every_domain() -> None:
    table = ratings(
        ("knowledge", "2.C.4.a", "Mathematics", UP),
        ("skills", "2.A.1.e", "Mathematics", NEARLY_UP),
        ("abilities", "1.A.1.a.2", "Comprehension", UP),
    )
    labels, report = apply_recipe("full", table, NO_CATEGORY, CODES)
    assert labels.columns[1:] == [
        "Comprehension", "Mathematics (skills)", "Mathematics (knowledge)",
    ]  # fmt: skip
    assert report["dropped"] == {}
    assert report["labels"]["Mathematics (knowledge)"] == {"id": "2.C.4.a", "domain": "knowledge"}


def test_label_named_code_does_not_replace_the_codes() -> None:
    table = ratings(("skills", "2.A.1.a", "code", UP))
    labels, report = apply_recipe("full", table, NO_CATEGORY, CODES)
    assert labels["code"].to_list() == CODES
    assert report["kept"] == labels.columns[1:] == ["code (skills)"]


def test_category_is_a_label_from_the_minimum_on(small_seed: Recipe) -> None:
    held = {
        ("tool", "Scanners"): CODES[:4],
        ("tool", "Anvils"): CODES[:3],
        ("technology", "Word processing"): CODES[2:7],
    }
    labels, report = apply_recipe("seed", ratings(), categories(held), CODES)
    assert labels.columns == ["code", "Word processing", "Scanners"]
    assert labels["Scanners"].to_list() == [1, 1, 1, 1, 0, 0, 0, 0]
    assert report["labels"]["Scanners"] == {"id": "id of Scanners", "kind": "tool"}
    assert report["minimum_occupations"] == 4


def test_the_published_minimum_is_250_occupations_and_full_asks_for_10() -> None:
    assert (RECIPES["seed"].minimum_occupations, RECIPES["full"].minimum_occupations) == (250, 10)


def test_category_held_by_the_same_occupations_is_dropped(small_seed: Recipe) -> None:
    held = {("tool", "Scanners"): CODES[:4], ("technology", "Scanning"): CODES[:4]}
    _, report = apply_recipe("seed", ratings(), categories(held), CODES)
    assert report["kept"] == ["Scanning"]
    assert report["dropped"]["Scanners"] == {
        "representative": "Scanning", "association": "cramers_v",
        "value": pytest.approx(1.0), "decided_by": "Scanning",
    }  # fmt: skip


def test_occupations_outside_the_codes_count_for_nothing(small_seed: Recipe) -> None:
    table = ratings(("skills", "2.A.1.a", "Reading", UP))
    held = categories({("tool", "Scanners"): CODES[:5]})
    labels, report = apply_recipe("seed", table, held, CODES[4:])
    assert labels.columns == ["code", "Reading"]
    assert report["thresholds"] == {"Reading": 3.75}


def test_everything_is_fitted_on_the_training_occupations_only(small_seed: Recipe) -> None:
    train = CODES[:5]
    held = {("tool", "Scanners"): CODES[:4], ("technology", "Words"): CODES[4:]}

    def fitted(tail: Sequence[float]) -> tuple[pl.DataFrame, dict[str, object]]:
        table = ratings(
            ("abilities", "1.A.1.a.2", "Comprehension", UP),
            ("skills", "2.A.1.a", "Reading", [*UP[:5], *tail]),
            ("skills", "2.A.1.b", "Listening", [*ZIGZAG[:5], *tail]),
        )
        return apply_recipe("seed", table, categories(held), CODES, train)

    labels, report = fitted([9.0, 8.0, 7.0])
    # Reading follows Comprehension in training, Words is held by one training occupation.
    assert report["kept"] == ["Comprehension", "Listening", "Scanners"]
    assert report["thresholds"] == {"Comprehension": 2.0, "Listening": 3.0}
    assert (report["occupations"], report["fitted_on"]) == (8, 5)
    assert labels.height == 8
    labels_after, report_after = fitted([0.0, 0.1, 0.2])
    assert report_after == report
    assert labels_after["Listening"].to_list()[:5] == labels["Listening"].to_list()[:5]
    assert labels_after["Listening"].to_list()[5:] == [0, 0, 0]


def test_unrated_occupation_gets_0_and_is_counted() -> None:
    table = ratings(
        ("skills", "2.A.1.a", "Reading", [None, *UP[1:]]),
        ("skills", "2.A.1.b", "Listening", [None] * 8),
        ("abilities", "1.A.1.a.2", "Comprehension", ZIGZAG),
    )
    labels, report = apply_recipe("seed", table, NO_CATEGORY, CODES)
    assert labels["Reading"].to_list() == [0, 0, 0, 0, 1, 1, 1, 1]
    assert report["unrated_cells"] == {"Reading": 1}


def test_element_without_a_training_rating_is_left_out_and_named() -> None:
    table = ratings(
        ("skills", "2.A.1.a", "Reading", [None, None, None, None, *UP[4:]]),
        ("abilities", "1.A.1.a.2", "Comprehension", UP),
    )
    labels, report = apply_recipe("full", table, NO_CATEGORY, CODES, CODES[:4])
    assert labels.columns == ["code", "Comprehension"]
    assert report["not_fitted"] == ["Reading"]


def test_report_is_plain_json(small_seed: Recipe) -> None:
    table = ratings(
        ("skills", "2.A.1.a", "Reading", NEARLY_UP),
        ("abilities", "1.A.1.a.2", "Comprehension", UP),
    )
    held = categories({("tool", "Scanners"): CODES[:4], ("tool", "Scans"): CODES[:4]})
    labels, report = apply_recipe("seed", table, held, CODES)
    assert json.loads(json.dumps(report, allow_nan=False)) == report
    assert report["kept"] == labels.columns[1:]
    assert set(report["dropped"]) == {"Reading", "Scans"}


def test_rated_codes_are_those_with_an_importance() -> None:
    table = ratings(("skills", "2.A.1.a", "Reading", UP), codes=[CODES[1], CODES[0]])
    blank = ratings(("skills", "2.A.1.a", "Reading", UP[:1]), codes=[CODES[2]])
    table = pl.concat([table, blank.with_columns(importance=pl.lit(None, pl.Float64))])
    assert rated_codes(table, ["skills"]) == [CODES[0], CODES[1]]
    assert rated_codes(table, ["abilities"]) == []


READING = ratings(("skills", "2.A.1.a", "Reading", UP))


@pytest.mark.parametrize(
    ("recipe", "table", "codes", "train", "message"),
    [
        ("best", READING, CODES, None, "recipe must be one of seed, full, not 'best'"),
        ("seed", READING, [*CODES, CODES[0]], None, f"{CODES[0]} is to be labelled twice"),
        ("seed", READING, CODES, ["99-9999.00"], "the first is 99-9999.00"),
        ("seed", READING, CODES, [], "no occupation to fit labels on"),
        ("seed", READING, [], None, "no occupation to fit labels on"),
        ("seed", ratings(), CODES, None, "finds no label"),
        ("seed", pl.concat([READING, READING]), CODES, None, "has 'Reading' twice"),
        (
            "seed",
            pl.concat([READING, ratings(("skills", "2.A.9", "Reading", UP))]),
            CODES,
            None,
            "2.A.1.a and 2.A.9 of skills are both named 'Reading'",
        ),
    ],
)
def test_wrong_input_is_refused(
    recipe: str,
    table: pl.DataFrame,
    codes: list[str],
    train: list[str] | None,
    message: str,
) -> None:
    with pytest.raises(DatasetError, match=message):
        apply_recipe(recipe, table, NO_CATEGORY, codes, train)  # type: ignore[arg-type]
