"""The process in which a PDF or a Word document is parsed, and may fail, hang or swell alone.

``python -m jobskills.files.worker``: one line of JSON (the kind and the limits) and the file on
standard input; one JSON document on standard output.
"""

import json
import sys
from dataclasses import fields
from math import ceil
from typing import Final

from jobskills.errors import FileError
from jobskills.files.limits import FileLimits

__all__ = ["main"]

_TOO_MUCH: Final = FileError(
    "the file needs more memory than it may have here; paste the text instead", "size"
)


def main() -> None:
    """Parse the document on standard input."""
    head = json.loads(sys.stdin.buffer.readline())
    limits = FileLimits(**{field.name: head[field.name] for field in fields(FileLimits)})
    _restrict(limits)
    try:
        text, warnings = _parse(head["kind"], sys.stdin.buffer.read(), limits)
        answer: dict[str, object] = {"text": text, "warnings": warnings}
    except FileError as error:
        answer = {"problem": str(error), "reason": error.reason}
    except (MemoryError, RecursionError):
        answer = {"problem": str(_TOO_MUCH), "reason": _TOO_MUCH.reason}
    sys.stdout.buffer.write(json.dumps(answer).encode())


def _parse(kind: str, content: bytes, limits: FileLimits) -> tuple[str, tuple[str, ...]]:
    if kind == "pdf":
        from jobskills.files.pdf import pdf_text

        return pdf_text(content, limits)
    from jobskills.files.word import word_html

    return word_html(content, limits), ()


def _restrict(limits: FileLimits) -> None:
    """Take from this process what parsing doesn't need, where the system can."""
    try:
        import resource
    except ImportError:  # Windows: the deadline is all there is
        return
    seconds = ceil(limits.max_seconds) + 1
    for what, least in (
        (resource.RLIMIT_AS, limits.max_memory_bytes),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        _, hard = resource.getrlimit(what)
        wanted = least if hard == resource.RLIM_INFINITY else min(least, hard)
        resource.setrlimit(what, (wanted, wanted))


if __name__ == "__main__":
    main()
