"""The glass leaves how its parts are in a small file, where the sync process finds it for the hub's heartbeat.

A file and no row: losing it costs nothing, and letters.db is for promises only; a printer that comes and goes must not wake the
courier, nor make the disk wait.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import msgspec

from kiosk.nouns import Lost, Part, Well
from kiosk.store.files import replace_file
from kiosk.visit.events import HealthChanged, MinutePassed
from kiosk.wire import Vitals

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from kiosk.nouns import Health
    from kiosk.visit.events import Event
    from kiosk.visit.states import Kiosk

_log = logging.getLogger("store")


class VitalsFile:
    """Watches the loop, and writes when a part came or went, and each minute as a sign of life."""

    def __init__(self, path: Path, *, do: Callable[[Callable[[], None]], None], wall: Callable[[], datetime]) -> None:
        """`do` has a job done in a lane: the glass does not wait for the disk."""
        self._path = path
        self._do = do
        self._wall = wall
        self._failed = False

    def noticed(self, event: Event, kiosk: Kiosk) -> None:
        """See whether there is something to leave."""
        if isinstance(event, HealthChanged | MinutePassed):
            left = vitals_of(kiosk.house.health, self._wall())
            self._do(lambda: self._leave(left))

    def _leave(self, vitals: Vitals) -> None:
        """Write; a disk in trouble is the store's to tell of, and once is enough here."""
        try:
            replace_file(self._path, msgspec.json.encode(vitals), durable=False)
        except OSError:
            if not self._failed:
                _log.warning("vitals not left")
            self._failed = True
        else:
            self._failed = False


def vitals_of(health: tuple[tuple[Part, Health], ...], now: datetime) -> Vitals:
    """Say how the parts are in the hub's words. Sync speaks for itself, and a part this kiosk does not have is not missed."""
    known = [(part, each) for part, each in health if part is not Part.SYNC and each != Lost("not_configured")]
    faults = [f"{part.value}: {code}" for part, each in known if (code := each.note if isinstance(each, Well) else each.why)]
    return Vitals({part.value: _word(each) for part, each in known}, "; ".join(faults), now)


def _word(health: Health) -> str:
    """One part in the hub's word."""
    if isinstance(health, Well):
        return "ready"
    return "gone" if health.why == "gone" else "trouble"
