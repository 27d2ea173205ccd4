"""The container files: linted, checked against the compose schema, and their steps run as commands.

No engine is needed. The steps run in a mount namespace (steps.sh), which takes root on Linux.
"""

import json
import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from jobskills.prediction import Posting
from jobskills.predictor import Predictor

ROOT = Path(__file__).resolve().parents[2]
STEPS = Path(__file__).with_name("steps.sh")
BIN = Path(sys.executable).parent
_ASK = """
from urllib.request import Request, urlopen
request = Request("http://127.0.0.1:PORT/api/v1/predict", b'{"title": "Baker"}')
request.add_header("Content-Type", "application/json")
print(urlopen(request, timeout=20).read().decode())
"""


@pytest.fixture(scope="module")
def instructions() -> list[tuple[str, str]]:
    """The Containerfile's instructions in order, continued lines joined."""
    text = (ROOT / "Containerfile").read_text("utf-8")
    lines = re.sub(r"^#.*\n", "", text, flags=re.MULTILINE).replace("\\\n", " ")
    split = [line.partition(" ") for line in lines.splitlines() if line.strip()]
    return [(word, rest.strip()) for word, _, rest in split]


@pytest.fixture(scope="module")
def service() -> Any:
    return yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))["services"]["jobskills"]


def last(instructions: list[tuple[str, str]], word: str) -> str:
    return [rest for found, rest in instructions if found == word][-1]


def test_the_linter_finds_nothing() -> None:
    done = subprocess.run(
        [BIN / "hadolint", ROOT / "Containerfile"], capture_output=True, text=True
    )
    assert (done.returncode, done.stdout) == (0, "")


def test_the_compose_file_is_of_its_schema() -> None:
    check = [str(BIN / "check-jsonschema"), "--builtin-schema", "vendor.compose-spec"]
    done = subprocess.run([*check, str(ROOT / "compose.yaml")], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_it_runs_as_a_number_without_rights(
    instructions: list[tuple[str, str]], service: Any
) -> None:
    assert last(instructions, "USER") == "10001:10001"
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["ports"] == ["127.0.0.1:8000:8000"]


def test_compose_starts_what_the_containerfile_starts(
    instructions: list[tuple[str, str]], service: Any
) -> None:
    command = json.loads(last(instructions, "CMD"))
    assert service["command"][: len(command)] == command
    assert last(instructions, "EXPOSE") == command[-1] == "8000"


def _context(source: Path) -> None:
    """Copy what .dockerignore lets through: it refuses all and names what may pass."""
    rules = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    assert "*" in rules
    for name in (rule[1:] for rule in rules if rule.startswith("!")):
        if (ROOT / name).is_dir():
            shutil.copytree(
                ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__")
            )
        else:
            shutil.copy(ROOT / name, source)


def _write_steps(instructions: list[tuple[str, str]], work: Path, port: str) -> None:
    """Write the steps as commands, with the folders of the namespace and a free port."""
    build, user = [rest for word, rest in instructions if word == "RUN"]
    command = [
        *json.loads(last(instructions, "ENTRYPOINT")),
        *json.loads(last(instructions, "CMD")),
    ]
    check = json.loads(last(instructions, "HEALTHCHECK").partition("CMD ")[2])
    ask = ["python", "-c", _ASK]
    steps = {"build": build, "user": user, "serve": f"exec {shlex.join(command)}"}
    steps |= {"check": shlex.join(check), "ask": shlex.join(ask).replace("PORT", port)}
    for name, step in steps.items():
        placed = step.replace("/opt/jobskills", "/mnt/opt").replace("/source", "/mnt/source")
        (work / name).write_text(placed.replace("8000", port) + "\n")


@pytest.mark.skipif(
    os.environ.get("CI") != "true" and (sys.platform != "linux" or os.geteuid() != 0),
    reason="a mount namespace takes root on Linux",
)
def test_the_steps_give_a_service_that_needs_no_rights(
    instructions: list[tuple[str, str]], tmp_path: Path
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    tmp_path.chmod(0o755)
    (tmp_path / "source").mkdir()
    _context(tmp_path / "source")
    _write_steps(instructions, tmp_path, port)
    command = ["unshare", "--mount", "sh", str(STEPS), str(tmp_path), sys.base_prefix]
    done = subprocess.run(command, capture_output=True, text=True, timeout=400)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    *_, answer, uid, capabilities, privileges, end = done.stdout.splitlines()
    [expected] = Predictor.load().predict([Posting("Baker")])
    assert json.loads(answer)["occupations"][0]["title"] == expected.occupations[0].title
    assert uid.split() == ["Uid:", *["10001"] * 4]
    assert int(capabilities.split()[1], 16) == 0
    assert privileges.split()[1] == "1"
    assert end == "stopped with 0"
    assert not (tmp_path / "opt" / "written").exists()
