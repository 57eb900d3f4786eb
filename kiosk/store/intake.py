"""Taking in a source's answer: what is absent from a complete answer is gone from its scope.

A broken row is present, a list that suddenly shrank is not believed at once, and what has not changed is not written.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import Struct, field

from kiosk.ports import SourceTrouble
from kiosk.store.db import row, rows
from kiosk.store.rows import BRANCH_ZONE, digest, to_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import apsw

    from kiosk.ports import Batch, Scope, SealKey
    from kiosk.rooms.communities.model import Group
    from kiosk.rooms.local.model import LibraryEvent, OpenSpan
    from kiosk.rooms.reading.model import Book

MANY = 20
"""From how many rows on a source is expected not to lose most of them at once."""

FAR_FEWER = 0.3
"""Less than this share of what there was is suspicious."""


class Applied(Struct, frozen=True):
    """What an answer changed: rows written and deleted. `suspicious` = nothing was changed, the answer was too small."""

    written: int = 0
    deleted: int = 0
    suspicious: bool = False


class Row(Struct, frozen=True):
    """One value of an answer as the file keeps it."""

    key: str
    body: str
    start_s: float | None = None
    end_s: float | None = None
    isbn: str = ""
    pick: bool = False
    tags: tuple[str, ...] = ()
    isbns: tuple[str, ...] = ()
    hash: str = field(default="")


def take_in(connection: apsw.Connection, source: str, batch: Batch, now: datetime) -> Applied:
    """Apply a source's answer, inside a transaction."""
    kinds = dict(_lay_out(batch))
    answer = digest("\n".join(f"{kind} {each.key} {each.hash}" for kind, found in kinds.items() for each in found))
    known = {kind: _known(connection, source, kind, batch.scope) for kind in kinds}
    skipped = {each.key for each in batch.skipped}
    suspect = row(connection, "SELECT suspect FROM source WHERE name = ?", (source,))
    shrunk = any(_shrunk(len(known[kind]), len(found) + len(skipped)) for kind, found in kinds.items())
    if shrunk and suspect != (answer,):
        note_suspect(connection, source, answer)
        return Applied(suspicious=True)
    written = sum(_write(connection, source, kind, found) for kind, found in kinds.items())
    deleted = 0
    for kind, found in kinds.items():
        gone = {key for key in known[kind] - {each.key for each in found} if not _spared(key, skipped)}
        connection.executemany("DELETE FROM item WHERE kind = ? AND key = ? AND source = ?", [(kind, key, source) for key in gone])
        deleted += len(gone)
    _note_fresh(connection, source, batch, now)
    return Applied(written, deleted)


def _spared(key: str, skipped: set[str]) -> bool:
    """Whether a row stays because it, or the series it belongs to, could not be read this time: `series.moment`."""
    return key in skipped or any(key.startswith(f"{series}.") for series in skipped)


def note_suspect(connection: apsw.Connection, source: str, answer: str) -> None:
    """Remember an answer that is not believed yet; its validators are not kept, so that it is asked for in full again."""
    connection.execute(
        "INSERT INTO source (name, trouble, suspect) VALUES (?1, ?2, ?3)"
        " ON CONFLICT DO UPDATE SET trouble = excluded.trouble, suspect = excluded.suspect",
        (source, SourceTrouble.SUSPICIOUS.value, answer),
    )


def _note_fresh(connection: apsw.Connection, source: str, batch: Batch, now: datetime) -> None:
    """Note that the source is well and when it was heard."""
    values = (
        source,
        batch.validators.etag,
        batch.validators.last_modified,
        now.isoformat(),
        len(batch.skipped),
        int(batch.demo),
    )
    connection.execute(
        "INSERT INTO source (name, etag, last_modified, fetched_at, skipped, demo) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT DO UPDATE SET etag = excluded.etag, last_modified = excluded.last_modified, fetched_at = excluded.fetched_at,"
        " skipped = excluded.skipped, demo = excluded.demo, trouble = '', suspect = ''",
        values,
    )


def _shrunk(before: int, after: int) -> bool:
    """Whether a list lost so much at once that an error is likelier than the truth."""
    return before >= MANY and after < FAR_FEWER * before


def _known(connection: apsw.Connection, source: str, kind: str, scope: Scope) -> set[str]:
    """Give the keys we have of what was asked for. Groups, books and keys have no time: they are always in scope."""
    start = None if scope.start is None else scope.start.timestamp()
    end = None if scope.end is None else scope.end.timestamp()
    found = rows(
        connection,
        "SELECT key FROM item WHERE source = ? AND kind = ?"
        " AND (start_s IS NULL OR ((?3 IS NULL OR end_s > ?3) AND (?4 IS NULL OR start_s < ?4)))",
        (source, kind, start, end),
    )
    return {key for (key,) in found}


def _write(connection: apsw.Connection, source: str, kind: str, found: Sequence[Row]) -> int:
    """Write what is new or different; count it."""
    stored = rows(connection, "SELECT key, hash, place FROM item WHERE source = ? AND kind = ?", (source, kind))
    before = {key: (hashed, place) for key, hashed, place in stored}
    fresh = [(place, each) for place, each in enumerate(found) if before.get(each.key) != (each.hash, place)]
    for place, each in fresh:
        write_one(connection, source, kind, place, each)
    return sum(1 for _, each in fresh if before.get(each.key, ("", 0))[0] != each.hash)


def write_one(connection: apsw.Connection, source: str, kind: str, place: int, each: Row) -> None:
    """Write one row, and a book's tags and numbers."""
    values = (source, kind, each.key, place, each.hash, each.body, each.start_s, each.end_s, each.isbn, int(each.pick))
    found = row(
        connection,
        "INSERT INTO item (source, kind, key, place, hash, body, start_s, end_s, isbn, pick) VALUES (?,?,?,?,?,?,?,?,?,?)"
        " ON CONFLICT DO UPDATE SET place = excluded.place, hash = excluded.hash, body = excluded.body,"
        " start_s = excluded.start_s, end_s = excluded.end_s, isbn = excluded.isbn, pick = excluded.pick RETURNING n",
        values,
    )
    if kind == "book" and found is not None:
        connection.execute("DELETE FROM tag WHERE item = ?", found)
        connection.executemany("INSERT OR IGNORE INTO tag VALUES (?, ?)", [(tag, found[0]) for tag in each.tags])
        connection.execute("DELETE FROM book_isbn WHERE item = ?", found)
        connection.executemany("INSERT INTO book_isbn VALUES (?, ?)", [(isbn, found[0]) for isbn in each.isbns])


def _lay_out(batch: Batch) -> Iterator[tuple[str, list[Row]]]:
    """Lay an answer out in rows, kind by kind; a kind the source does not carry is left out."""
    if batch.events is not None:
        yield "event", unique(event_row(event) for event in batch.events)
    if batch.groups is not None:
        yield "group", unique(group_row(group) for group in batch.groups)
    if batch.books is not None:
        yield "book", unique(book_row(book) for book in batch.books)
    if batch.hours is not None:
        yield "hours", unique(_hours_row(span) for span in batch.hours)
    if batch.seals is not None:
        yield "seal", unique(seal_row(key) for key in batch.seals)


def unique(found: Iterator[Row]) -> list[Row]:
    """Keep one row a key (the last), with its hash."""
    by_key = {each.key: each for each in found}
    return [
        Row(each.key, each.body, each.start_s, each.end_s, each.isbn, each.pick, each.tags, each.isbns, digest(each.body))
        for each in by_key.values()
    ]


def event_row(event: LibraryEvent) -> Row:
    """Lay out an event."""
    return Row(event.key, to_text(event), event.start.timestamp(), event.end.timestamp())


def group_row(group: Group) -> Row:
    """Lay out a group."""
    return Row(group.key, to_text(group))


def book_row(book: Book) -> Row:
    """Lay out a book."""
    return Row(
        book.key,
        to_text(book),
        isbn=book.isbn,
        pick=book.pick is not None,
        tags=tuple(tag.key for tag in book.tags),
        isbns=tuple(filter(None, dict.fromkeys((book.isbn, *book.isbns)))),
    )


def _hours_row(span: OpenSpan) -> Row:
    """Lay out opening hours. They have no id of their own: a changed span is another one."""
    text = to_text(span)
    opens = datetime.combine(span.day, span.opens, BRANCH_ZONE).timestamp()
    closes = datetime.combine(span.day, span.closes, BRANCH_ZONE).timestamp()
    return Row(digest(text), text, opens, max(opens, closes))


def seal_row(key: SealKey) -> Row:
    """Lay out a public key."""
    return Row(key.id, to_text(key))
