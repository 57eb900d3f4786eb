"""The idle clock: asks whether the visitor is still there, ends a visit nobody is at, and turns the posters at rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from kiosk.visit.events import CodeScanned, DonePressed, MinutePassed, PosterTurned, StillHerePressed, TimeRanOut, Touch, WentQuiet
from kiosk.visit.limits import answer_within, quiet_after
from kiosk.visit.states import Resting

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from kiosk.visit.events import Event
    from kiosk.visit.states import Kiosk

POSTER_SECONDS = 10.0

_ACTS = (*get_args(Touch), CodeScanned, StillHerePressed)


class IdleClock:
    """Measures silence on a monotonic clock: setting the wall clock changes nothing."""

    def __init__(self, *, clock: Callable[[], float], wall: Callable[[], datetime], post: Callable[[Event], None]) -> None:
        """Take the clocks to measure by. At start nobody has come yet, so the first rest asks nobody."""
        self._clock = clock
        self._wall = wall
        self._post = post
        self._acted = clock()
        self._asked: float | None = None
        self._turned = clock()
        self._minute: tuple[int, int] | None = None
        self._anybody = False

    def noticed(self, event: Event, kiosk: Kiosk) -> None:
        """See an event: an act of the visitor begins the silence anew."""
        if isinstance(event, _ACTS):
            self._acted = self._clock()
            self._anybody = not isinstance(event, DonePressed)
        if not kiosk.warned:
            self._asked = None
        elif self._asked is None:
            self._asked = self._clock()

    def tick(self, kiosk: Kiosk) -> None:
        """Look at the clocks; called at least once a second."""
        self._tell_minute()
        now = self._clock()
        if isinstance(kiosk.place, Resting):
            if now - self._turned >= POSTER_SECONDS:
                self._turned = now
                self._post(PosterTurned())
            return
        if self._asked is not None:
            if now - self._asked >= answer_within(kiosk):
                self._anybody = False
                self._post(TimeRanOut(kiosk.ticket))
            return
        self._ask(kiosk, now)

    def _ask(self, kiosk: Kiosk, now: float) -> None:
        """Ask when it has been quiet for long enough; where nobody has touched since the start, just rest."""
        limit = quiet_after(kiosk)
        if limit is None or now - self._acted < limit:
            return
        self._acted = now
        self._post(WentQuiet(kiosk.ticket) if self._anybody else DonePressed())

    def _tell_minute(self) -> None:
        """Post the time when the minute has changed."""
        wall = self._wall()
        minute = (wall.hour, wall.minute)
        if minute != self._minute:
            self._minute = minute
            self._post(MinutePassed(wall))
