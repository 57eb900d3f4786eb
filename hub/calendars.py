"""Writing calendar files (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from django.http import HttpResponse
from django.utils import timezone
from icalendar import Calendar, Event

from hub.models import Occasion

AN_HOUR = timedelta(hours=1)


def response(occasions: Iterable[Occasion], name: str, now: datetime) -> HttpResponse:
    """Give a file to open in a calendar."""
    sent = HttpResponse(calendar(occasions, now).to_ical(), content_type="text/calendar; charset=utf-8")
    sent["Content-Disposition"] = f'attachment; filename="{name}"'
    return sent


def calendar(occasions: Iterable[Occasion], now: datetime) -> Calendar:
    """Write events, and groups by their meetings."""
    book = Calendar()
    book.add("prodid", "-//Samlingspunkt//hub//DA")
    book.add("version", "2.0")
    book.add("method", "PUBLISH")
    for occasion in occasions:
        for start, end in times(occasion):
            book.add_component(_event(occasion, start, end, now))
    return book


def times(occasion: Occasion) -> list[tuple[datetime, datetime]]:
    """Give when it takes place."""
    if occasion.start is not None:
        return [(occasion.start, occasion.end or occasion.start + AN_HOUR)]
    return [(meeting.start, meeting.start + AN_HOUR) for meeting in occasion.meetings.all()]


def _event(occasion: Occasion, start: datetime, end: datetime, now: datetime) -> Event:
    """Write one."""
    event = Event()
    event.add("uid", f"{occasion.key}.{start:%Y%m%dT%H%M}@{occasion.library.key}.samlingspunkt")
    event.add("dtstamp", now.astimezone(UTC))
    event.add("summary", occasion.title)
    if occasion.all_day:
        event.add("dtstart", timezone.localtime(start).date())
        event.add("dtend", timezone.localtime(end).date() + timedelta(days=1))
    else:
        event.add("dtstart", start.astimezone(UTC))
        event.add("dtend", end.astimezone(UTC))
    event.add("location", ", ".join(part for part in (occasion.place, occasion.library.name) if part))
    if occasion.summary:
        event.add("description", occasion.summary)
    if occasion.state == "cancelled":
        event.add("status", "CANCELLED")
    return event
