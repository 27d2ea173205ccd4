"""The OpenAPI document as a person reads it: operations by topic, each with a command to try."""

import json
import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

__all__ = ["Operation", "operations_by_topic"]

_Json = Mapping[str, Any]
_FORM: Final = "multipart/form-data"


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing that the API can be asked.

    `body` and `answers` are schemas of the document; `command` asks for the example.
    """

    id: str
    method: str
    path: str
    summary: str
    description: str
    command: str
    parameters: Sequence[_Json]
    body: _Json | None
    answers: Mapping[str, tuple[str, _Json]]


def operations_by_topic(document: _Json, host: str) -> Mapping[str, list[Operation]]:
    """Return the operations under their tags, in the document's order.

    Parameters
    ----------
    document : mapping
        An OpenAPI document with examples.
    host : str
        Where the server answers, such as ``http://127.0.0.1:8000``.

    Examples
    --------
    >>> answer = {"content": {"application/json": {"schema": {}}}, "description": "OK"}
    >>> asked = {"operationId": "find", "tags": ["Jobs"], "summary": "Find.", "description": "",
    ...          "parameters": [{"name": "query", "in": "query", "example": "web designer"}],
    ...          "responses": {"200": answer}}
    >>> [found] = operations_by_topic({"paths": {"/jobs": {"get": asked}}}, "http://host")["Jobs"]
    >>> print(found.command)
    curl 'http://host/jobs?query=web+designer'
    """
    topics: dict[str, list[Operation]] = {}
    for path, methods in document["paths"].items():
        for method, described in methods.items():
            operation = _operation(method, path, described, host.rstrip("/"))
            topics.setdefault(described["tags"][0], []).append(operation)
    return topics


def _operation(method: str, path: str, described: _Json, host: str) -> Operation:
    content = described.get("requestBody", {}).get("content", {})
    answers = {
        code: (answer["description"], next(iter(answer["content"].values()))["schema"])
        for code, answer in sorted(described["responses"].items())
    }
    return Operation(
        described["operationId"],
        method.upper(),
        path,
        described["summary"],
        described["description"],
        " \\\n  ".join(_command(path, described, content, host)),
        described["parameters"],
        next((one["schema"] for one in content.values()), None),
        answers,
    )


def _command(path: str, described: _Json, content: _Json, host: str) -> Iterator[str]:
    """Yield the lines of a curl command that asks for the example."""
    query = {}
    for parameter in described["parameters"]:
        if parameter["in"] == "path":
            path = path.replace(f"{{{parameter['name']}}}", str(parameter["example"]))
        elif "example" in parameter:
            query[parameter["name"]] = parameter["example"]
    url = f"{host}{path}{'?' + urlencode(query) if query else ''}"
    yield f"curl {shlex.quote(url)}"
    for kind, body in content.items():
        if kind == _FORM:
            yield "-F file=@posting.pdf"
        else:
            example = next(iter(body["examples"].values()))["value"]
            yield f"--json {shlex.quote(json.dumps(example, indent=1))}"
