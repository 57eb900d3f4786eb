"""Which event of the hub is which event of another source: by its page's address, or by what a calendar calls it.

By its key it is known without this. A series shares its page and its name in the calendar, so the start decides first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from kiosk.store.rows import digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kiosk.nouns import Key
    from kiosk.rooms.local.model import LibraryEvent

UID = "uid:"
"""How the hub's key begins for an event that is known from a calendar. Source: docs/wire-contract.md."""

UID_NAME = 24
"""Characters of the hash by which `LibraryEvent.uid` names it."""


def alike(known: Iterable[LibraryEvent], hubs: Iterable[LibraryEvent]) -> Mapping[Key, Key]:
    """Pair the hub's events with those known from elsewhere: hub's key -> the other key. Each is paired once at most."""
    left = list(hubs)
    by_name = _by_name(known) if left else {}
    pairs: dict[Key, Key] = {}
    for hub in left:
        _pair(hub, [event for event in _candidates(hub, by_name, pairs) if event.start == hub.start], pairs)
    for hub in left:
        if hub.key not in pairs:
            _pair(hub, _candidates(hub, by_name, pairs), pairs)
    return pairs


def _pair(hub: LibraryEvent, fitting: list[LibraryEvent], pairs: dict[Key, Key]) -> None:
    """Pair them, if there is no doubt."""
    if len(fitting) == 1:
        pairs[hub.key] = fitting[0].key


def _by_name(known: Iterable[LibraryEvent]) -> dict[str, list[LibraryEvent]]:
    """Give the events by each name they have."""
    found: dict[str, list[LibraryEvent]] = {}
    for event in known:
        for name in _names(event):
            found.setdefault(name, []).append(event)
    return found


def _candidates(hub: LibraryEvent, by_name: Mapping[str, list[LibraryEvent]], pairs: Mapping[Key, Key]) -> list[LibraryEvent]:
    """Give the events that have a name in common with the hub's and are nobody's yet, each once."""
    taken = set(pairs.values())
    found = {event.key: event for name in _names(hub) for event in by_name.get(name, ()) if event.key not in taken}
    return list(found.values())


def _names(event: LibraryEvent) -> Iterator[str]:
    """What an event is called elsewhere."""
    page = _page(event.link)
    if page:
        yield page
    if event.uid:
        yield f"{UID}{event.uid}"
    elif event.key.startswith(UID):
        yield f"{UID}{digest(event.key.removeprefix(UID))[:UID_NAME]}"


def _page(link: str) -> str:
    """An address as it is compared: without scheme, `www.`, fragment and last slash. A site's front page names no event."""
    try:
        parts = urlsplit(link)
    except ValueError:
        return ""
    path = parts.path.rstrip("/")
    host = parts.netloc.lower().removeprefix("www.")
    return f"//{host}{path}?{parts.query}" if host and (path or parts.query) else ""
