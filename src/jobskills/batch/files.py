"""The names of a job's files: which may not be, before any work is done; and the file of errors."""

import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path

from jobskills.batch.parts import RowError
from jobskills.batch.sinks import ENDINGS
from jobskills.errors import PostingError

__all__ = ["check_names", "check_output", "write_errors"]


def check_output(output: Path, errors: Path | None) -> None:
    """Refuse files that can't be written.

    Raises
    ------
    PostingError
        If the output has an unknown ending, or one of them is a folder, or has no folder.
    """
    if output.suffix.lower() not in ENDINGS:
        raise PostingError(f"{output}: expected a name that ends in .parquet or .jsonl")
    if not output.parent.is_dir():
        raise PostingError(f"{output}: the folder {output.parent} is missing; make it first")
    if output.is_dir():
        raise PostingError(f"{output}: is a folder; name a .parquet or .jsonl file in it")
    if errors is not None and (errors.is_dir() or not errors.parent.is_dir()):
        raise PostingError(f"{errors}: expected a file in a folder that is there")


def check_names(source: Path, inputs: Sequence[Path], output: Path, errors: Path | None) -> None:
    """Refuse names that would cost the input or the output.

    Raises
    ------
    PostingError
        If a file has two parts to play, or the output would lie among the input's files.
    """
    taken = {os.path.realpath(path) for path in inputs}
    if os.path.realpath(output) in taken:
        raise PostingError(f"{output}: is the input; choose another name for the output")
    if source.is_dir() and output.resolve().is_relative_to(source.resolve()):
        # A later run would read what this one has written.
        raise PostingError(f"{output}: lies in the input's folder; choose another for the output")
    if errors and os.path.realpath(errors) in {*taken, os.path.realpath(output)}:
        raise PostingError(f"{errors}: is the input or the output; choose another for the errors")


def write_errors(errors: Iterable[RowError], path: Path) -> None:
    """Write the rows that could not be scored as JSON Lines, aside first."""
    aside = path.with_name(f"{path.name}.tmp")
    with aside.open("w", encoding="utf-8", newline="\n") as file:
        for error in errors:
            file.write(json.dumps(asdict(error), ensure_ascii=False) + "\n")
    aside.replace(path)
