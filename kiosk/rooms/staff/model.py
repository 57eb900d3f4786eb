"""What the staff screen shows, as values."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from kiosk.nouns import Health, Part


class ParkedLine(Struct, frozen=True):
    """A sign-up the hub refused: its code, what it was for, and the hub's reason code."""

    code: str
    title: str
    reason: str
    made_at: datetime


class SlipLine(Struct, frozen=True):
    """What became of one slip: what kind it was, where it stands, and a trouble's reason code; never what stood on it."""

    kind: str
    state: str
    at: datetime
    why: str = ""


class Enrolling(Struct, frozen=True):
    """How enrolling by a scanned letter goes: `asked`, `active`, `waiting` for staff at the hub, or the reason it did not."""

    code: str
    library: str = ""

    @property
    def done(self) -> bool:
        """Whether the kiosk is a device of the hub now."""
        return self.code in {"active", "waiting"}


class StaffReport(Struct, frozen=True):
    """The state of everything at one moment. `since` is when each part's health last changed; `slips` has the newest first."""

    version: str
    branch: str
    since: tuple[tuple[Part, Health, datetime], ...] = ()
    parked: tuple[ParkedLine, ...] = ()
    slips: tuple[SlipLine, ...] = ()
    printer_address: str = ""
    scanner_address: str = ""
    hub: str = ""
