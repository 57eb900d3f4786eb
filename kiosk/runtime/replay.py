"""Replaying a journal: the same kinds of events through the same pure machine, and where it went another way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, get_args

import msgspec
from msgspec import Struct

from kiosk import codes
from kiosk.nouns import DANISH, Key, Language, Seats, ShortCode, SignupId, SlipToken, Text, Ticket
from kiosk.rooms.local.filters import EventFilter
from kiosk.rooms.reading.model import Book
from kiosk.rooms.signup.model import ContactKind, Occasion, OccasionKind, Receipt, SignupRecord, SignupStatus
from kiosk.runtime.journal import Line
from kiosk.visit import events
from kiosk.visit.events import Event, Room
from kiosk.visit.look import TextSize, Theme
from kiosk.visit.places import Asking, Field, SlipEntry, StaffDoor

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from kiosk.visit.effects import Effect
    from kiosk.visit.places import Place
    from kiosk.visit.states import Kiosk

ADDRESS = "x@x.xx"
"""Stands in for an e-mail address, key by key; one that was shorter, or had a key with several characters, is not replayed well."""

_CASES = {
    "room": Room,
    "filter": EventFilter,
    "theme": Theme,
    "size": TextSize,
    "kind": ContactKind,
    "key": Key,
    "language": Language,
}

_CODES: dict[str, codes.Code] = {
    "BookCode": codes.BookCode("9788700000001"),
    "GoodsCode": codes.GoodsCode("5701234567899"),
    "SlipCode": codes.SlipCode(SlipToken("B" * 16)),
    "PersonalCode": codes.PersonalCode(),
    "ItemCode": codes.ItemCode("0"),
    "StaffBadgeCode": codes.StaffBadgeCode(),
    "EnrolmentCode": codes.EnrolmentCode("0"),
    "StrangeCode": codes.StrangeCode(8),
}

_MADE = datetime.fromisoformat("2020-01-01T00:00:00+00:00")
_BOOK = Book(Key("0"), "", "", "")
_OCCASION = Occasion(Key("0"), OccasionKind.EVENT, Text(), start=None, place="", seats=Seats())
_RECORD = SignupRecord(SignupId("0"), _OCCASION, ShortCode("BBBB"), SignupStatus.KEPT, _MADE, DANISH)
_RECEIPT = Receipt(SignupId("0"), ShortCode("BBBB"), SlipToken("B" * 16), "B" * 16, _MADE)

_STAND_INS: dict[str, Callable[[Ticket], Event]] = {
    "SignupKept": lambda ticket: events.SignupKept(ticket, _RECEIPT),
    "SignupNotKept": lambda ticket: events.SignupNotKept(ticket, "other"),
    "SignupFound": lambda ticket: events.SignupFound(ticket, _RECORD),
    "CancelKept": lambda ticket: events.CancelKept(ticket, _RECORD),
    "CancelNotKept": lambda ticket: events.CancelNotKept(ticket, "other"),
    "BookFound": lambda ticket: events.BookFound(ticket, _BOOK, ()),
    "BookMissing": lambda ticket: events.BookMissing(ticket, ""),
}
"""Answers that lead to another place, whatever they held: what they held is not in a journal."""


class Replayed(Struct, frozen=True):
    """One line replayed. `same` = the place is the one the journal names; None = the line could not be replayed."""

    ms: int
    event: str
    recorded: str
    reached: str
    same: bool | None


def read_journal(path: Path) -> Iterator[Line]:
    """Read the lines of a journal; a last line cut short by a power cut is left out. Raises OSError, ValueError."""
    decode = msgspec.json.Decoder(Line).decode
    rows = path.read_bytes().split(b"\n")
    for number, row in enumerate(rows, start=1):
        if not row.strip():
            continue
        try:
            yield decode(row)
        except msgspec.MsgspecError as error:
            if number == len(rows):
                return
            raise ValueError(f"line {number} is no line of a journal") from error


def replay(
    lines: Iterable[Line], kiosk: Kiosk, step: Callable[[Kiosk, Event], tuple[Kiosk, tuple[Effect, ...]]], now: datetime
) -> Iterator[Replayed]:
    """Walk a journal through the machine. What was typed is not in it: something of the kind the place asks for stands in."""
    minute = -1
    for line in lines:
        if line.ms // 60_000 != minute:
            minute = line.ms // 60_000
            kiosk, _ = step(kiosk, events.MinutePassed(now + timedelta(milliseconds=line.ms)))
        event = _typed_at(kiosk.place) if line.event == "KeyTyped" else event_of(line, kiosk.ticket)
        if event is None:
            yield Replayed(line.ms, line.event, line.place, type(kiosk.place).__name__, same=None)
            continue
        kiosk, _ = step(kiosk, event)
        reached = type(kiosk.place).__name__
        yield Replayed(line.ms, line.event, line.place, reached, same=reached == line.place)


def _typed_at(place: Place) -> Event:
    """A key for what is asked here: a digit, a letter of codes, the next character of an address, else a letter."""
    match place:
        case Asking(draft=draft, field=Field.CONTACT):
            email = draft.contact_kind is ContactKind.EMAIL
            return events.KeyTyped((ADDRESS[len(draft.contact) :] or "x")[0] if email else "0")
        case SlipEntry():
            return events.KeyTyped("B")
        case StaffDoor():
            return events.KeyTyped("0")
        case _:
            return events.KeyTyped("x")


def event_of(line: Line, ticket: Ticket) -> Event | None:
    """Make an event of a line; None when it carried more than a journal tells."""
    kind: Any = getattr(events, line.event, None)
    if kind is None or kind not in {*get_args(events.Event)}:
        return None
    if line.event == "CodeScanned":
        return events.CodeScanned(_CODES.get(line.told.get("code", ""), codes.StrangeCode(0)))
    stand_in = _STAND_INS.get(line.event)
    return stand_in(ticket) if stand_in else _built(kind, line, ticket)


def _built(kind: Any, line: Line, ticket: Ticket) -> Event | None:
    """Build an event from the fields that were told, and the visit's ticket where it carries one."""
    values: dict[str, object] = {}
    for name in kind.__struct_fields__:
        if name == "ticket":
            values[name] = ticket
        elif name in line.told and name in _CASES:
            try:
                values[name] = _CASES[name](line.told[name])
            except ValueError:
                return None
    try:
        event: Event = kind(**values)
    except TypeError:
        return None
    return event
