"""The OpenAPI 3.1 document, generated from the typed models; requests are validated by them too."""

from functools import cache
from typing import Any, Final

from flask import Response as FlaskResponse
from flask import make_response
from pydantic import BaseModel, ValidationError
from spectree import Response, SpecTree
from spectree.plugins.flask_plugin import FlaskPlugin

from jobskills import __version__
from jobskills.web.problems import PROBLEM_TYPE, InvalidFieldsError
from jobskills.web.schemas import ProblemDetails

__all__ = ["answers", "openapi_document", "spec"]


class _RequestsOnly(FlaskPlugin):
    """Validate what comes in; what goes out is ours and is checked by the tests.

    Reading 230 elements back through pydantic would double the time of an answer.
    """

    def get_func_operation_id(self, func: Any, path: str, method: str) -> str:  # noqa: ARG002
        """Call an operation what its function is called: that is what clients are made of."""
        return str(func.__name__)

    def request_validation(self, *request: Any) -> None:
        """Hand what is wrong to the place where errors become responses."""
        try:
            super().request_validation(*request)  # type: ignore[no-untyped-call]
        except ValidationError as error:
            raise InvalidFieldsError.from_pydantic(error) from None

    def validate_response(
        self,
        resp: Any,
        resp_model: Response | None,  # noqa: ARG002
        skip_validation: bool,  # noqa: ARG002
        force_resp_serialize: bool,  # noqa: ARG002
    ) -> tuple[FlaskResponse, None]:
        """Pass the view's answer on as it is."""
        return make_response(resp), None


spec: Final = SpecTree(
    "flask",
    backend=_RequestsOnly,
    mode="strict",
    validation_error_model=ProblemDetails,
    naming_strategy=lambda model: model.__name__,
    nested_naming_strategy=lambda _parent, child: child,
    title="jobskills",
    version=__version__,
    description=(
        "From a job title and a job description to the skills the job needs, rated and named as "
        "O*NET names and rates them. Text is never logged or stored."
    ),
)

#: What any operation under /api may answer besides its own.
_ANYWHERE: Final = {
    "429": "Too many requests, where the server limits them; see the header Retry-After",
    "500": "A fault of the server",
}
#: Path parameters, which no model describes.
_PATH_SCHEMAS: Final[dict[str, dict[str, Any]]] = {
    "code": {"type": "string", "pattern": r"^\d{2}-\d{4}\.\d{2}$", "examples": ["29-1141.00"]}
}


def answers(model: type[BaseModel], *problems: int) -> Response:
    """Describe an endpoint's answers: the model on success, problem details otherwise."""
    return Response(HTTP_200=model, **{f"HTTP_{code}": ProblemDetails for code in problems})


@cache
def openapi_document() -> dict[str, Any]:
    """Return the document; needs an application context on its first call."""
    document: dict[str, Any] = spec.spec
    document["servers"] = [{"url": "/"}]
    document["info"]["license"] = {"name": "MIT", "identifier": "MIT"}
    schemas = document["components"]["schemas"]
    for path, operations in document["paths"].items():
        for operation in operations.values():
            _complete(operation, schemas, limited=path.startswith("/api/"))
    return document


def _complete(operation: dict[str, Any], schemas: dict[str, Any], *, limited: bool) -> None:
    """Add to an operation what the library leaves out: examples, and every answer's type."""
    parameters, responses = operation["parameters"], operation["responses"]
    for parameter in parameters:
        if parameter["in"] == "path":
            parameter["schema"] = _PATH_SCHEMAS[parameter["name"]]
        if examples := parameter["schema"].get("examples"):
            parameter["example"] = examples[0]
    for content in operation.get("requestBody", {}).get("content", {}).values():
        model = schemas[content["schema"]["$ref"].rpartition("/")[2]]
        content["examples"] = {
            f"example{i}": {"value": {name: value[name] for name in order if name in value}}
            for order in [model["properties"]]  # the models' order; the library sorts by name
            for i, value in enumerate(model.get("examples", ()), 1)
        }
    if "requestBody" not in operation and all(one["in"] == "path" for one in parameters):
        # The library declares this answer even where nothing can be invalid.
        responses.pop("422", None)
    problem = {"schema": {"$ref": f"#/components/schemas/{ProblemDetails.__name__}"}}
    for code, words in _ANYWHERE.items() if limited else ():
        responses[code] = {"description": words, "content": {PROBLEM_TYPE: problem}}
    for code, response in responses.items():
        if code >= "400":
            response["content"] = {PROBLEM_TYPE: problem}
