"""Which events a list shows, in which day's company: the choosing, without words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from kiosk.rooms.local.filters import EventFilter
from kiosk.rooms.local.model import LibraryEvent
from kiosk.rooms.local.seats import is_over

WEEK = timedelta(days=7)


def coming(events: tuple[LibraryEvent, ...], filters: frozenset[EventFilter], now: datetime) -> tuple[LibraryEvent, ...]:
    """The events that are not over and pass every filter, in the programme's order: running ones first, then by time."""
    found = [event for event in events if not is_over(event, now)]
    for chosen in filters:
        found = list(filter(_test(chosen, now), found))
    return tuple(found)


def shown_under(event: LibraryEvent, today: date) -> date:
    """The day an event stands under: its first, or today when it is running already."""
    return max(event.start.date(), today)


def running(event: LibraryEvent, today: date) -> bool:
    """Whether an event began on an earlier day."""
    return event.start.date() < today


def _test(chosen: EventFilter, now: datetime) -> Callable[[LibraryEvent], bool]:
    """What one filter asks of an event. Days are made once, not for every event: there may be two thousand."""
    midnight = datetime.combine(now.date(), time.min, now.tzinfo)
    tomorrow, next_week = midnight + timedelta(days=1), midnight + WEEK
    tests: dict[EventFilter, Callable[[LibraryEvent], bool]] = {
        EventFilter.TODAY: lambda event: event.start < tomorrow,
        EventFilter.WEEK: lambda event: event.start < next_week,
        EventFilter.CHILDREN: lambda event: event.for_children,
        EventFilter.FREE: lambda event: event.price == 0,
        EventFilter.ENGLISH: lambda event: "en" in event.languages,
    }
    return tests[chosen]
