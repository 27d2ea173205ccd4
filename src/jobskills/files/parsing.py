"""Hand a PDF or a Word document to the worker process, and end it when its time is up."""

import json
import subprocess
import sys
from dataclasses import asdict
from importlib.util import find_spec
from typing import Final, Literal

from jobskills.errors import FileError, MissingExtraError
from jobskills.files.limits import FileLimits

__all__ = ["parse"]

_LIBRARIES: Final = {"pdf": "pypdfium2", "docx": "mammoth"}
_NAMES: Final = {"pdf": "PDF", "docx": "Word document"}
#: -P: a module in the working directory is not taken for one of ours.
_WORKER: Final = ("-P", "-m", "jobskills.files.worker")


def parse(
    kind: Literal["pdf", "docx"], content: bytes, limits: FileLimits
) -> tuple[str, tuple[str, ...]]:
    """Return the text of a PDF or the HTML of a Word document, and warnings about it.

    Raises
    ------
    FileError
        If it can't be read within the limits.
    MissingExtraError
        If the libraries that read it are not installed.
    """
    if find_spec(_LIBRARIES[kind]) is None:
        raise MissingExtraError(f"reading a {_NAMES[kind]}", "files")
    head = json.dumps({"kind": kind, **asdict(limits)}).encode()
    try:
        done = subprocess.run(  # noqa: S603  # our own module, nothing of the file
            [sys.executable, *_WORKER],
            input=head + b"\n" + content,
            capture_output=True,
            timeout=limits.max_seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise FileError(
            f"the {_NAMES[kind]} took longer than {limits.max_seconds:g} s to read and was given "
            "up; paste the text instead",
            "content",
        ) from error
    if done.returncode != 0:
        # A parser that a document brings down takes nothing else with it.
        raise FileError(
            f"the {_NAMES[kind]} can't be read: it is damaged; save it again or paste the text",
            "content",
        )
    answer = json.loads(done.stdout)
    if "problem" in answer:
        raise FileError(answer["problem"], answer["reason"])
    return str(answer["text"]), tuple(answer["warnings"])
