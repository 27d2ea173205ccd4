"""A Word document as HTML, by mammoth; runs in the worker process only.

The archive is looked through before the parser sees it: what would unpack to too much, and XML
that declares entities, is refused.
"""

import zipfile
from io import BytesIO
from typing import Any, Final
from xml.parsers import expat

import mammoth

from jobskills.errors import FileError
from jobskills.files.limits import FileLimits

__all__ = ["word_html"]

_STYLES: Final = "p[style-name='Title'] => h1:fresh\np[style-name='Subtitle'] => h2:fresh"
_XML: Final = (".xml", ".rels")
_TOO_MUCH: Final = (
    "the Word document unpacks to more than is read here; save it without pictures, or only the "
    "part with the posting"
)
_BROKEN: Final = "the Word document is damaged; open it in Word and save it again"


def word_html(content: bytes, limits: FileLimits) -> str:
    """Return a Word document's text as HTML: headings, lists and tables stay what they are.

    Raises
    ------
    FileError
        If it is broken, or over a limit.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            _require_modest(archive, limits)
            _require_plain_xml(archive)
        result = mammoth.convert_to_html(
            BytesIO(content),
            style_map=_STYLES,
            include_embedded_style_map=False,
            external_file_access=False,
            convert_image=_no_picture,
        )
    except (FileError, MemoryError):
        raise
    except Exception as error:  # the parser raises whatever a broken document leads it to
        raise FileError(_BROKEN, "content") from error
    html = str(result.value)
    if len(html) > limits.max_characters:
        raise FileError(
            f"the Word document holds more than {limits.max_characters:,} characters; "
            "choose the part with the posting",
            "size",
        )
    return html


def _no_picture(_image: object) -> list[object]:
    """Leave pictures out: they hold no text, and would come back as long addresses."""
    return []


def _require_modest(archive: zipfile.ZipFile, limits: FileLimits) -> None:
    """Refuse what would unpack to too much; Python reads no more of an entry than it declares."""
    entries = archive.infolist()
    if any(entry.flag_bits & 1 for entry in entries):
        raise FileError("the Word document is encrypted; save it without a password", "content")
    if len(entries) > limits.max_entries:
        raise FileError(_TOO_MUCH, "size")
    if sum(entry.file_size for entry in entries) > limits.max_expanded_bytes:
        raise FileError(_TOO_MUCH, "size")
    # Small files of one repeated byte are common; only large ones can do harm.
    large = (entry for entry in entries if entry.file_size > 1024 * 1024)
    if any(entry.file_size > limits.max_ratio * entry.compress_size for entry in large):
        raise FileError(_TOO_MUCH, "size")


def _require_plain_xml(archive: zipfile.ZipFile) -> None:
    """Refuse XML with a document type: Office writes none, and entities are declared in one."""
    for entry in archive.infolist():
        if entry.filename.lower().endswith(_XML):
            parser = expat.ParserCreate()
            parser.StartDoctypeDeclHandler = _refuse
            with archive.open(entry) as part:
                parser.ParseFile(part)


def _refuse(*_: Any) -> None:
    raise FileError(
        "the Word document declares XML entities, which no Office does; save it again with Word",
        "content",
    )
