"""Clocks that stand until they are told to go, and a letter box that keeps what is posted."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, TypeVar
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from kiosk.visit.events import Event

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=ZoneInfo("Europe/Copenhagen"))
PATIENCE_S = 10.0

E = TypeVar("E")


class StandingClock:
    """Monotonic seconds and a wall clock, each set by hand."""

    def __init__(self) -> None:
        """Begin at noon."""
        self.seconds = 1000.0
        self.wall_time = NOON

    def monotonic(self) -> float:
        """Give the seconds."""
        return self.seconds

    def wall(self) -> datetime:
        """Give the time of day."""
        return self.wall_time

    def go(self, seconds: float) -> None:
        """Let time pass on both."""
        self.seconds += seconds
        self.wall_time += timedelta(seconds=seconds)


class LetterBox:
    """Keeps what is posted, from any thread."""

    def __init__(self) -> None:
        """Begin empty."""
        self.events: list[Event] = []
        self._news = threading.Condition()

    def post(self, event: Event) -> None:
        """Take an event."""
        with self._news:
            self.events.append(event)
            self._news.notify_all()

    def wait_for(self, kind: type[E]) -> E:
        """Wait until something of this kind has come, and give the first."""
        with self._news:
            assert self._news.wait_for(lambda: self._of(kind), PATIENCE_S), f"no {kind.__name__} among {self.events}"
            return self._of(kind)[0]

    def wait_until(self, event: Event) -> None:
        """Wait until exactly this event has come."""
        with self._news:
            assert self._news.wait_for(lambda: event in self.events, PATIENCE_S), f"no {event} among {self.events}"

    def only(self, kind: type[E]) -> E:
        """Give the one event of this kind."""
        (found,) = self._of(kind)
        return found

    def _of(self, kind: type[E]) -> list[E]:
        return [event for event in self.events if isinstance(event, kind)]
