"""The public names are a decided list, documented, and cheap to import."""

import json
import pkgutil
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from inspect import getdoc, isclass, isfunction, ismodule

import pytest

import jobskills

HEAVY = {
    "click",
    "duckdb",
    "flask",
    "mammoth",
    "matplotlib",
    "numpy",
    "onnxruntime",
    "polars",
    "pydantic",
    "pypdfium2",
    "pyspark",
    "safetensors",
    "scipy",
    "sklearn",
    "torch",
}


def modules() -> Iterator[str]:
    """Yield the name of every module of the package."""
    yield "jobskills"
    for found in pkgutil.walk_packages(jobskills.__path__, "jobskills."):
        if not found.name.endswith("__main__"):
            yield found.name


def loaded_by(statement: str) -> set[str]:
    """Return the top-level modules that a fresh interpreter has after a statement."""
    script = f"{statement}\nimport json, sys\nprint(json.dumps(sorted(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    return {name.partition(".")[0] for name in json.loads(done.stdout)}


def test_the_public_names_are_the_decided_ones() -> None:
    assert jobskills.__all__ == [
        "JobskillsError",
        "Posting",
        "Prediction",
        "Predictor",
        "__version__",
    ]
    assert dir(jobskills) == sorted(jobskills.__all__)


def test_import_loads_nothing_heavy() -> None:
    assert loaded_by("import jobskills") & HEAVY == set()


def test_the_command_line_starts_without_the_model_and_the_engines() -> None:
    assert loaded_by("import jobskills.cli") & (HEAVY - {"click"}) == set()


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'predict'"):
        _ = jobskills.predict


def test_serving_needs_no_training_dependency() -> None:
    loaded = loaded_by(
        "import jobskills.predictor, jobskills.web, jobskills.batch, jobskills.cli.predict"
    )

    assert (
        loaded & {"torch", "polars", "sklearn", "scipy", "matplotlib", "python_calamine"} == set()
    )


@pytest.mark.parametrize("name", sorted(modules()))
def test_every_module_says_what_it_is_for_and_documents_its_names(name: str) -> None:
    module = import_module(name)

    assert getdoc(module), f"{name} has no docstring"
    for public in getattr(module, "__all__", []):
        thing = getattr(module, public)
        if (isclass(thing) or isfunction(thing)) and not ismodule(thing):
            assert getdoc(thing), f"{name}.{public} has no docstring"
