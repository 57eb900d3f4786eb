"""Books in content.db: found by key, number or word, and one book where a number says that the hub means one we have."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from kiosk.rooms.reading.model import Book, Shelf
from kiosk.store.db import rows
from kiosk.store.joining import HUB, read
from kiosk.store.rows import decoder

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Sequence

    import apsw

    from kiosk.nouns import Key

FAMILY = f"""
SELECT source, body FROM item WHERE n IN (
  SELECT value FROM json_each(?1) UNION
  SELECT other.item FROM book_isbn AS one JOIN book_isbn AS other ON other.isbn = one.isbn
  WHERE one.item IN (SELECT value FROM json_each(?1))
) ORDER BY source = '{HUB}', n
"""  # noqa: S608 - our own words
"""These items, and those that share a number with one of them: as they came in, the hub's last."""

SHARING = """
SELECT item.n FROM tag JOIN item ON item.n = tag.item
WHERE tag.tag IN (SELECT value FROM json_each(?)) AND item.key <> ?
GROUP BY item.n ORDER BY count(*) DESC, item.n LIMIT ?
"""

_books = decoder(Book)


def picks(db: apsw.Connection, unread: Counter[str] | None = None) -> tuple[Book, ...]:
    """Give the books somebody on the staff stands by."""
    found = _joined(db, rows(db, "SELECT n FROM item WHERE kind = 'book' AND pick = 1"), unread)
    return tuple(book for book in found if book.pick is not None)


def by_key(db: apsw.Connection, key: Key) -> Book | None:
    """Give one book, by its key or by the hub's for the same."""
    found = _joined(db, rows(db, "SELECT n FROM item WHERE kind = 'book' AND key = ?", (key,)))
    return next((book for book in found if book.key == key), found[0] if found else None)


def by_isbn(db: apsw.Connection, isbn13: str) -> Book | None:
    """Give the book with this number, or another edition of it."""
    found = _joined(db, rows(db, "SELECT item FROM book_isbn WHERE isbn = ?", (isbn13,)))
    return next((book for book in found if book.isbn == isbn13), found[0] if found else None)


def near(db: apsw.Connection, book: Book, limit: int) -> tuple[Book, ...]:
    """Give the books that share most appeal words with `book`, those with most first, and every staff pick."""
    tags = {tag.key for tag in book.tags}
    sharing = rows(db, SHARING, (msgspec.json.encode(tuple(tags)).decode(), book.key, limit))
    picked = rows(db, "SELECT n FROM item WHERE kind = 'book' AND pick = 1 AND key <> ?", (book.key,))
    found = (other for other in _joined(db, [*sharing, *picked]) if other.key != book.key)
    return tuple(sorted(found, key=lambda other: -len(tags & {tag.key for tag in other.tags})))


def _joined(db: apsw.Connection, found: Sequence[tuple[int]], unread: Counter[str] | None = None) -> list[Book]:
    """Read items and their family, one book for each."""
    numbers = msgspec.json.encode([n for (n,) in found]).decode()
    return joined_books(read(rows(db, FAMILY, (numbers,)), _books, unread))


def joined_books(found: list[tuple[str, Book]]) -> list[Book]:
    """One book a key, the first; what the hub says of a number goes to every book that has it, and is a book of its own else."""
    books: dict[str, Book] = {}
    owners: dict[str, list[str]] = {}
    for source, book in found:
        known = dict.fromkeys(key for isbn in numbers_of(book) for key in owners.get(isbn, ())) if source == HUB else {}
        for key in known:
            books[key] = _with_hub(books[key], book)
        if not known and book.key not in books:
            books[book.key] = book
            for isbn in numbers_of(book):
                owners.setdefault(isbn, []).append(book.key)
    return list(books.values())


def numbers_of(book: Book) -> tuple[str, ...]:
    """Every number a book can be scanned by."""
    return tuple(filter(None, dict.fromkeys((book.isbn, *book.isbns))))


def _with_hub(known: Book, hub: Book) -> Book:
    """What the branch says of a book, with what the hub adds: the branch's own words stand."""
    numbers = dict.fromkeys((*numbers_of(known), *numbers_of(hub)))
    return replace(
        known,
        author=known.author or hub.author,
        year=known.year or hub.year,
        summary=known.summary or hub.summary,
        tags=tuple({tag.key: tag for tag in (*hub.tags, *known.tags)}.values()),
        shelf=hub.shelf if known.shelf == Shelf() else known.shelf,
        pick=known.pick or hub.pick,
        isbns=tuple(numbers)[1:],
        cover=hub.cover,
    )
