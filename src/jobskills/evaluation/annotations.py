"""Reads annotations of postings from CSV: which occupations a posting may be for, how likely."""

from collections import defaultdict
from pathlib import Path
from typing import Final

import polars as pl

from jobskills.errors import PostingError

__all__ = ["read_annotations"]

_COLUMNS: Final = {"id": pl.String, "code": pl.String, "probability": pl.Float64}


def read_annotations(path: Path) -> dict[str, dict[str, float]]:
    """Return the probability of each code by the id of the posting.

    Parameters
    ----------
    path : Path
        CSV with the columns `id`, `code` and `probability`, one line per posting and code.

    Raises
    ------
    PostingError
        With file, line and field of what is wrong.
    """
    try:
        rows = pl.read_csv(path, schema_overrides=_COLUMNS)
    except OSError as error:
        raise PostingError(f"{path}: can't be read ({error.strerror or error})") from error
    except (pl.exceptions.PolarsError, ValueError) as error:
        raise PostingError(
            f"{path}: expected CSV with the columns {', '.join(_COLUMNS)} ({error})"
        ) from error
    if rows.columns != list(_COLUMNS):
        raise PostingError(
            f"{path}, line 1: expected the columns {', '.join(_COLUMNS)}, "
            f"got {', '.join(rows.columns)}"
        )
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for line, (posting, code, probability) in enumerate(rows.iter_rows(), start=2):
        if posting is None or code is None or probability is None:
            raise PostingError(f"{path}, line {line}: every field must be filled")
        if not 0 < probability <= 1:
            raise PostingError(
                f"{path}, line {line}, field 'probability': expected more than 0, at most 1, "
                f"got {probability:g}"
            )
        if code in found[posting]:
            raise PostingError(
                f"{path}, line {line}, field 'code': posting {posting!r} has {code} twice"
            )
        found[posting][code] = probability
    return dict(found)
