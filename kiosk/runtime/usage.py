"""Counts how the kiosk is used, by the hour: visits, rooms gone into, slips that came out. Never who, nor in what order."""

from __future__ import annotations

from collections import Counter
from datetime import UTC
from typing import TYPE_CHECKING, get_args

import msgspec

from kiosk.ports import StoreError
from kiosk.visit.events import CodeScanned, DonePressed, MinutePassed, SlipPrinted, Touch
from kiosk.visit.frame import room_of
from kiosk.visit.states import BookPage, Cancelled, Done, StaffDoor, StaffRoom

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from kiosk.store.use_files import UseFiles
    from kiosk.visit.events import Event
    from kiosk.visit.states import Kiosk

_ACTS = (*get_args(Touch), CodeScanned)

_SLIPS: dict[type, str] = {Done: "signup", Cancelled: "cancelled", BookPage: "tips"}

STAFF = (StaffDoor, StaffRoom)


class UseTally:
    """Watches the loop, and leaves an hour's counts for the hub when the hour is over."""

    def __init__(
        self,
        *,
        files: UseFiles,
        do: Callable[[Callable[[], None]], None],
        wall: Callable[[], datetime],
        new_id: Callable[[], str],
    ) -> None:
        """`do` has a job done in a lane; `wall` is aware wall time; `new_id` mints UUIDs."""
        self._files = files
        self._do = do
        self._new_id = new_id
        self._wall = wall
        self._hour = _hour(wall())
        self._counts: Counter[str] = Counter()
        self._seen: set[str] = set()
        self._ticket = -1

    def noticed(self, event: Event, kiosk: Kiosk) -> None:
        """See what of an event counts; within one visit a room counts once."""
        if isinstance(event, MinutePassed):
            self._turn_hour()
        elif not isinstance(kiosk.place, STAFF):
            self._count(event, kiosk)

    def _count(self, event: Event, kiosk: Kiosk) -> None:
        """Count a visit's first act, the room it is in, and a slip that came out."""
        if kiosk.ticket != self._ticket:
            self._ticket, self._seen = int(kiosk.ticket), set()
        if isinstance(event, SlipPrinted):
            self._once(f"slip.{_SLIPS[type(kiosk.place)]}.{event.number}" if type(kiosk.place) in _SLIPS else "")
        elif isinstance(event, _ACTS) and not isinstance(event, DonePressed):
            room = room_of(kiosk.place)
            self._once("visit")
            self._once("" if room is None else f"room.{room.value}")

    def _once(self, what: str) -> None:
        """Count something once a visit; a slip goes by its number."""
        if what and what not in self._seen:
            self._seen.add(what)
            self._counts[".".join(what.split(".")[:2])] += 1

    def _turn_hour(self) -> None:
        """Leave what was counted when its hour is over."""
        hour = _hour(self._wall())
        if hour != self._hour:
            self.close()
            self._hour = hour

    def close(self) -> None:
        """Leave what was counted so far: the hub adds up."""
        counts, self._counts = self._counts, Counter()
        if counts:
            hour, letter = self._hour, self._new_id()
            op = {"id": letter, "kind": "use", "data": {"hour": hour, "counts": dict(sorted(counts.items()))}}
            self._do(lambda: self._leave(f"{hour[:13]}-{letter[:8]}", msgspec.json.encode(op).decode()))

    def _leave(self, name: str, body: str) -> None:
        """Write; a disk in trouble costs a count, and the store tells of it anyway."""
        try:
            self._files.leave(name, body)
        except StoreError:
            return


def _hour(now: datetime) -> str:
    """The hour a moment is in, as the contract writes it."""
    return now.astimezone(UTC).strftime("%Y-%m-%dT%H:00:00Z")
