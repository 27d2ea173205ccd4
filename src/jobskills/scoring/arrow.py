"""Columns as Arrow arrays, built from numpy and lists; knows buffers, nothing of postings.

nanoarrow only lays the buffers out: whoever speaks Arrow's C interface (DuckDB, Polars,
PyArrow) takes the result without a copy, and the base install needs none but DuckDB.
"""

from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import Any, Final

import nanoarrow
import numpy as np
from numpy.typing import NDArray

__all__ = [
    "Column",
    "flags",
    "floats",
    "integers",
    "lists",
    "stream",
    "structs",
    "texts",
    "texts_of",
]

#: An Arrow array; nanoarrow has no types of its own for a type checker.
Column = Any
Flags = NDArray[np.bool_]

_TEXT: Final = nanoarrow.string()


def integers(values: NDArray[np.int32], present: Flags | None = None) -> Column:
    """Return whole numbers; those that are not `present` are null."""
    return _plain(nanoarrow.int32(), values.astype(np.int32, copy=False), present)


def floats(values: NDArray[np.float64], present: Flags | None = None) -> Column:
    """Return numbers; those that are not `present` are null."""
    return _plain(nanoarrow.float64(), values, present)


def flags(values: Flags, present: Flags | None = None) -> Column:
    """Return truth values; those that are not `present` are null."""
    return nanoarrow.c_array_from_buffers(
        nanoarrow.bool_(), len(values), [_bits(present), _bits(values)]
    )


def texts(values: Sequence[str | None]) -> Column:
    """Return text; None is null."""
    present = None if None not in values else np.array([one is not None for one in values])
    return _texts([(one or "").encode() for one in values], present)


def texts_of(
    pool: Sequence[bytes], places: NDArray[np.integer[Any]], present: Flags | None = None
) -> Column:
    """Return UTF-8 text by its places in a pool; where it is not `present`, null."""
    lengths = np.fromiter(map(len, pool), np.int32, len(pool))
    joined = b"".join([pool[place] for place in places.tolist()])
    buffers = [_bits(present), _offsets(lengths[places]), joined]
    return nanoarrow.c_array_from_buffers(_TEXT, len(places), buffers)


def structs(fields: Mapping[str, Column], length: int) -> Column:
    """Return structs of columns that are as long as they are."""
    kind = nanoarrow.struct({name: column.schema for name, column in fields.items()})
    return nanoarrow.c_array_from_buffers(kind, length, [None], children=list(fields.values()))


def lists(counts: NDArray[np.int32], values: Column, present: Flags | None = None) -> Column:
    """Return lists with so many of the values each; those that are not `present` are null."""
    kind = nanoarrow.list_(values.schema)
    buffers = [_bits(present), _offsets(counts)]
    return nanoarrow.c_array_from_buffers(kind, len(counts), buffers, children=[values])


def stream(column: Column, requested_schema: object = None) -> object:
    """Return a struct column as Arrow's C stream of one batch, in its capsule."""
    return nanoarrow.c_array_stream(column).__arrow_c_stream__(requested_schema)


def _plain(kind: Any, values: NDArray[Any], present: Flags | None) -> Column:
    return nanoarrow.c_array_from_buffers(
        kind, len(values), [_bits(present), np.ascontiguousarray(values)]
    )


def _texts(encoded: list[bytes], present: Flags | None) -> Column:
    offsets = np.fromiter(accumulate(map(len, encoded), initial=0), np.int32, len(encoded) + 1)
    buffers = [_bits(present), offsets, b"".join(encoded)]
    return nanoarrow.c_array_from_buffers(_TEXT, len(encoded), buffers)


def _offsets(counts: NDArray[np.int32]) -> NDArray[np.int32]:
    offsets = np.zeros(len(counts) + 1, np.int32)
    np.cumsum(counts, out=offsets[1:])
    return offsets


def _bits(values: Flags | None) -> NDArray[np.uint8] | None:
    return None if values is None else np.packbits(values, bitorder="little")
