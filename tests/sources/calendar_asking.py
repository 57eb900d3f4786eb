"""Writes calendars, serves them, and asks the source under test for them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from kiosk.ports import Batch, Validators
from kiosk.sources.icalendar_feed import ICalendarFeed
from tests.contracts.web_server import Served, WebServer

if TYPE_CHECKING:
    from kiosk.rooms.local.model import LibraryEvent
    from kiosk.sources.http import Getter

NOW = datetime(2026, 10, 1, 10, 0, tzinfo=UTC)


def calendar(*events: str) -> str:
    """A calendar of VEVENTs, each given as its lines between BEGIN and END, parted by »|«."""
    blocks = ["BEGIN:VEVENT\n" + event.replace("|", "\n") + "\nEND:VEVENT" for event in events]
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *blocks, "END:VCALENDAR"]).replace("\r\n", "\n").replace("\n", "\r\n")


def feed(web: WebServer, getter: Getter, text: str | bytes, **settings: Any) -> ICalendarFeed:
    """Serve a text as a feed and give the source."""
    body = text if isinstance(text, bytes) else text.encode()
    web.pages["/feed.ics"] = Served(body, "text/calendar; charset=utf-8")
    return ICalendarFeed(name="kalender", url=web.base + "/feed.ics", getter=getter, **settings)


def batch(asked: ICalendarFeed, now: datetime = NOW) -> Batch:
    """Fetch without a condition."""
    answer = asked.fetch(Validators(), now)
    assert isinstance(answer, Batch)
    return answer


def events(asked: ICalendarFeed, now: datetime = NOW) -> tuple[LibraryEvent, ...]:
    """Fetch and give the events."""
    found = batch(asked, now).events
    assert found is not None
    return found


def starts(found: tuple[LibraryEvent, ...]) -> list[str]:
    """When the events start, in short."""
    return [event.start.strftime("%m-%d %H:%M") for event in found]
