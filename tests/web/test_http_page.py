"""docs/http.md says what is true: its commands run, its tables list what there is."""

import argparse
import doctest
import json
import re
import shlex
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

from jobskills.web import WebConfig

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs/http.md").read_text(encoding="utf-8")


def steps() -> Iterator[tuple[str, str]]:
    """Yield each command of the page's console blocks and what it should print."""
    for block in re.findall(r"^```console\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, printed = part.partition("\n")
            if "<<END" in command:
                text, _, printed = printed.partition("\nEND\n")
                command = f"{command}\n{text}\n"
            yield command, printed.strip()


def curl(client: FlaskClient, command: str) -> str:
    """Do what a curl command line asks."""
    parser = argparse.ArgumentParser(prog="curl")
    parser.add_argument("-s", action="store_true")
    parser.add_argument("--json")
    parser.add_argument("-F", dest="form")
    parser.add_argument("url")
    asked = parser.parse_args(shlex.split(command)[1:])
    parts = urlsplit(asked.url)
    assert parts.netloc == "127.0.0.1:8000"
    address = f"{parts.path}?{parts.query}" if parts.query else parts.path
    if asked.json is not None:
        return client.post(address, data=asked.json, content_type="application/json").text
    if asked.form is not None:
        name, _, file = asked.form.partition("=@")
        with Path(file).open("rb") as opened:
            return client.post(address, data={name: (opened, file)}).text
    return client.get(address).text


def bare(text: str) -> str:
    """Return a text without white space: the page breaks lines where the answers have none."""
    return "".join(text.split()) + "\n"


def test_the_commands_of_the_page_run(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    client = app.test_client()
    asked = list(steps())
    assert len(asked) > 10
    for command, expected in asked:
        if command.startswith("cat > "):
            head, _, text = command.partition("\n")
            Path(head.split()[2]).write_text(text)
            continue
        printed = curl(client, command)
        same = doctest.OutputChecker().check_output(bare(expected), bare(printed), doctest.ELLIPSIS)
        assert expected and same, f"{command}\nprinted:\n{printed[:2000]}"


def test_every_setting_is_listed_with_its_default() -> None:
    listed = dict(re.findall(r"^\| `JOBSKILLS_(\w+)` \|\s*`?([^`|]*?)`?\s*\|", PAGE, re.MULTILINE))
    default = WebConfig()
    assert list(listed) == [field.name.upper() for field in fields(default)]
    for field in fields(default):
        value = getattr(default, field.name)
        assert listed[field.name.upper()].strip() == ("" if value == () else str(value))


def test_the_load_table_is_made_of_the_kept_figures() -> None:
    kept = json.loads((ROOT / "benchmarks/results/load.json").read_text(encoding="utf-8"))
    table = PAGE.partition("<!-- load: start -->")[2].partition("<!-- load: end -->")[0]
    for one in kept["levels"]:
        assert f"| {one['clients']} | {one['requests']} | {one['errors']} |" in table
        assert f" {one['p50']:.1f} |" in table and f" {one['p99']:.1f} |" in table
    assert kept["machine"] in table
