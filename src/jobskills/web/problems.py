"""Errors become responses here and nowhere else: RFC 9457 problem details, or a page for a person.

No response and no log line repeats what the sender wrote; a field is named,
its value is not.
"""

import logging
import traceback
from dataclasses import asdict, dataclass
from http import HTTPStatus
from typing import Any, Final, cast

from flask import Flask, Response, g, json, render_template, request
from pydantic import ValidationError
from werkzeug.exceptions import HTTPException, MethodNotAllowed, RequestEntityTooLarge

from jobskills.errors import DataError, FileError, MissingExtraError

__all__ = [
    "OUR_FAULT",
    "PROBLEM_TYPE",
    "FieldProblem",
    "InvalidFieldsError",
    "RefusedError",
    "problem_details",
    "refused",
    "register_problems",
]

PROBLEM_TYPE: Final = "application/problem+json"
OUR_FAULT: Final = "Something went wrong on our side. Nothing you sent was stored."

_LOG: Final = logging.getLogger("jobskills.web")
_LONGEST_NAME: Final = 80

#: What to do about a status, where werkzeug's own words don't say it.
_ADVICE: Final = {
    400: "The request is malformed.",
    404: "There is nothing at this address.",
    413: "The request is larger than this server reads",
    429: "Too many requests from your address; wait as long as the header Retry-After says.",
    500: OUR_FAULT,
}
_FILE_STATUS: Final = {"type": 415, "size": 413, "content": 422}
#: Headers of an error that say what to do about it.
_KEPT_HEADERS: Final = frozenset(("allow", "retry-after", "accept"))


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """One part of a request that is wrong: its name, its place in a JSON body, and what is wrong.

    `pointer` is a JSON Pointer; None for what is not in a JSON body.
    """

    field: str
    pointer: str | None
    detail: str


class RefusedError(Exception):
    """A request that can't be answered, and which parts of it are why."""

    def __init__(self, status: int, detail: str, problems: tuple[FieldProblem, ...] = ()) -> None:
        self.status, self.detail, self.problems = status, detail, problems
        super().__init__(detail)

    @classmethod
    def of(cls, status: int, field: str, detail: str) -> "RefusedError":
        """Refuse for one field outside a JSON body: a header, a parameter, a file."""
        return cls(status, detail, (FieldProblem(field, None, detail),))


class InvalidFieldsError(RefusedError):
    """Fields of a request break the schema; answered with 422."""

    def __init__(self, problems: tuple[FieldProblem, ...]) -> None:
        names = ", ".join(problem.field or "the body" for problem in problems[:5])
        super().__init__(422, f"Not as expected: {names}.", problems)

    @classmethod
    def from_pydantic(cls, error: ValidationError) -> "InvalidFieldsError":
        """Name each field that pydantic found wrong."""
        found = error.errors(include_url=False, include_context=False, include_input=False)
        return cls(tuple(_field_problem(one["loc"], one["msg"]) for one in found))


def _field_problem(location: tuple[int | str, ...], message: str) -> FieldProblem:
    parts = [str(part)[:_LONGEST_NAME] for part in location]
    escaped = (part.replace("~", "~0").replace("/", "~1") for part in parts)
    pointer = "#" + "".join(f"/{part}" for part in escaped)
    return FieldProblem(".".join(parts), pointer if request.is_json else None, message)


def register_problems(app: Flask) -> None:
    """Answer every error of an application from this file."""
    app.register_error_handler(HTTPException, _http_problem)
    app.register_error_handler(RefusedError, refused)
    app.register_error_handler(DataError, _data_problem)
    app.register_error_handler(FileError, _file_problem)
    app.register_error_handler(MissingExtraError, _missing_reader)
    app.register_error_handler(Exception, _our_fault)


def _http_problem(error: HTTPException) -> Response:
    status = error.code or 500
    if error.response is not None or status < 400:  # a redirect is no problem
        return cast(Response, Response.force_type(error.get_response(), request.environ))
    response = refused(_named(error, status))
    for name, value in error.get_headers():
        if name.lower() in _KEPT_HEADERS:
            response.headers[name] = value
    return response


def _named(error: HTTPException, status: int) -> RefusedError:
    """Say of an error of the framework what is wrong with which part of the request."""
    if isinstance(error, MethodNotAllowed):
        methods = ", ".join(sorted(error.valid_methods or ()))
        return RefusedError.of(status, "method", f"This address answers {methods} only.")
    if isinstance(error, RequestEntityTooLarge) and request.max_content_length:
        detail = f"{_ADVICE[413]}: at most {request.max_content_length:,} bytes."
        return RefusedError.of(status, "Content-Length", detail)
    return RefusedError(status, _ADVICE.get(status) or str(error.description))


def refused(error: RefusedError) -> Response:
    """Answer a request that was refused."""
    return _answer(error.status, error.detail, error.problems)


def _data_problem(error: DataError) -> Response:
    return _answer(422, str(error))


def _file_problem(error: FileError) -> Response:
    return refused(RefusedError.of(_FILE_STATUS[error.reason], "file", _sentence(error)))


def _missing_reader(error: MissingExtraError) -> Response:
    """Say that this server lacks the libraries for such a file: to the sender, a wrong type."""
    return refused(RefusedError.of(415, "file", _sentence(error)))


def _sentence(error: Exception) -> str:
    text = str(error)
    return f"{text[:1].upper()}{text[1:]}."


def _our_fault(error: Exception) -> Response:
    # The message of a foreign exception may quote the posting; its place in the code can't.
    where = "".join(traceback.format_tb(error.__traceback__))
    _LOG.error("request %s failed with %s\n%s", _request_id(), type(error).__name__, where)
    return _answer(500, OUR_FAULT)


def _answer(status: int, detail: str, problems: tuple[FieldProblem, ...] = ()) -> Response:
    title = HTTPStatus(status).phrase
    if _is_for_a_person():
        page = render_template("problem.html", status=status, title=title, detail=detail)
        return Response(page, status)
    body = problem_details(status, detail, _request_id())
    if problems:
        body["errors"] = [asdict(problem) for problem in problems]
    return Response(json.dumps(body), status, content_type=PROBLEM_TYPE)


def problem_details(status: int, detail: str, request_id: str) -> dict[str, Any]:
    """Return the members of RFC 9457's document that every refusal has."""
    return {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "request_id": request_id,
    }


def _is_for_a_person() -> bool:
    if request.path.startswith("/api/"):
        return False
    offered = [PROBLEM_TYPE, "application/json", "text/html"]
    return request.accept_mimetypes.best_match(offered) == "text/html"


def _request_id() -> str:
    return str(g.get("request_id", ""))
