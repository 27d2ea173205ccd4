"""The request as this application reads it: uploads in memory, broken JSON located."""

import json
from io import BytesIO
from typing import IO, Any, NoReturn

from flask import Request
from werkzeug.exceptions import RequestEntityTooLarge

from jobskills.web.problems import FieldProblem, RefusedError

__all__ = ["ServiceRequest"]


class ServiceRequest(Request):
    """A request whose files never touch the disk, and whose JSON says where it is broken."""

    def _get_file_stream(self, *_args: Any, **_more: Any) -> IO[bytes]:
        # Uploads are limited, and what somebody sends is not written anywhere.
        return BytesIO()

    def on_json_loading_failed(self, e: ValueError | None) -> NoReturn:
        """Refuse a body that is not JSON: 415 by its type, 400 by its form."""
        if e is None:
            detail = "Send JSON, with the header Content-Type: application/json."
            raise RefusedError(415, detail, (FieldProblem("Content-Type", None, detail),))
        if self.content_length is None and len(self.get_data()) >= (self.max_content_length or 0):
            # A body without a length is cut off at the limit, and then no longer JSON.
            raise RequestEntityTooLarge
        where = "it is not UTF-8"
        if isinstance(e, json.JSONDecodeError):
            where = f"line {e.lineno}, column {e.colno}"
        detail = f"The body is not valid JSON: {where}."
        raise RefusedError(400, detail, (FieldProblem("", "#", detail),))
