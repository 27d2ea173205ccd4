"""Every exception raised on purpose, drawn as one tree; nothing else may live here.

::

    JobskillsError
    ├── DataError            the data handed in is wrong (exit code 1)
    │   ├── ReleaseError     an O*NET file: file, sheet, column and row are named
    │   ├── DatasetError     a built data set, recipe or evaluation file
    │   └── PostingError     a posting, or a file of postings
    │       └── FileError    a document: of a kind that isn't read, too large, or broken
    ├── BundleError          a saved model: missing, changed, of another format
    ├── DownloadError        a download failed or the file is not the one recorded
    └── MissingExtraError    an optional dependency is not installed
"""

from typing import Literal

__all__ = [
    "BundleError",
    "DataError",
    "DatasetError",
    "DownloadError",
    "FileError",
    "JobskillsError",
    "MissingExtraError",
    "PostingError",
    "ReleaseError",
]


class JobskillsError(Exception):
    """Base of every error raised on purpose; its text is one line a user can act on."""


class DataError(JobskillsError):
    """The data handed in is wrong."""


class ReleaseError(DataError):
    """A file of an O*NET release can't be read as published.

    Parameters
    ----------
    problem : str
        What was expected, what came, and what to do.
    file, sheet, column : str, optional
        Where in the release.
    row : int, optional
        1-based row in the file as a person sees it; the header is row 1.

    Examples
    --------
    >>> print(ReleaseError("'abc' is not a number", file="Skills.txt", column="N", row=7))
    Skills.txt, column 'N', row 7: 'abc' is not a number
    """

    def __init__(
        self,
        problem: str,
        *,
        file: str | None = None,
        sheet: str | None = None,
        column: str | None = None,
        row: int | None = None,
    ) -> None:
        self.problem = problem
        self.file, self.sheet, self.column, self.row = file, sheet, column, row
        place = [file] if file else []
        place += [f"sheet {sheet!r}"] if sheet else []
        place += [f"column {column!r}"] if column else []
        place += [f"row {row}"] if row is not None else []
        super().__init__(f"{', '.join(place)}: {problem}" if place else problem)


class DatasetError(DataError):
    """A built data set, a recipe or an evaluation file is not as expected."""


class PostingError(DataError):
    """A posting, or a file of postings, can't be read."""


class FileError(PostingError):
    """A document can't be read.

    Parameters
    ----------
    problem : str
        What is wrong with it and what to do; it never quotes the document.
    reason : str
        "type" (of a kind that isn't read here), "size" (over a limit) or "content" (broken,
        protected, without text).

    Examples
    --------
    >>> error = FileError("the file is empty; choose another", "content")
    >>> print(error, error.reason)
    the file is empty; choose another content
    """

    def __init__(self, problem: str, reason: Literal["type", "size", "content"]) -> None:
        super().__init__(problem)
        self.reason = reason


class BundleError(JobskillsError):
    """A saved model is missing, was changed, or has another format number."""


class DownloadError(JobskillsError):
    """A download failed, or what came is not the file that was recorded."""


class MissingExtraError(JobskillsError):
    """A feature needs an optional dependency that is not installed.

    Examples
    --------
    >>> print(MissingExtraError("data build", "train"))
    data build needs the 'train' extra: pip install 'jobskills[train]'
    """

    def __init__(self, feature: str, extra: str) -> None:
        super().__init__(f"{feature} needs the {extra!r} extra: pip install 'jobskills[{extra}]'")
