"""Reads the text form of a table: tab-delimited, no quoting, missing cells written `n/a`."""

from io import BytesIO
from typing import Final

import polars as pl

from jobskills.errors import ReleaseError
from jobskills.onet.raw import RawTable, check_headers

__all__ = ["read_tabbed"]

_MISSING: Final = ["n/a", ""]
_BOM: Final = b"\xef\xbb\xbf"


def read_tabbed(data: bytes, file: str) -> RawTable:
    r"""Read one `.txt` table.

    Examples
    --------
    >>> raw = read_tabbed(b"Scale ID\tScale Name\nIM\tn/a\n", "Scales Reference.txt")
    >>> [c.to_list() for c in raw.columns.values()]
    [['IM'], [None]]
    """
    data = data.removeprefix(_BOM).replace(b"\r\n", b"\n").rstrip(b"\n")
    _check_utf8(data, file)
    lines = data.split(b"\n")
    headers = [h.strip() for h in lines[0].decode().split("\t")]
    check_headers(headers, file, None)
    _check_widths(lines, len(headers), file)
    frame = pl.read_csv(
        BytesIO(data + b"\n"),
        separator="\t",
        has_header=False,
        skip_rows=1,
        quote_char=None,
        infer_schema=False,
        null_values=_MISSING,
        raise_if_empty=False,
        schema=dict.fromkeys((str(i) for i in range(len(headers))), pl.String),
    )
    # Polars skips no blank lines here: _check_widths has refused them already.
    return RawTable(file, None, dict(zip(headers, frame.get_columns(), strict=True)))


def _check_utf8(data: bytes, file: str) -> None:
    try:
        data.decode()
    except UnicodeDecodeError as error:
        raise ReleaseError(
            f"expected UTF-8 text, byte 0x{data[error.start]:02x} is none; "
            "was the file saved by another program? Take the published one",
            file=file,
            row=data.count(b"\n", 0, error.start) + 1,
        ) from error


def _check_widths(lines: list[bytes], width: int, file: str) -> None:
    """Refuse a line with more or fewer fields than the header (a file cut short ends in one)."""
    for row, line in enumerate(lines, start=1):
        fields = line.count(b"\t") + 1
        if fields != width:
            raise ReleaseError(f"expected {width} fields, found {fields}", file=file, row=row)
