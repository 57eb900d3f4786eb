"""Dates of a folder: absolute, counted from today, or weekly, turned into aware times in Europe/Copenhagen."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Struct

COPENHAGEN = ZoneInfo("Europe/Copenhagen")

USUAL_MINUTES = 60
"""How long something lasts when its row does not say."""

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_LAST_MINUTE = time(23, 59)
_ISO_DAY_LENGTH = 10

Clock = Annotated[str, msgspec.Meta(pattern=r"\A([01]\d|2[0-3]):[0-5]\d\Z")]
"""A local time of day, `16:00`."""

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


class BadDateError(ValueError):
    """The parts of a date do not make one date, or it lies outside the calendar."""


class When(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A date as a row says it: exactly one of `start`, `day` and `weekday` stands in it.

    `start` and `end` are ISO 8601, local unless they carry an offset; a day alone means the whole day. `day` 0 is today.
    `days` is how many days it lasts, `minutes` how long on the day; without `time` it is the whole day. `weeks` is how many of the
    coming weekly dates are wanted.
    """

    start: str | None = None
    end: str | None = None
    day: Annotated[int, msgspec.Meta(ge=-3660, le=3660)] | None = None
    weekday: Weekday | None = None
    weeks: Annotated[int, msgspec.Meta(ge=1, le=12)] = 1
    time: Clock | None = None
    minutes: Annotated[int, msgspec.Meta(ge=1, le=20160)] = USUAL_MINUTES
    days: Annotated[int, msgspec.Meta(ge=1, le=366)] = 1

    @property
    def weekly(self) -> bool:
        """Whether it comes again every week."""
        return self.weekday is not None


class Occurrence(Struct, frozen=True):
    """One time at which something happens. A whole day runs from 00:00 to 23:59 of its last day."""

    start: datetime
    end: datetime
    all_day: bool = False


def occurrences(when: When, today: date) -> tuple[Occurrence, ...]:
    """Give the times that `when` means on `today`, soonest first. Raises BadDateError."""
    if [when.start, when.day, when.weekday].count(None) != 2:
        raise BadDateError("one of start, day and weekday")
    try:
        if when.start is not None:
            return (_absolute(when.start, when.end, when),)
        return tuple(_on(day, when) for day in _days(when, today))
    except (OverflowError, ValueError) as wrong:
        raise BadDateError("no such date") from wrong


def local(day: date, clock: str) -> datetime:
    """Give the moment of a local time; one that summer time skips over is moved past the gap."""
    there = datetime.combine(day, time.fromisoformat(clock), tzinfo=COPENHAGEN)
    return there.astimezone(UTC).astimezone(COPENHAGEN)


def next_weekday(weekday: Weekday, today: date) -> date:
    """Give the first such weekday from `today` on, today included."""
    return today + timedelta(days=(_WEEKDAYS.index(weekday) - today.weekday()) % len(_WEEKDAYS))


def _days(when: When, today: date) -> tuple[date, ...]:
    if when.weekday is None:
        return (today + timedelta(days=when.day or 0),)
    first = next_weekday(when.weekday, today)
    return tuple(first + timedelta(weeks=week) for week in range(when.weeks))


def _on(day: date, when: When) -> Occurrence:
    last = day + timedelta(days=when.days - 1)
    if when.time is None:
        return _whole_days(day, last)
    # Real minutes, counted in UTC, so that an evening over a change of the clock keeps its length.
    end = (local(last, when.time).astimezone(UTC) + timedelta(minutes=when.minutes)).astimezone(COPENHAGEN)
    return Occurrence(local(day, when.time), end)


def _absolute(start: str, end: str | None, when: When) -> Occurrence:
    if len(start) == _ISO_DAY_LENGTH:
        first = date.fromisoformat(start)
        last = date.fromisoformat(end) if end else first
        return _in_order(_whole_days(first, last))
    begins = _moment(start)
    ends = _moment(end) if end else begins.astimezone(UTC) + timedelta(minutes=when.minutes)
    return _in_order(Occurrence(begins, ends.astimezone(COPENHAGEN)))


def _whole_days(first: date, last: date) -> Occurrence:
    midnight = datetime.combine(first, time.min, tzinfo=COPENHAGEN)
    return Occurrence(midnight, datetime.combine(last, _LAST_MINUTE, tzinfo=COPENHAGEN), all_day=True)


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    zoned = moment if moment.tzinfo is not None else moment.replace(tzinfo=COPENHAGEN)
    return zoned.astimezone(UTC).astimezone(COPENHAGEN)


def _in_order(found: Occurrence) -> Occurrence:
    if found.end < found.start:
        raise BadDateError("end before start")
    return found
