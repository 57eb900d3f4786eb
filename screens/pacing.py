"""When the glass wakes: at once for a touch or a post, at its timers, and otherwise not at all.

Kivy sleeps a sixtieth of a second between looks, awake sixty times a second for nothing, and a touch waits for the next look.
Here the loop sleeps on the X connection itself. Measured beside Kivy's own pacing in bench/idle.py and bench/touch.py.
"""

from __future__ import annotations

import os
import select
from pathlib import Path
from time import monotonic
from typing import Any

LONGEST_SLEEP = 0.5
"""Seconds between looks when nothing happens: timers of the idle clock need no more."""

SHORTEST_FRAME = 1 / 60

TURN_SECONDS, COUNT_SECONDS = 0.2, 1.0
"""Seconds between two drawings of what moves by itself: the busy spiral, the countdown. Nothing is drawn anew more often."""

HURRY = 2
"""Looks without sleep after something woke us: one reads the event, the next delivers it."""


def sockets_open() -> frozenset[int]:
    """List this process's open sockets, so that those the window opens can be told from the others."""
    found = set()
    for entry in Path("/proc/self/fd").iterdir():
        try:
            if entry.readlink().name.startswith("socket:"):
                found.add(int(entry.name))
        except OSError:
            continue
    return frozenset(found)


class Pacing:
    """Takes the place of Kivy's sleep."""

    def __init__(self, clock: Any, sockets: frozenset[int]) -> None:
        """Sleep on `sockets` (the window's); without any, Kivy's own pacing stays."""
        self._clock = clock
        self._sockets = set(sockets)
        self._awake, self._alarm = os.pipe()
        os.set_blocking(self._awake, False)
        os.set_blocking(self._alarm, False)
        self._hurry = HURRY
        self._stuck = 0
        self._last = monotonic()
        self.moving = False
        if self._sockets:
            clock.idle = self._idle

    def wake(self) -> None:
        """Wake the loop, from any thread."""
        try:
            os.write(self._alarm, b"!")
        except BlockingIOError:
            return  # it is being woken already

    def _idle(self) -> float:
        """Sleep until something happens; gives the time, as Kivy's own does."""
        if self._hurry > 0:
            self._hurry -= 1
        else:
            self._sleep()
        clock = self._clock
        now: float = clock.time()
        clock._dt = now - clock._last_tick  # noqa: SLF001 - the two names Kivy's own idle sets
        clock._last_tick = now  # noqa: SLF001 - the same
        self._last = monotonic()
        return now

    def _sleep(self) -> None:
        """Wait for a touch, a post or the time of the next timer."""
        least = SHORTEST_FRAME - (monotonic() - self._last)
        if self.moving:
            select.select([], [], [], max(0.0, least))
            return
        ready, _, _ = select.select([self._awake, *self._sockets], [], [], self._until_timer())
        if not ready:
            return
        self._hurry = HURRY
        if self._awake in ready:
            os.read(self._awake, 512)
        self._shun_stuck(ready)

    def _until_timer(self) -> float:
        """Seconds until the next of Kivy's timers, at most LONGEST_SLEEP."""
        wait: float = self._clock.get_min_timeout() - self._clock.time()
        return min(LONGEST_SLEEP, max(0.0, wait))

    def _shun_stuck(self, ready: list[int]) -> None:
        """Let go of a socket that is always readable and nobody reads (a message bus, say): it would keep us awake."""
        if self._awake in ready or monotonic() - self._last > SHORTEST_FRAME:
            self._stuck = 0
            return
        self._stuck += 1
        if self._stuck > 2000:
            self._sockets.difference_update(ready)
            self._stuck = 0
