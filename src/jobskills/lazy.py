"""Public names of a package that are imported on first use (PEP 562); knows no package by name.

So that importing a package stays light, and one that needs an extra can be imported without it.
"""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Final

from jobskills.errors import MissingExtraError

__all__ = ["lazy_names"]

#: Modules that only the `train` extra brings.
_TRAIN_ONLY: Final = frozenset(("matplotlib", "polars", "python_calamine", "scipy", "sklearn"))


def lazy_names(
    package: str, homes: Mapping[str, str], feature: str | None = None
) -> tuple[Callable[[str], object], Callable[[], list[str]]]:
    """Return a package's ``__getattr__`` and ``__dir__``.

    Parameters
    ----------
    package : str
        Its ``__name__``.
    homes : mapping of str to str
        Public name to the module that defines it.
    feature : str, optional
        What needs the `train` extra, where its absence is to be said as `MissingExtraError`.

    Examples
    --------
    >>> __getattr__, __dir__ = lazy_names("house", {"Fraction": "fractions"})
    >>> __getattr__("Fraction")(1, 2)
    Fraction(1, 2)
    >>> __getattr__("garden")
    Traceback (most recent call last):
    AttributeError: module 'house' has no attribute 'garden'
    >>> __dir__()
    ['Fraction']
    """

    def get(name: str) -> object:
        if name not in homes:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        try:
            return getattr(import_module(homes[name]), name)
        except ModuleNotFoundError as error:
            if feature is None or error.name not in _TRAIN_ONLY:
                raise
            raise MissingExtraError(feature, "train") from error

    return get, lambda: sorted(homes)
