"""The hub's objects read as our own: events, groups, seats and keys, lenient where nothing hangs on it.

What is missing or new is left out; what cannot be shown without being wrong is not read at all.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

import msgspec
from msgspec import Struct

from kiosk.clean import clean
from kiosk.nouns import Key, Seats, SignupState
from kiosk.ports import SealKey
from kiosk.rooms.communities.model import Group
from kiosk.rooms.local.model import EventState, LibraryEvent
from kiosk.store.feed_words import paragraphs_of, text_of
from kiosk.wire import Picture

if TYPE_CHECKING:
    from collections.abc import Iterable

TITLE, PLACE, LINE = 200, 100, 300

LINK = re.compile(r"https?://[^\s<>\"]{1,490}")

SIGNUPS = {"open": SignupState.OPEN, "closed": SignupState.CLOSED}

STATES = {"active": EventState.ACTIVE, "cancelled": EventState.CANCELLED, "moved": EventState.ACTIVE}
"""An event that was moved is shown where and when it now is."""


Read = TypeVar("Read")


class HubPicture(Struct, frozen=True):
    """A picture as the feed names it."""

    sha256: str
    type: str
    bytes: int


class HubSeats(Struct, frozen=True):
    """The kind `seats`: a hint, perhaps minutes old. `lent` and `lent_until` by device: what waits at a kiosk is in `taken` too."""

    capacity: int | None = None
    taken: int = 0
    waiting: int = 0
    at: datetime | None = None
    lent: dict[str, int] = {}
    lent_until: dict[str, datetime] = {}


class HubOccasion(Struct, frozen=True, kw_only=True):
    """What events and groups have in common. `others` are the words in other languages, by tag and field."""

    summary: str | None = None
    others: dict[str, dict[str, str]] = {}
    body: str | None = None
    place: str | None = None
    capacity: int | None = None
    signup: str = "none"
    waitlist: bool = False
    langs: tuple[str, ...] = ()
    picture: HubPicture | None = None


class HubEvent(HubOccasion, frozen=True, kw_only=True):
    """The kind `event`."""

    title: str
    start: datetime
    end: datetime | None = None
    state: str = "active"
    all_day: bool = False
    price: int | None = None
    for_children: bool = False
    audiences: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    link: str | None = None


class HubGroup(HubOccasion, frozen=True, kw_only=True):
    """The kind `group`."""

    title: str = ""
    name: str = ""
    when: str | None = None
    dates: tuple[datetime, ...] = ()
    host: str | None = None
    bring: str | None = None
    drop_in: bool = False
    quorum: int | None = None


class HubSettings(Struct, frozen=True):
    """The kind `settings`, as far as the kiosk needs it."""

    seal: tuple[SealKey, ...] = ()


_events = msgspec.json.Decoder(HubEvent)
_groups = msgspec.json.Decoder(HubGroup)
_seats = msgspec.json.Decoder(HubSeats)
_settings = msgspec.json.Decoder(HubSettings)


class UnreadableError(Exception):
    """A row of a kind we know that cannot be read. Says nothing of what stood in it."""


def event_of(key: str, data: str, seats: str | None, device: str = "") -> tuple[LibraryEvent, HubPicture | None]:
    """Read an event, with its seats where those are known. Raises UnreadableError."""
    found = _decoded(_events, data)
    title = text_of("title", found.title, found.others, TITLE)
    end = found.end or found.start
    if not title or found.start.tzinfo is None or end.tzinfo is None:
        raise UnreadableError
    event = LibraryEvent(
        key=Key(key),
        title=title,
        start=found.start,
        end=max(found.start, end),
        all_day=found.all_day,
        summary=text_of("summary", found.summary, found.others, LINE),
        body=paragraphs_of(found.body, found.others),
        place=clean(found.place or "", PLACE),
        state=STATES.get(found.state, EventState.UNKNOWN),
        languages=_tags(found.langs),
        audiences=_tags(found.audiences),
        tags=_tags(found.tags),
        for_children=found.for_children,
        price=found.price,
        seats=_seating(found, seats, device),
        link=found.link if found.link and LINK.fullmatch(found.link) else "",
    )
    return event, found.picture


def group_of(key: str, data: str, seats: str | None, device: str = "") -> tuple[Group, HubPicture | None]:
    """Read a group, with its seats where those are known. Raises UnreadableError."""
    found = _decoded(_groups, data)
    name = text_of("title", found.title or found.name, found.others, TITLE)
    if not name or any(moment.tzinfo is None for moment in found.dates):
        raise UnreadableError
    group = Group(
        key=Key(key),
        name=name,
        summary=text_of("summary", found.summary, found.others, LINE),
        when=text_of("when", found.when, found.others, LINE),
        dates=tuple(sorted(found.dates)),
        body=paragraphs_of(found.body, found.others),
        place=clean(found.place or "", PLACE),
        host=clean(found.host or "", PLACE),
        bring=text_of("bring", found.bring, found.others, LINE),
        languages=_tags(found.langs) or ("da",),
        drop_in=found.drop_in or found.signup == "none",
        quorum=found.quorum,
        seats=_seating(found, seats, device),
    )
    return group, found.picture


def seats_of(data: str) -> HubSeats:
    """Read seats. Raises UnreadableError."""
    return _decoded(_seats, data)


def seals_of(data: str) -> tuple[SealKey, ...]:
    """Read the keys to seal to, the one to use first. Raises UnreadableError."""
    return _decoded(_settings, data).seal


def picture_of(found: HubPicture) -> Picture:
    """Name a picture."""
    return Picture(found.sha256, found.type, found.bytes)


def _decoded(reader: msgspec.json.Decoder[Read], data: str) -> Read:
    """Decode; the library's words may quote what it read, so they are left behind."""
    try:
        return reader.decode(data)
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        raise UnreadableError from None


def _seating(found: HubOccasion, seats: str | None, device: str) -> Seats:
    """Put together how one signs up. How many there is room for is the editor's word; how many are taken is the hub's count."""
    counted = HubSeats() if seats is None else seats_of(seats)
    lent = max(0, counted.lent.get(device, 0))
    until = counted.lent_until.get(device)
    known = lent > 0 and until is not None and until.tzinfo is not None and counted.at is not None
    return Seats(
        state=SIGNUPS.get(found.signup, SignupState.NONE),
        capacity=counted.capacity if found.capacity is None else found.capacity,
        taken=max(0, counted.taken - lent),
        waiting=max(0, counted.waiting),
        waitlist=found.waitlist,
        lent=lent if known else 0,
        lent_until=until if known else None,
        counted_at=counted.at if known else None,
    )


def _tags(langs: Iterable[str]) -> tuple[str, ...]:
    """Tags of languages, each once."""
    return tuple(dict.fromkeys(tag for each in langs if (tag := clean(each, 35))))
