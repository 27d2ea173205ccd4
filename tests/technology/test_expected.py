"""Probabilities of products are those of the occupations that use them, added up."""

import numpy as np
import pytest

from jobskills.technology.expected import Expected, Product


def test_each_product_has_the_shares_of_its_occupations() -> None:
    rng = np.random.default_rng(5)
    owner = rng.integers(0, 30, 400).astype(np.int32)
    product = rng.permutation(np.arange(400, dtype=np.int32) % 40)
    expected = Expected(tuple(Product(str(n), "") for n in range(41)), owner, product)
    occupations = rng.dirichlet(np.full(30, 0.1)).astype(np.float32)
    one_by_one = [occupations[owner[product == n]].sum(dtype=float) for n in range(41)]
    assert expected.probabilities(occupations) == pytest.approx(np.minimum(one_by_one, 1.0))
    assert expected.probabilities(occupations)[40] == 0.0


def test_without_products_there_is_nothing_to_expect() -> None:
    expected = Expected.gather(["11-1011.00"], [])
    places, shares = expected.likely(np.ones(1, np.float32), least=0.0)
    assert len(places) == len(shares) == 0


def test_what_is_saved_expects_the_same() -> None:
    codes = ["11-1011.00", "15-1252.00"]
    expected = Expected.gather(
        codes, [(codes[1], Product("Git", "")), (codes[0], Product("C", ""))]
    )
    loaded = Expected.from_json(expected.to_json())
    shares = np.array([0.25, 0.75], np.float32)
    for one in (loaded, expected):
        places, probabilities = one.likely(shares, least=0.1)
        assert one.names[places].tolist() == ["Git", "C"]
        assert probabilities.tolist() == [0.75, 0.25]


def test_the_likeliest_come_first_and_of_equals_the_first() -> None:
    products = tuple(Product(name, "Tools", name == "b") for name in "abcd")
    owner = np.array([0, 1, 2, 0, 2], np.int32)
    expected = Expected(products, owner, np.array([3, 0, 1, 2, 2], np.int32))
    places, shares = expected.likely(np.array([0.25, 0.25, 0.5], np.float32), least=0.25)
    assert expected.names[places].tolist() == ["c", "b", "a", "d"]
    assert shares.tolist() == [0.75, 0.5, 0.25, 0.25]
    assert expected.flags[0, places].tolist() == [False, True, False, False]
