import json
from collections import Counter
from pathlib import Path

import pytest

from jobskills.errors import PostingError
from jobskills.evaluation.recipe_texts import recipe_texts
from jobskills.recipe import Recipe, TextPart, load_recipe


def _file(path: Path, rows: int, **fields: object) -> Path:
    lines = [
        json.dumps({"title": f"{path.stem} {i}", "description": "Bake bread.", **fields})
        for i in range(rows)
    ]
    path.write_text("\n".join(lines))
    return path


def _recipe(folder: Path) -> Recipe:
    noise = _file(folder / "noise.jsonl", 30)
    known = _file(folder / "known.jsonl", 20, onet_codes=["51-3011.00", "35-2011.00"])
    none = _file(folder / "none.jsonl", 5, onet_best=None, onet_codes=["51-3011.00"])
    text = TextPart(unlabelled=(noise,), labelled=(known, none), most_labelled=8)
    return Recipe(text=text)


def test_a_smaller_draw_of_noise_leaves_the_labelled_texts_as_they_are(tmp_path: Path) -> None:
    recipe = _recipe(tmp_path)
    whole, part = recipe_texts(recipe), recipe_texts(recipe, most_unlabelled=7)
    assert (len(whole.unlabelled), len(part.unlabelled)) == (30, 7)
    assert part.labelled == whole.labelled
    assert len([one for one in whole.labelled if one.posting.title.startswith("known")]) == 8


def test_a_cap_never_draws_more_than_the_recipe_allows(tmp_path: Path) -> None:
    recipe = _recipe(tmp_path)
    text = recipe.text.model_copy(update={"most_unlabelled": 4})
    drawn = recipe_texts(recipe.model_copy(update={"text": text}), most_unlabelled=7)
    assert len(drawn.unlabelled) == 4


def test_where_no_single_code_is_right_all_of_them_may_be(tmp_path: Path) -> None:
    texts = recipe_texts(_recipe(tmp_path))
    assert texts.labelled[0].codes == ("35-2011.00", "51-3011.00")
    assert texts.labelled[-1].codes == ("51-3011.00",)
    assert ("none 0", "Bake bread.") in texts.tuned_on()


def test_a_folder_of_written_postings_stands_for_its_files(tmp_path: Path) -> None:
    folder = tmp_path / "written"
    folder.mkdir()
    _file(folder / "51.jsonl", 2, onet_codes=["51-3011.00"])
    _file(folder / "35.jsonl", 1, onet_codes=["35-2011.00"])
    (folder / "notes.txt").write_text("not a posting")
    (tmp_path / "recipe.toml").write_text('[text]\nwritten = ["written"]')
    recipe = load_recipe(tmp_path / "recipe.toml")
    assert [path.name for path in recipe.text.written] == ["35.jsonl", "51.jsonl"]
    assert [one.codes for one in recipe_texts(recipe).written] == [
        ("35-2011.00",),
        ("51-3011.00",),
        ("51-3011.00",),
    ]


def _annotated(folder: Path, codes: str) -> Recipe:
    _file(folder / "real.jsonl", 1, id="ad-1")
    (folder / "real.csv").write_text(f"id,code,probability\n{codes}\n")
    (folder / "recipe.toml").write_text(
        '[[text.annotated]]\npostings = "real.jsonl"\ncodes = "real.csv"\nweight = 3'
    )
    return load_recipe(folder / "recipe.toml")


def test_annotations_find_their_postings_and_no_judge_asks_these(tmp_path: Path) -> None:
    texts = recipe_texts(_annotated(tmp_path, "ad-1,51-3011.00,0.8\nad-1,35-2011.00,0.2"))
    one = texts.annotated[0]
    assert (one.posting.title, one.weight) == ("real 0", 3)
    assert dict(zip(one.codes, one.right, strict=True)) == {"51-3011.00": 0.8, "35-2011.00": 0.2}
    assert ("real 0", "Bake bread.") in texts.tuned_on()


def test_an_annotation_without_its_posting_is_refused(tmp_path: Path) -> None:
    recipe = _annotated(tmp_path, "ad-2,51-3011.00,1")
    with pytest.raises(PostingError, match=r"no posting of .*real\.jsonl has the id 'ad-2'"):
        recipe_texts(recipe)


def test_every_posting_of_the_shipped_recipe_s_own_is_of_one_occupation() -> None:
    folder = Path(__file__).parents[2] / "recipes"
    recipe = load_recipe(folder / "default.toml")
    own = recipe.text.model_copy(update={"unlabelled": (), "labelled": (), "annotated": ()})
    written = recipe_texts(recipe.model_copy(update={"text": own})).written
    bodies = [one for one in written if one.posting.description]
    per_occupation = Counter(one.codes for one in bodies)
    assert set(per_occupation.values()) == {4, 6}
    assert len(per_occupation) == 923
    assert len({one.posting.description for one in bodies}) == len(bodies)
