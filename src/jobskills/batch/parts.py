"""The folder of finished parts beside an output: what a killed job leaves and a resumed one finds.

A part is done when its file is there, whole; its report lies beside it. The
plan says which input, options and model the parts belong to, so that parts of
two different jobs are never joined.
"""

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

from jobskills.errors import PostingError

__all__ = ["PartFolder", "PartReport", "RowError"]

_PLAN: Final = "plan.json"
_ABSENT: Final = object()


@dataclass(frozen=True, slots=True)
class RowError:
    """A row that could not be scored; `row` counts the input's rows from 1."""

    row: int
    id: Any
    error: str


@dataclass(frozen=True, slots=True)
class PartReport:
    """How many rows a part has, and which of them could not be scored."""

    rows: int
    errors: tuple[RowError, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class PartFolder:
    """The parts of one output; parts are numbered from 0.

    Parameters
    ----------
    path : Path
        The folder.
    ending : str
        The ending of part files.
    """

    path: Path
    ending: str

    @classmethod
    def beside(cls, output: Path, ending: str) -> "PartFolder":
        """Return the folder that belongs to an output file."""
        return cls(output.with_name(f"{output.name}.parts"), ending)

    def begin(self, plan: Mapping[str, Any], resume: bool) -> None:
        """Make the folder ready for a job with this plan; without `resume` it starts empty.

        Raises
        ------
        PostingError
            If something else has the folder's name, or the parts that are there
            come from another input, other options or another model.
        """
        if self.path.exists() and not self.ours:
            raise PostingError(
                f"{self.path}: is in the way, for finished parts go there; move it, or choose "
                "another name for the output"
            )
        written = self.path / _PLAN
        if resume and written.exists():
            self._compare(_read_plan(written), json.loads(json.dumps(plan)))
            return
        self.remove()
        self.path.mkdir()
        _write(written, json.dumps(plan, indent=1))

    def part(self, number: int) -> Path:
        """Return the path of a part."""
        return self.path / f"part-{number:07d}{self.ending}"

    def report(self, number: int) -> PartReport | None:
        """Return the report of a part that is done, else None; a broken one has to be done anew."""
        try:
            size = self.part(number).stat().st_size
            read = json.loads(self._report_path(number).read_text(encoding="utf-8"))
            errors = tuple(RowError(**error) for error in read["errors"])
            # A power cut may leave a file's name without its content.
            return PartReport(read["rows"], errors) if read["bytes"] == size else None
        except (FileNotFoundError, ValueError, KeyError, TypeError):
            return None

    def aside(self, number: int) -> Path:
        """Return where to write a part that is not done yet."""
        # The process id keeps it apart from what an orphan may still write.
        return self.path / f"part-{number:07d}.{os.getpid()}.tmp"

    def finish(self, number: int, aside: Path, report: PartReport) -> None:
        """Move a written part into place; its report goes first, for a part has one."""
        said = asdict(report) | {"bytes": aside.stat().st_size}
        _write(self._report_path(number), json.dumps(said, ensure_ascii=False))
        aside.replace(self.part(number))

    def errors(self, n_parts: int) -> Iterator[RowError]:
        """Yield the rows that could not be scored, in order."""
        for number in range(n_parts):
            report = self.report(number)
            yield from report.errors if report else ()

    @property
    def joined(self) -> Path:
        """Where the output is written before it is moved into place."""
        return self.path / f"joined{self.ending}"

    def remove_if_useless(self) -> None:
        """Remove the folder if no part in it is done."""
        if not any(self.path.glob(f"part-*{self.ending}")):
            self.remove()

    def remove(self) -> None:
        """Remove the folder and all in it, if it is one of ours."""
        if self.ours:
            # The plan goes last: a folder without one would be nobody's, should this be cut short.
            for path in self.path.iterdir():
                if path.name != _PLAN:
                    path.unlink(missing_ok=True)
            shutil.rmtree(self.path)

    @property
    def ours(self) -> bool:
        """Whether a run has made the folder: it has a plan, or came no further than one."""
        return self.path.is_dir() and (
            any(self.path.glob(f"{_PLAN}*")) or not any(self.path.iterdir())
        )

    def _report_path(self, number: int) -> Path:
        return self.path / f"part-{number:07d}.report.json"

    def _compare(self, before: Mapping[str, Any], now: Mapping[str, Any]) -> None:
        old, new = dict(_leaves(before)), dict(_leaves(now))
        for key in sorted(old.keys() | new.keys()):
            if old.get(key, _ABSENT) != new.get(key, _ABSENT):
                raise PostingError(
                    f"{self.path}: can't resume, {key} was {_shown(old.get(key, _ABSENT))} and is "
                    f"{_shown(new.get(key, _ABSENT))} now; leave out --resume to start anew"
                )


def _leaves(plan: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every value of a plan under the path of its keys."""
    for key, value in plan.items():
        if isinstance(value, dict):
            yield from _leaves(value, f"{above}{key} ")
        else:
            yield above + key, value


def _read_plan(path: Path) -> Mapping[str, Any]:
    try:
        plan = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        plan = None
    if not isinstance(plan, dict):
        raise PostingError(f"{path}: is broken; leave out --resume to start anew")
    return plan


def _shown(value: object) -> str:
    return "absent" if value is _ABSENT else json.dumps(value, ensure_ascii=False)


def _write(path: Path, text: str) -> None:
    aside = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    aside.write_text(text, encoding="utf-8")
    aside.replace(path)
