"""Which events a list shows, in which day's company: the choosing, without words."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from kiosk.rooms.local.filters import EventFilter
from kiosk.rooms.local.model import LibraryEvent
from kiosk.rooms.local.seats import is_over

WEEK = timedelta(days=7)


def coming(events: tuple[LibraryEvent, ...], filters: frozenset[EventFilter], now: datetime) -> tuple[LibraryEvent, ...]:
    """The events that are not over and pass every filter, in the programme's order: running ones first, then by time."""
    today = now.date()
    return tuple(event for event in events if not is_over(event, now) and all(_passes(event, each, today) for each in filters))


def shown_under(event: LibraryEvent, today: date) -> date:
    """The day an event stands under: its first, or today when it is running already."""
    return max(event.start.date(), today)


def running(event: LibraryEvent, today: date) -> bool:
    """Whether an event began on an earlier day."""
    return event.start.date() < today


def _passes(event: LibraryEvent, chosen: EventFilter, today: date) -> bool:
    """Whether an event is what one filter asks for."""
    match chosen:
        case EventFilter.TODAY:
            return event.start.date() <= today
        case EventFilter.WEEK:
            return event.start.date() < today + WEEK
        case EventFilter.CHILDREN:
            return event.for_children
        case EventFilter.FREE:
            return event.price == 0
        case EventFilter.ENGLISH:
            return "en" in event.languages
