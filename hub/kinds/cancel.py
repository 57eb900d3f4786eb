"""`cancel`: somebody does not come after all, named by the sign-up's id or by event and code."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar

from django.db.models import Q

from hub.acts import attempts, queueing
from hub.kinds import fields
from hub.kinds.base import Later, OpKind, Received, Refused, Wanted
from hub.models import Occasion, Signup
from hub.models.desk import SignupState

WRONG_CODES = 5
HOUR = timedelta(hours=1)
LIVE = (SignupState.CONFIRMED, SignupState.WAITLIST)


class CancelKind(OpKind):
    """The freed seat goes to the first who waits, or to whom staff choose."""

    name = "cancel"
    schema: ClassVar[dict[str, Any]] = {
        "type": "object",
        "properties": {
            "signup": {"type": "string", "format": "uuid"},
            "event": {"type": "string", "pattern": "^[A-Za-z0-9_.:-]{1,64}$"},
            "code": {"type": "string", "pattern": "^[A-Z]{4}$"},
        },
    }

    def check(self, data: dict[str, Any]) -> None:
        """Either the id, or event and code."""
        if "signup" in data:
            fields.match(data, "signup", fields.UUID4)
        else:
            fields.match(data, "event", fields.KEY)
            fields.match(data, "code", fields.CODE)

    def wants(self, op: Received) -> Wanted:
        """The sign-up, and its event's seats."""
        found = Signup.objects.filter(_named(op)).values_list("occasion__key", flat=True)
        return Wanted(_named(op), frozenset(found))

    def take(self, op: Received) -> str:
        """Let them off; already let off is as good."""
        by_code = "signup" not in op.data
        if by_code and attempts.too_many("cancel", op.device.pk, most=WRONG_CODES, within=HOUR, now=op.now):
            raise Later("busy", 3600)
        signup = self._found(op)
        if signup is None:
            if by_code:
                attempts.add("cancel", op.device.pk, op.now)
            raise Refused("no_such_signup")
        if signup.status in LIVE:
            queueing.leave(signup, Occasion.objects.get(pk=signup.occasion_id), op.now)
        self.keep(op, SignupState.CANCELLED)
        return SignupState.CANCELLED

    def _found(self, op: Received) -> Signup | None:
        """Find the sign-up. A code is one kiosk's: this kiosk's own counts first, and a doubtful one is nobody's."""
        found = list(Signup.objects.filter(_named(op)).order_by("id"))
        own = [each for each in found if each.device_id == op.device.pk]
        live = [each for each in own or found if each.status in LIVE]
        choice = live or own or found
        return choice[0] if len(choice) == 1 or (choice and not live) else None


def _named(op: Received) -> Q:
    """Give the condition for what the op names."""
    if "signup" in op.data:
        return Q(library=op.library, op_id=op.data["signup"])
    return Q(library=op.library, occasion__key=op.data["event"], code=op.data["code"])
