"""What happens at the branch: events, the state they are in, and the hours the branch is open."""

from __future__ import annotations

from datetime import date, datetime, time
from enum import Enum

from msgspec import Struct, field

from kiosk.nouns import Key, Seats, Text


class EventState(Enum):
    """An event's state as the national library CMS names it; `UNKNOWN` for one we do not know yet."""

    NOT_OPEN = "TicketSaleNotOpen"
    ACTIVE = "Active"
    SOLD_OUT = "SoldOut"
    CANCELLED = "Cancelled"
    OCCURRED = "Occurred"
    UNKNOWN = "unknown"


class LibraryEvent(Struct, frozen=True, gc=False):
    """One happening at one time. Times are aware and in Europe/Copenhagen; `end` is never before `start`.

    `price` is in whole kroner: None = not said, 0 = free. `link` is the public page; `ticket_link` is where a seat is got when
    that is not at the kiosk. `body` holds plain paragraphs, never markup. `uid` is the hash of what a calendar calls it.
    """

    key: Key
    title: Text
    start: datetime
    end: datetime
    all_day: bool = False
    summary: Text = field(default_factory=Text)
    body: tuple[Text, ...] = ()
    branch: str = ""
    place: str = ""
    online: bool = False
    state: EventState = EventState.UNKNOWN
    languages: tuple[str, ...] = ("da",)
    audiences: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    for_children: bool = False
    price: int | None = None
    seats: Seats = field(default_factory=Seats)
    link: str = ""
    ticket_link: str = ""
    series: str = ""
    partner: str = ""
    demo: bool = False
    uid: str = ""


class OpenSpan(Struct, frozen=True):
    """A span of local time on one date in which the branch is open. `staffed` False = self-service."""

    day: date
    opens: time
    closes: time
    title: str
    staffed: bool
