"""Reading stored values, and making one of what several sources say about the same thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from kiosk.rooms.local.model import EventState

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable

    from kiosk.rooms.communities.model import Group
    from kiosk.rooms.local.model import LibraryEvent
    from kiosk.rooms.reading.model import Book
    from kiosk.store.rows import Value

HUB = "hub"
"""The source that knows the seats: it adds them to another source's event, and never doubles it."""


def read(
    found: Iterable[tuple[object, ...]],
    reader: msgspec.json.Decoder[Value],
    unread: Counter[str] | None = None,
) -> list[tuple[str, Value]]:
    """Read values; one that another version of the program wrote and we cannot read is left out and counted."""
    values: list[tuple[str, Value]] = []
    for source, body in found:
        try:
            values.append((str(source), reader.decode(str(body))))
        except msgspec.DecodeError:
            if unread is not None:
                unread[str(source)] += 1
    return values


def joined_events(found: list[tuple[str, LibraryEvent]]) -> list[LibraryEvent]:
    """One event a key: the hub's seats and languages on the other source's words, and its word that an event is cancelled."""
    joined: dict[str, LibraryEvent] = {}
    for source, event in found:
        known = joined.setdefault(event.key, event)
        if source == HUB:
            joined[event.key] = _with_hub(known, event)
    return list(joined.values())


def _with_hub(known: LibraryEvent, hub: LibraryEvent) -> LibraryEvent:
    """What is known of an event, with what the hub says; an event of the hub's own that names no language is in Danish."""
    if known is hub:
        return hub if hub.languages else replace(hub, languages=("da",))
    state = hub.state if hub.state is EventState.CANCELLED else known.state
    return replace(known, seats=hub.seats, languages=hub.languages or known.languages, state=state)


def joined_groups(found: list[tuple[str, Group]]) -> list[Group]:
    """One group a key: the hub's seats on the other source's words."""
    joined: dict[str, Group] = {}
    for source, group in found:
        known = joined.setdefault(group.key, group)
        if source == HUB and known is not group:
            joined[group.key] = replace(known, seats=group.seats)
    return list(joined.values())


def first_of_each(found: list[tuple[str, Book]]) -> dict[str, Book]:
    """One book a key, the first."""
    books: dict[str, Book] = {}
    for _, book in found:
        books.setdefault(book.key, book)
    return books


def by_next_meeting(group: Group) -> tuple[bool, float, str]:
    """Sort groups by their next meeting; those without a date last."""
    return (not group.dates, group.dates[0].timestamp() if group.dates else 0.0, group.key)
