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


class StaffReport(Struct, frozen=True):
    """The state of everything at one moment. `since` is when each part's health last changed."""

    version: str
    branch: str
    since: tuple[tuple[Part, Health, datetime], ...] = ()
    parked: tuple[ParkedLine, ...] = ()
    printer_address: str = ""
    scanner_address: str = ""
    hub: str = ""
