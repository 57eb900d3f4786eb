"""The hub's feed in content.db: each page with its cursor in one transaction, a full copy beside the old one until it is whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from kiosk.store.db import row, rows, translated, writing
from kiosk.store.feed_branch import layer_of
from kiosk.store.feed_items import LaidOut, lay_out, lay_out_all
from kiosk.store.intake import seal_row, unique, write_one
from kiosk.store.joining import HUB
from kiosk.wire import Picture

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    import apsw

    from kiosk.ports import SealKey
    from kiosk.wire import FeedItem, FeedPage, Layer

MOST_TOMBSTONES = 5000
"""How many deleted objects are remembered, so that an old page cannot bring them back."""

STORE = (
    "INSERT INTO feed (copy, key, kind, seq, data) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET"
    " seq = excluded.seq, data = excluded.data, bad = 0 WHERE excluded.seq > feed.seq"
)
"""The guard against older numbers."""


class FeedPlace(Struct, frozen=True):
    """How far the feed has been read. `staging` = a full copy is being brought in."""

    cursor: str = ""
    etag: str = ""
    shown: int = 0
    staging: bool = False
    unread: int = 0
    read_by: str = ""

    @property
    def beside(self) -> int:
        """The copy that is not shown."""
        return 1 - self.shown


class FeedTaken(Struct, frozen=True):
    """What a page did: items stored, and rows of what is shown written and deleted."""

    stored: int = 0
    written: int = 0
    deleted: int = 0


class FeedShelf:
    """The feed's own tables, and the hub's rows among the items. One thread at a time."""

    def __init__(self, connection: apsw.Connection, *, version: str, device: Callable[[], str] = str) -> None:
        """`version` of the program: when another one laid out what is shown, it is laid out anew from what came.

        `device` tells who this kiosk is at the hub, so that it knows the seats that are lent to it.
        """
        self._db = connection
        self._device = device
        version = f"{version} {device()}".strip()
        with writing(connection):
            place = self._place()
            if place.read_by != version:
                self._note_layout(lay_out_all(connection, place.shown, device()))
                connection.execute("UPDATE feed_place SET read_by = ?", (version,))

    def place(self) -> FeedPlace:
        """Give how far the feed has been read."""
        with translated():
            return self._place()

    def _place(self) -> FeedPlace:
        """Read the one row."""
        cursor, etag, shown, staging, unread, read_by = rows(
            self._db, "SELECT cursor, etag, shown, staging, unread, read_by FROM feed_place"
        )[0]
        return FeedPlace(cursor, etag, shown, bool(staging), unread, read_by)

    def take(self, page: FeedPage, now: datetime) -> FeedTaken:
        """Take a page and its cursor, all or nothing. Raises StoreError."""
        with writing(self._db):
            place = self._place()
            begins = page.reset or not place.cursor
            if begins:
                self._db.execute("DELETE FROM feed WHERE copy = ?", (place.beside,))
            staging = begins or place.staging
            self._store(place.beside if staging else place.shown, page.items)
            laid = self._show(place, page, staging=staging)
            whole = staging and not page.more
            self._db.execute(
                "UPDATE feed_place SET cursor = ?, etag = ?, shown = ?, staging = ?, unread = ?",
                (
                    page.next,
                    "" if page.more else page.etag,
                    place.beside if whole else place.shown,
                    int(staging and page.more),
                    page.unread + (0 if begins else place.unread),
                ),
            )
            if not page.more:
                self._note_heard(now)
            self._note_layout(laid)
        return FeedTaken(len(page.items), laid.written, laid.deleted)

    def _store(self, copy: int, items: Iterable[FeedItem]) -> None:
        """Keep what came, as it came: also what this version has no use for."""
        values = [(copy, item.key, item.kind, item.seq, None if item.deleted else item.data) for item in items]
        self._db.executemany(STORE, values)

    def _show(self, place: FeedPlace, page: FeedPage, *, staging: bool) -> LaidOut:
        """Lay out what has changed; nothing while a copy is not whole."""
        if not staging:
            return lay_out(self._db, place.shown, dict.fromkeys(item.key for item in page.items), self._device())
        if page.more:
            return LaidOut()
        self._db.execute("DELETE FROM feed WHERE copy = ?", (place.shown,))
        return lay_out_all(self._db, place.beside, self._device())

    def _note_layout(self, laid: LaidOut) -> None:
        """Count what could not be read, and tell the glass when there is something new."""
        self._db.execute(
            "UPDATE source SET skipped = (SELECT count(*) FROM feed, feed_place WHERE bad = 1 AND copy = shown)"
            " + (SELECT unread FROM feed_place) WHERE name = ?",
            (HUB,),
        )
        if laid.written or laid.deleted:
            self._raise_revision()

    def heard(self, now: datetime) -> None:
        """Nothing is new: its age is now."""
        with writing(self._db):
            self._note_heard(now)

    def _note_heard(self, now: datetime) -> None:
        """Note that the hub was heard and is well, and let old tombstones go."""
        self._db.execute(
            "INSERT INTO source (name, fetched_at) VALUES (?, ?)"
            " ON CONFLICT DO UPDATE SET fetched_at = excluded.fetched_at, trouble = ''",
            (HUB, now.isoformat()),
        )
        self._raise_revision()
        self._db.execute(
            "DELETE FROM feed WHERE data IS NULL AND seq <="
            " (SELECT seq FROM feed WHERE data IS NULL ORDER BY seq DESC LIMIT 1 OFFSET ?)",
            (MOST_TOMBSTONES,),
        )

    def note_trouble(self, reason: str) -> None:
        """Note that the hub gave nothing, and why; what it gave before stays."""
        with writing(self._db):
            self._db.execute(
                "INSERT INTO source (name, trouble) VALUES (?, ?) ON CONFLICT DO UPDATE SET trouble = excluded.trouble",
                (HUB, reason),
            )
            self._raise_revision()

    def forget_cursor(self) -> None:
        """Begin from the start at the next question; what is shown stays until the new copy is whole."""
        with writing(self._db):
            self._db.execute("UPDATE feed_place SET cursor = '', etag = '', staging = 0")

    def pictures(self) -> tuple[Picture, ...]:
        """Give the pictures that what is shown names, each once."""
        with translated():
            found = rows(self._db, "SELECT DISTINCT sha256, type, size FROM feed_picture ORDER BY 1")
        return tuple(Picture(*each) for each in found)

    def bad_rows(self) -> int:
        """Count the rows of every source that could not be read."""
        with translated():
            return int(rows(self._db, "SELECT coalesce(sum(skipped), 0) FROM source")[0][0])

    def heard_at(self) -> str:
        """Give when the hub was last heard, as it was stored; empty = never."""
        with translated():
            found = row(self._db, "SELECT fetched_at FROM source WHERE name = ?", (HUB,))
        return str(found[0]) if found else ""

    def layer(self, device: str) -> Layer:
        """Give what the hub wants of this kiosk's settings."""
        with translated():
            return layer_of(self._db, device)

    def offer_seal(self, key: SealKey) -> None:
        """Use the key of the enrolment until the feed brings the hub's own."""
        with writing(self._db):
            if row(self._db, "SELECT 1 FROM item WHERE kind = 'seal' AND source = ?", (HUB,)) is None:
                self._db.execute("INSERT OR IGNORE INTO source (name) VALUES (?)", (HUB,))
                write_one(self._db, HUB, "seal", 0, unique(iter([seal_row(key)]))[0])
                self._raise_revision()

    def _raise_revision(self) -> None:
        """Tell the glass that there is something new."""
        self._db.execute("UPDATE revision SET n = n + 1")

    # -------------------------------------------------------------------------------------------------- closing

    def is_closed(self) -> bool:
        """Whether the hub has revoked this kiosk."""
        with translated():
            return row(self._db, "SELECT 1 FROM closed") is not None

    def close(self) -> None:
        """The hub has revoked this kiosk: the glass says so from here on."""
        with writing(self._db):
            self._db.execute("INSERT OR IGNORE INTO closed VALUES (1)")
            self._raise_revision()

    def open(self) -> None:
        """The hub takes this kiosk (again)."""
        with writing(self._db):
            self._db.execute("DELETE FROM closed")
            if self._db.changes():
                self._raise_revision()

    def drop(self, *, everything: bool) -> None:
        """Drop what the hub gave, or all content there is, and begin from the start should the hub ever answer again."""
        with writing(self._db):
            self._db.execute("DELETE FROM feed")
            self._db.execute("DELETE FROM feed_picture")
            self._db.execute("UPDATE feed_place SET cursor = '', etag = '', staging = 0, unread = 0")
            for table, name in (("item", "source"), ("source", "name")):
                self._db.execute(f"DELETE FROM {table} WHERE ?1 OR {name} = ?2", (int(everything), HUB))  # noqa: S608 - our own words
            self._raise_revision()
