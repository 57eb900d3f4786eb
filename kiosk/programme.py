"""Everything a branch has to show at one moment, as one value: what the store hands to the glass."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from kiosk.rooms.communities.model import Group
from kiosk.rooms.local.model import LibraryEvent, OpenSpan
from kiosk.rooms.reading.model import Book


class SourceNote(Struct, frozen=True):
    """How one source is. `fetched_at` is when its last good answer came (aware), None = never.

    `trouble` is a code of `ports.SourceTrouble`, empty when all is well; `skipped` counts rows that could not be read.
    """

    name: str
    fetched_at: datetime | None
    trouble: str = ""
    skipped: int = 0


class Programme(Struct, frozen=True):
    """What the branch has to show. Events and groups are sorted by time."""

    events: tuple[LibraryEvent, ...] = ()
    groups: tuple[Group, ...] = ()
    picks: tuple[Book, ...] = ()
    hours: tuple[OpenSpan, ...] = ()
    sources: tuple[SourceNote, ...] = ()
    demo: bool = False

    @property
    def age_from(self) -> datetime | None:
        """When the oldest source was last heard; None when nothing has ever come."""
        times = [note.fetched_at for note in self.sources if note.fetched_at is not None]
        return min(times) if times else None


class OutboxCounts(Struct, frozen=True):
    """How many letters wait for the hub, how many it has taken, and how many it refused. `oldest_at` of the waiting."""

    waiting: int = 0
    sent: int = 0
    parked: int = 0
    oldest_at: datetime | None = None
