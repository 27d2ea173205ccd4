from dataclasses import replace

import fairness
import pytest
from title_look_up import TitleLookUp
from titles import compare

from jobskills import Posting, Predictor
from jobskills.models.profile import Occupation

_OCCUPATIONS = (
    Occupation("35-3031.00", "Waiters and Waitresses", job_titles=("Server", "Food Server")),
    Occupation("15-1244.00", "Server Administrators", job_titles=("Server",)),
    Occupation("51-3011.00", "Bakers", job_titles=("Bread Baker", "Pastry Baker")),
)


@pytest.fixture(scope="module")
def predictor() -> Predictor:
    return Predictor.load()


def test_a_very_title_comes_first_then_what_is_written_alike() -> None:
    look_up = TitleLookUp(_OCCUPATIONS)
    first, second = look_up.ranked(["bread  BAKER", "Bakery worker"], most=2)
    assert first[0] == "51-3011.00"
    assert second[0] == "51-3011.00"


def test_of_several_with_the_very_title_the_one_called_most_like_it_comes_first() -> None:
    [ranked] = TitleLookUp(_OCCUPATIONS).ranked(["Server"])
    assert ranked == ["15-1244.00", "35-3031.00", "51-3011.00"]


def test_model_and_look_up_are_held_to_the_same_gold(predictor: Predictor) -> None:
    gold = [frozenset(["51-3011.00"]), frozenset(["nothing"])]
    numbers = compare(["Baker", "Baker"], gold, predictor, TitleLookUp(_OCCUPATIONS))
    assert numbers["titles"] == 2
    assert numbers["hit@1"]["model"] == numbers["hit@1"]["look-up"] == 0.5
    assert numbers["hit@1"]["lead"] == 0


@pytest.mark.parametrize("swap", list(fairness.SWAPS))
def test_the_two_of_a_pair_differ_in_the_swap_alone(swap: str) -> None:
    postings = [Posting("Baker", f"Bake bread {i}.") for i in range(12)]
    pairs = list(fairness.swapped(swap, postings))
    sentences, fillings = fairness.SWAPS[swap]
    assert len(pairs) == 12
    for posting, pair in zip(postings, pairs, strict=True):
        filled = [
            {sentence.format(one), sentence.format(other)}
            for sentence in sentences
            for one, other in fillings
        ]
        added = {
            pair.first.description.removeprefix(posting.description + "\n"),
            pair.second.description.removeprefix(posting.description + "\n"),
        }
        assert added in filled
        assert replace(pair.first, description="") == replace(pair.second, description="")


def test_no_swap_moves_nothing_and_another_trade_moves_much(predictor: Predictor) -> None:
    baker, nurse = Posting("Baker", "Bake bread."), Posting("Nurse", "Care for patients.")
    still = fairness.effect([fairness.Pair(baker, baker)], predictor)
    assert (still["mean"], still["max"], still["labels_flipped"]) == (0, 0, 0)
    assert still["occupation_changed"] == 0
    moved = fairness.effect([fairness.Pair(baker, nurse)], predictor)
    assert moved["mean_deviations"] > 0.5
    assert moved["max"] > 1
    assert (moved["labels_flipped"] > 0.1, moved["occupation_changed"]) == (True, 1)
    assert abs(moved["largest_shift"]["deviations"]) == pytest.approx(moved["max_deviations"])
