"""How log lines look: one JSON object a line, or plain text; says nothing by itself."""

import json
import logging
import sys
from datetime import UTC, datetime
from typing import Any

from jobskills.web.config import AccessLog

__all__ = ["JsonLines", "log_to_stderr"]


class JsonLines(logging.Formatter):
    """One JSON object a line: time, level, message, and the fields of a request.

    Examples
    --------
    >>> record = logging.makeLogRecord({"msg": "ready", "levelname": "INFO", "created": 0.0})
    >>> JsonLines().format(record)
    '{"time": "1970-01-01T00:00:00.000+00:00", "level": "info", "message": "ready"}'
    """

    def format(self, record: logging.LogRecord) -> str:
        """Return the line of a record."""
        when = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line: dict[str, Any] = {"time": when, "level": record.levelname.lower()}
        fields = getattr(record, "request", None)
        line |= fields if fields is not None else {"message": record.getMessage()}
        return json.dumps(line)


def log_to_stderr(kind: AccessLog) -> None:
    """Send this service's log lines to stderr: errors always, requests unless off."""
    handler = logging.StreamHandler(sys.stderr)
    text = logging.Formatter("%(asctime)s %(levelname)s %(message)s")
    handler.setFormatter(JsonLines() if kind == "json" else text)
    log = logging.getLogger("jobskills.web")
    log.handlers, log.propagate = [handler], False
    log.setLevel(logging.WARNING if kind == "off" else logging.INFO)
