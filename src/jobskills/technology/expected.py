"""The technologies and tools that a job's likely occupations use, whether or not a text names them.

Part of serving: numpy. What O*NET lists per occupation is mixed by how likely each
occupation is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
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
    """The owners of all products one after another, and where each used product's begin."""

    owners: NDArray[np.intp]
    used: NDArray[np.int32]
    starts: NDArray[np.intp]

    @classmethod
    def of(cls, owner: NDArray[np.int32], product: NDArray[np.int32]) -> Self:
        order = np.argsort(product, kind="stable")
        used, starts = np.unique(product[order], return_index=True)
        return cls(owner[order].astype(np.intp), used, starts)


@dataclass(frozen=True, slots=True, eq=False)
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
    >>> expected.likely(np.array([0.25, 0.75], np.float32), least=0.5)
    [(Product(name='Excel', category='Spreadsheets', hot=False, in_demand=False), 1.0),
     (Product(name='Git', category='Version control', hot=False, in_demand=False), 0.75)]
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
        shares = np.zeros(len(self.products))
        owners, used, starts = self._by_product
        shares[used] = np.add.reduceat(occupations.astype(np.float64).take(owners), starts)
        return np.minimum(shares, 1.0)

    def likely(
        self, occupations: NDArray[np.float32], *, least: float
    ) -> list[tuple[Product, float]]:
        """Return the products at or above a probability, the likeliest first."""
        shares = self.probabilities(occupations)
        # Few of thousands are likely, so only they are sorted.
        likely = np.flatnonzero(shares >= least)
        order = likely[np.argsort(-shares[likely], kind="stable")]
        return [(self.products[i], float(shares[i])) for i in order]

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
