"""Results on disk: a benchmark keeps one JSON file, with what measured it, when, and on what."""

import datetime
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from machine import machine

from jobskills.bundle import bundle_path

__all__ = ["keep", "kept", "weights"]

RESULTS = Path(__file__).parent / "results"
_DIGITS = 6  # significant ones


def keep(name: str, command: str, numbers: Mapping[str, Any], bundle: str = "") -> None:
    """Write `results/<name>.json`: the numbers rounded, the command, the machine and the day.

    Parameters
    ----------
    name, command : str
    numbers : Mapping
    bundle : str
        Name or folder of the bundle that was measured, or that lent its word table.
    """
    kept = {
        "command": command,
        "machine": machine(),
        "date": datetime.datetime.now(tz=datetime.UTC).date().isoformat(),
        **({"bundle": weights(bundle)} if bundle else {}),
        **numbers,
    }
    RESULTS.mkdir(exist_ok=True)
    text = json.dumps(_rounded(kept), indent=1, ensure_ascii=False)
    (RESULTS / f"{name}.json").write_text(text + "\n", encoding="utf-8")


def kept(name: str) -> dict[str, Any] | None:
    """Return what a benchmark kept; None where it never ran."""
    path = RESULTS / f"{name}.json"
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else None


def weights(bundle: str) -> str:
    """Return the start of a hash over a bundle's files but its card, which tells of results."""
    head = json.loads((bundle_path(bundle) / "bundle.json").read_text(encoding="utf-8"))
    files = {name: sha for name, sha in head["files"].items() if name != "README.md"}
    return hashlib.sha256(json.dumps(files, sort_keys=True).encode()).hexdigest()[:12]


def _rounded(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _rounded(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(item) for item in value]
    if isinstance(value, float):
        return float(f"{value:.{_DIGITS}g}") if value == value else None  # NaN is no JSON
    return value
