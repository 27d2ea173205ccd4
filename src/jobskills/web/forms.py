"""What the forms of the pages carry: text that was typed, a file that was chosen, the controls.

Nothing typed is lost: what can't be read comes back with the words that say why.
"""

from dataclasses import dataclass
from math import isfinite
from typing import Final, cast, get_args

from flask import request

from jobskills.errors import FileError, MissingExtraError
from jobskills.files import KINDS, FileLimits, read_file
from jobskills.prediction import Posting
from jobskills.web.rows import Sort, View

__all__ = ["Typed", "form_find", "form_view", "typed_posting"]

_MOST_FIND: Final = 100


@dataclass(frozen=True, slots=True)
class Typed:
    """One posting of a form.

    `notes` say what was done with a file; `refused` says why one can't be read.
    """

    posting: Posting
    notes: tuple[str, ...] = ()
    refused: str = ""

    @property
    def empty(self) -> bool:
        """Whether there is nothing to read."""
        return not (self.posting.title.strip() or self.posting.description.strip())


def typed_posting(limits: FileLimits, prefix: str = "") -> Typed:
    """Return the posting that the form carries in the fields of this prefix.

    Browsers send the line ends of a text field as CR LF; whoever typed it saw
    single line ends. The text is brought back to those before it is read, so
    that the page gives the same numbers and offsets with JavaScript as without.
    A file that was chosen takes the place of the text.
    """
    title, description = (request.form.get(prefix + name, "") for name in ("title", "description"))
    typed = Posting(title.strip(), _lines(description))
    file = request.files.get(f"{prefix}file")
    if file is None or not file.filename:
        return Typed(typed)
    try:
        document = read_file(file.read(), file.filename, limits)
    except (FileError, MissingExtraError) as error:
        return Typed(typed, refused=str(error))
    posting = Posting(typed.title or document.title.strip(), _lines(document.description))
    taken = f"The text was taken from the file, {KINDS[document.kind]}."
    return Typed(posting, (taken, *document.warnings))


def form_view() -> View:
    """Return the controls of the page; what is none of their values is the default."""
    sort = request.form.get("sort", "")
    return View(
        threshold=_share(request.form.get("threshold", "")),
        sort=cast(Sort, sort) if sort in get_args(Sort) else View().sort,
        find=form_find(),
    )


def form_find() -> str:
    """Return the words that are searched for."""
    return request.form.get("find", "")[:_MOST_FIND]


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _share(text: str) -> float:
    """Return a threshold from 0 to 1; what is none falls back to the default."""
    default = View().threshold
    try:
        value = float(text)
    except ValueError:
        return default
    return min(max(value, 0.0), 1.0) if isfinite(value) else default
