"""What a training recipe may say, and its reading from TOML; nothing is trained here."""

import tomllib
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from jobskills.errors import DatasetError

__all__ = ["Recipe", "load_recipe"]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class BundlePart(_Part):
    """What the bundle is called."""

    name: str = "default"
    version: str = "1"


class EncoderPart(_Part):
    """Where the word table comes from; without weights, from the data set's texts alone."""

    weights: str = ""
    sha256: str = ""
    dimension: int = Field(default=256, ge=2)
    epochs: int = Field(default=3, ge=1)
    #: Sentences of unlabelled postings that the table is learned from, besides O*NET's texts.
    most_sentences: int = Field(default=20_000, ge=0)


class ReaderPart(_Part):
    """How long the reader is trained: steps in each round, rounds of self-training."""

    steps: int = Field(default=500, ge=1)
    rounds: int = Field(default=2, ge=0)
    batch: int = Field(default=256, ge=2)


class AnnotatedFile(_Part):
    """A file of postings, JSON lines, and a CSV of what they are for: `id,code,probability`."""

    postings: Path
    codes: Path
    #: How often one of its postings is drawn beside those of other files.
    weight: float = Field(default=1.0, gt=0)


class TextPart(_Part):
    """Files of postings, JSON lines: unlabelled ones for noise, labelled ones for tuning.

    Written and annotated ones are learned from. A folder stands for all its files of JSON lines.
    """

    unlabelled: tuple[Path, ...] = ()
    labelled: tuple[Path, ...] = ()
    written: tuple[Path, ...] = ()
    annotated: tuple[AnnotatedFile, ...] = ()
    #: Rows drawn from each file, so that a long one doesn't decide alone.
    most_unlabelled: int = Field(default=2000, ge=1)
    most_labelled: int = Field(default=900, ge=1)
    evaluated: tuple[Path, ...] = ()


class TechnologyPart(_Part):
    """What is known of the technology finder."""

    mention_precision: float = Field(default=0.8, gt=0, le=1)


class Recipe(_Part):
    """A training recipe; paths are taken from the recipe's own folder.

    Raises
    ------
    DatasetError
        From `load_recipe`, when a field is unknown or has a wrong value.
    """

    seed: int = 0
    threads: int = Field(default=2, ge=1)
    bundle: BundlePart = BundlePart()
    encoder: EncoderPart = EncoderPart()
    reader: ReaderPart = ReaderPart()
    text: TextPart = TextPart()
    technology: TechnologyPart = TechnologyPart()


def load_recipe(path: Path) -> Recipe:
    """Read a recipe from TOML."""
    try:
        recipe = Recipe.model_validate(tomllib.loads(path.read_text("utf-8")))
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        raise DatasetError(f"{path}, {field}: {first['msg']}") from error
    except (OSError, ValueError) as error:
        raise DatasetError(f"{path}: the recipe can't be read: {error}") from error
    text = recipe.text
    found: dict[str, tuple[Path, ...] | tuple[AnnotatedFile, ...]] = {
        name: tuple(
            file for named in getattr(text, name) for file in _json_lines(path.parent / named)
        )
        for name in ("unlabelled", "labelled", "written", "evaluated")
    }
    found["annotated"] = tuple(
        one.model_copy(
            update={"postings": path.parent / one.postings, "codes": path.parent / one.codes}
        )
        for one in text.annotated
    )
    return recipe.model_copy(update={"text": text.model_copy(update=found)})


def _json_lines(path: Path) -> list[Path]:
    return sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
