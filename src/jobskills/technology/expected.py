"""The technologies and tools that a job's likely occupations use, whether or not a text names them.

Part of serving: numpy. What O*NET lists per occupation is mixed by how likely each
occupation is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

__all__ = ["Expected", "Product"]


@dataclass(frozen=True, slots=True)
class Product:
    """A technology by name, or a kind of tool; `category` is its UNSPSC commodity."""

    name: str
    category: str
    hot: bool = False
    in_demand: bool = False


class _ByProduct(NamedTuple):
    """The owners of all products one after another; products of one owner, most, come last."""

    owners: NDArray[np.intp]
    starts: NDArray[np.intp]
    owner: NDArray[np.intp]
    used: NDArray[np.intp]

    @classmethod
    def of(cls, owner: NDArray[np.int32], product: NDArray[np.int32]) -> Self:
        used, place, counts = np.unique(product, return_inverse=True, return_counts=True)
        shared = counts > 1
        pairs = np.flatnonzero(shared[place])
        pairs = pairs[np.argsort(place[pairs], kind="stable")]
        single = np.flatnonzero(~shared[place])
        return cls(
            owners=owner[pairs].astype(np.intp),
            starts=np.cumsum(counts[shared]) - counts[shared],
            owner=owner[single].astype(np.intp),
            used=np.concatenate([used[shared], product[single]]).astype(np.intp),
        )

    def shares(self, occupations: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the probability of the products of several owners."""
        owned = occupations.take(self.owners)
        return np.minimum(np.add.reduceat(owned, self.starts), 1.0) if len(owned) else owned


@dataclass(frozen=True, eq=False)
class Expected:
    """Who uses what, as pairs of rows.

    Attributes
    ----------
    products : tuple of Product, length n
    owner : int32 [pairs]
        Positions of occupations.
    product : int32 [pairs]
        Positions in `products`.

    Examples
    --------
    >>> pairs = [("11-1011.00", Product("Excel", "Spreadsheets")),
    ...          ("15-1252.00", Product("Excel", "Spreadsheets")),
    ...          ("15-1252.00", Product("Git", "Version control"))]
    >>> expected = Expected.gather(["11-1011.00", "15-1252.00"], pairs)
    >>> places, probabilities = expected.likely(np.array([0.25, 0.75], np.float32), least=0.5)
    >>> expected.names[places].tolist(), probabilities.tolist()
    (['Excel', 'Git'], [1.0, 0.75])
    """

    products: tuple[Product, ...]
    owner: NDArray[np.int32]
    product: NDArray[np.int32]
    _by_product: _ByProduct = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Sort the pairs once, so that each answer only adds up runs of them."""
        object.__setattr__(self, "_by_product", _ByProduct.of(self.owner, self.product))

    @classmethod
    def gather(cls, codes: Sequence[str], pairs: Sequence[tuple[str, Product]]) -> Self:
        """Collect pairs of occupation and product; unknown occupations are left out."""
        row = {code: i for i, code in enumerate(codes)}
        known = sorted({(row[code], product.name) for code, product in pairs if code in row})
        by_name: dict[str, Product] = {}
        for _, product in pairs:
            seen = by_name.get(product.name, product)
            by_name[product.name] = Product(
                product.name,
                seen.category,
                seen.hot or product.hot,
                seen.in_demand or product.in_demand,
            )
        products = tuple(by_name[name] for name in sorted({name for _, name in known}))
        place = {product.name: i for i, product in enumerate(products)}
        return cls(
            products=products,
            owner=np.array([owner for owner, _ in known], np.int32),
            product=np.array([place[name] for _, name in known], np.int32),
        )

    def probabilities(self, occupations: NDArray[np.float32]) -> NDArray[np.float64]:
        """Return the probability of each product, [n], from those of occupations, [o]."""
        exact, by_product = occupations.astype(np.float64), self._by_product
        shares = np.zeros(len(self.products))
        shares[by_product.used] = np.concatenate(
            [by_product.shares(exact), exact[by_product.owner]]
        )
        return shares

    def likely(
        self, occupations: NDArray[np.float32], *, least: float
    ) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
        """Return the products at or above a probability and those, the likeliest first."""
        exact, by_product = occupations.astype(np.float64), self._by_product
        shares = by_product.shares(exact)
        several = np.flatnonzero(shares >= least)
        single = np.flatnonzero((exact >= least).take(by_product.owner))
        # Few of thousands are likely, so only they are put together and sorted.
        products = by_product.used[np.concatenate([several, len(shares) + single])]
        shares = np.concatenate([shares[several], exact[by_product.owner[single]]])
        order = np.lexsort((products, -shares))
        return products[order], shares[order]

    @cached_property
    def names(self) -> NDArray[np.object_]:
        """The products' names, [n]."""
        return np.array([product.name for product in self.products], np.object_)

    @cached_property
    def categories(self) -> NDArray[np.object_]:
        """Their categories, [n]."""
        return np.array([product.category for product in self.products], np.object_)

    @cached_property
    def flags(self) -> NDArray[np.bool_]:
        """Whether each is hot, and whether it is in demand, [2, n]."""
        both = [(product.hot, product.in_demand) for product in self.products]
        return np.array(both, np.bool_).reshape(-1, 2).T

    def to_json(self) -> dict[str, Any]:
        """Return plain data for a bundle."""
        return {
            "products": [[p.name, p.category, int(p.hot), int(p.in_demand)] for p in self.products],
            "owner": self.owner.tolist(),
            "product": self.product.tolist(),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Rebuild from what `to_json` gave."""
        return cls(
            products=tuple(
                Product(name, category, bool(hot), bool(in_demand))
                for name, category, hot, in_demand in data["products"]
            ),
            owner=np.array(data["owner"], np.int32),
            product=np.array(data["product"], np.int32),
        )
