"""What every keeper does: report health when it changes, and wait longer each time a device does not come back."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from kiosk.nouns import Lost, Well

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kiosk.nouns import Health

log = logging.getLogger("devices")

PAUSES = (0.5, 1.0, 2.0, 5.0, 10.0, 30.0)
"""Seconds between attempts to open a device that is gone; the last one for ever."""


STOP_SECONDS = 2.0
"""How long a keeper's thread may take to end."""


class BackOff:
    """Gives the next pause, and begins again when all is well."""

    def __init__(self, pauses: Sequence[float]) -> None:
        """Keep the pauses, shortest first."""
        self._pauses = pauses
        self._count = 0

    def next_pause(self) -> float:
        """Give the seconds to wait before the next attempt."""
        pause = self._pauses[min(self._count, len(self._pauses) - 1)]
        self._count += 1
        return pause

    def begin_again(self) -> None:
        """Forget the failures."""
        self._count = 0


class HealthNews:
    """Tells of a part's health when it changes, and logs one line when it goes and one when it comes back."""

    def __init__(self, part: str, on_health: Callable[[Health], None]) -> None:
        """Know the part's name for the log, and whom to tell."""
        self._part = part
        self._on_health = on_health
        self._now: Health | None = None

    @property
    def now(self) -> Health | None:
        """Give the health last told; None = nothing is known yet."""
        return self._now

    def lost(self, why: str) -> None:
        """Tell that the part is gone or in trouble."""
        if not isinstance(self._now, Lost):
            log.warning("%s lost: %s", self._part, why)
        self._tell(Lost(why))

    def well(self, note: str = "") -> None:
        """Tell that the part works."""
        if isinstance(self._now, Lost):
            log.info("%s back", self._part)
        self._tell(Well(note))

    def _tell(self, health: Health) -> None:
        """Tell what is new."""
        if health != self._now:
            self._now = health
            self._on_health(health)
