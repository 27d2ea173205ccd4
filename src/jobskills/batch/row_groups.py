"""Parquet files of one schema joined as they are: row groups are copied, not written again.

Reading parts and writing them anew would cost a fifth of the whole job, on one core, at its
end. A Parquet file is its row groups and a footer that says where they lie; so the groups
are copied byte for byte, and the joined footer has every place moved as far as its group.
https://github.com/apache/parquet-format/blob/master/src/main/thrift/parquet.thrift
"""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Final

from jobskills.batch.thrift import (
    LIST,
    STRUCT,
    Encoded,
    Field,
    Struct,
    encode,
    list_head,
    read_struct,
)
from jobskills.errors import JobskillsError

__all__ = ["copy_as_bytes", "join_row_groups", "read_footer", "write_footer"]

_MAGIC: Final = b"PAR1"

# Fields of FileMetaData, RowGroup, ColumnChunk and ColumnMetaData.
_SCHEMA, _NUM_ROWS, _ROW_GROUPS = 2, 3, 4
_COLUMNS, _GROUP_OFFSET, _ORDINAL = 1, 5, 7
_CHUNK_OFFSET, _META_DATA, _OFFSET_INDEX, _COLUMN_INDEX = 2, 3, 4, 6
_DATA_PAGE, _INDEX_PAGE, _DICTIONARY_PAGE, _BLOOM_FILTER = 9, 10, 11, 14

# Fields of SchemaElement and LogicalType, and a value of ConvertedType.
_CONVERTED_TYPE, _LOGICAL_TYPE, _STRING, _UTF8 = 6, 10, 1, 0

_PLACES_IN_CHUNK: Final = {_CHUNK_OFFSET, _OFFSET_INDEX, _COLUMN_INDEX}
_PLACES_IN_META_DATA: Final = {_DATA_PAGE, _INDEX_PAGE, _DICTIONARY_PAGE, _BLOOM_FILTER}


def join_row_groups(parts: Sequence[Path], output: Path) -> None:
    """Write the row groups of all parts, in the order given, to one file.

    Raises
    ------
    JobskillsError
        If there are no parts, a part is no Parquet file, or two have different columns.
    """
    if not parts:
        raise JobskillsError("no Parquet file to join")
    first: dict[int, Field] = {}
    groups: list[bytes] = []
    rows = 0
    with output.open("wb") as joined:
        joined.write(_MAGIC)
        for path in parts:
            with path.open("rb") as part:
                footer, end = read_footer(part, path)
                first = first or footer
                if footer[_SCHEMA] != first[_SCHEMA]:
                    raise JobskillsError(f"{path}: has other columns than {parts[0]}")
                moved = joined.tell() - len(_MAGIC)
                groups += [encode(_group(one, moved)) for one in footer[_ROW_GROUPS].value[1]]
                rows += footer[_NUM_ROWS].value
                part.seek(len(_MAGIC))
                _copy(part, joined, end - len(_MAGIC))
        whole = first | {
            _NUM_ROWS: first[_NUM_ROWS]._replace(value=rows),
            _ROW_GROUPS: Field(_ROW_GROUPS, LIST, _list(groups)),
        }
        write_footer(joined, whole)


def copy_as_bytes(source: Path, target: Path) -> None:
    """Copy a Parquet file; in the copy, what was declared to be text is plain bytes.

    Raises
    ------
    JobskillsError
        If it is no Parquet file.
    """
    with source.open("rb") as file, target.open("wb") as copy:
        footer, end = read_footer(file, source)
        kind, columns = footer[_SCHEMA].value
        bare = [[field for field in column if not _says_text(field)] for column in columns]
        file.seek(0)
        _copy(file, copy, end)
        write_footer(copy, footer | {_SCHEMA: Field(_SCHEMA, LIST, (kind, bare))})


def _says_text(field: Field) -> bool:
    """Return whether a field of SchemaElement declares a column to be text."""
    if field.id == _CONVERTED_TYPE:
        return bool(field.value == _UTF8)
    return field.id == _LOGICAL_TYPE and field.value[0].id == _STRING


def write_footer(file: IO[bytes], footer: dict[int, Field]) -> None:
    """Write a footer where a file ends."""
    written = encode(list(footer.values()))
    file.write(written + len(written).to_bytes(4, "little") + _MAGIC)


def read_footer(file: IO[bytes], path: Path) -> tuple[dict[int, Field], int]:
    """Return the fields of a file's footer by their numbers, and where it begins."""
    size = file.seek(0, os.SEEK_END)
    file.seek(max(size - 8, 0))
    tail = file.read()
    begin = size - 8 - int.from_bytes(tail[:4], "little")
    if tail[4:] != _MAGIC or begin < len(_MAGIC):
        raise JobskillsError(f"{path}: is no Parquet file")
    file.seek(begin)
    try:
        fields = read_struct(file.read(size - 8 - begin))
    except ValueError as error:
        raise JobskillsError(f"{path}: the footer {error}") from error
    return {field.id: field for field in fields}, begin


def _group(group: Struct, moved: int) -> Struct:
    """Return a row group that lies so many bytes further on."""
    fields = []
    for field in _moved(group, {_GROUP_OFFSET}, moved):
        if field.id == _COLUMNS:
            kind, chunks = field.value
            field = field._replace(value=(kind, [_chunk(chunk, moved) for chunk in chunks]))
        # The ordinal is optional, and 16 bits are too few for it in a large file.
        if field.id != _ORDINAL:
            fields.append(field)
    return fields


def _chunk(chunk: Struct, moved: int) -> Struct:
    return [
        field._replace(value=_moved(field.value, _PLACES_IN_META_DATA, moved))
        if field.id == _META_DATA
        else field
        for field in _moved(chunk, _PLACES_IN_CHUNK, moved)
    ]


def _moved(fields: Struct, places: set[int], moved: int) -> Struct:
    """Return fields with the places among them moved; 0 stands for none."""
    return [
        field._replace(value=field.value + moved) if field.id in places and field.value else field
        for field in fields
    ]


def _list(structs: Sequence[bytes]) -> Encoded:
    return Encoded(list_head(STRUCT, len(structs)) + b"".join(structs))


def _copy(source: IO[bytes], target: IO[bytes], length: int) -> None:
    while length:
        piece = source.read(min(length, 1 << 20))
        if not piece:
            raise JobskillsError("ends before its footer")
        target.write(piece)
        length -= len(piece)
