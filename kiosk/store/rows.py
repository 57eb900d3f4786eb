"""Values as JSON text in a row and back, with their times in the branch's zone again."""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

import msgspec
from msgspec.structs import force_setattr, replace

from kiosk.ports import SealKey
from kiosk.rooms.communities.model import Group
from kiosk.rooms.local.model import LibraryEvent, OpenSpan
from kiosk.rooms.reading.model import Book
from kiosk.rooms.signup.model import Occasion

BRANCH_ZONE = ZoneInfo("Europe/Copenhagen")
"""JSON carries an offset only; the glass needs the zone."""

Value = TypeVar("Value", LibraryEvent, Group, Book, OpenSpan, SealKey)

_encoder = msgspec.json.Encoder()
_occasions = msgspec.json.Decoder(Occasion)


def to_text(value: object) -> str:
    """Write a value as JSON."""
    return _encoder.encode(value).decode("utf-8")


def digest(text: str) -> str:
    """Give the SHA-256 of a text in hexadecimal."""
    import hashlib  # the glass needs none of it before the first sign-up

    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def decoder(kind: type[Value]) -> msgspec.json.Decoder[Value]:
    """Make a reader of values of one kind."""
    return msgspec.json.Decoder(kind)


def event_at_home(event: LibraryEvent) -> LibraryEvent:
    """Put the times of an event just read into the branch's zone, in place.

    Nobody else holds it yet. Copying 25 fields instead took as long as all the rest of loading 2,000 events.
    """
    force_setattr(event, "start", event.start.astimezone(BRANCH_ZONE))
    force_setattr(event, "end", event.end.astimezone(BRANCH_ZONE))
    return event


def group_at_home(group: Group) -> Group:
    """Put a group's meetings into the branch's zone."""
    return replace(group, dates=tuple(moment.astimezone(BRANCH_ZONE) for moment in group.dates))


def occasion_from(text: str) -> Occasion:
    """Read an occasion, its times in the branch's zone."""
    occasion = _occasions.decode(text)
    return replace(occasion, start=_at_home(occasion.start), end=_at_home(occasion.end))


def _at_home(moment: datetime | None) -> datetime | None:
    """Put a time that may be missing into the branch's zone."""
    return None if moment is None else moment.astimezone(BRANCH_ZONE)
