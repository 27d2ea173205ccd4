"""From a release's files to a bundle that reads postings: the whole recipe on a tiny data set."""

import copy
import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from jobskills.bundle import Bundle
from jobskills.dataset import build_dataset
from jobskills.errors import BundleError, DatasetError, PostingError
from jobskills.prediction import Posting
from jobskills.predictor import Predictor
from jobskills.recipe import Recipe, load_recipe
from jobskills.training import train

Tables = dict[str, list[list[str | float | None]]]
Write = Callable[..., Path]

_GOLD = (
    {"title": "CEO", "description": "Set goals for the firm.", "onet_codes": ["11-1011.00"]},
    {"title": "", "description": "Write and test pages.", "onet_codes": ["15-1254.00"]},
)


@pytest.fixture
def dataset(tables: Tables, write_release: Write, tmp_path: Path) -> Path:
    """The data set built from the tiny release: two occupations with tasks, both rated."""
    build_dataset(write_release(tables)).save(tmp_path / "data")
    return tmp_path / "data"


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    path = tmp_path / "gold.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in _GOLD))
    return path


@pytest.fixture
def write_recipe(tmp_path: Path) -> Callable[..., Path]:
    """Write a recipe of few steps; `more` is TOML put after it."""

    def write(more: str = "", name: str = "recipe.toml") -> Path:
        path = tmp_path / name
        path.write_text(
            "threads = 1\n[bundle]\nname = 'tiny'\nversion = '3'\n[encoder]\ndimension = 4\n"
            f"[reader]\nsteps = 4\nbatch = 8\n{more}"
        )
        return path

    return write


def hashes(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def test_what_was_trained_is_what_is_loaded(
    dataset: Path, write_recipe: Write, tmp_path: Path
) -> None:
    out = tmp_path / "new" / "bundle"
    stages: list[str] = []
    predictor = train(
        load_recipe(write_recipe()), dataset, out, lambda stage, *_: stages.append(stage)
    )
    assert (predictor.info.name, predictor.info.version) == ("tiny", "3")
    assert predictor.info.onet_release == "29.3"
    assert predictor.occupations == (
        ("11-1011.00", "Chief Executives"),
        ("15-1254.00", "Web Developers"),
    )
    assert [one.id for one in predictor.elements][:2] == ["1.A.1.a.1", "1.A.1.a.2"]
    assert stages == ["Training the reader"] * 4
    posting = Posting("Web Designer", "Write pages in JavaScript.")
    [prediction] = predictor.predict([posting])
    assert Predictor.load(out).predict([posting]) == [prediction]
    assert prediction.technologies[0].name == "JavaScript"
    assert prediction.technologies[0].mentioned
    assert [path.name for path in out.parent.iterdir()] == ["bundle"]


def test_the_same_recipe_makes_the_same_files(
    dataset: Path, write_recipe: Write, gold: Path, tmp_path: Path
) -> None:
    real = {"title": "Web Manager", "description": "Set goals.\nWrite pages.\nTest it.\nMeet us."}
    (tmp_path / "real.jsonl").write_text(json.dumps(real))
    recipe = load_recipe(
        write_recipe("[text]\nunlabelled = ['real.jsonl']\nlabelled = ['gold.jsonl']\n")
    )
    first, second = tmp_path / "first", tmp_path / "second"
    train(recipe, dataset, first)
    train(recipe, dataset, second)
    assert hashes(first) == hashes(second)
    train(recipe.model_copy(update={"seed": 1}), dataset, second)
    assert hashes(first) != hashes(second)


def test_postings_too_short_to_learn_from_do_no_harm(
    dataset: Path, write_recipe: Write, gold: Path, tmp_path: Path
) -> None:
    recipe = load_recipe(write_recipe("[text]\nunlabelled = ['gold.jsonl']\n"))
    assert train(recipe, dataset, tmp_path / "out").predict([Posting("CEO")])


def test_a_bundle_says_how_it_was_made(
    dataset: Path, write_recipe: Write, gold: Path, tmp_path: Path
) -> None:
    recipe = load_recipe(write_recipe("[text]\nlabelled = ['gold.jsonl']\n"))
    train(recipe, dataset, tmp_path / "out")
    training = Bundle.load(tmp_path / "out").training
    sha = hashlib.sha256(gold.read_bytes()).hexdigest()
    assert training["labelled"] == {"gold.jsonl": sha}
    assert training["unlabelled"] == {}
    assert training["recipe"]["reader"]["steps"] == 4
    assert training["dataset"]["release"] == "29.3"
    assert str(tmp_path) not in json.dumps(training)


def test_files_of_the_recipe_are_measured_on_and_stand_in_the_card(
    dataset: Path, write_recipe: Write, gold: Path, tmp_path: Path
) -> None:
    recipe = load_recipe(write_recipe("[text]\nevaluated = ['gold.jsonl']\n"))
    card = train(recipe, dataset, tmp_path / "out").card()
    assert card.startswith("# Model card: tiny 3")
    assert "jobskills evaluate postings gold.jsonl" in card
    assert "2 texts" in card
    plain = train(load_recipe(write_recipe()), dataset, tmp_path / "plain").card()
    assert "No file of postings was evaluated" in plain


def test_a_bundle_is_replaced_and_nothing_else_is(
    dataset: Path, write_recipe: Write, tmp_path: Path
) -> None:
    recipe, out = load_recipe(write_recipe()), tmp_path / "out"
    out.mkdir()
    (out / "thesis.txt").write_text("years of work")
    with pytest.raises(DatasetError, match="no bundle; name another"):
        train(recipe, dataset, out)
    assert (out / "thesis.txt").read_text() == "years of work"
    train(recipe, dataset, tmp_path / "bundle")
    (tmp_path / "bundle" / "README.md").write_text("damaged")
    train(recipe, dataset, tmp_path / "bundle")
    assert Bundle.load(tmp_path / "bundle").card.startswith("# Model card")


def test_a_directory_that_cannot_be_made_is_named(
    dataset: Path, write_recipe: Write, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(BundleError, match=r"can't be written \(Not a directory\)"):
        train(load_recipe(write_recipe()), dataset, tmp_path / "file" / "bundle")


def test_a_release_without_a_number_is_unknown(
    dataset: Path, write_recipe: Write, tmp_path: Path
) -> None:
    manifest = dataset / "manifest.json"
    document = json.loads(manifest.read_text("utf-8"))
    manifest.write_text(json.dumps({**document, "release": None}), "utf-8")
    predictor = train(load_recipe(write_recipe()), dataset, tmp_path / "out")
    assert predictor.info.onet_release == "unknown"
    assert "uses the O*NET Database by" in " ".join(predictor.card().split())


def test_an_element_that_nobody_is_rated_on_is_left_out(
    tables: Tables, write_release: Write, write_recipe: Write, tmp_path: Path
) -> None:
    changed = copy.deepcopy(tables)
    row = changed["Knowledge"][1]
    # The one occupation without tasks is the only one rated on it.
    changed["Knowledge"] = [changed["Knowledge"][0], ["29-1141.00", *row[1:]]]
    build_dataset(write_release(changed)).save(tmp_path / "data")
    predictor = train(load_recipe(write_recipe()), tmp_path / "data", tmp_path / "out")
    assert "2.C.1.a" not in {one.id for one in predictor.elements}
    assert len(predictor.elements) == 7


def test_a_release_without_tasks_teaches_nothing(
    tables: Tables, write_release: Write, write_recipe: Write, tmp_path: Path
) -> None:
    changed = copy.deepcopy(tables)
    del changed["Task Statements"]
    build_dataset(write_release(changed)).save(tmp_path / "data")
    with pytest.raises(DatasetError, match="fewer than two occupations with tasks"):
        train(load_recipe(write_recipe()), tmp_path / "data", tmp_path / "out")


def test_files_that_are_not_there_are_named(
    dataset: Path, write_recipe: Write, tmp_path: Path
) -> None:
    stages: list[str] = []
    for kind in ("labelled", "unlabelled", "evaluated"):
        recipe = load_recipe(write_recipe(f"[text]\n{kind} = ['none.jsonl']\n"))
        with pytest.raises(PostingError, match=r"none\.jsonl: can't be read"):
            train(recipe, dataset, tmp_path / "out", lambda stage, *_: stages.append(stage))
    assert stages == []  # before any work
    with pytest.raises(DatasetError, match="nowhere"):
        train(load_recipe(write_recipe()), tmp_path / "nowhere", tmp_path / "out")


@pytest.mark.parametrize(
    ("more", "problem"),
    [
        ("[text]\nlabeled = []\n", r"text\.labeled: Extra inputs"),
        ("[sauce]\n", "sauce: Extra inputs"),
        ("[technology]\nmention_precision = 2\n", r"technology\.mention_precision: .*less than"),
        ("[text]\nmost_labelled = 0\n", r"text\.most_labelled: .*greater than"),
        ("[text]\nlabelled = 'one.jsonl'\n", r"text\.labelled: "),
        ("[text\n", "can't be read"),
    ],
)
def test_a_wrong_recipe_is_refused_by_field(write_recipe: Write, more: str, problem: str) -> None:
    with pytest.raises(DatasetError, match=rf"recipe\.toml.*{problem}"):
        load_recipe(write_recipe(more))


def test_a_recipe_takes_paths_from_its_own_folder(write_recipe: Write, tmp_path: Path) -> None:
    recipe = load_recipe(write_recipe("[text]\nunlabelled = ['gold.jsonl']\n"))
    assert recipe.text.unlabelled == (tmp_path / "gold.jsonl",)
    assert recipe.text.labelled == ()
    assert (Recipe().threads, Recipe().encoder.weights) == (2, "")


def test_a_recipe_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match=r"none\.toml: the recipe can't be read"):
        load_recipe(tmp_path / "none.toml")
