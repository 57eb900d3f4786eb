"""`signup`: somebody wants to come."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings

from hub.acts import lending, queueing, seating
from hub.kinds import fields
from hub.kinds.base import OpKind, Received, Refused, Wanted
from hub.models import Occasion, Op, Signup
from hub.models.content import OccasionState, SignupMode
from hub.models.desk import SignupState, Tell

LARGEST_BOX = 4096


class SignupKind(OpKind):
    """All seats or none; the last seat by order of arrival here."""

    name = "signup"
    waits = True
    schema: ClassVar[dict[str, Any]] = {
        "type": "object",
        "required": ["event", "seats", "code", "sealed", "consent", "lang"],
        "properties": {
            "event": {"type": "string", "pattern": "^[A-Za-z0-9_.:-]{1,64}$"},
            "seats": {"type": "integer", "minimum": 1, "maximum": 6},
            "code": {"type": "string", "pattern": "^[A-Z]{4}$"},
            "sealed": {
                "type": "object",
                "required": ["key", "box"],
                "properties": {"key": {"type": "string"}, "box": {"type": "string", "maxLength": LARGEST_BOX}},
            },
            "consent": {"type": "string", "minLength": 1, "maxLength": 60},
            "lang": {"type": "string", "maxLength": 35},
            "slip": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
            "firm": {"type": "boolean"},
        },
    }

    def check(self, data: dict[str, Any]) -> None:
        """Look at every field."""
        fields.match(data, "event", fields.KEY)
        fields.whole(data, "seats", 1, 6)
        fields.match(data, "code", fields.CODE)
        fields.text(data, "consent", 60)
        fields.match(data, "lang", fields.TAG)
        fields.text(data, "lang", 35)
        if "slip" in data:
            fields.match(data, "slip", fields.HEX64)
        if not isinstance(data.get("firm", False), bool):
            raise Refused("bad_field")
        sealed = fields.mapping(data, "sealed")
        fields.match(sealed, "key", fields.KEY)
        if len(fields.match(sealed, "box", fields.BASE64)) > LARGEST_BOX:
            raise Refused("too_big")
        if not sealed["box"]:
            raise Refused("bad_field")
        if not settings.KEYS.knows(sealed["key"]):
            raise Refused("unknown_key")

    def wants(self, op: Received) -> Wanted:
        """The event's seats."""
        return Wanted(events=frozenset({op.data["event"]}))

    def take(self, op: Received) -> str:
        """Give a seat, a place in the queue, or say why not."""
        occasion = op.desk.occasions.get(op.data["event"])
        if occasion is None:
            raise Refused("no_such_event")
        if op.was:
            return self._promised(op, occasion)
        _must_be_open(occasion, op)
        return self._write(op, occasion, _seat(occasion, op))

    def today(self, op: Op) -> str:
        """Staff may have acted, or the time may be over."""
        found: Signup | None = getattr(op, "signup", None)
        return "erased" if found is None else found.status

    def _promised(self, op: Received, occasion: Occasion) -> str:
        """Keep what the visitor was told before the restore, whatever has changed since."""
        match op.was:
            case "confirmed":
                seating.keep_promise(occasion, op.data["seats"])
            case "waitlist":
                seating.queue(occasion.pk, op.data["seats"])
        return self._write(op, occasion, op.was)

    def _write(self, op: Received, occasion: Occasion, status: str) -> str:
        """Keep the op and the sign-up; one whose time was over stays a stub."""
        if status == SignupState.ERASED:
            self.keep(op, status)
            return status
        promised = bool(op.was or op.data.get("firm")) and status == SignupState.CONFIRMED
        told_too_much = promised and _overbooked(occasion)
        data = op.data
        signup = Signup(
            op=self.kept(op, status),
            library=op.library,
            device=op.device,
            occasion=occasion,
            seats=data["seats"],
            code=data["code"],
            seal=data["sealed"]["key"],
            box=data["sealed"]["box"],
            consent=data["consent"],
            lang=data["lang"],
            slip=data.get("slip", ""),
            status=status,
            at=op.now,
            made_at=op.made_at,
            tell=Tell.OVERBOOKED if told_too_much else "",
        )
        op.desk.unwritten.append(signup)
        return status


def _overbooked(occasion: Occasion) -> bool:
    """Whether too many were promised a seat, as it is now: another op of the request may have been the one too many."""
    occasion.refresh_from_db(fields=["overbooked"])
    return occasion.overbooked


def _must_be_open(occasion: Occasion, op: Received) -> None:
    """Say no to what is over or closed. Raises Refused."""
    if queueing.over(occasion, op.now):
        raise Refused("event_over")
    if (
        op.data.get("firm")
        and occasion.state != OccasionState.CANCELLED
        and lending.owed(occasion.pk, op.device.pk, op.data["seats"])
    ):
        return  # the kiosk has promised it, on seats we had lent it
    shut = (
        occasion.signup != SignupMode.OPEN,
        occasion.state == OccasionState.CANCELLED,
        not occasion.shown,
        op.desk.shut,
    )
    if any(shut):
        raise Refused("closed")


def _seat(occasion: Occasion, op: Received) -> str:
    """Take seats: of those lent to this kiosk, else of the free ones, else wait. Raises Refused."""
    seats = op.data["seats"]
    lent = op.desk.loans and lending.take_lent(occasion.pk, op.device.pk, seats, op.now)
    if lent or seating.take(occasion.pk, seats):
        return SignupState.CONFIRMED
    if op.data.get("firm") and lending.keep_late_promise(occasion, op.device.pk, seats):
        return SignupState.CONFIRMED
    if not occasion.waitlist:
        raise Refused("full")
    seating.queue(occasion.pk, seats)
    return SignupState.WAITLIST
