"""Reading stored values, and making one of what several sources say about the same thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from kiosk.rooms.local.model import EventState
from kiosk.store.alike import alike

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable

    from kiosk.nouns import Key
    from kiosk.rooms.communities.model import Group
    from kiosk.rooms.local.model import LibraryEvent
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
    """One event a thing that happens: what only the hub knows on the other source's words.

    They are one by their key, or else by their page or their name in a calendar; then the hub's key is the event's, for sign-ups.
    """
    joined: dict[Key, LibraryEvent] = {}
    for source, event in found:
        if source != HUB:
            joined.setdefault(event.key, event)
    hubs = {event.key: event for source, event in found if source == HUB}
    pairs = alike(
        (event for event in joined.values() if event.key not in hubs),
        (event for event in hubs.values() if event.key not in joined),
    )
    for key, hub in hubs.items():
        joined[key] = _with_hub(joined.pop(pairs.get(key, key), None), hub)
    return list(joined.values())


def _with_hub(known: LibraryEvent | None, hub: LibraryEvent) -> LibraryEvent:
    """What is known of an event, with what the hub says: seats, languages, further tags, and that it is cancelled.

    An event of the hub's own that names no language is in Danish.
    """
    if known is None:
        return hub if hub.languages else replace(hub, languages=("da",))
    return replace(
        known,
        key=hub.key,
        seats=hub.seats,
        languages=hub.languages or known.languages,
        tags=tuple(dict.fromkeys((*known.tags, *hub.tags))),
        state=hub.state if hub.state is EventState.CANCELLED else known.state,
    )


def joined_groups(found: list[tuple[str, Group]]) -> list[Group]:
    """One group a key: the hub's seats, languages and quorum on the other source's words."""
    joined: dict[str, Group] = {}
    for source, group in found:
        known = joined.setdefault(group.key, group)
        if source == HUB and known is not group:
            joined[group.key] = replace(
                known,
                seats=group.seats,
                languages=known.languages if group.languages == ("da",) else group.languages,
                quorum=known.quorum if group.quorum is None else group.quorum,
            )
    return list(joined.values())


def by_next_meeting(group: Group) -> tuple[bool, float, str]:
    """Sort groups by their next meeting; those without a date last."""
    return (not group.dates, group.dates[0].timestamp() if group.dates else 0.0, group.key)
