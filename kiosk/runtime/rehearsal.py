"""Sets the words of the next screens while nobody waits, so that the first visitor's first list comes as fast as the second's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from kiosk.visit.events import ProgrammeArrived
from kiosk.visit.states import EventList, GroupList, Home, ReadingRoom, Resting

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.nouns import Ticket
    from kiosk.visit.events import Event
    from kiosk.visit.look import Look
    from kiosk.visit.states import Kiosk, Place
    from kiosk.visit.views import Scene

NEXT: tuple[Place, ...] = (Home(), EventList(), GroupList(), ReadingRoom())
"""The screens one touch or two away from rest."""


class Rehearsal:
    """Rehearses one screen a tick, at rest or on Home, after content came, a visitor left, or the look changed.

    Another language or size has other words to set; Arabic takes four times as long as Danish.
    """

    def __init__(self, *, view: Callable[[Kiosk], Scene], rehearse: Callable[[Scene], None]) -> None:
        """Take what makes a scene, and what sets its words without showing it."""
        self._view = view
        self._rehearse = rehearse
        self._left: list[Place] = list(NEXT)
        self._for: tuple[Ticket, Look] | None = None

    def noticed(self, event: Event, kiosk: Kiosk) -> None:
        """See whether there is reason to rehearse again."""
        whose = (kiosk.ticket, kiosk.look)
        if isinstance(event, ProgrammeArrived) or whose != self._for:
            self._for = whose
            self._left = list(NEXT)

    def tick(self, kiosk: Kiosk) -> None:
        """Rehearse one screen, if nobody is in the middle of something."""
        if self._left and isinstance(kiosk.place, Resting | Home) and not kiosk.warned:
            place = self._left.pop(0)
            self._rehearse(self._view(replace(kiosk, place=place, trail=())))
