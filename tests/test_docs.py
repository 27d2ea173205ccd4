"""The documents say what is true: their blocks run, their pages are what the code prints.

Conventions for the blocks of README.md and the quickstart, which run each in a temporary folder:

* ``python``: lines with ``>>>`` run as a doctest, others as a script; all blocks share names.
* ``console``: each ``$ `` line is a command, the lines below it what it prints on stdout; a
  command without such lines may print anything. ``jobskills`` and ``cat > FILE <<END`` run in a
  shell, ``curl`` is answered by a real ``jobskills serve`` and needs no curl.
* ``sh``: two commands of the Makefile; their targets must exist.

In expected output ``...`` stands for anything, line ends included.
"""

import doctest
import importlib.util
import json
import os
import re
import shlex
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt
from pydantic import BaseModel

import jobskills
from jobskills import Predictor
from jobskills.attribution import attribution
from jobskills.recipe import Recipe, load_recipe

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


def blocks(*languages: str, page: str = README) -> list[tuple[str, str]]:
    """Return language and text of a page's blocks in these languages, in order."""
    return [found for found in _BLOCK.findall(page) if found[0] in languages]


def test_the_readme_has_blocks_in_every_way_of_use() -> None:
    commands = [command for _, text in blocks("console") for command, _ in steps(text)]

    assert any(">>>" in text for _, text in blocks("python"))
    assert any(command.startswith("jobskills predict") for command in commands)
    assert any(command.startswith("curl") for command in commands)


@pytest.mark.parametrize("page", ["README.md", "docs/quickstart.md"])
def test_the_blocks_of_a_page_run(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    for language, text in blocks("python", "console", page=(ROOT / page).read_text("utf-8")):
        if language == "console":
            for command, expected in steps(text):
                compare(command, expected, run(command))
        elif ">>>" in text:
            run_doctest(text, names)
        else:
            exec(compile(text, "README.md", "exec"), names)


def steps(block: str) -> Iterator[tuple[str, str]]:
    """Yield each command of a console block and what it should print."""
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        lines = part.splitlines()
        # A command goes on after a backslash, a here-document to its END.
        last = 0
        if "<<END" in lines[0]:
            last = lines.index("END")
        while lines[last].endswith("\\"):
            last += 1
        yield "\n".join(lines[: last + 1]), "\n".join(lines[last + 1 :]).strip()


def run(command: str) -> str:
    """Run a command of the README; return its stdout."""
    if command.startswith("curl "):
        return curl(command)
    assert command.startswith(("jobskills ", "cat ")), f"no way to run {command!r}"
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["/bin/sh", "-c", command],
        capture_output=True,
        text=True,
        env={**os.environ, "PATH": path},
        timeout=120,
    )
    assert done.returncode == 0, f"{command}\n{done.stderr}"
    return done.stdout


def curl(command: str) -> str:
    """Do what a curl command line asks, against a server started for it."""
    words = shlex.split(command)
    url = next(word for word in words if word.startswith("http"))
    headers = [words[k + 1] for k, word in enumerate(words) if word in {"-H", "--header"}]
    body = [words[k + 1] for k, word in enumerate(words) if word in {"-d", "--data", "--json"}]
    known = {"curl", "-s", "-H", "--header", "-d", "--data", "--json", url, *headers, *body}
    assert set(words) <= known, f"{command!r} has options that this test does not know"
    fields = dict(header.split(": ", 1) for header in headers)
    if "--json" in words:
        fields["Content-Type"] = "application/json"
    with server() as address:
        asked = re.sub(r"^http://(127\.0\.0\.1|localhost):8000", address, url)
        assert asked != url, f"{url} is not the address that `make run` serves"
        data = body[0].encode() if body else None
        with urllib.request.urlopen(urllib.request.Request(asked, data, fields)) as answer:
            return str(answer.read().decode())


@contextmanager
def server() -> Iterator[str]:
    """Serve on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    program = str(Path(sys.executable).with_name("jobskills"))
    process = subprocess.Popen([program, "serve", "--port", str(port)])
    try:
        address = f"http://127.0.0.1:{port}"
        wait_for(f"{address}/readyz")
        yield address
    finally:
        process.terminate()
        process.wait()


def wait_for(url: str) -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(url):
                return
        except OSError:
            assert time.monotonic() < deadline, f"{url} never answered"
            time.sleep(0.1)


def compare(command: str, expected: str, printed: str) -> None:
    if expected:
        same = doctest.OutputChecker().check_output(expected + "\n", printed, _FLAGS)
        assert same, f"{command}\nexpected:\n{expected}\nprinted:\n{printed}"


def run_doctest(text: str, names: dict[str, Any]) -> None:
    test = doctest.DocTestParser().get_doctest(text, names, "README.md", "README.md", 0)
    runner = doctest.DocTestRunner(optionflags=_FLAGS)
    report: list[str] = []
    runner.run(test, out=report.append, clear_globs=False)
    names |= test.globs
    assert runner.summarize(verbose=False).failed == 0, "".join(report)


def test_the_readmes_make_commands_exist() -> None:
    makefile = (ROOT / "Makefile").read_text()
    lines = [line for _, text in blocks("sh") for line in text.splitlines() if line.strip()]

    assert {line.split()[:2][-1] for line in lines} >= {"run", "test"}
    for line in lines:
        program, target = line.split()[:2]
        assert program == "make"
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), f"no target for {line!r}"


def test_every_link_of_the_documents_to_a_file_leads_somewhere() -> None:
    pages = [ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")]
    for page in [*pages, *(ROOT / "benchmarks").glob("*.md")]:
        for target in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text(encoding="utf-8")):
            if "://" not in target:
                assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_the_training_page_has_every_field_of_the_recipe_and_its_default() -> None:
    page = (ROOT / "docs/training.md").read_text(encoding="utf-8")
    [table] = re.findall(r"^### The recipe$(.*?)^### ", page, re.MULTILINE | re.DOTALL)
    listed = dict(re.findall(r"^\| `([^`]+)` \| ([^|]+) \|", table, re.MULTILINE))
    fields = dict(defaults(Recipe()))

    assert set(listed) == set(fields)
    for name, default in fields.items():
        assert listed[name] == str(default) or default in ("", ()), f"{name}: {default}"


def defaults(part: BaseModel, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Yield each field of a recipe, such as `reader.steps`, with its default."""
    for name in type(part).model_fields:
        value = getattr(part, name)
        if isinstance(value, BaseModel):
            yield from defaults(value, f"{name}.")
        else:
            yield f"{prefix}{name}", value


def test_the_training_pages_own_recipe_and_those_of_the_project_are_valid(tmp_path: Path) -> None:
    page = (ROOT / "docs/training.md").read_text(encoding="utf-8")
    [small] = re.findall(r"^```toml\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    (tmp_path / "mine.toml").write_text(small)

    assert load_recipe(tmp_path / "mine.toml").encoder.weights == ""
    assert load_recipe(ROOT / "recipes/default.toml").encoder.weights != ""
    own = load_recipe(ROOT / "recipes/own.toml")
    assert (own.encoder.weights, own.text.labelled, own.text.annotated) == ("", (), ())
    assert own.text.written != ()


def test_the_star_of_onet_is_a_star_and_not_markup() -> None:
    pages = [ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")]
    for page in [*pages, *(ROOT / "benchmarks").glob("*.md")]:
        html = MarkdownIt().render(page.read_text(encoding="utf-8"))
        slanted = re.findall(r"<em>(NET.*?)</em>", html, re.DOTALL)
        assert not slanted, rf"{page.name}: write O\*NET where it occurs twice: {slanted[0][:60]}"


def test_the_classic_table_is_made_of_the_kept_figures() -> None:
    kept = json.loads((ROOT / "benchmarks/results/classic_task.json").read_text())
    script = load(ROOT / "benchmarks/classic_task.py")

    assert "\n".join(script.table(kept)) in README


def load(path: Path) -> Any:
    """Import a script that belongs to no package, as Python would run it."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(path.parent))
        spec.loader.exec_module(module)
    return module


def test_the_command_line_page_is_what_help_prints() -> None:
    generate = load(ROOT / "docs/generate_cli.py")

    assert generate.PAGE.read_text(encoding="utf-8") == generate.page(), (
        "docs/cli.md is stale: python docs/generate_cli.py"
    )


def test_the_changelog_has_this_version() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")

    assert re.search(rf"^## \[{re.escape(jobskills.__version__)}\]", changelog, re.MULTILINE)
    assert "keepachangelog.com" in changelog


def test_the_licence_is_mit() -> None:
    assert (ROOT / "LICENSE").read_text(encoding="utf-8").startswith("MIT License")


def test_the_readme_carries_the_attribution_word_for_word() -> None:
    release = Predictor.load().info.onet_release

    assert attribution(release) in " ".join(README.split())


def test_the_benchmarks_page_holds_the_measured_numbers_within_their_targets() -> None:
    measured = json.loads((ROOT / "benchmarks/results/speed_and_size.json").read_text())
    page = (ROOT / "benchmarks/README.md").read_text(encoding="utf-8")
    script = load(ROOT / "benchmarks/speed_and_size.py")

    assert "\n".join(script.table(measured)) in page
    targets = {one["name"]: one for one in measured["measures"] if one["target"] is not None}
    assert {"base install", "predict from the shell", "import", "data build, 29.3"} <= set(targets)
    assert [name for name, one in targets.items() if one["value"] > one["target"]] == []
