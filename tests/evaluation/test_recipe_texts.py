import json
from pathlib import Path

from jobskills.evaluation.recipe_texts import recipe_texts
from jobskills.recipe import Recipe, TextPart


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
