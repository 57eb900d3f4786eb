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


class RoomColours(Struct, frozen=True):
    """A branch's own colours of one room: the field and the words on it, `#RRGGBB`."""

    room: str
    field: str
    text: str


class BranchWords(Struct, frozen=True):
    """What the hub says of the branch; what is empty is as the kiosk's own settings say.

    `opening` pairs languages and lines; `tiles` are the rooms on Home, in their order.
    """

    opening: tuple[tuple[str, str], ...] = ()
    languages: tuple[str, ...] = ()
    tiles: tuple[str, ...] = ()
    colours: tuple[RoomColours, ...] = ()


class Programme(Struct, frozen=True):
    """What the branch has to show. Events and groups are sorted by time."""

    events: tuple[LibraryEvent, ...] = ()
    groups: tuple[Group, ...] = ()
    picks: tuple[Book, ...] = ()
    hours: tuple[OpenSpan, ...] = ()
    sources: tuple[SourceNote, ...] = ()
    demo: bool = False
    branch: BranchWords = BranchWords()

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
