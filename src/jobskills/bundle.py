"""The saved model: a directory of safetensors and JSON; the only reader and writer of it.

Format 1. ``bundle.json`` names the format, the model, the O*NET release and the SHA-256
of every other file. Nothing is unpickled, and loading refuses what was changed.
"""

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from safetensors import SafetensorError
from safetensors.numpy import load as load_arrays
from safetensors.numpy import save as dump_arrays

from jobskills.errors import BundleError
from jobskills.models.profile import Category, Element
from jobskills.models.reader.model import Reader
from jobskills.models.reader.shapes import require_fit
from jobskills.prediction import ModelInfo
from jobskills.technology.expected import Expected

__all__ = ["FORMAT", "Bundle", "bundle_path", "write_card"]

FORMAT: Final = 1

_SHIPPED: Final = Path(__file__).parent / "bundles"
_PARTS: Final = ("encoder", "network", "neighbours", "indexes", "calibration", "ratings")
_CARD: Final = "README.md"
#: What reading raises when a file with the right hash holds something else than it should.
_MISFITS: Final = (
    AttributeError, LookupError, RecursionError, SafetensorError, TypeError, ValueError
)  # fmt: skip


def bundle_path(source: str | Path) -> Path:
    """Find a bundle by directory, or by the name of one shipped in the package.

    Raises
    ------
    BundleError
        If there is no such bundle.

    Examples
    --------
    >>> bundle_path("no-such-bundle")
    Traceback (most recent call last):
    jobskills.errors.BundleError: no bundle 'no-such-bundle': it is neither a directory with a
    bundle.json nor one of the shipped ones (default)
    """
    for candidate in (Path(source), _SHIPPED / str(source)):
        # Unlike Path.is_file, this one is not upset by names that no file can have.
        if os.path.isfile(candidate / "bundle.json"):  # noqa: PTH113
            return candidate
    shipped = sorted(path.parent.name for path in _SHIPPED.glob("*/bundle.json"))
    raise BundleError(
        f"no bundle {str(source)!r}: it is neither a directory with a bundle.json "
        f"nor one of the shipped ones ({', '.join(shipped)})"
    )


@dataclass(frozen=True, slots=True, eq=False)
class Bundle:
    """Everything a `jobskills.predictor.Predictor` needs.

    Attributes
    ----------
    info : ModelInfo
    reader : Reader
    titles : tuple of str
        Titles of the occupations, in the reader's order.
    lexicon : mapping
        What `jobskills.technology.TechnologyFinder` searches for.
    technologies, tools : Expected
        What each occupation uses.
    mention_precision : float
        How often a technology found in a text is one, measured on annotated text.
    training : mapping
        How it was made: recipe, sources with their SHA-256, versions.
    card : str
        The model card, Markdown.
    digest : str
        The start of a hash of all files but the card; empty where it was never saved.
    """

    info: ModelInfo
    reader: Reader
    titles: tuple[str, ...]
    lexicon: Mapping[str, Any]
    technologies: Expected
    tools: Expected
    mention_precision: float
    training: Mapping[str, Any]
    card: str
    digest: str = ""

    def save(self, directory: Path) -> None:
        """Write the bundle's files into a directory, made if it is not there.

        Raises
        ------
        BundleError
            If the directory can't be written.
        """
        files = {
            f"{part}.safetensors": dump_arrays(_contiguous(arrays))
            for part, arrays in self.reader.arrays().items()
        }
        files |= {name: _json(document) for name, document in self._documents().items()}
        files[_CARD] = self.card.encode()
        head = {
            "format": FORMAT,
            **asdict(self.info),
            "encoder": {"kind": "static words", "dimension": self.reader.encoder.dimension},
            "mention_precision": self.mention_precision,
            "training": self.training,
            "files": {name: _sha256(content) for name, content in sorted(files.items())},
        }
        files["bundle.json"] = _json(head, indent=1)
        try:
            directory.mkdir(parents=True, exist_ok=True)
            for name, content in files.items():
                (directory / name).write_bytes(content)
        except OSError as error:
            reason = error.strerror or error
            raise BundleError(f"{directory}: the bundle can't be written ({reason})") from error

    def _documents(self) -> dict[str, Any]:
        reader = self.reader
        thresholds = [round(float(value), 4) for value in reader.tables.median]
        return {
            "labels.json": {
                "elements": [
                    {**asdict(element), "threshold": threshold}
                    for element, threshold in zip(reader.elements, thresholds, strict=True)
                ],
                "categories": [asdict(category) for category in reader.categories],
            },
            "occupations.json": list(zip(reader.tables.codes, self.titles, strict=True)),
            "technology.json": {
                "lexicon": self.lexicon,
                "technologies": self.technologies.to_json(),
                "tools": self.tools.to_json(),
            },
            "tokenizer.json": {"words": reader.encoder.vocabulary},
        }

    @classmethod
    def load(cls, source: str | Path) -> "Bundle":
        """Read a bundle, checking its format and every hash.

        Raises
        ------
        BundleError
            If it is not there, of another format, or was changed.
        """
        directory = bundle_path(source)
        head = _head(directory)
        files = {name: _checked(directory, name, sha) for name, sha in head["files"].items()}
        try:
            return _assemble(head, files)
        except _MISFITS as error:
            raise BundleError(
                f"{directory}: the bundle's files don't fit together ({error!r}); install it again"
            ) from error


def write_card(directory: Path, card: str) -> None:
    """Replace the model card of a bundle; nothing else changes but its hash in bundle.json.

    Raises
    ------
    BundleError
        If there is no bundle, or it can't be written.
    """
    head = _head(directory)
    head["files"][_CARD] = _sha256(card.encode())
    try:
        (directory / _CARD).write_bytes(card.encode())
        (directory / "bundle.json").write_bytes(_json(head, indent=1))
    except OSError as error:
        reason = error.strerror or error
        raise BundleError(f"{directory}: the card can't be written ({reason})") from error


def _assemble(head: Mapping[str, Any], files: Mapping[str, bytes]) -> Bundle:
    labels, occupations, technology, tokenizer = (
        json.loads(files[f"{name}.json"])
        for name in ("labels", "occupations", "technology", "tokenizer")
    )
    for element in labels["elements"]:
        del element["threshold"]
    reader = Reader.from_arrays(
        {part: load_arrays(files[f"{part}.safetensors"]) for part in _PARTS},
        vocabulary=tokenizer["words"],
        codes=[code for code, _ in occupations],
        elements=[Element(**element) for element in labels["elements"]],
        categories=[Category(**category) for category in labels["categories"]],
    )
    require_fit(reader)
    return Bundle(
        info=ModelInfo(head["name"], head["version"], head["onet_release"]),
        reader=reader,
        titles=tuple(title for _, title in occupations),
        lexicon=technology["lexicon"],
        technologies=Expected.from_json(technology["technologies"]),
        tools=Expected.from_json(technology["tools"]),
        mention_precision=float(head["mention_precision"]),
        training=head["training"],
        card=files[_CARD].decode(),
        digest=_digest(head["files"]),
    )


def _digest(files: Mapping[str, str]) -> str:
    """Return the start of a hash of a bundle's content; the card only tells of it."""
    content = {name: sha for name, sha in files.items() if name != _CARD}
    return _sha256(_json(dict(sorted(content.items()))))[:12]


def _head(directory: Path) -> dict[str, Any]:
    try:
        head = json.loads((directory / "bundle.json").read_bytes())
    except (OSError, ValueError, RecursionError) as error:
        raise BundleError(f"{directory}/bundle.json can't be read: {error}") from error
    if not isinstance(head, dict) or head.get("format") != FORMAT:
        found = head.get("format") if isinstance(head, dict) else None
        raise BundleError(
            f"{directory}/bundle.json has format {found!r}, this version reads {FORMAT}; "
            "install the jobskills version that made it, or train again"
        )
    if not isinstance(head.get("files"), dict):
        raise BundleError(f"{directory}/bundle.json lists no files; install the bundle again")
    return head


def _checked(directory: Path, name: str, expected: str) -> bytes:
    if Path(name).name != name:
        raise BundleError(f"{directory}/bundle.json names a file outside the bundle: {name!r}")
    try:
        content = (directory / name).read_bytes()
    except (OSError, ValueError) as error:
        raise BundleError(f"{directory}/{name} can't be read: {error}") from error
    found = _sha256(content)
    if found != expected:
        raise BundleError(
            f"{directory}/{name} was changed: its SHA-256 is {found[:12]}…, "
            f"bundle.json says {str(expected)[:12]}…; install the bundle again"
        )
    return content


def _contiguous(arrays: Mapping[str, np.ndarray[Any, Any]]) -> dict[str, np.ndarray[Any, Any]]:
    # safetensors writes an array's memory as it lies, whatever its strides.
    return {name: np.ascontiguousarray(array) for name, array in arrays.items()}


def _json(document: object, indent: int | None = None) -> bytes:
    separators = None if indent else (",", ":")
    text = json.dumps(document, ensure_ascii=False, indent=indent, separators=separators)
    return text.encode() + b"\n"


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
