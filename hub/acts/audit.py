"""Writing down who did what, and what somebody must look at."""

from __future__ import annotations

from datetime import datetime

from hub.models import Alarm, AuditLog, Library


def note(who: str, act: str, what: str, library: Library | None, now: datetime) -> None:
    """Write a line that stays. `what` names things and codes, never a visitor."""
    AuditLog.objects.create(at=now, who=who[:150], act=act, what=what[:200], library=library)


def alarm(kind: str, library: Library | None, what: str, now: datetime) -> None:
    """Raise an alarm; while one of the kind is open at the branch, that one is enough."""
    if not Alarm.objects.filter(kind=kind, library=library, closed_at=None).exists():
        Alarm.objects.create(kind=kind, library=library, what=what[:200], at=now)
