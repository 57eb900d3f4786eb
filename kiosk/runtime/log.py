"""The log: JSON lines with an allow-list of fields, never a value that came from a visitor or a device."""

from __future__ import annotations

import json
import logging
import re
import sys
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from types import TracebackType

FIELDS = frozenset(
    {
        "lane",
        "kind",
        "place",
        "part",
        "reason",
        "source",
        "count",
        "skipped",
        "seconds",
        "version",
        "event",
        "length",
        "row",
        "field",
    }
)
"""What a record may carry. Anything else is dropped."""

OURS = frozenset({"kiosk", "devices", "screens", "sync", "store", "glass", "lane", "sound", "sources", "settings", "voice"})
"""Loggers that say only codes of closed sets and names from the settings. What a library says may quote a value."""

_TEN_DIGITS = re.compile(r"[0-9]{6}-?[0-9]{4}")


class Lines(logging.Formatter):
    """One JSON object a line, ASCII only: nothing can forge a line or colour a terminal."""

    def format(self, record: logging.LogRecord) -> str:
        """Write time, level, logger, a fixed message and the allowed fields."""
        fields = getattr(record, "fields", {})
        body = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname.lower(),
            "from": record.name,
            "said": record.getMessage() if record.name.split(".")[0] in OURS else "…",
            **{key: value for key, value in fields.items() if key in FIELDS},
        }
        return _TEN_DIGITS.sub("#", json.dumps(body, ensure_ascii=True, default=str))


def set_up(stream: TextIO | None = None, *, level: int = logging.INFO) -> None:
    """Send everything to standard error (the journal keeps it), before any library can set the log up itself."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(Lines())
    handler.addFilter(_worth_saying)
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for chatty in ("urllib3", "PIL", "fontTools", "escpos"):
        logging.getLogger(chatty).setLevel(logging.ERROR)


def _worth_saying(record: logging.LogRecord) -> bool:
    """The window library tells its life story at every start; only its troubles matter."""
    return not record.name.startswith("kivy") or record.levelno >= logging.WARNING


def place_of(error: BaseException) -> str:
    """Where an error arose: module and line of the innermost frame of ours. Never its message, which may quote a value."""
    place = "?"
    trace: TracebackType | None = error.__traceback__
    while trace is not None:
        name = trace.tb_frame.f_globals.get("__name__", "?")
        if name.split(".")[0] in {"kiosk", "devices", "screens"}:
            place = f"{name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place
