"""`use`: how often something happened at a kiosk in one hour. Counts only: no visitor, and the hub forgets which kiosk it was."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

from django.db.models import F

from hub.kinds.base import OpKind, Received, Refused
from hub.models import Op, UseCount
from hub.moments import moment

WHAT = re.compile(r"visit|(?:room|slip)\.[a-z_]{1,24}", re.ASCII)
MOST_KINDS, MOST = 40, 100_000
OLDEST, AHEAD = timedelta(days=60), timedelta(days=1)


class UseKind(OpKind):
    """Added to what the branch's other kiosks counted in that hour."""

    name = "use"
    schema: ClassVar[dict[str, Any]] = {
        "type": "object",
        "required": ["hour", "counts"],
        "properties": {
            "hour": {"type": "string", "format": "date-time"},
            "counts": {
                "type": "object",
                "minProperties": 1,
                "maxProperties": MOST_KINDS,
                "additionalProperties": {"type": "integer", "minimum": 1, "maximum": MOST},
            },
        },
    }

    def check(self, data: dict[str, Any]) -> None:
        """A whole hour, and counts of what we know the form of."""
        counts = data.get("counts")
        if _hour(data) is None or not isinstance(counts, dict) or not 1 <= len(counts) <= MOST_KINDS:
            raise Refused("bad_field")
        if not all(WHAT.fullmatch(what) and _is_count(number) for what, number in counts.items()):
            raise Refused("bad_field")

    def take(self, op: Received) -> str:
        """Add them up. An hour that cannot be now, by our clock, is of a kiosk whose clock is wrong."""
        hour = _hour(op.data)
        if hour is None or not op.now - OLDEST <= hour <= op.now + AHEAD:
            raise Refused("bad_field")
        self.keep(op, "received")
        for what, number in sorted(op.data["counts"].items()):
            UseCount.objects.get_or_create(library=op.library, hour=hour, what=what, defaults={"n": 0})
            UseCount.objects.filter(library=op.library, hour=hour, what=what).update(n=F("n") + number)
        return "received"

    def keep(self, op: Received, status: str) -> Op:
        """Keep the id, without who brought it and when."""
        day = op.now.replace(hour=0, minute=0, second=0, microsecond=0)
        return Op.objects.create(id=op.id, library=op.library, device=None, kind=op.kind, hash=op.hash, status=status, at=day)


def _hour(data: dict[str, Any]) -> datetime | None:
    """Read the hour; None for anything else."""
    at = moment(data.get("hour"))
    if at is None:
        return None
    at = at.astimezone(UTC)
    return at if (at.minute, at.second, at.microsecond) == (0, 0, 0) else None


def _is_count(number: object) -> bool:
    """Whether it is a whole number within bounds."""
    return isinstance(number, int) and not isinstance(number, bool) and 1 <= number <= MOST
