"""Times of the outside world -> moments in the branch's own zone, also in the hours that happen twice or never."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from msgspec import Struct

HERE = ZoneInfo("Europe/Copenhagen")
"""The zone of every branch, and of every time that names none."""

LAST_MINUTE = time(23, 59)
"""When a day without times ends: on the day itself, so that nobody reads it as two days."""


class Window(Struct, frozen=True):
    """Whole days in the branch's zone, both included."""

    first: date
    last: date

    @property
    def start(self) -> datetime:
        """The first moment."""
        return datetime.combine(self.first, time(), HERE)

    @property
    def end(self) -> datetime:
        """The first moment after the last day."""
        return datetime.combine(self.last + timedelta(days=1), time(), HERE)

    def touches(self, start: datetime, end: datetime) -> bool:
        """Whether something that lasts from `start` to `end` happens here."""
        return start.astimezone(UTC) < self.end.astimezone(UTC) and end.astimezone(UTC) >= self.start.astimezone(UTC)


def days_from(now: datetime, back: int, ahead: int) -> Window:
    """The days around today, as the branch counts them."""
    today = now.astimezone(HERE).date()
    return Window(today - timedelta(days=back), today + timedelta(days=ahead))


def moment(words: str) -> datetime | None:
    """ISO 8601 -> a moment here, or None where it is not one. Without a zone it is the branch's own time."""
    try:
        return local(datetime.fromisoformat(words.strip()))
    except (ValueError, OverflowError):
        return None


def local(when: datetime) -> datetime:
    """Any datetime -> the same moment here. Raises OverflowError at the ends of time.

    By way of UTC also for our own zone: a time that the clocks skip becomes the one that they show instead.
    """
    return (when.replace(tzinfo=HERE) if when.tzinfo is None else when).astimezone(UTC).astimezone(HERE)


def day_start(day: date) -> datetime:
    """The first moment of a day."""
    return local(datetime.combine(day, time()))


def day_end(day: date) -> datetime:
    """The last minute of a day."""
    return local(datetime.combine(day, LAST_MINUTE))


def not_before(start: datetime, end: datetime) -> datetime:
    """The end, or the start where the end lies before it.

    Compared in UTC: Python compares two times of one zone by the wall clock, which runs an hour twice in October.
    """
    return start if end.astimezone(UTC) < start.astimezone(UTC) else end
