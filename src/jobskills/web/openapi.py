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


def answers(model: type[BaseModel], *problems: int) -> Response:
    """Describe an endpoint's answers: the model on success, problem details otherwise."""
    return Response(HTTP_200=model, **{f"HTTP_{code}": ProblemDetails for code in problems})


@cache
def openapi_document() -> dict[str, Any]:
    """Return the document; needs an application context on its first call."""
    document: dict[str, Any] = spec.spec
    for path in document["paths"].values():
        for operation in path.values():
            if "requestBody" not in operation and not operation["parameters"]:
                # The library declares this answer even where nothing can be invalid.
                operation["responses"].pop("422", None)
            for code, response in operation["responses"].items():
                if code >= "400" and "application/json" in response.get("content", {}):
                    response["content"] = {PROBLEM_TYPE: response["content"]["application/json"]}
    return document
