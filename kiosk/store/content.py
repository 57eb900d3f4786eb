"""What the branch has to show: taken in from the sources, given out as one programme, never asked over the network."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from kiosk.ports import SealKey, StoreError, Validators
from kiosk.programme import Programme, SourceNote
from kiosk.rooms.communities.model import Group
from kiosk.rooms.local.model import LibraryEvent, OpenSpan
from kiosk.store import books
from kiosk.store.db import reading, row, rows, translated, writing
from kiosk.store.feed_branch import branch_words
from kiosk.store.joining import HUB, by_next_meeting, joined_events, joined_groups, read
from kiosk.store.rows import BRANCH_ZONE, decoder, event_at_home, group_at_home

if TYPE_CHECKING:
    from collections.abc import Iterable

    import apsw

    from kiosk.nouns import Key
    from kiosk.ports import Batch
    from kiosk.rooms.reading.model import Book
    from kiosk.store.intake import Applied

SILENT_ROUNDS = 3
"""After this many rounds without a sign of life the other process is taken for lost."""

_events = decoder(LibraryEvent)
_groups = decoder(Group)
_spans = decoder(OpenSpan)
_seals = decoder(SealKey)


class Beat(Struct, frozen=True):
    """A sign of life of the sync process: when (aware), how often one may expect it, and how the hub was (a reason or empty)."""

    at: datetime
    every_s: float
    uplink: str = ""

    def silent(self, now: datetime) -> bool:
        """Whether it is overdue. A clock that was set back says so too, until the next beat."""
        return abs((now - self.at).total_seconds()) > SILENT_ROUNDS * self.every_s


class Content:
    """`content.db`. A connection belongs to one thread at a time."""

    def __init__(self, connection: apsw.Connection) -> None:
        self._db = connection
        self._inode = self._file()
        self._seen: tuple[int, int] | None = None

    def _file(self) -> int:
        """Name the file behind our path; 0 when it is gone."""
        try:
            return Path(self._db.filename).stat().st_ino
        except FileNotFoundError:
            return 0

    def data_version(self) -> int:
        """Give a number that changes when there is something new to show.

        Raises StoreError `moved` when the file was put aside and begun anew: open it again.
        """
        if self._file() != self._inode:
            raise StoreError("moved")
        with translated():
            written = (int(self._db.pragma("data_version")), self._db.total_changes())
            if self._seen is None or self._seen != written:
                self._seen, self._revision = written, int(rows(self._db, "SELECT n FROM revision")[0][0])
        return self._revision

    # ----------------------------------------------------------------------------------------------- taking in

    def apply(self, source: str, batch: Batch, now: datetime) -> Applied:
        """Take in a complete answer of a source, all or nothing. Raises StoreError."""
        from kiosk.store.intake import take_in  # the glass only reads

        with writing(self._db):
            applied = take_in(self._db, source, batch, now)
            self._raise_revision()
        return applied

    def note_trouble(self, source: str, reason: str, now: datetime) -> None:  # noqa: ARG002 - the same shape as its neighbours
        """Note that a source gave nothing; what it gave before stays."""
        with writing(self._db):
            self._db.execute(
                "INSERT INTO source (name, trouble) VALUES (?, ?) ON CONFLICT DO UPDATE SET trouble = excluded.trouble",
                (source, reason),
            )
            self._raise_revision()

    def note_unchanged(self, source: str, now: datetime) -> None:
        """Note that a source was heard and has nothing new."""
        with writing(self._db):
            self._db.execute(
                "UPDATE source SET fetched_at = ?, trouble = '', suspect = '' WHERE name = ?",
                (now.isoformat(), source),
            )
            self._raise_revision()

    def forget_sources(self, names: Iterable[str]) -> int:
        """Drop every source that is not among `names` (it was taken out of the settings); count what went with it."""
        kept = msgspec.json.encode(sorted(names)).decode()
        with writing(self._db):
            self._db.execute("DELETE FROM source WHERE name NOT IN (SELECT value FROM json_each(?))", (kept,))
            self._db.execute("DELETE FROM item WHERE source NOT IN (SELECT value FROM json_each(?))", (kept,))
            gone = self._db.changes()
            self._raise_revision()
        return gone

    def _raise_revision(self) -> None:
        """Tell readers that there is something new."""
        self._db.execute("UPDATE revision SET n = n + 1")

    def validators(self, source: str) -> Validators:
        """Give what a source said of its last believed answer."""
        with translated():
            found = row(self._db, "SELECT etag, last_modified FROM source WHERE name = ?", (source,))
        return Validators(*found) if found else Validators()

    def beat(self, *, at: datetime, every_s: float, uplink: str) -> None:
        """Leave a sign of life. It is no news to show: `data_version` stays."""
        with writing(self._db):
            self._db.execute(
                "INSERT INTO sync_beat VALUES (1, ?, ?, ?)"
                " ON CONFLICT DO UPDATE SET at = excluded.at, every_s = excluded.every_s, uplink = excluded.uplink",
                (at.isoformat(), every_s, uplink),
            )

    # ---------------------------------------------------------------------------------------------- giving out

    def last_beat(self) -> Beat | None:
        """Give the sync process's last sign of life."""
        with translated():
            found = row(self._db, "SELECT at, every_s, uplink FROM sync_beat")
        return Beat(datetime.fromisoformat(found[0]), found[1], found[2]) if found else None

    def closed(self) -> bool:
        """Whether the hub has revoked this kiosk."""
        with translated():
            return row(self._db, "SELECT 1 FROM closed") is not None

    def programme(self, now: datetime) -> Programme:
        """Give everything there is to show at `now`, as of one moment of the file. Raises StoreError."""
        unread: Counter[str] = Counter()
        with reading(self._db):
            notes = rows(self._db, "SELECT name, fetched_at, trouble, skipped, demo FROM source ORDER BY name")
            events = read(self._items("event", "AND end_s > ?", now.timestamp()), _events, unread)
            groups = read(self._items("group"), _groups, unread)
            picks = books.picks(self._db, unread)
            hours = read(self._items("hours"), _spans, unread)
            branch = branch_words(self._db)
        return Programme(
            events=tuple(sorted(map(event_at_home, joined_events(events)), key=lambda event: (event.start, event.end, event.key))),
            groups=tuple(sorted(map(group_at_home, joined_groups(groups)), key=by_next_meeting)),
            picks=picks,
            hours=tuple(sorted((span for _, span in hours), key=lambda span: (span.day, span.opens, span.closes))),
            sources=tuple(
                SourceNote(name, _moment(at), trouble, skipped + unread[name]) for name, at, trouble, skipped, _ in notes
            ),
            demo=any(demo for *_, demo in notes),
            branch=branch,
        )

    def _items(self, kind: str, condition: str = "", *values: object) -> list[tuple[str, str]]:
        """Give source and body of the items of a kind: the hub's last, else as they came in."""
        sql = f"SELECT source, body FROM item WHERE kind = ? {condition} ORDER BY source = '{HUB}', n"  # noqa: S608 - our own words
        with translated():
            return [(source, body) for source, body in rows(self._db, sql, (kind, *values))]

    def event(self, key: Key) -> LibraryEvent | None:
        """Give one event, whether over or not."""
        found = joined_events(read(self._items("event", "AND key = ?", key), _events))
        return next(map(event_at_home, found), None)

    def book(self, key: Key) -> Book | None:
        """Give one book."""
        with translated():
            return books.by_key(self._db, key)

    def book_by_isbn(self, isbn13: str) -> Book | None:
        """Give the book with this ISBN, 13 digits."""
        with translated():
            return books.by_isbn(self._db, isbn13) if isbn13 else None

    def books_sharing_tags(self, book: Book, limit: int = 200) -> tuple[Book, ...]:
        """Give the books that share most appeal words with `book`, and every staff pick."""
        with translated():
            return books.near(self._db, book, limit)

    def seal(self) -> SealKey | None:
        """Give the key to seal to: the hub's, who opens what was sealed; else the first of the source that was heard last."""
        with translated():
            found = rows(
                self._db,
                "SELECT source, body FROM item JOIN source ON source.name = item.source WHERE kind = 'seal'"
                " ORDER BY source.name = ? DESC, fetched_at DESC, place",
                (HUB,),
            )
        return next((key for _, key in read(found, _seals)), None)


def _moment(text: str) -> datetime | None:
    """Read a stored time; None for never."""
    return datetime.fromisoformat(text).astimezone(BRANCH_ZONE) if text else None
