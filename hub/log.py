"""What the hub logs: one JSON object a line, without any text that a library took from a request."""

from __future__ import annotations

import json
import logging


class Plain(logging.Formatter):
    """Writes level, logger, and for a bug its kind and place: never its message, which may quote a value."""

    def format(self, record: logging.LogRecord) -> str:
        """Write one record."""
        line: dict[str, object] = {"level": record.levelname, "logger": record.name}
        if record.name.startswith("hub"):
            line["says"] = record.getMessage()
        else:
            status = getattr(record, "status_code", None)
            line["says"] = f"status {status}" if status else "see logger"
        if record.exc_info and record.exc_info[0] is not None:
            line["bug"] = record.exc_info[0].__name__
            line["where"] = _place(record)
        return json.dumps(line, ensure_ascii=True)


def _place(record: logging.LogRecord) -> str:
    """Name the innermost line of ours."""
    trace = record.exc_info[2] if record.exc_info else None
    place = ""
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if "/hub/" in name:
            place = f"{name.rsplit('/hub/', 1)[1]}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place
