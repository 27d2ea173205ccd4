"""Thrift's compact protocol, as far as a Parquet footer goes: bytes to plain values and back.

A struct is a list of fields, each (id, type, value), in the order of the file; a list is its
elements' type and its elements. What a field means is the caller's business, so
fields that a later version of the format adds come through unharmed.
https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md
"""

import struct
from typing import Any, Final, NamedTuple

__all__ = ["LIST", "STRUCT", "Encoded", "Field", "Struct", "encode", "list_head", "read_struct"]

Struct = list["Field"]

_TRUE, _FALSE, _BYTE, _I16, _I32, _I64, _DOUBLE, _BINARY = range(1, 9)
LIST: Final = 9
_SET = 10
STRUCT: Final = 12
_INTEGERS: Final = {_I16, _I32, _I64}


class Encoded(bytes):
    """A value that is written already."""


class Field(NamedTuple):
    """One field of a struct."""

    id: int
    type: int
    value: Any


def read_struct(data: bytes) -> Struct:
    """Return the struct that bytes begin with.

    Examples
    --------
    >>> read_struct(bytes([0x15, 0x06, 0x00]))
    [Field(id=1, type=5, value=3)]

    Raises
    ------
    ValueError
        If they hold none.
    """
    try:
        return _struct(data, 0)[0]
    except (IndexError, struct.error) as error:
        raise ValueError("ends within a value") from error


def encode(fields: Struct) -> bytes:
    """Return the bytes of a struct.

    Examples
    --------
    >>> encode([Field(1, 5, 3)]).hex()
    '150600'
    """
    out = bytearray()
    last = 0
    for field_id, kind, value in fields:
        if 0 < field_id - last < 16:
            out.append((field_id - last) << 4 | kind)
        else:
            out.append(kind)
            out += _number_bytes(_zigzag(field_id))
        last = field_id
        out += b"" if kind in {_TRUE, _FALSE} else _encoded(kind, value)
    out.append(0)
    return bytes(out)


def list_head(kind: int, length: int) -> bytes:
    """Return what stands before the elements of a list."""
    if length < 15:
        return bytes([length << 4 | kind])
    return bytes([0xF0 | kind]) + _number_bytes(length)


def _struct(data: bytes, at: int) -> tuple[Struct, int]:
    fields: Struct = []
    field_id = 0
    while head := data[at]:
        at += 1
        kind = head & 0x0F
        if head >> 4:
            field_id += head >> 4
        else:
            number, at = _number(data, at)
            field_id = _unzigzag(number)
        value, at = (None, at) if kind in {_TRUE, _FALSE} else _value(kind, data, at)
        fields.append(Field(field_id, kind, value))
    return fields, at + 1


def _value(kind: int, data: bytes, at: int) -> tuple[Any, int]:
    if kind in _INTEGERS:
        number, at = _number(data, at)
        return _unzigzag(number), at
    if kind == STRUCT:
        return _struct(data, at)
    if kind == _BINARY:
        length, at = _number(data, at)
        return data[at : at + length], at + length
    if kind in {LIST, _SET}:
        return _list(data, at)
    if kind == _DOUBLE:
        return struct.unpack_from("<d", data, at)[0], at + 8
    if kind in {_BYTE, _TRUE, _FALSE}:
        return data[at], at + 1
    raise ValueError(f"type {kind} is not one that a Parquet footer has")


def _list(data: bytes, at: int) -> tuple[tuple[int, list[Any]], int]:
    head = data[at]
    at += 1
    kind, length = head & 0x0F, head >> 4
    if length == 15:
        length, at = _number(data, at)
    values = []
    for _ in range(length):
        value, at = _value(kind, data, at)
        values.append(value)
    return (kind, values), at


def _encoded(kind: int, value: Any) -> bytes:
    if isinstance(value, Encoded):
        return value
    if kind in _INTEGERS:
        return _number_bytes(_zigzag(value))
    if kind == STRUCT:
        return encode(value)
    if kind == _BINARY:
        return _number_bytes(len(value)) + bytes(value)
    if kind in {LIST, _SET}:
        inner, values = value
        return list_head(inner, len(values)) + b"".join(_encoded(inner, one) for one in values)
    return struct.pack("<d", value) if kind == _DOUBLE else bytes([value])


def _number_bytes(number: int) -> bytes:
    """Return an unsigned number, seven bits a byte, the lowest first."""
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


def _number(data: bytes, at: int) -> tuple[int, int]:
    number = shift = 0
    while True:
        byte = data[at]
        at += 1
        number |= (byte & 0x7F) << shift
        if byte < 0x80:
            return number, at
        shift += 7


def _zigzag(number: int) -> int:
    return number << 1 if number >= 0 else (-number << 1) - 1


def _unzigzag(number: int) -> int:
    return number >> 1 ^ -(number & 1)
