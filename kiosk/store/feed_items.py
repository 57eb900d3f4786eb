"""What the hub's objects come to on the glass: one item an event, group or book, from all the hub says of its key."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from kiosk.store.db import rows
from kiosk.store.feed_books import book_of
from kiosk.store.feed_rows import HubPicture, UnreadableError, event_of, group_of, seals_of, seats_of
from kiosk.store.intake import Row, book_row, event_row, group_row, seal_row, unique, write_one
from kiosk.store.joining import HUB

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import apsw

LIBRARY = "library"
"""The key of the settings."""

LARGEST_PICTURE = 2 * 1024 * 1024
PICTURES = {"image/jpeg", "image/png", "image/webp"}
SHA256 = re.compile(r"[0-9a-f]{64}")

KINDS = "('event', 'group', 'book', 'seats', 'settings')"
"""The kinds this version reads."""


class LaidOut(Struct, frozen=True):
    """How many items were written and deleted."""

    written: int = 0
    deleted: int = 0


def lay_out_all(db: apsw.Connection, copy: int, device: str = "") -> LaidOut:
    """Lay out a whole copy, inside a transaction: what it does not name is gone. A key to seal to is never taken back so."""
    db.execute(
        "DELETE FROM item WHERE source = ? AND kind IN ('event', 'group', 'book') AND NOT EXISTS (SELECT 1 FROM feed WHERE copy = ?"
        " AND feed.key = item.key AND feed.kind = item.kind AND data IS NOT NULL)",
        (HUB, copy),
    )
    deleted = db.changes()
    db.execute("DELETE FROM feed_picture")
    laid = lay_out(
        db, copy, [key for (key,) in rows(db, "SELECT DISTINCT key FROM feed WHERE copy = ? ORDER BY seq", (copy,))], device
    )
    return LaidOut(laid.written, laid.deleted + deleted)


def lay_out(db: apsw.Connection, copy: int, keys: Iterable[str], device: str = "") -> LaidOut:
    """Lay out what a copy says of these keys, inside a transaction. `device` is who this kiosk is at the hub."""
    written = deleted = 0
    for key in keys:
        for change in _one(db, copy, key, device):
            written += change > 0
            deleted += change < 0
    return LaidOut(written, deleted)


def _one(db: apsw.Connection, copy: int, key: str, device: str) -> Iterator[int]:
    """Lay out one key; give 1 for each item written and -1 for each deleted."""
    found = rows(db, f"SELECT kind, seq, data FROM feed WHERE copy = ? AND key = ? AND kind IN {KINDS}", (copy, key))  # noqa: S608
    said = {kind: (seq, data) for kind, seq, data in found}
    seats = _seats(db, copy, key, said.get("seats", (0, None))[1])
    for kind in ("event", "group", "book"):
        if kind in said:
            seq, data = said[kind]
            yield _delete(db, kind, key) if data is None else _show(db, (copy, kind, key, seq), data, seats, device)
    if key == LIBRARY and said.get("settings", (0, None))[1] is not None:
        yield _seals(db, copy, said["settings"][1])


def _seats(db: apsw.Connection, copy: int, key: str, data: str | None) -> str | None:
    """Give the seats if they can be read; an event does not suffer by a count that cannot."""
    if data is None:
        return None
    try:
        seats_of(data)
    except UnreadableError:
        _bad(db, copy, "seats", key)
        return None
    return data


def _show(db: apsw.Connection, at: tuple[int, str, str, int], data: str, seats: str | None, device: str) -> int:
    """Show an event, a group or a book; one that cannot be read is marked, and its last good version stays."""
    copy, kind, key, seq = at
    try:
        laid, picture = _read(kind, key, data, seats, device)
    except UnreadableError:
        _bad(db, copy, kind, key)
        return 0
    _note_picture(db, kind, key, picture)
    return _write(db, kind, seq, laid)


def _read(kind: str, key: str, data: str, seats: str | None, device: str) -> tuple[Row, HubPicture | None]:
    """Read an object, and lay it out as a row. Raises UnreadableError."""
    if kind == "event":
        event, picture = event_of(key, data, seats, device)
        return event_row(event), _usable(picture)
    if kind == "book":
        book, picture = book_of(key, data)
        cover = _usable(picture)
        return book_row(replace(book, cover=cover.sha256 if cover else "")), cover
    group, picture = group_of(key, data, seats, device)
    return group_row(group), _usable(picture)


def _write(db: apsw.Connection, kind: str, seq: int, laid: Row) -> int:
    """Write a row, if it is new or different."""
    (full,) = unique(iter([laid]))
    known = rows(db, "SELECT hash FROM item WHERE kind = ? AND key = ? AND source = ?", (kind, laid.key, HUB))
    if known == [(full.hash,)]:
        return 0
    write_one(db, HUB, kind, seq, full)
    return 1


def _delete(db: apsw.Connection, kind: str, key: str) -> int:
    """Take something off the glass."""
    db.execute("DELETE FROM feed_picture WHERE kind = ? AND key = ?", (kind, key))
    db.execute("DELETE FROM item WHERE kind = ? AND key = ? AND source = ?", (kind, key, HUB))
    return -db.changes()


def _seals(db: apsw.Connection, copy: int, data: str) -> int:
    """Take the keys to seal to; settings that cannot be read leave those we have."""
    try:
        keys = unique(seal_row(key) for key in seals_of(data))
    except UnreadableError:
        _bad(db, copy, "settings", LIBRARY)
        return 0
    stored = rows(db, "SELECT key, hash FROM item WHERE kind = 'seal' AND source = ? ORDER BY place", (HUB,))
    if not keys or stored == [(key.key, key.hash) for key in keys]:
        return 0
    db.execute("DELETE FROM item WHERE kind = 'seal' AND source = ?", (HUB,))
    for place, key in enumerate(keys):
        write_one(db, HUB, "seal", place, key)
    return 1


def _bad(db: apsw.Connection, copy: int, kind: str, key: str) -> None:
    """Mark what cannot be read."""
    db.execute("UPDATE feed SET bad = 1 WHERE copy = ? AND key = ? AND kind = ?", (copy, key, kind))


def _usable(found: HubPicture | None) -> HubPicture | None:
    """Give a picture if it is one the contract allows."""
    good = found is not None and SHA256.fullmatch(found.sha256) and found.type in PICTURES and 0 < found.bytes <= LARGEST_PICTURE
    return found if good else None


def _note_picture(db: apsw.Connection, kind: str, key: str, found: HubPicture | None) -> None:
    """Note which picture goes with it, if one does."""
    if found is not None:
        db.execute("INSERT OR REPLACE INTO feed_picture VALUES (?, ?, ?, ?, ?)", (kind, key, found.sha256, found.type, found.bytes))
    else:
        db.execute("DELETE FROM feed_picture WHERE kind = ? AND key = ?", (kind, key))
